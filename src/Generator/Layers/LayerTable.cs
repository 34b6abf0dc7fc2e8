using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Methods;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Layers;

/// <summary>Every kind of layer there is.</summary>
internal static class LayerTable
{
    public static readonly IReadOnlyList<LayerDefinition> All =
    [
        new DenseLayer(),
        new MaxoutLayer(),
        new EmbeddingLayer(),

        new Conv1DLayer(),
        new Conv2DLayer(),
        new DepthwiseConv2DLayer(),
        new SeparableConv2DLayer(),
        new ConvTranspose1DLayer(),
        new ConvTranspose2DLayer(),

        new MaxPool1DLayer(),
        new MaxPool2DLayer(),
        new AveragePool1DLayer(),
        new AveragePool2DLayer(),
        new GlobalMaxPool1DLayer(),
        new GlobalMaxPool2DLayer(),
        new GlobalAveragePool1DLayer(),
        new GlobalAveragePool2DLayer(),

        new BatchNormLayer(),
        new LayerNormLayer(),
        new GroupNormLayer(),
        new RmsNormLayer(),

        new DropoutLayer(),
        new SpatialDropout1DLayer(),
        new SpatialDropout2DLayer(),
        new GaussianNoiseLayer(),

        new FlattenLayer(),
        new ReshapeLayer(),
        new PermuteLayer(),
        new RepeatVectorLayer(),
        new ZeroPaddingLayer("ZeroPadding1D", "ZeroPad1d", "ZeroPadding1D", image: false),
        new ZeroPaddingLayer("ZeroPadding2D", "ZeroPad2d", "ZeroPadding2D", image: true),
        new CroppingLayer("Cropping1D", "x[:, a:-b]", "Cropping1D", image: false),
        new CroppingLayer("Cropping2D", "x[:, a:-b, c:-d]", "Cropping2D", image: true),
        new Upsample1DLayer(),
        new Upsample2DLayer(),

        new ActivationLayer(),
        new LeakyReluLayer(),
        new PreluLayer(),
        new EluLayer(),
        new ThresholdedReluLayer(),

        new SimpleRnnLayer(),
        new GruLayer(),
        new LstmLayer(),
        new UserRecurrentLayer(),
    ];

    /// <summary>A part of networks that the user has written; it lowers to what it consists of.</summary>
    public const string Module = "Module";

    /// <summary>A recurrent layer whose cell the user has written.</summary>
    public const string Recurrent = "Recurrent";

    /// <summary>The attribute names a class of the user's.</summary>
    public static bool IsClass(string kind) => kind is Module or Recurrent;

    private static readonly Dictionary<string, LayerDefinition> ByKind = All.Append(new ModuleLayer()).ToDictionary(layer => layer.Kind);

    public static LayerDefinition Named(string kind) => ByKind[kind];

    /// <summary>The definition of a layer as declared.</summary>
    /// <param name="method">Reads the layer's class, if it has one.</param>
    /// <param name="sizes">Of the module that the layer is a member of.</param>
    public static LayerDefinition Of(LayerSpecification layer, MethodLowering method, IReadOnlyDictionary<string, object> sizes) =>
        layer.Kind == Recurrent ? new UserRecurrentLayer(method, layer, sizes) : Named(layer.Kind);

    public static bool Contains(string kind) => ByKind.ContainsKey(kind);
}
