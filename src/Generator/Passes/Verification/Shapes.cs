using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Passes.Verification;

/// <summary>The shape of a result by the operation's definition, written apart from <see cref="GraphBuilder"/> so that one checks the other.</summary>
internal static class Shapes
{
    /// <summary>Null where the inputs do not fit together. Where the operation leaves its shape free within limits (leaves, movement), the node's own, if it keeps to them.</summary>
    public static Shape? Inferred(Node node) => node.Op switch
    {
        _ when node.Op.IsLeaf() => node.Shape,
        _ when node.Op.IsElementwise() => node.Inputs.All(input => input.Shape.Equals(node[0].Shape)) ? node[0].Shape : null,
        _ when node.Op.IsReduction() => Reduced(node[0].Shape, [.. node.ArgumentAs<AxesArgument>().Axes]),
        Op.Reshape => If(node[0].Shape.Count.Equals(node.Shape.Count), node.Shape),
        Op.Broadcast => If(Broadcasts(node[0].Shape, node.Shape), node.Shape),
        Op.Transpose => Transposed(node[0].Shape, [.. node.ArgumentAs<AxesArgument>().Axes]),
        Op.Slice => If(Inside(node.Shape, node.ArgumentAs<SliceArgument>().Starts, node[0].Shape), node.Shape),
        Op.Pad => If(Inside(node[0].Shape, node.ArgumentAs<PadArgument>().Before, node.Shape), node.Shape),
        Op.Concat => Concatenated([.. node.Inputs.Select(input => input.Shape)], node.ArgumentAs<AxisArgument>().Axis),
        Op.MatMul => Product(node[0].Shape, node[1].Shape, node.ArgumentAs<MatMulArgument>()),
        Op.Convolution => Convolved(node[0].Shape, node[1].Shape, node.ArgumentAs<ConvolutionArgument>()),
        Op.Gather => new Shape([.. node[1].Shape, .. node[0].Shape.Skip(1)]),
        Op.ScatterAdd => Scattered(node),
        Op.SumOverTime => node[0].Shape.With(node.ArgumentAs<AxisArgument>().Axis, Dimension.One),
        Op.Scan => If(IsWellFormed((ScanLoop)node.Argument!), node.Shape),
        Op.ScanOutput => Projected(node),
        _ => Pooled(node),
    };

    private static Shape? If(bool condition, Shape shape) => condition ? shape : null;

    private static Shape? Reduced(Shape shape, int[] axes) =>
        If(axes.Length > 0 && axes[0] >= 0 && axes[axes.Length - 1] < shape.Rank && axes.SequenceEqual(Enumerable.Range(axes[0], axes.Length)),
            new Shape([.. shape.Select((extent, axis) => axes.Contains(axis) ? Dimension.One : extent)]));

    private static bool Broadcasts(Shape from, Shape to) => from.Rank == to.Rank && from.Zip(to, (a, b) => a.Equals(b) || a.IsOne).All(fits => fits);

    private static Shape? Transposed(Shape shape, int[] axes) =>
        axes.OrderBy(axis => axis).SequenceEqual(Enumerable.Range(0, shape.Rank)) ? new Shape([.. axes.Select(axis => shape[axis])]) : null;

    private static bool Inside(Shape part, IReadOnlyList<Dimension> start, Shape whole) =>
        part.Rank == whole.Rank && start.Count == whole.Rank && Enumerable.Range(0, whole.Rank).All(axis => whole[axis].Bounds(start[axis] + part[axis]));

    private static Shape? Concatenated(Shape[] parts, int axis)
    {
        bool fit = axis < parts[0].Rank && parts.All(part => part.Rank == parts[0].Rank && part.With(axis, Dimension.One).Equals(parts[0].With(axis, Dimension.One)));
        return fit ? parts[0].With(axis, parts.Select(part => part[axis]).Aggregate((a, b) => a + b)) : null;
    }

    private static Shape? Product(Shape a, Shape b, MatMulArgument form)
    {
        if (a.Rank < 2 || a.Rank != b.Rank || !a.Take(a.Rank - 2).SequenceEqual(b.Take(a.Rank - 2)))
        {
            return null;
        }

        var (m, ka) = form.TransposeA ? (a[a.Rank - 1], a[a.Rank - 2]) : (a[a.Rank - 2], a[a.Rank - 1]);
        var (kb, n) = form.TransposeB ? (b[a.Rank - 1], b[a.Rank - 2]) : (b[a.Rank - 2], b[a.Rank - 1]);
        return If(ka.Equals(kb), new Shape([.. a.Take(a.Rank - 2), m, n]));
    }

    private static Shape? Convolved(Shape first, Shape second, ConvolutionArgument convolution)
    {
        var s = convolution.Sizes;
        var n = first[0];
        Shape x = [n, s.InHeight, s.InWidth, s.InChannels];
        Shape y = [n, s.OutHeight, s.OutWidth, s.OutChannels];
        Shape w = [s.KernelHeight, s.KernelWidth, s.InChannels / s.Groups, s.OutChannels];
        return convolution.Form switch
        {
            ConvolutionForm.Forward => If(first.Equals(x) && second.Equals(w), y),
            ConvolutionForm.Input => If(first.Equals(y) && second.Equals(w), x),
            _ => If(first.Equals(x) && second.Equals(y), w),
        };
    }

    private static Shape? Pooled(Node node)
    {
        var s = node.ArgumentAs<PoolingSizes>();
        var n = node[0].Shape[0];
        Shape x = [n, s.InHeight, s.InWidth, s.Channels];
        Shape y = [n, s.OutHeight, s.OutWidth, s.Channels];
        return node.Op switch
        {
            Op.MaxPool or Op.AveragePool => If(node[0].Shape.Equals(x), y),
            Op.AveragePoolGradient => If(node[0].Shape.Equals(y), x),
            _ => If(node[0].Shape.Equals(x) && node[1].Shape.Equals(y) && node[2].Shape.Equals(y), x),
        };
    }

    private static Shape? Scattered(Node node)
    {
        var (values, indices) = (node[0].Shape, node[1].Shape);
        return values.Take(indices.Rank).SequenceEqual(indices) ? new Shape([node.Shape[0], .. values.Skip(indices.Rank)]) : null;
    }

    private static bool IsWellFormed(ScanLoop loop) =>
        loop.States.Count == loop.NextStates.Count && loop.States.Count == loop.Initial.Count
        && Enumerable.Range(0, loop.States.Count).All(k => loop.NextStates[k].Shape.Equals(loop.States[k].Shape) && loop.Initial[k].Shape.Equals(loop.States[k].Shape))
        && loop.Steps.All(step => step.Sequence.Shape.Equals(new Shape([loop.Time, .. step.Leaf.Shape])));

    private static Shape? Projected(Node node)
    {
        if (node[0].Argument is not ScanLoop loop)
        {
            return null;
        }

        var (final, index, _) = node.ArgumentAs<ScanOutputArgument>();
        return final ? loop.States[index].Shape : new Shape([loop.Time, .. loop.Outputs[index].Shape]);
    }
}
