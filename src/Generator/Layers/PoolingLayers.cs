using System.Collections.Generic;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

internal sealed class MaxPool2DLayer : LayerDefinition
{
    public override string Kind => "MaxPool2D";

    public override string Formula => "y[p, q, c] = max over the window of x[.., .., c]";

    public override string Shapes => "[height, width, channels] -> [rows, columns, channels]";

    public override (string PyTorch, string Keras) Twins => ("MaxPool2d", "MaxPooling2D");

    public override IReadOnlyList<Option> Options { get; } = Pooling.ImageOptions;

    public override Node? Lower(LayerScope layer, Node x) => Pooling.Image(layer, Op.MaxPool, x);
}

internal sealed class AveragePool2DLayer : LayerDefinition
{
    public override string Kind => "AveragePool2D";

    public override string Formula => "y[p, q, c] = mean over the window of x[.., .., c], not counting padding";

    public override string Shapes => "[height, width, channels] -> [rows, columns, channels]";

    public override (string PyTorch, string Keras) Twins => ("AvgPool2d(count_include_pad=False)", "AveragePooling2D");

    public override IReadOnlyList<Option> Options { get; } = Pooling.ImageOptions;

    public override Node? Lower(LayerScope layer, Node x) => Pooling.Image(layer, Op.AveragePool, x);
}

internal sealed class MaxPool1DLayer : LayerDefinition
{
    public override string Kind => "MaxPool1D";

    public override string Formula => "y[p, c] = max over the window of x[.., c]";

    public override string Shapes => "[length, channels] -> [positions, channels]";

    public override (string PyTorch, string Keras) Twins => ("MaxPool1d", "MaxPooling1D");

    public override IReadOnlyList<Option> Options { get; } = Pooling.SequenceOptions;

    public override Node? Lower(LayerScope layer, Node x) => Pooling.Sequence(layer, Op.MaxPool, x);
}

internal sealed class AveragePool1DLayer : LayerDefinition
{
    public override string Kind => "AveragePool1D";

    public override string Formula => "y[p, c] = mean over the window of x[.., c], not counting padding";

    public override string Shapes => "[length, channels] -> [positions, channels]";

    public override (string PyTorch, string Keras) Twins => ("AvgPool1d(count_include_pad=False)", "AveragePooling1D");

    public override IReadOnlyList<Option> Options { get; } = Pooling.SequenceOptions;

    public override Node? Lower(LayerScope layer, Node x) => Pooling.Sequence(layer, Op.AveragePool, x);
}

/// <summary>What windowed pools share.</summary>
internal static class Pooling
{
    public static readonly IReadOnlyList<Option> ImageOptions =
    [
        new("size", null, "Height and width of the window."),
        new("Height", null, "Height of the window; default size."),
        new("Width", null, "Width of the window; default size."),
        new("Stride", null, "Step between windows in both directions; default the window's own extent."),
        new("StrideHeight", null, "Default: Stride."),
        new("StrideWidth", null, "Default: Stride."),
        .. CommonOptions.Window,
    ];

    public static readonly IReadOnlyList<Option> SequenceOptions =
    [
        new("size", null, "Length of the window."),
        new("Stride", null, "Step between windows; default the window's own length."),
        .. CommonOptions.SequenceWindow,
    ];

    public static Node? Image(LayerScope layer, Op pool, Node x)
    {
        if (!layer.RequireImage(x))
        {
            return null;
        }

        var (windowHeight, windowWidth) = (layer.Options.Integer("Height", "size"), layer.Options.Integer("Width", "size"));
        var (height, width, channels) = (Extent(x, 1), Extent(x, 2), Extent(x, 3));
        return Windows(layer, "Height", height, windowHeight) is var (rows, strideHeight) && Windows(layer, "Width", width, windowWidth) is var (columns, strideWidth)
            ? layer.Graph.Pool(pool, new PoolingSizes(height, width, channels, rows.Output, columns.Output, windowHeight, windowWidth, strideHeight, strideWidth, rows.Before, columns.Before), x)
            : null;
    }

    /// <summary>An image of height 1.</summary>
    public static Node? Sequence(LayerScope layer, Op pool, Node x)
    {
        if (!layer.RequireFixedSequence(x))
        {
            return null;
        }

        int window = layer.Options.Integer("size");
        var (length, channels) = (Extent(x, 1), Extent(x, 2));
        if (Windows(layer, "Length", length, window) is not var (columns, stride))
        {
            return null;
        }

        var sizes = new PoolingSizes(1, length, channels, 1, columns.Output, 1, window, 1, stride, 0, columns.Before);
        return layer.Graph.Reshape(layer.Graph.Pool(pool, sizes, layer.AsImage(x)), [x.Shape[0], columns.Output, channels]);
    }

    private static (Window Windows, int Stride)? Windows(LayerScope layer, string axis, int input, int window)
    {
        int stride = layer.Options.IsGiven("Stride" + axis) ? layer.Options.Integer("Stride" + axis) : layer.Options.IsGiven("Stride") ? layer.Options.Integer("Stride") : window;
        return layer.RequireAtLeast("size", window) && layer.RequireAtLeast("Stride", stride) && Window.Along(layer, axis, input, window, stride, 1) is { } windows
            ? (windows, stride)
            : null;
    }

    private static int Extent(Node x, int axis) => (int)x.Shape[axis].Value;
}
