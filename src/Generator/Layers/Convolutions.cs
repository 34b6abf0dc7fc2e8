using System;
using System.Collections.Generic;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>What all convolutions share: settings, sizes and weights. A sequence is an image of height 1.</summary>
internal static class Convolutions
{
    public static readonly IReadOnlyList<Option> ImageOptions =
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

    public static readonly IReadOnlyList<Option> SequenceOptions =
    [
        new("Kernel", 3, "Length of the kernel."),
        new("Stride", 1, "Step between windows."),
        new("Dilation", 1, "Distance between neighbouring taps of the kernel."),
        .. CommonOptions.SequenceWindow,
        .. CommonOptions.Weighted,
    ];

    private static readonly Taps One = new(1, 1, 1);

    /// <summary>Reports unless the groups divide both numbers of channels.</summary>
    public static bool RequireGroups(LayerScope layer, Node x, int filters, int groups)
    {
        if (!layer.RequireAtLeast("filters", filters) || !layer.RequireAtLeast("Groups", groups))
        {
            return false;
        }

        long channels = x.Shape[x.Shape.Rank - 1].Value;
        if (channels % groups != 0 || filters % groups != 0)
        {
            layer.Report(Ids.GroupsDoNotDivide, $"{groups}", $"{channels}", $"{filters}");
            return false;
        }

        return true;
    }

    public static ConvolutionSizes? Sizes(LayerScope layer, Node x, int filters, int groups) =>
        Taps.Of(layer, "Height") is { } vertical && Taps.Of(layer, "Width") is { } horizontal
        && Windows(layer, "Height", x, 1, vertical) is { } rows && Windows(layer, "Width", x, 2, horizontal) is { } columns
            ? Sizes(Extent(x, 1), Extent(x, 2), Extent(x, 3), rows, columns, filters, vertical, horizontal, groups)
            : null;

    public static ConvolutionSizes? SequenceSizes(LayerScope layer, Node x, int filters, int groups) =>
        Taps.Of(layer, "") is { } taps && Windows(layer, "Length", x, 1, taps) is { } windows
            ? Sizes(1, Extent(x, 1), Extent(x, 2), new Window(0, 1), windows, filters, One, taps, groups)
            : null;

    /// <summary>Sizes of the convolution whose adjoint the layer is: its input is the layer's result.</summary>
    public static ConvolutionSizes? TransposedSizes(LayerScope layer, Node x, int filters, int groups) =>
        Taps.Of(layer, "Height") is { } vertical && Taps.Of(layer, "Width") is { } horizontal
        && Transposed(layer, "Height", x, 1, vertical) is { } rows && Transposed(layer, "Width", x, 2, horizontal) is { } columns
            ? Sizes(rows.Output, columns.Output, filters, rows with { Output = Extent(x, 1) }, columns with { Output = Extent(x, 2) }, Extent(x, 3), vertical, horizontal, groups)
            : null;

    public static ConvolutionSizes? TransposedSequenceSizes(LayerScope layer, Node x, int filters, int groups) =>
        Taps.Of(layer, "") is { } taps && Transposed(layer, "Length", x, 1, taps) is { } windows
            ? Sizes(1, windows.Output, filters, new Window(0, 1), windows with { Output = Extent(x, 1) }, Extent(x, 2), One, taps, groups)
            : null;

    /// <summary>The convolution itself, without bias and activation. Weights of sequences have no axis for the height.</summary>
    public static Node Forward(LayerScope layer, Node image, ConvolutionSizes s, string role = "weight", string letter = "W") =>
        layer.Graph.Convolution(ConvolutionForm.Forward, image, Weight(layer, s, role, letter, transposed: false), s);

    public static Node Transposed(LayerScope layer, Node image, ConvolutionSizes s) =>
        layer.Graph.Convolution(ConvolutionForm.Input, image, Weight(layer, s, "weight", "W", transposed: true), s);

    /// <summary>A sequence as an image of height 1.</summary>
    public static Node AsImage(this LayerScope layer, Node sequence) =>
        layer.Graph.Reshape(sequence, [sequence.Shape[0], 1, sequence.Shape[1], sequence.Shape[2]]);

    private static Node Weight(LayerScope layer, ConvolutionSizes s, string role, string letter, bool transposed)
    {
        int area = s.KernelHeight * s.KernelWidth;
        var (inside, outside) = (area * s.InChannels / s.Groups, area * s.OutChannels / s.Groups);
        Shape shape = [s.KernelHeight, s.KernelWidth, s.InChannels / s.Groups, s.OutChannels];
        var initialization = transposed ? layer.WeightInitialization(shape, outside, inside) : layer.WeightInitialization(shape, inside, outside);
        bool sequence = !layer.Options.IsDeclared("KernelHeight");
        return layer.Graph.Reshape(layer.Weight(sequence ? shape.Sample : shape, initialization, role, letter), shape);
    }

    private static Window? Windows(LayerScope layer, string axis, Node x, int along, Taps taps) =>
        Window.Along(layer, axis, Extent(x, along), taps.Kernel, taps.Stride, taps.Dilation);

    private static Window? Transposed(LayerScope layer, string axis, Node x, int along, Taps taps)
    {
        int outputPadding = layer.Options.Integer("OutputPadding");
        if (outputPadding != 0 && (outputPadding < 0 || outputPadding >= Math.Max(taps.Stride, taps.Dilation)))
        {
            layer.ReportRange("OutputPadding", outputPadding, "at least 0 and less than the stride or the dilation");
            return null;
        }

        return Window.Transposed(layer, axis, Extent(x, along), taps.Kernel, taps.Stride, taps.Dilation, outputPadding);
    }

    private static ConvolutionSizes Sizes(int height, int width, int channels, Window rows, Window columns, int filters, Taps vertical, Taps horizontal, int groups) =>
        new(height, width, channels, rows.Output, columns.Output, filters, vertical.Kernel, horizontal.Kernel,
            vertical.Stride, horizontal.Stride, vertical.Dilation, horizontal.Dilation, rows.Before, columns.Before, groups);

    private static int Extent(Node x, int axis) => (int)x.Shape[axis].Value;

    /// <summary>A kernel along one axis.</summary>
    private readonly record struct Taps(int Kernel, int Stride, int Dilation)
    {
        /// <param name="axis">What the settings end in: <c>Height</c>, <c>Width</c>, or nothing for sequences.</param>
        public static Taps? Of(LayerScope layer, string axis)
        {
            var o = layer.Options;
            var taps = new Taps(o.Integer("Kernel" + axis, "Kernel"), o.Integer("Stride" + axis, "Stride"), o.Integer("Dilation" + axis, "Dilation"));
            return layer.RequireAtLeast("Kernel", taps.Kernel) && layer.RequireAtLeast("Stride", taps.Stride) && layer.RequireAtLeast("Dilation", taps.Dilation) ? taps : null;
        }
    }
}
