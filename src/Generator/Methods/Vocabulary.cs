using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Methods;

/// <summary>The functions of the tensor vocabulary: what each static method and operator of the runtime's <c>Tensor</c> means, in primitive operations.</summary>
internal static class Vocabulary
{
    private delegate object Function(FunctionScope f);

    private static readonly Dictionary<string, Function> Functions = new()
    {
        ["op_Addition"] = f => f.Elementwise(Op.Add),
        ["op_Subtraction"] = f => f.Elementwise(Op.Subtract),
        ["op_Multiply"] = f => f.Elementwise(Op.Multiply),
        ["op_Division"] = f => f.Elementwise(Op.Divide),
        ["op_UnaryNegation"] = f => f.Elementwise(Op.Negate),
        ["op_LessThan"] = f => f.Elementwise(Op.Less),
        ["op_LessThanOrEqual"] = f => f.Elementwise(Op.LessOrEqual),
        ["op_GreaterThan"] = f => f.Elementwise(Op.Less, 1, 0),
        ["op_GreaterThanOrEqual"] = f => f.Elementwise(Op.LessOrEqual, 1, 0),
        ["op_BitwiseAnd"] = f => f.Elementwise(Op.And),
        ["op_BitwiseOr"] = f => f.Elementwise(Op.Or),
        ["op_LogicalNot"] = f => f.Elementwise(Op.Not),
        ["Equal"] = f => f.Elementwise(Op.Equal),
        ["Where"] = f => f.Elementwise(Op.Select),

        ["Exp"] = f => f.Elementwise(Op.Exp),
        ["Expm1"] = f => f.Elementwise(Op.Expm1),
        ["Log"] = f => f.Elementwise(Op.Log),
        ["Log1p"] = f => f.Elementwise(Op.Log1p),
        ["Sqrt"] = f => f.Elementwise(Op.Sqrt),
        ["Abs"] = f => f.Elementwise(Op.Abs),
        ["Floor"] = f => f.Elementwise(Op.Floor),
        ["Sin"] = f => f.Elementwise(Op.Sin),
        ["Cos"] = f => f.Elementwise(Op.Cos),
        ["Erf"] = f => f.Elementwise(Op.Erf),
        ["Pow"] = f => f.Elementwise(Op.Power),
        ["Minimum"] = f => f.Elementwise(Op.Minimum),
        ["Maximum"] = f => f.Elementwise(Op.Maximum),
        ["StopGradient"] = f => f.Elementwise(Op.StopGradient),
        ["Square"] = f => f.OfElements(x => x * x),
        ["Sign"] = f => f.OfElements(x => F(Op.Select, F(Op.Less, x.Graph.Constant(0), x), x.Graph.Constant(1), F(Op.Select, F(Op.Less, x, x.Graph.Constant(0)), x.Graph.Constant(-1), x.Graph.Constant(0)))),
        ["Clip"] = f => f.OfElements(x => F(Op.Minimum, F(Op.Maximum, x, Number(x, f.Real(1))), Number(x, f.Real(2)))),
        ["Softmax"] = f => f.Along(f.AxisOrLast(1), (x, axis) => Activations.Softmax(f.Running(x, [axis], double.NegativeInfinity), axis)),
        ["LogSoftmax"] = f => f.Along(f.AxisOrLast(1), (x, axis) => f.Running(Activations.LogSoftmax(f.Running(x, [axis], double.NegativeInfinity), axis), [axis])),

        ["Sum"] = f => f.Reduce(f.Sum),
        ["Mean"] = f => f.Reduce(f.Mean),
        ["Max"] = f => f.Reduce((x, axes) => x.Graph.Reduce(Op.Max, f.Running(x, axes, double.NegativeInfinity), axes)),
        ["Min"] = f => f.Reduce((x, axes) => x.Graph.Reduce(Op.Min, f.Running(x, axes, double.PositiveInfinity), axes)),
        ["Variance"] = f => f.Reduce((x, axes) => x - f.Mean(x, axes) is var centred ? f.Mean(centred * centred, axes) : x),
        ["LogSumExp"] = f => f.Reduce((x, axes) => Activations.LogSumExp(f.Running(x, axes, double.NegativeInfinity), axes)),
        ["ArgMax"] = f => f.ReduceOne(f.AxisOrLast(1), (x, axis) => ArgMax(f.Running(x, [axis], double.NegativeInfinity), axis)),
        ["CumulativeSum"] = Products.CumulativeSum,
        ["Normalize"] = f => f.Along(f.AxisOrLast(1), (x, axis) => x / F(Op.Maximum, Norm(f, x, axis), x.Graph.Constant(f.Real(2)))),
        ["Standardize"] = f => f.Along(f.AxisOrLast(1), (x, axis) => x - f.Mean(x, axis) is var centred ? centred / F(Op.Sqrt, f.Mean(centred * centred, axis) + f.Real(2)) : x),
        ["CosineSimilarity"] = f => f.Pair(f.AxisOrLast(2), (a, b, axis) =>
            f.Sum(a * b, axis) / (F(Op.Maximum, Norm(f, a, axis), a.Graph.Constant(f.Real(3))) * F(Op.Maximum, Norm(f, b, axis), a.Graph.Constant(f.Real(3))))),

        ["MatMul"] = Products.MatMul,
        ["Transpose"] = Movements.Transpose,
        ["Concat"] = Movements.Concat,
        ["Stack"] = Movements.Stack,
        ["Slice"] = Movements.Slice,
        ["Split"] = Movements.Split,
        ["Pad"] = Movements.Pad,
        ["Reshape"] = Movements.Reshape,
        ["Flatten"] = f => f.Fixed(f.Tensor(0)).Reshape([f.Tensor(0).Shape.Count]),
        ["ExpandAxis"] = Movements.ExpandAxis,
        ["BroadcastTo"] = Movements.BroadcastTo,
        ["RepeatOverTime"] = Movements.RepeatOverTime,
        ["Positions"] = f => new TensorValue(f.Graph.Positions(f.TimeOf(0)), perSample: false),
        ["Gather"] = Products.Gather,
        ["OneHot"] = Products.OneHot,
        ["Batch"] = f => f.Tensor(0) is { PerSample: true } x ? new TensorValue(x.Node, perSample: false) : throw f.Bad("a tensor that is the same for all samples", "a value per sample"),
        ["Unbatch"] = f => f.Tensor(0) is { PerSample: false } x && x.Rank > 0 && x.Node.Shape[0].Equals(Dimension.Batch) ? new TensorValue(x.Node, perSample: true) : throw f.Bad(f.Shown(0), "a tensor whose first axis is the batch"),

        ["Constant"] = f => new TensorValue(f.Graph.Constant(f.Real(0), f.ShapeAt(1)), perSample: false),
        ["Range"] = f => new TensorValue(f.Graph.Positions(f.Extent(0)), perSample: false),
        ["Identity"] = f => new TensorValue(Products.Compare(f.Graph, Op.Equal, f.Extent(0)), perSample: false),
        ["Normal"] = f => new TensorValue(f.Pass.Normal(f.Step, [Dimension.Batch, .. f.ShapeAt(0)]), perSample: true),
        ["Uniform"] = f => new TensorValue(f.Pass.Uniform(f.Step, [Dimension.Batch, .. f.ShapeAt(0)]), perSample: true),
        ["Bernoulli"] = f => f.Argument(0) is TensorValue p
            ? p.With(Bernoulli(p.Node, f.Pass.Uniform(f.Step, p.Node.Shape)))
            : f.Pass.Uniform(f.Step, [Dimension.Batch, .. f.ShapeAt(1)]) is var u ? new TensorValue(Bernoulli(f.Graph.Constant(f.Real(0)), u), perSample: true) : f,

        ["SquaredError"] = f => f.Pair(LossTable.SquaredError),
        ["AbsoluteError"] = f => f.Pair(LossTable.AbsoluteError),
        ["Huber"] = f => f.Pair((x, t) => LossTable.Huber(x, t, f.Real(2))),
        ["Hinge"] = f => f.Pair(LossTable.Hinge),
        ["SigmoidCrossEntropy"] = f => f.Pair(LossTable.SigmoidCrossEntropy),
        ["SoftmaxCrossEntropy"] = Products.SoftmaxCrossEntropy,
        ["KullbackLeiblerToStandardNormal"] = f => f.Pair((mean, logVariance) => -0.5 * (1 + logVariance - (mean * mean) - F(Op.Exp, logVariance))) is var terms
            ? terms.With(f.Sum(terms.Node, [.. Enumerable.Range(terms.First, terms.Rank)])).Reshape([])
            : f,

        ["Weight"] = f => f.LayerParameter("weight"),
        ["Bias"] = f => f.LayerParameter("bias"),
        ["Expose"] = f => f.Expose(),
        ["IsTraining"] = f => f.Pass.Training,
        ["Rank"] = f => f.Tensor(0).Rank,
        ["Extent"] = f => f.Tensor(0).Shape[f.Axis(f.Tensor(0), f.Whole(1))] is var extent && extent.IsConstant ? (int)extent.Value : extent,
        ["Count"] = f => f.Argument(0) is LayerValue { Member.Count: var count } ? count : ((IReadOnlyList<object>)f.Argument(0)).Count,
    };

    /// <summary>Names that a method can call.</summary>
    public static IReadOnlyCollection<string> Names => [.. Functions.Keys.Concat(Activations.All.Select(activation => activation.Name)).Distinct()];

    /// <summary>The function's value.</summary>
    public static object Call(MethodLowering method, Term term, IReadOnlyList<object> arguments)
    {
        var f = new FunctionScope(method, term, arguments);
        if (Functions.TryGetValue(term.Name, out var function))
        {
            return function(f);
        }

        return Activations.All.FirstOrDefault(activation => activation.Name == term.Name) is { } known
            ? f.OfElements(known.Apply)
            : throw method.Fail(Ids.NotUnderstood, term.Origin, term.Name, "use a function of this version's Tensor");
    }

    public static Node F(Op op, params Node[] x) => x[0].Graph.Elementwise(op, x);

    private static Node Number(Node like, double value) => like.Graph.Constant(value, like.Shape);

    private static Node Norm(FunctionScope f, Node x, int axis) => F(Op.Sqrt, f.Sum(x * x, axis));

    private static Node Bernoulli(Node p, Node uniform) => F(Op.Select, F(Op.Less, uniform, p), uniform.Graph.Constant(1), uniform.Graph.Constant(0));

    /// <summary>The smallest position that holds the maximum.</summary>
    private static Node ArgMax(Node x, int axis)
    {
        var g = x.Graph;
        Shape along = [.. Enumerable.Range(0, x.Shape.Rank).Select(k => k == axis ? x.Shape[k] : Dimension.One)];
        var positions = g.Reshape(g.Positions(x.Shape[axis]), along);
        var beyond = g.Extent(x.Shape[axis]);
        return F(Op.StopGradient, g.Reduce(Op.Min, F(Op.Select, F(Op.Equal, x, g.Reduce(Op.Max, x, axis)), positions, beyond), axis));
    }
}
