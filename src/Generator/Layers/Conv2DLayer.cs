using System.Collections.Generic;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

internal sealed class Conv2DLayer : LayerDefinition
{
    public override string Kind => "Conv2D";

    public override string Formula => "y[p, q, o] = activation(b[o] + sum_{r, s, i} x[p stride + r, q stride + s, i] W[r, s, i, o])";

    public override (string PyTorch, string Keras) Twins => ("Conv2d", "Conv2D");

    public override IReadOnlyList<Option> Options =>
    [
        new("filters", null, "Number of output channels."),
        new("Groups", 1, "Channels are cut into this many groups that do not see each other."),
        .. Convolutions.Options,
    ];

    public override Node? Lower(LayerScope layer, Node x)
    {
        int filters = layer.Options.Integer("filters");
        int groups = layer.Options.Integer("Groups");
        if (!layer.RequireAtLeast("filters", filters) || !layer.RequireAtLeast("Groups", groups) || !layer.RequireRank(x, 3, "an image (height x width x channels)"))
        {
            return null;
        }

        int channels = (int)x.Shape[3].Value;
        if (channels % groups != 0 || filters % groups != 0)
        {
            layer.Report(Ids.GroupsDoNotDivide, $"{groups}", $"{channels}", $"{filters}");
            return null;
        }

        return Convolutions.Lower(layer, x, filters, groups);
    }
}

internal sealed class DepthwiseConv2DLayer : LayerDefinition
{
    public override string Kind => "DepthwiseConv2D";

    public override string Formula => "y[p, q, i] = activation(b[i] + sum_{r, s} x[p stride + r, q stride + s, i] W[r, s, 0, i])";

    public override (string PyTorch, string Keras) Twins => ("Conv2d(groups=in_channels)", "DepthwiseConv2D");

    public override IReadOnlyList<Option> Options =>
    [
        new("Multiplier", 1, "Output channels per input channel."),
        .. Convolutions.Options,
    ];

    public override Node? Lower(LayerScope layer, Node x)
    {
        int multiplier = layer.Options.Integer("Multiplier");
        if (!layer.RequireAtLeast("Multiplier", multiplier) || !layer.RequireRank(x, 3, "an image (height x width x channels)"))
        {
            return null;
        }

        int channels = (int)x.Shape[3].Value;
        return Convolutions.Lower(layer, x, channels * multiplier, channels);
    }
}

/// <summary>What all two-dimensional convolutions share.</summary>
internal static class Convolutions
{
    public static readonly IReadOnlyList<Option> Options =
    [
        new("Kernel", 3, "Height and width of the kernel."),
        new("KernelHeight", null, "Default: Kernel."),
        new("KernelWidth", null, "Default: Kernel."),
        new("Stride", 1, "Step between windows in both directions."),
        new("StrideHeight", null, "Default: Stride."),
        new("StrideWidth", null, "Default: Stride."),
        new("Dilation", 1, "Distance between neighbouring taps of the kernel."),
        new("DilationHeight", null, "Default: Dilation."),
        new("DilationWidth", null, "Default: Dilation."),
        .. CommonOptions.Window,
        .. CommonOptions.Weighted,
    ];

    public static Node? Lower(LayerScope layer, Node x, int filters, int groups)
    {
        var o = layer.Options;
        var (kernelHeight, kernelWidth) = (o.Integer("KernelHeight", "Kernel"), o.Integer("KernelWidth", "Kernel"));
        var (strideHeight, strideWidth) = (o.Integer("StrideHeight", "Stride"), o.Integer("StrideWidth", "Stride"));
        var (dilationHeight, dilationWidth) = (o.Integer("DilationHeight", "Dilation"), o.Integer("DilationWidth", "Dilation"));
        if (!layer.RequireAtLeast("Kernel", kernelHeight) || !layer.RequireAtLeast("Kernel", kernelWidth)
            || !layer.RequireAtLeast("Stride", strideHeight) || !layer.RequireAtLeast("Stride", strideWidth)
            || !layer.RequireAtLeast("Dilation", dilationHeight) || !layer.RequireAtLeast("Dilation", dilationWidth))
        {
            return null;
        }

        var (height, width, channels) = ((int)x.Shape[1].Value, (int)x.Shape[2].Value, (int)x.Shape[3].Value);
        if (Window.Along(layer, "Height", height, kernelHeight, strideHeight, dilationHeight) is not { } rows
            || Window.Along(layer, "Width", width, kernelWidth, strideWidth, dilationWidth) is not { } columns)
        {
            return null;
        }

        var sizes = new ConvolutionSizes(
            height, width, channels, rows.Output, columns.Output, filters, kernelHeight, kernelWidth,
            strideHeight, strideWidth, dilationHeight, dilationWidth, rows.Before, columns.Before, groups);
        int area = kernelHeight * kernelWidth;
        var weight = layer.Parameter(
            "weight", "W", [kernelHeight, kernelWidth, channels / groups, filters],
            layer.WeightInitialization(area * channels / groups, area * filters / groups));
        return layer.Activate(layer.AddBias(layer.Graph.Convolution(ConvolutionForm.Forward, x, weight, sizes), filters));
    }
}
