using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Layers;

/// <summary>Every kind of layer there is.</summary>
internal static class LayerTable
{
    public static readonly IReadOnlyList<LayerDefinition> All =
    [
        new DenseLayer(),
        new Conv2DLayer(),
        new DepthwiseConv2DLayer(),
        new MaxPool2DLayer(),
        new AveragePool2DLayer(),
        new GlobalAveragePool2DLayer(),
        new BatchNormLayer(),
        new DropoutLayer(),
        new FlattenLayer(),
        new ActivationLayer(),
        new EmbeddingLayer(),
        new SimpleRnnLayer(),
        new GruLayer(),
        new LstmLayer(),
    ];

    private static readonly Dictionary<string, LayerDefinition> ByKind = All.ToDictionary(layer => layer.Kind);

    public static LayerDefinition Named(string kind) => ByKind[kind];

    public static bool Contains(string kind) => ByKind.ContainsKey(kind);
}
