using System.Collections.Generic;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

internal sealed class MaxPool2DLayer : LayerDefinition
{
    public override string Kind => "MaxPool2D";

    public override string Formula => "y[p, q, c] = max over the window of x[.., .., c]";

    public override (string PyTorch, string Keras) Twins => ("MaxPool2d", "MaxPooling2D");

    public override IReadOnlyList<Option> Options => Pooling.Options;

    public override Node? Lower(LayerScope layer, Node x) => Pooling.Sizes(layer, x) is { } sizes ? layer.Graph.Pool(Op.MaxPool, sizes, x) : null;
}

internal sealed class AveragePool2DLayer : LayerDefinition
{
    public override string Kind => "AveragePool2D";

    public override string Formula => "y[p, q, c] = mean over the window of x[.., .., c], not counting padding";

    public override (string PyTorch, string Keras) Twins => ("AvgPool2d(count_include_pad=False)", "AveragePooling2D");

    public override IReadOnlyList<Option> Options => Pooling.Options;

    public override Node? Lower(LayerScope layer, Node x) => Pooling.Sizes(layer, x) is { } sizes ? layer.Graph.Pool(Op.AveragePool, sizes, x) : null;
}

internal sealed class GlobalAveragePool2DLayer : LayerDefinition
{
    public override string Kind => "GlobalAveragePool2D";

    public override string Formula => "y[c] = mean over all pixels of x[.., .., c]";

    public override (string PyTorch, string Keras) Twins => ("AdaptiveAvgPool2d(1), Flatten", "GlobalAveragePooling2D");

    public override Node? Lower(LayerScope layer, Node x) =>
        layer.RequireRank(x, 3, "an image (height x width x channels)")
            ? layer.Graph.Reshape(layer.Graph.Mean(x, 1, 2), [x.Shape[0], x.Shape[3]])
            : null;
}

/// <summary>What windowed pools share.</summary>
internal static class Pooling
{
    public static readonly IReadOnlyList<Option> Options =
    [
        new("size", null, "Height and width of the window."),
        new("Height", null, "Height of the window; default size."),
        new("Width", null, "Width of the window; default size."),
        new("Stride", null, "Step between windows; default the window's own extent."),
        .. CommonOptions.Window,
    ];

    public static PoolingSizes? Sizes(LayerScope layer, Node x)
    {
        if (!layer.RequireRank(x, 3, "an image (height x width x channels)"))
        {
            return null;
        }

        var (windowHeight, windowWidth) = (layer.Options.Integer("Height", "size"), layer.Options.Integer("Width", "size"));
        int strideHeight = layer.Options.IsGiven("Stride") ? layer.Options.Integer("Stride") : windowHeight;
        int strideWidth = layer.Options.IsGiven("Stride") ? layer.Options.Integer("Stride") : windowWidth;
        if (!layer.RequireAtLeast("size", windowHeight) || !layer.RequireAtLeast("size", windowWidth) || !layer.RequireAtLeast("Stride", strideHeight) || !layer.RequireAtLeast("Stride", strideWidth))
        {
            return null;
        }

        var (height, width, channels) = ((int)x.Shape[1].Value, (int)x.Shape[2].Value, (int)x.Shape[3].Value);
        return Window.Along(layer, "Height", height, windowHeight, strideHeight, 1) is { } rows
            && Window.Along(layer, "Width", width, windowWidth, strideWidth, 1) is { } columns
                ? new PoolingSizes(height, width, channels, rows.Output, columns.Output, windowHeight, windowWidth, strideHeight, strideWidth, rows.Before, columns.Before)
                : null;
    }
}
