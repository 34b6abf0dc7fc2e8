using System.Collections.Generic;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

internal sealed class Conv2DLayer : LayerDefinition
{
    public override string Kind => "Conv2D";

    public override string Formula => "y[p, q, o] = activation(b[o] + sum_{r, s, i} x[p stride + r, q stride + s, i] W[r, s, i, o])";

    public override string Shapes => "[height, width, channels] -> [rows, columns, filters], each (n + padding - extent) / stride + 1";

    public override (string PyTorch, string Keras) Twins => ("Conv2d", "Conv2D");

    public override IReadOnlyList<Option> Options { get; } =
    [
        new("filters", null, "Number of output channels."),
        new("Groups", 1, "Channels are cut into this many groups that do not see each other."),
        .. Convolutions.ImageOptions,
    ];

    public override Node? Lower(LayerScope layer, Node x)
    {
        int filters = layer.Options.Integer("filters");
        int groups = layer.Options.Integer("Groups");
        return layer.RequireImage(x) && Convolutions.RequireGroups(layer, x, filters, groups) && Convolutions.Sizes(layer, x, filters, groups) is { } sizes
            ? layer.Activate(layer.AddBias(Convolutions.Forward(layer, x, sizes), filters))
            : null;
    }
}

internal sealed class DepthwiseConv2DLayer : LayerDefinition
{
    public override string Kind => "DepthwiseConv2D";

    public override string Formula => "y[p, q, i] = activation(b[i] + sum_{r, s} x[p stride + r, q stride + s, i] W[r, s, 0, i])";

    public override string Shapes => "[height, width, channels] -> [rows, columns, channels Multiplier]";

    public override (string PyTorch, string Keras) Twins => ("Conv2d(groups=in_channels)", "DepthwiseConv2D");

    public override IReadOnlyList<Option> Options { get; } =
    [
        new("Multiplier", 1, "Output channels per input channel."),
        .. Convolutions.ImageOptions,
    ];

    public override Node? Lower(LayerScope layer, Node x)
    {
        int multiplier = layer.Options.Integer("Multiplier");
        if (!layer.RequireAtLeast("Multiplier", multiplier) || !layer.RequireImage(x))
        {
            return null;
        }

        int channels = (int)x.Shape[3].Value;
        return Convolutions.Sizes(layer, x, channels * multiplier, channels) is { } sizes
            ? layer.Activate(layer.AddBias(Convolutions.Forward(layer, x, sizes), channels * multiplier))
            : null;
    }
}

internal sealed class SeparableConv2DLayer : LayerDefinition
{
    public override string Kind => "SeparableConv2D";

    public override string Formula => "a convolution of every channel by itself, then y[p, q, o] = activation(b[o] + sum_i d[p, q, i] W[0, 0, i, o])";

    public override string Shapes => "[height, width, channels] -> [rows, columns, filters]";

    public override (string PyTorch, string Keras) Twins => ("Conv2d(groups=in_channels), Conv2d(kernel_size=1)", "SeparableConv2D");

    public override IReadOnlyList<Option> Options { get; } =
    [
        new("filters", null, "Number of output channels."),
        new("Multiplier", 1, "Channels between the two convolutions per input channel."),
        .. Convolutions.ImageOptions,
    ];

    public override Node? Lower(LayerScope layer, Node x)
    {
        var (filters, multiplier) = (layer.Options.Integer("filters"), layer.Options.Integer("Multiplier"));
        if (!layer.RequireAtLeast("filters", filters) || !layer.RequireAtLeast("Multiplier", multiplier) || !layer.RequireImage(x))
        {
            return null;
        }

        int channels = (int)x.Shape[3].Value;
        int between = channels * multiplier;
        if (Convolutions.Sizes(layer, x, between, channels) is not { } depthwise)
        {
            return null;
        }

        var (height, width) = (depthwise.OutHeight, depthwise.OutWidth);
        var pointwise = new ConvolutionSizes(height, width, between, height, width, filters, 1, 1, 1, 1, 1, 1, 0, 0, 1);
        var filtered = Convolutions.Forward(layer, x, depthwise, role: "depthwise_weight", letter: "D");
        return layer.Activate(layer.AddBias(Convolutions.Forward(layer, filtered, pointwise, role: "pointwise_weight"), filters));
    }
}
