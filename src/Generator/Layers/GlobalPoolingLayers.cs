using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>Pools over all positions: one number per channel is left.</summary>
internal abstract class GlobalPoolingLayer(string kind, string formula, string pyTorch, string keras) : LayerDefinition
{
    public override string Kind => kind;

    public override string Formula => formula;

    public override string Shapes => "[..., channels] -> [channels]";

    public override (string PyTorch, string Keras) Twins => (pyTorch, keras);
}

internal sealed class GlobalAveragePool2DLayer()
    : GlobalPoolingLayer("GlobalAveragePool2D", "y[c] = mean over all pixels of x[.., .., c]", "AdaptiveAvgPool2d(1), Flatten", "GlobalAveragePooling2D")
{
    public override Node? Lower(LayerScope layer, Node x) =>
        layer.RequireImage(x) ? layer.Graph.Reshape(layer.Graph.Mean(x, 1, 2), [x.Shape[0], x.Shape[3]]) : null;
}

internal sealed class GlobalAveragePool1DLayer()
    : GlobalPoolingLayer("GlobalAveragePool1D", "y[c] = mean over all positions of x[.., c]", "AdaptiveAvgPool1d(1), Flatten", "GlobalAveragePooling1D")
{
    public override Node? Lower(LayerScope layer, Node x) =>
        layer.RequireFixedSequence(x) ? layer.Graph.Reshape(layer.Graph.Mean(x, 1), [x.Shape[0], x.Shape[2]]) : null;
}

internal sealed class GlobalMaxPool2DLayer()
    : GlobalPoolingLayer("GlobalMaxPool2D", "y[c] = max over all pixels of x[.., .., c]", "AdaptiveMaxPool2d(1), Flatten", "GlobalMaxPooling2D")
{
    public override Node? Lower(LayerScope layer, Node x) => layer.RequireImage(x) ? MaxOverAll(layer, x) : null;

    /// <summary>One window over everything: of several equal maxima the first gets the derivative, as in every max pool.</summary>
    internal static Node MaxOverAll(LayerScope layer, Node image)
    {
        int[] extents = [.. image.Shape.Skip(1).Select(extent => (int)extent.Value)];
        var (height, width, channels) = (extents[0], extents[1], extents[2]);
        var sizes = new PoolingSizes(height, width, channels, 1, 1, height, width, height, width, 0, 0);
        return layer.Graph.Reshape(layer.Graph.Pool(Op.MaxPool, sizes, image), [image.Shape[0], channels]);
    }
}

internal sealed class GlobalMaxPool1DLayer()
    : GlobalPoolingLayer("GlobalMaxPool1D", "y[c] = max over all positions of x[.., c]", "AdaptiveMaxPool1d(1), Flatten", "GlobalMaxPooling1D")
{
    public override Node? Lower(LayerScope layer, Node x) => layer.RequireFixedSequence(x) ? GlobalMaxPool2DLayer.MaxOverAll(layer, layer.AsImage(x)) : null;
}
