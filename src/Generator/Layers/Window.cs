using System;
using System.Globalization;
using NetGen.Generator.Diagnostics;

namespace NetGen.Generator.Layers;

/// <summary>One axis of a sliding window: where windows start and how many there are.</summary>
/// <param name="Before">Padding in front.</param>
/// <param name="Output">Number of windows.</param>
internal readonly record struct Window(int Before, int Output)
{
    /// <summary>
    /// Reports and returns null where the window is larger than the padded image.
    /// Same: output = ceil(input / stride), odd padding at the end (TensorFlow's rule). Else: output = floor((input + padding - extent) / stride) + 1.
    /// </summary>
    /// <param name="axis"><c>Height</c> or <c>Width</c> of an image, <c>Length</c> of a sequence.</param>
    public static Window? Along(LayerScope layer, string axis, int input, int kernel, int stride, int dilation)
    {
        long extent = ((kernel - 1L) * dilation) + 1;
        string padding = layer.Options.Choice("Padding");
        if (padding == "Same")
        {
            long outputs = (input - 1L + stride) / stride;
            return new Window(checked((int)(Math.Max(((outputs - 1) * stride) + extent - input, 0) / 2)), (int)outputs);
        }

        var (before, after) = (0, 0);
        if (padding == "Explicit")
        {
            if (Explicit(layer, axis) is not var (first, last))
            {
                return null;
            }

            (before, after) = (first, last);
        }

        long padded = (long)input + before + after;
        if (padded < extent)
        {
            layer.Report(Ids.WindowTooLarge, extent.ToString(CultureInfo.InvariantCulture), padded.ToString(CultureInfo.InvariantCulture), axis.ToLowerInvariant());
            return null;
        }

        return new Window(before, checked((int)((padded - extent) / stride)) + 1);
    }

    /// <summary>
    /// The adjoint: windows of the result that each element of the input adds to. Same: output = input stride. Else:
    /// output = (input - 1) stride + extent - padding + outputPadding (PyTorch's rule).
    /// </summary>
    public static Window? Transposed(LayerScope layer, string axis, int input, int kernel, int stride, int dilation, int outputPadding)
    {
        int extent = ((kernel - 1) * dilation) + 1;
        string padding = layer.Options.Choice("Padding");
        if (padding == "Same")
        {
            return new Window(Math.Max(extent - stride, 0) / 2, input * stride);
        }

        var (before, after) = (0, 0);
        if (padding == "Explicit")
        {
            if (Explicit(layer, axis) is not var (first, last))
            {
                return null;
            }

            (before, after) = (first, last);
        }

        int output = ((input - 1) * stride) + extent - before - after + outputPadding;
        return layer.RequireAtLeast($"an output {axis.ToLowerInvariant()} of", output) ? new Window(before, output) : null;
    }

    private static (int Before, int After)? Explicit(LayerScope layer, string axis)
    {
        var (first, last) = axis switch
        {
            "Height" => ("PadTop", "PadBottom"),
            "Width" => ("PadLeft", "PadRight"),
            _ => ("PadBefore", "PadAfter"),
        };
        var (before, after) = (layer.Options.Integer(first, "Pad"), layer.Options.Integer(last, "Pad"));
        return layer.RequireAtLeast(first, before, 0) && layer.RequireAtLeast(last, after, 0) ? (before, after) : null;
    }
}
