using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Graph;

/// <summary>An operation of one step as an operation on all steps at once: the time axis goes in front, and products take it into their rows.</summary>
internal static class Lifting
{
    /// <param name="node">The operation of one step.</param>
    /// <param name="x">Its inputs: stacked over time where they vary.</param>
    /// <param name="varies">Which inputs are stacked.</param>
    public static Node Lift(GraphBuilder g, Node node, Dimension time, Node[] x, bool[] varies)
    {
        Shape shape = [time, .. node.Shape];
        switch (node.Op)
        {
            case var op when op.IsElementwise():
                return Named(g.Make(op, [.. x.Select((input, k) => g.BroadcastTo(input, [time, .. node[k].Shape]))], node.Argument, shape, node.Type));
            case Op.Reshape:
                return Named(g.Reshape(x[0], shape));
            case Op.Broadcast:
                return g.BroadcastTo(x[0], shape);
            case Op.Transpose:
                return g.Transpose(x[0], [0, .. node.ArgumentAs<AxesArgument>().Axes.Select(axis => axis + 1)]);
            case Op.Slice:
                return g.Slice(x[0], [Dimension.Zero, .. node.ArgumentAs<SliceArgument>().Starts], shape);
            case Op.Pad:
                return g.Pad(x[0], [Dimension.Zero, .. node.ArgumentAs<PadArgument>().Before], shape);
            case Op.Concat:
                return g.Concat(node.ArgumentAs<AxisArgument>().Axis + 1, [.. x.Select((input, k) => g.BroadcastTo(input, [time, .. node[k].Shape]))]);
            case Op.Sum or Op.Max or Op.Min:
                return g.Reduce(node.Op, x[0], [.. node.ArgumentAs<AxesArgument>().Axes.Select(axis => axis + 1)]);
            case Op.MatMul when varies[0] && !varies[1] && node.Shape.Rank == 2 && !node.ArgumentAs<MatMulArgument>().TransposeA:
                var rows = g.Reshape(x[0], [time * node[0].Shape[0], node[0].Shape[1]]);
                return Named(g.Reshape(g.MatMul(rows, x[1], false, node.ArgumentAs<MatMulArgument>().TransposeB), shape));
            case Op.Convolution when varies[0] && !varies[1] && node.ArgumentAs<ConvolutionArgument>() is { Form: not ConvolutionForm.Weight } convolution:
                var images = g.Reshape(x[0], [time * node[0].Shape[0], .. node[0].Shape.Skip(1)]);
                return Named(g.Reshape(g.Convolution(convolution.Form, images, x[1], convolution.Sizes), shape));
            default:
                throw new NotSupportedException($"{node} cannot be computed for all steps at once.");
        }

        Node Named(Node lifted) => node.Name is null ? lifted : lifted.Named(node.Name);
    }
}
