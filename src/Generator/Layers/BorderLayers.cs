using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>Layers that put zeros around the positions of a sample or take cells off.</summary>
internal abstract class BorderLayer(string kind, string formula, string pyTorch, string keras, bool image) : LayerDefinition
{
    private static readonly (string First, string Last, string Name)[] ImageAxes = [("Top", "Bottom", "height"), ("Left", "Right", "width")];
    private static readonly (string First, string Last, string Name)[] SequenceAxes = [("Before", "After", "length")];

    public override string Kind => kind;

    public override string Formula => formula;

    public override string Shapes => image ? "[height, width, channels] -> [rows, columns, channels]" : "[length, channels] -> [positions, channels]";

    public override (string PyTorch, string Keras) Twins => (pyTorch, keras);

    public override IReadOnlyList<Option> Options =>
    [
        new("size", null, image ? "Cells on all four sides." : "Cells at both ends."),
        .. Axes.SelectMany(axis => new[] { axis.First, axis.Last }).Select(side => new Option(side, null, "Default: size.")),
    ];

    public override Node? Lower(LayerScope layer, Node x)
    {
        if (!(image ? layer.RequireImage(x) : layer.RequireFixedSequence(x)))
        {
            return null;
        }

        var before = Enumerable.Repeat(Dimension.Zero, x.Shape.Rank).ToArray();
        var shape = x.Shape;
        for (int axis = 1; axis <= Axes.Length; axis++)
        {
            var (first, last, name) = Axes[axis - 1];
            var (start, end) = (layer.Options.Integer(first, "size"), layer.Options.Integer(last, "size"));
            if (!layer.RequireAtLeast(first, start, 0) || !layer.RequireAtLeast(last, end, 0) || Extent(layer, name, shape[axis].Value, start, end) is not { } extent)
            {
                return null;
            }

            before[axis] = start;
            shape = shape.With(axis, extent);
        }

        return Apply(layer.Graph, x, before, shape);
    }

    /// <summary>The extent of the result, or null after a report.</summary>
    protected abstract long? Extent(LayerScope layer, string axis, long extent, int before, int after);

    protected abstract Node Apply(GraphBuilder graph, Node x, Dimension[] before, Shape shape);

    private (string First, string Last, string Name)[] Axes => image ? ImageAxes : SequenceAxes;
}

internal sealed class ZeroPaddingLayer(string kind, string pyTorch, string keras, bool image) : BorderLayer(kind, "x surrounded by zeros", pyTorch, keras, image)
{
    protected override long? Extent(LayerScope layer, string axis, long extent, int before, int after) => extent + before + after;

    protected override Node Apply(GraphBuilder graph, Node x, Dimension[] before, Shape shape) => graph.Pad(x, before, shape);
}

internal sealed class CroppingLayer(string kind, string pyTorch, string keras, bool image) : BorderLayer(kind, "x without its outermost cells", pyTorch, keras, image)
{
    protected override long? Extent(LayerScope layer, string axis, long extent, int before, int after)
    {
        if (before + (long)after < extent)
        {
            return extent - before - after;
        }

        layer.Report(Ids.NothingLeft, $"{before + (long)after}", axis, $"{extent}");
        return null;
    }

    protected override Node Apply(GraphBuilder graph, Node x, Dimension[] before, Shape shape) => graph.Slice(x, before, shape);
}
