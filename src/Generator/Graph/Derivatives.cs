using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Graph;

/// <summary>
/// Reverse-mode differentiation: one rule per operation, and one walk. A rule takes a value y and the derivative dy of the objective with
/// respect to it, and returns the objective's derivatives with respect to the inputs of y (null where there is none).
/// Rules are written in the form that needs least: tanh' is in terms of y, which is at hand, not of x.
/// </summary>
internal static class Derivatives
{
    private delegate Node?[] Rule(Node y, Node dy);

    private static readonly Dictionary<Op, Rule> Rules = new()
    {
        [Op.Add] = (y, dy) => [dy, dy],
        [Op.Subtract] = (y, dy) => [dy, -dy],
        [Op.Multiply] = (y, dy) => [dy * y[1], dy * y[0]],
        [Op.Divide] = (y, dy) => [dy / y[1], -(dy * y / y[1])],
        [Op.Negate] = (y, dy) => [-dy],
        // max(x, c) > c exactly where x > c, so a ReLU is masked by its own output.
        [Op.Maximum] = (y, dy) => y[1].ConstantValue is not null
            ? [dy * Mask(Op.Less, y[1], y), null]
            : [dy * Mask(Op.LessOrEqual, y[1], y[0]), dy * Mask(Op.Less, y[0], y[1])],
        [Op.Minimum] = (y, dy) => y[1].ConstantValue is not null
            ? [dy * Mask(Op.Less, y, y[1]), null]
            : [dy * Mask(Op.LessOrEqual, y[0], y[1]), dy * Mask(Op.Less, y[1], y[0])],
        // d x^p = p x^(p-1) dx + x^p log(x) dp
        [Op.Power] = (y, dy) =>
        [
            dy * y[1] * F(Op.Power, y[0], y[1] - 1),
            y[1].ConstantValue is null ? dy * y * F(Op.Log, y[0]) : null,
        ],
        [Op.Abs] = (y, dy) => [dy * F(Op.Select, F(Op.Less, y[0], Zero(y)), -One(y), F(Op.Select, F(Op.Less, Zero(y), y[0]), One(y), Zero(y)))],
        [Op.Floor] = (y, dy) => [null],
        [Op.Sqrt] = (y, dy) => [dy * 0.5 / y],
        [Op.Exp] = (y, dy) => [dy * y],
        [Op.Expm1] = (y, dy) => [dy * (y + 1)],
        [Op.Log] = (y, dy) => [dy / y[0]],
        [Op.Log1p] = (y, dy) => [dy / (1 + y[0])],
        [Op.Tanh] = (y, dy) => [dy * (1 - (y * y))],
        [Op.Sigmoid] = (y, dy) => [dy * (y * (1 - y))],
        [Op.Softplus] = (y, dy) => [dy * F(Op.Sigmoid, y[0])],
        // erf' = 2/sqrt(pi) exp(-x^2)
        [Op.Erf] = (y, dy) => [dy * ((2 / Math.Sqrt(Math.PI)) * F(Op.Exp, -(y[0] * y[0])))],
        [Op.Sin] = (y, dy) => [dy * F(Op.Cos, y[0])],
        [Op.Cos] = (y, dy) => [-(dy * F(Op.Sin, y[0]))],
        [Op.Select] = (y, dy) => [null, F(Op.Select, y[0], dy, Zero(dy)), F(Op.Select, y[0], Zero(dy), dy)],
        [Op.StopGradient] = (y, dy) => [null],
        [Op.ToReal] = (y, dy) => [null],

        // Movement: the adjoint moves back.
        [Op.Reshape] = (y, dy) => [y.Graph.Reshape(dy, y[0].Shape)],
        [Op.Broadcast] = (y, dy) => [y.Graph.Sum(dy, ChangedAxes(y[0].Shape, y.Shape))],
        [Op.Transpose] = (y, dy) => [y.Graph.Transpose(dy, Inverse(y.ArgumentAs<AxesArgument>()))],
        [Op.Slice] = (y, dy) => [y.Graph.Pad(dy, [.. y.ArgumentAs<SliceArgument>().Starts], y[0].Shape)],
        [Op.Pad] = (y, dy) => [y.Graph.Slice(dy, [.. y.ArgumentAs<PadArgument>().Before], y[0].Shape)],
        [Op.Concat] = (y, dy) =>
        {
            int axis = y.ArgumentAs<AxisArgument>().Axis;
            var start = Dimension.Zero;
            return [.. y.Inputs.Select(x =>
            {
                var starts = x.Shape.Select((_, k) => k == axis ? start : Dimension.Zero).ToArray();
                start += x.Shape[axis];
                return (Node?)y.Graph.Slice(dy, starts, x.Shape);
            })];
        },

        [Op.Sum] = (y, dy) => [y.Graph.BroadcastTo(dy, y[0].Shape)],
        [Op.SumOverTime] = (y, dy) => [y.Graph.BroadcastTo(dy, y[0].Shape)],
        [Op.Max] = Extremum,
        [Op.Min] = Extremum,

        // C = A B: dA = dC B', dB = A' dC; a transposed operand gets the transposed derivative.
        [Op.MatMul] = (y, dy) =>
        {
            var g = y.Graph;
            var (a, b) = (y[0], y[1]);
            var form = y.ArgumentAs<MatMulArgument>();
            return
            [
                form.TransposeA ? g.MatMul(b, dy, form.TransposeB, true) : g.MatMul(dy, b, false, !form.TransposeB),
                form.TransposeB ? g.MatMul(dy, a, true, form.TransposeA) : g.MatMul(a, dy, !form.TransposeA, false),
            ];
        },

        // A convolution is the derivative of a form that is linear in x, w and y; each derivative is another of its three parts.
        [Op.Convolution] = (y, dy) =>
        {
            var g = y.Graph;
            var (form, sizes) = y.ArgumentAs<ConvolutionArgument>();
            return form switch
            {
                ConvolutionForm.Forward => [g.Convolution(ConvolutionForm.Input, dy, y[1], sizes), g.Convolution(ConvolutionForm.Weight, y[0], dy, sizes)],
                ConvolutionForm.Input => [g.Convolution(ConvolutionForm.Forward, dy, y[1], sizes), g.Convolution(ConvolutionForm.Weight, dy, y[0], sizes)],
                _ => [g.Convolution(ConvolutionForm.Input, y[1], dy, sizes), g.Convolution(ConvolutionForm.Forward, y[0], dy, sizes)],
            };
        },
        [Op.MaxPool] = (y, dy) => [y.Graph.Pool(Op.MaxPoolGradient, y.ArgumentAs<PoolingSizes>(), y[0], y, dy)],
        [Op.AveragePool] = (y, dy) => [y.Graph.Pool(Op.AveragePoolGradient, y.ArgumentAs<PoolingSizes>(), dy)],
        [Op.AveragePoolGradient] = (y, dy) => [y.Graph.Pool(Op.AveragePool, y.ArgumentAs<PoolingSizes>(), dy)],
        [Op.Gather] = (y, dy) => [y.Graph.ScatterAdd(dy, y[1], y[0].Shape[0]), null],
        [Op.ScatterAdd] = (y, dy) => [y.Graph.Gather(dy, y[1]), null],
    };

    /// <summary>Derivatives of a scalar objective with respect to nodes of its graph, in their order; null where the objective does not depend on one.</summary>
    public static IReadOnlyList<Node?> Of(Node objective, IReadOnlyList<Node> variables)
    {
        var derivatives = new Dictionary<Node, Node> { [objective] = objective.Graph.Constant(1, objective.Shape) };
        var order = Node.Reachable([objective]);
        var dependent = DependentOn(variables, order, new HashSet<Node>());
        Walk(order, derivatives, (user, input) => dependent.Contains(user[input]), (_, _, _) => { }, dependent.Contains);
        return [.. variables.Select(v => derivatives.TryGetValue(v, out var d) ? d : null)];
    }

    /// <summary>The derivative with respect to a variable when that with respect to y is given; paths through the given nodes do not count.</summary>
    public static Node? Of(Node y, Node dy, Node variable, ISet<Node> given)
    {
        var derivatives = new Dictionary<Node, Node> { [y] = dy };
        var order = Node.Reachable([y], given.Contains);
        var dependent = DependentOn([variable], order, given);
        Walk(order, derivatives, (user, input) => dependent.Contains(user[input]), (_, _, _) => { }, dependent.Contains);
        return derivatives.TryGetValue(variable, out var derivative) ? derivative : null;
    }

    /// <summary>Takes derivatives from users to inputs.</summary>
    /// <param name="order">All nodes between, inputs first.</param>
    /// <param name="derivatives">Derivatives known so far; completed.</param>
    /// <param name="follows">Whether the walk goes into an input of a user.</param>
    /// <param name="leaves">Told of inputs that it does not go into, with the derivative of their user.</param>
    /// <param name="passes">Nodes whose derivative matters.</param>
    public static void Walk(IReadOnlyList<Node> order, Dictionary<Node, Node> derivatives, Func<Node, int, bool> follows, Action<Node, int, Node> leaves, Func<Node, bool> passes)
    {
        foreach (var y in order.Reverse())
        {
            if (y.Inputs.Length == 0 || !passes(y))
            {
                continue;
            }

            y.Graph.Origin = y.Origin;
            if (y.Op == Op.Scan)
            {
                foreach (var (variable, part) in ScanDerivative.Of((ScanLoop)y.Argument!, derivatives, passes))
                {
                    Accumulate(derivatives, variable, part);
                }

                continue;
            }

            if (y.Op == Op.ScanOutput || !derivatives.TryGetValue(y, out var dy))
            {
                continue;
            }

            // Complete: all users came before.
            if (y.Name is not null)
            {
                dy.Named("d" + y.Name);
            }

            var dx = Rules.TryGetValue(y.Op, out var rule) ? rule(y, dy) : throw new NotSupportedException($"{y.Op} has no derivative.");
            for (int k = 0; k < dx.Length; k++)
            {
                if (dx[k] is not { } part)
                {
                    continue;
                }

                if (follows(y, k))
                {
                    Accumulate(derivatives, y[k], part);
                }
                else
                {
                    leaves(y, k, dy);
                }
            }
        }
    }

    /// <summary>Adds a contribution to the derivative with respect to a node.</summary>
    public static void Accumulate(Dictionary<Node, Node> derivatives, Node x, Node part)
    {
        derivatives[x] = derivatives.TryGetValue(x, out var sum) ? sum + part : part;
    }

    private static HashSet<Node> DependentOn(IEnumerable<Node> variables, IEnumerable<Node> order, ISet<Node> given)
    {
        var dependent = new HashSet<Node>(variables);
        foreach (var node in order)
        {
            if (node.Op != Op.StopGradient && !given.Contains(node) && node.Inputs.Any(dependent.Contains))
            {
                dependent.Add(node);
            }
        }

        return dependent;
    }

    /// <summary>The derivative goes to every element that equals the extremum.</summary>
    private static Node?[] Extremum(Node y, Node dy)
    {
        var g = y.Graph;
        return [g.BroadcastTo(dy, y[0].Shape) * Mask(Op.Equal, y[0], g.BroadcastTo(y, y[0].Shape))];
    }

    private static Node F(Op op, params Node[] x) => x[0].Graph.Elementwise(op, x);

    private static Node Mask(Op comparison, Node a, Node b) => F(Op.Select, F(comparison, a, b), One(a), Zero(a));

    private static Node Zero(Node like) => like.Graph.Constant(0, like.Shape);

    private static Node One(Node like) => like.Graph.Constant(1, like.Shape);

    private static int[] ChangedAxes(Shape from, Shape to) => [.. Enumerable.Range(0, to.Rank).Where(axis => !from[axis].Equals(to[axis]))];

    private static int[] Inverse(AxesArgument permutation) => [.. Enumerable.Range(0, permutation.Axes.Count).Select(k => permutation.Axes.ToList().IndexOf(k))];
}
