using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace NetGen.Generator.Graph;

/// <summary>
/// Algebraic identities and constant folding, applied to every node as it is made. Each identity holds in floating point for finite numbers;
/// sums are never reordered.
/// </summary>
internal static class Simplification
{
    /// <summary>A simpler node equal to the one described, or null if it is simplest as it is.</summary>
    public static Node? Simpler(GraphBuilder graph, Op op, ImmutableArray<Node> x, object? argument, Shape shape)
    {
        if (op.IsElementwise())
        {
            return FoldConstants(graph, op, x, shape) ?? Identity(graph, op, x, shape);
        }

        return op switch
        {
            Op.Reshape when x[0].Shape.Equals(shape) => x[0],
            Op.Reshape or Op.Broadcast or Op.Slice or Op.Transpose when x[0].ConstantValue is { } value => graph.Constant(value, shape),
            Op.Reshape or Op.Broadcast or Op.Slice or Op.Transpose when x[0].Op == Op.Extent => graph.Extent(x[0].ArgumentAs<ExtentArgument>(), shape),
            Op.Reshape when x[0].Op == Op.Reshape => graph.Reshape(x[0][0], shape),
            Op.Broadcast when x[0].Op == Op.Broadcast => graph.BroadcastTo(x[0][0], shape),
            Op.Transpose when IsIdentity((AxesArgument)argument!) => x[0],
            Op.Transpose when x[0].Op == Op.Transpose => graph.Transpose(x[0][0], Compose(x[0].ArgumentAs<AxesArgument>(), (AxesArgument)argument!)),
            Op.Slice or Op.Pad when x[0].Shape.Equals(shape) => x[0],
            Op.Concat when x.Length == 1 => x[0],
            Op.Sum when x[0].ConstantValue is { } value => graph.Constant(value, shape) * Repeats(graph, x[0].Shape, shape),
            Op.Max or Op.Min when x[0].ConstantValue is { } value => graph.Constant(value, shape),
            Op.Sum when x[0].Op == Op.Sum && JoinedAxes(x[0], (AxesArgument)argument!) is { } axes => graph.Sum(x[0][0], axes),
            _ => null,
        };
    }

    private static Node? Identity(GraphBuilder graph, Op op, ImmutableArray<Node> x, Shape shape) => op switch
    {
        Op.Add when x[0].IsConstant(0) => x[1],
        Op.Add when x[1].IsConstant(0) => x[0],
        Op.Add when x[1].Op == Op.Negate => x[0] - x[1][0],
        Op.Add when x[0] == x[1] => 2 * x[0],
        Op.Add when Joined(graph, x[0], x[1], shape) is { } whole => whole,
        Op.Subtract when x[1].IsConstant(0) => x[0],
        Op.Subtract when x[0].IsConstant(0) => -x[1],
        Op.Subtract when x[1].Op == Op.Negate => x[0] + x[1][0],
        Op.Multiply when x[0].IsConstant(1) => x[1],
        Op.Multiply when x[1].IsConstant(1) => x[0],
        Op.Multiply when x[0].IsConstant(0) || x[1].IsConstant(0) => graph.Constant(0, shape),
        Op.Multiply when x[0].IsConstant(-1) => -x[1],
        Op.Multiply when x[1].IsConstant(-1) => -x[0],
        Op.Multiply when x[0].Op == Op.Negate && x[1].Op == Op.Negate => x[0][0] * x[1][0],
        Op.Multiply when x[0].ConstantValue is { } factor && x[1].Op == Op.Extent => Scaled(graph, x[1], factor, shape),
        Op.Multiply when x[1].ConstantValue is { } factor && x[0].Op == Op.Extent => Scaled(graph, x[0], factor, shape),
        Op.Multiply when x[1].Op == Op.Extent && x[0].Op != Op.Extent => x[1] * x[0],
        Op.Multiply when x[0].ConstantValue is { } factor && x[1].Op == Op.Multiply && x[1][0].Op == Op.Extent => Scaled(graph, x[1][0], factor, shape) * x[1][1],
        Op.Negate when x[0].Op == Op.Extent => Scaled(graph, x[0], -1, shape),
        // A division by an extent is a multiplication by its reciprocal.
        Op.Divide when x[1].Op == Op.Extent && x[1].ArgumentAs<ExtentArgument>() is var by => graph.Extent(by with { Factor = 1 / by.Factor, Reciprocal = !by.Reciprocal }, shape) * x[0],
        // Constants gather on the left, where they fold: 2 (3 x) = 6 x.
        Op.Multiply when x[1].ConstantValue is not null => x[1] * x[0],
        Op.Multiply when x[0].ConstantValue is { } a && x[1].Op == Op.Multiply && x[1][0].ConstantValue is { } b => graph.Constant(a * b, shape) * x[1][1],
        Op.Divide when x[0].IsConstant(0) => x[0],
        Op.Divide when x[1].IsConstant(1) => x[0],
        Op.Negate when x[0].Op == Op.Negate => x[0][0],
        Op.Power when x[1].IsConstant(1) => x[0],
        Op.Power when x[1].IsConstant(2) => x[0] * x[0],
        Op.Power when x[1].IsConstant(0.5) => graph.Elementwise(Op.Sqrt, x[0]),
        Op.Select when x[1] == x[2] => x[1],
        // g (c ? a : 0) = c ? g a : 0: masks stay masks.
        Op.Multiply when x[1].Op == Op.Select && x[1][1].IsConstant(1) && x[1][2].IsConstant(0) => graph.Elementwise(Op.Select, x[1][0], x[0], x[1][2]),
        Op.Multiply when x[0].Op == Op.Select && x[0][1].IsConstant(1) && x[0][2].IsConstant(0) => graph.Elementwise(Op.Select, x[0][0], x[1], x[0][2]),
        _ => null,
    };

    /// <summary>
    /// What two values are that lie beside one another along an axis, with zeros in all other places: their sum is their concatenation. So derivatives that reach a value through its slices, one
    /// for each gate of a cell, are written once and not added up.
    /// </summary>
    private static Node? Joined(GraphBuilder graph, Node a, Node b, Shape shape)
    {
        if (Pieces(a) is not { } first || Pieces(b) is not { } second || first.Axis != second.Axis)
        {
            return null;
        }

        var parts = new List<Node>();
        long end = 0;
        void ZerosTo(long start)
        {
            if (start > end)
            {
                parts.Add(graph.Constant(0, shape.With(first.Axis, start - end)));
            }
        }

        foreach (var (start, part) in first.Parts.Concat(second.Parts).OrderBy(piece => piece.Start))
        {
            if (start < end)
            {
                return null;
            }

            ZerosTo(start);
            parts.Add(part);
            end = start + part.Shape[first.Axis].Value;
        }

        ZerosTo(shape[first.Axis].Value);
        return graph.Concat(first.Axis, [.. parts]);
    }

    /// <summary>What is not zero in a value that is padded or concatenated along one axis of known extent, and where it begins.</summary>
    private static (int Axis, List<(long Start, Node Part)> Parts)? Pieces(Node node)
    {
        if (node.Op is not (Op.Pad or Op.Concat))
        {
            return null;
        }

        int[] changed = node.Op == Op.Concat ? [node.ArgumentAs<AxisArgument>().Axis] : [.. Enumerable.Range(0, node.Shape.Rank).Where(axis => !node.Shape[axis].Equals(node[0].Shape[axis]))];
        if (changed.Length != 1 || !node.Shape[changed[0]].IsConstant)
        {
            return null;
        }

        int along = changed[0];
        var parts = new List<(long, Node)>();
        long start = node.Op == Op.Pad ? node.ArgumentAs<PadArgument>().Before[along].Value : 0;
        foreach (var part in node.Inputs)
        {
            if (!part.IsConstant(0))
            {
                parts.Add((start, part));
            }

            start += part.Shape[along].Value;
        }

        return (along, parts);
    }

    private static Node Scaled(GraphBuilder graph, Node extent, double factor, Shape shape) =>
        extent.ArgumentAs<ExtentArgument>() is var argument ? graph.Extent(argument with { Factor = argument.Factor * factor }, shape) : extent;

    private static Node? FoldConstants(GraphBuilder graph, Op op, ImmutableArray<Node> x, Shape shape)
    {
        if (op.IsCondition() || !x.All(input => input.ConstantValue is not null))
        {
            return null;
        }

        return ScalarMath.Evaluate(op, [.. x.Select(input => input.ConstantValue!.Value)]) is { } value ? graph.Constant(value, shape) : null;
    }

    /// <summary>How often each element of the smaller shape occurs in the larger.</summary>
    private static Node Repeats(GraphBuilder graph, Shape larger, Shape smaller) =>
        larger.Zip(smaller, (a, b) => a.Equals(b) ? Dimension.One : a).Select(graph.Extent).Aggregate((a, b) => a * b);

    /// <summary>The axes of both reductions, if one kernel can reduce them.</summary>
    private static int[]? JoinedAxes(Node inner, AxesArgument outer)
    {
        int[] axes = [.. inner.ArgumentAs<AxesArgument>().Axes, .. outer.Axes];
        return GraphBuilder.Runs(inner[0].Shape, axes).Count == 1 ? axes : null;
    }

    private static bool IsIdentity(AxesArgument permutation) => permutation.Axes.Select((axis, k) => axis == k).All(same => same);

    private static int[] Compose(AxesArgument first, AxesArgument second) => [.. second.Axes.Select(axis => first.Axes[axis])];
}
