using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

internal sealed class Upsample1DLayer : LayerDefinition
{
    public override string Kind => "Upsample1D";

    public override string Formula => "y[p, c] = x[p / factor, c], or a linear interpolation between the centres of cells";

    public override string Shapes => "[length, channels] -> [length factor, channels]";

    public override (string PyTorch, string Keras) Twins => ("Upsample(mode='nearest' or 'linear', align_corners=False)", "UpSampling1D");

    public override IReadOnlyList<Option> Options { get; } = [new("factor", null, "Cells made of each."), Upsampling.Interpolation];

    public override Node? Lower(LayerScope layer, Node x)
    {
        int factor = layer.Options.Integer("factor");
        return layer.RequireAtLeast("factor", factor) && layer.RequireFixedSequence(x) ? Upsampling.Along(layer, x, 1, factor) : null;
    }
}

internal sealed class Upsample2DLayer : LayerDefinition
{
    public override string Kind => "Upsample2D";

    public override string Formula => "y[p, q, c] = x[p / factor, q / factor, c], or a bilinear interpolation between the centres of pixels";

    public override string Shapes => "[height, width, channels] -> [height factor, width factor, channels]";

    public override (string PyTorch, string Keras) Twins => ("Upsample(mode='nearest' or 'bilinear', align_corners=False)", "UpSampling2D");

    public override IReadOnlyList<Option> Options { get; } =
    [
        new("factor", null, "Rows and columns made of each."),
        new("FactorHeight", null, "Rows made of each; default factor."),
        new("FactorWidth", null, "Columns made of each; default factor."),
        Upsampling.Interpolation,
    ];

    public override Node? Lower(LayerScope layer, Node x)
    {
        var (height, width) = (layer.Options.Integer("FactorHeight", "factor"), layer.Options.Integer("FactorWidth", "factor"));
        return layer.RequireAtLeast("factor", height) && layer.RequireAtLeast("factor", width) && layer.RequireImage(x)
            ? Upsampling.Along(layer, Upsampling.Along(layer, x, 1, height), 2, width)
            : null;
    }
}

internal static class Upsampling
{
    public static readonly Option Interpolation = new("Interpolation", "Nearest", "Nearest (repeats cells) or Linear (bilinear in images; at the edges the outermost cell).");

    /// <summary>One axis; interpolation along several axes is one after the other.</summary>
    public static Node Along(LayerScope layer, Node x, int axis, int factor)
    {
        var g = layer.Graph;
        if (factor == 1)
        {
            return x;
        }

        // Each cell becomes an axis of its own.
        Shape each = [.. x.Shape.Take(axis + 1), 1, .. x.Shape.Skip(axis + 1)];
        var repeated = each.With(axis + 1, factor);
        Node Each(Node cells) => g.BroadcastTo(g.Reshape(cells, each), repeated);
        var y = layer.Options.Choice("Interpolation") == "Nearest" ? Each(x) : Linear(g, x, axis, factor, Each);
        return g.Reshape(y, x.Shape.With(axis, x.Shape[axis] * factor));
    }

    /// <summary>
    /// Cell r of the factor cells made of cell i has its centre at d = (r + 1/2) / factor - 1/2 from the centre of i: it mixes i with the cell
    /// before it (d &lt; 0) or behind it (d &gt; 0).
    /// </summary>
    private static Node Linear(GraphBuilder g, Node x, int axis, int factor, System.Func<Node, Node> each)
    {
        var extent = x.Shape[axis];
        Node Cells(Node from, Dimension start, Dimension count) =>
            g.Slice(from, [.. x.Shape.Select((_, k) => k == axis ? start : Dimension.Zero)], x.Shape.With(axis, count));
        var edged = g.Concat(axis, Cells(x, 0, 1), x, Cells(x, extent - 1, 1));
        var (before, behind) = (Cells(edged, 0, extent), Cells(edged, 2, extent));
        var distance = g.Reshape(((g.Positions(factor) + 0.5) / factor) - 0.5, new Shape([factor, .. Enumerable.Repeat(Dimension.One, x.Shape.Rank - axis - 1)]));
        var (back, forward) = (g.Elementwise(Op.Maximum, -distance, g.Constant(0)), g.Elementwise(Op.Maximum, distance, g.Constant(0)));
        return (each(x) * (1 - back - forward)) + (each(before) * back) + (each(behind) * forward);
    }
}
