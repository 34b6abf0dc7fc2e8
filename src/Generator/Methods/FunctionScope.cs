using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Methods;

/// <summary>What a function of the vocabulary works with: its arguments as what it needs, axes and shapes checked, and the place to report.</summary>
internal sealed class FunctionScope(MethodLowering method, Term term, IReadOnlyList<object> arguments)
{
    public GraphBuilder Graph => method.Graph;

    public LoweringPass Pass => method.Pass;

    public Step Step => method.CurrentStep;

    public string Name => term.Name;

    public object Argument(int index) => arguments[index];

    /// <summary>A tensor, or a number as one.</summary>
    public TensorValue Tensor(int index) => Tensor(arguments[index]);

    private TensorValue Tensor(object value) => value switch
    {
        TensorValue { Node.Type: ElementType.Integer } tensor => tensor.With(Graph.Elementwise(Op.ToReal, tensor.Node)),
        TensorValue tensor => tensor,
        int or double => new TensorValue(Graph.Constant(Convert.ToDouble(value)), perSample: false),
        Dimension extent => new TensorValue(Graph.Extent(extent), perSample: false),
        _ => throw Bad("no tensor", "a tensor"),
    };

    /// <summary>The elements of an argument that is an array of tensors, or of all arguments from one on.</summary>
    public IReadOnlyList<TensorValue> Tensors(int index) => [.. arguments.Skip(index).SelectMany(argument => argument is IReadOnlyList<object> list ? list : [argument]).Select(Tensor)];

    public double Real(int index) => arguments[index] is int or double ? Convert.ToDouble(arguments[index]) : throw NotConstant(index, arguments[index]);

    public int Whole(int index) => arguments[index] is int value ? value : throw NotConstant(index, arguments[index]);

    /// <summary>A whole number of at least 1.</summary>
    public int Count(int index) => Whole(index) is var count and >= 1 ? count : throw Bad($"{Whole(index)}", "at least 1");

    /// <summary>The same, or an extent that is known at the call only: that of the batch.</summary>
    public Dimension Extent(int index) => arguments[index] is Dimension extent ? extent : Count(index);

    public int[] Integers(int index) => arguments.Count <= index ? []
        : arguments[index] is IReadOnlyList<object> list ? [.. list.Select(item => item is int value ? value : throw NotConstant(index, item))]
        : [Whole(index)];

    /// <summary>Extents, each at least 1.</summary>
    public Shape ShapeAt(int index) => [.. Integers(index).Select(extent => extent >= 1 ? (Dimension)extent : throw Bad($"an extent of {extent}", "extents of at least 1"))];

    /// <summary>An axis as written, or -1.</summary>
    public int AxisOrLast(int index) => arguments.Count > index ? Whole(index) : -1;

    /// <summary>The method's axis, counted from the front.</summary>
    public int Axis(TensorValue x, int axis) => axis >= -x.Rank && axis < x.Rank ? (axis + x.Rank) % x.Rank : throw Bad($"axis {axis} of {x.Shape}", $"an axis from {-x.Rank} to {x.Rank - 1}");

    public string Shown() => Name.StartsWith("op_", StringComparison.Ordinal) ? Operators.TryGetValue(Name, out string? symbol) ? $"'{symbol}'" : Name : Name;

    public string Shown(int index) => arguments[index] is TensorValue value ? $"{value.Shape}{(value.PerSample ? " per sample" : "")}" : $"{arguments[index]}";

    public LoweringStoppedException Bad(string found, string expected) => method.Fail(Ids.BadArgument, term.Origin, Shown(), found, expected);

    public LoweringStoppedException DoNotFit(TensorValue a, TensorValue b, string cure) => method.Fail(Ids.ShapesDoNotFit, term.Origin, Shown(), $"{a.Shape}", $"{b.Shape}", cure);

    private LoweringStoppedException NotConstant(int index, object value) => method.NotConstant(term.Origin, $"argument {index + 1} of {Shown()}", value);

    /// <summary>An operation on all arguments, or on those given, element by element.</summary>
    public TensorValue Elementwise(Op op, params int[] order)
    {
        var operands = Aligned((order.Length > 0 ? order.Select(k => arguments[k]) : arguments).Select(Tensor).ToList(), out bool perSample);
        return new TensorValue(Graph.Elementwise(op, [.. operands]), perSample);
    }

    public TensorValue OfElements(Func<Node, Node> function) => Tensor(0).With(function(Tensor(0).Node));

    /// <summary>A function of the first two arguments, element by element.</summary>
    public TensorValue Pair(Func<Node, Node, Node> function)
    {
        var operands = Aligned([Tensor(0), Tensor(1)], out bool perSample);
        return new TensorValue(function(operands[0], operands[1]), perSample);
    }

    /// <summary>A function of the first two arguments that takes away one axis.</summary>
    public TensorValue Pair(int axis, Func<Node, Node, int, Node> function)
    {
        var operands = Aligned([Tensor(0), Tensor(1)], out bool perSample);
        var shape = operands.Select(o => o.Shape).Aggregate(Wider);
        var first = new TensorValue(Graph.BroadcastTo(operands[0], shape), perSample);
        int at = Axis(first, axis);
        return Without(first.With(function(first.Node, Graph.BroadcastTo(operands[1], shape), at + first.First)), [at]);
    }

    /// <summary>A function along one axis that keeps the shape.</summary>
    public TensorValue Along(int axis, Func<Node, int, Node> function)
    {
        var x = Tensor(0);
        return x.With(function(x.Node, Axis(x, axis) + x.First));
    }

    /// <summary>A reduction over the axes of the further arguments: none for all, an array, or one axis and whether it stays.</summary>
    public TensorValue Reduce(Func<Node, int[], Node> function)
    {
        var x = Tensor(0);
        bool keep = arguments.Count > 2 && arguments[2] is true;
        int[] axes = Integers(1).Length == 0 ? [.. Enumerable.Range(0, x.Rank)] : [.. Integers(1).Select(axis => Axis(x, axis)).Distinct()];
        if (axes.Length == 0)
        {
            return x;
        }

        var reduced = x.With(function(x.Node, [.. axes.Select(axis => axis + x.First)]));
        return keep ? reduced : Without(reduced, axes);
    }

    public TensorValue ReduceOne(int axis, Func<Node, int, Node> function)
    {
        var x = Tensor(0);
        int at = Axis(x, axis);
        return Without(x.With(function(x.Node, at + x.First)), [at]);
    }

    /// <summary>Padding takes no part in what goes over time.</summary>
    /// <param name="axes">The node's.</param>
    /// <param name="otherwise">In its place.</param>
    public Node Running(Node x, IEnumerable<int> axes, double otherwise = 0) =>
        axes.Where(axis => x.Shape[axis].IsTime).Aggregate(x, (node, axis) => Pass.Network.WithoutPadding(node.Shape[0].Equals(Dimension.Batch) ? node : throw Bad($"{node.Shape}", "a tensor per sample: what goes over time ends where each sample does"), axis, otherwise));

    public Node Sum(Node x, params int[] axes) => Graph.Sum(Running(x, axes), axes);

    /// <summary>The mean over axes that stay with extent 1: over time, of the steps that are no padding.</summary>
    public Node Mean(Node x, params int[] axes)
    {
        var sum = Sum(x, axes);
        foreach (int axis in axes.Where(axis => x.Shape[axis].IsTime))
        {
            sum /= Graph.Reshape(Graph.Elementwise(Op.ToReal, Pass.Network.Lengths(x.Shape[axis])), [Dimension.Batch, .. Enumerable.Repeat(Dimension.One, x.Shape.Rank - 1)]);
        }

        var rest = axes.Where(axis => !x.Shape[axis].IsTime).Select(axis => x.Shape[axis]).Aggregate(Dimension.One, (product, extent) => product * extent);
        return rest.IsOne ? sum : sum / Graph.Extent(rest);
    }

    /// <summary>The time axis of an argument, its first.</summary>
    public Dimension TimeOf(int index) => Argument(index) is TensorValue { Rank: > 0 } x && x.Shape[0].IsTime ? x.Shape[0] : throw Bad(Shown(index), "a sequence, [time, ...]");

    /// <summary>Reports axes whose length only the call knows.</summary>
    public TensorValue Fixed(TensorValue x, IEnumerable<int>? axes = null) =>
        (axes ?? Enumerable.Range(0, x.Rank)).Any(axis => x.Shape[axis].DependsOnTime) ? throw Bad($"{x.Shape}, whose time only the call knows", "an axis whose length is fixed") : x;

    private static TensorValue Without(TensorValue x, int[] axes) => x.Reshape(x.Shape.Where((_, axis) => !axes.Contains(axis)));

    /// <summary>Nodes whose shapes broadcast as the methods' shapes do; reports shapes that do not.</summary>
    public List<Node> Aligned(IReadOnlyList<TensorValue> values, out bool perSample)
    {
        perSample = values.Any(value => value.PerSample);
        int rank = values.Max(value => value.Rank);
        for (int k = 1; k < values.Count; k++)
        {
            var (a, b) = (values[k - 1], values[k]);
            for (int axis = 1; axis <= Math.Min(a.Rank, b.Rank); axis++)
            {
                var (x, y) = (a.Shape[a.Rank - axis], b.Shape[b.Rank - axis]);
                if (!x.Equals(y) && !x.IsOne && !y.IsOne)
                {
                    throw DoNotFit(a, b, "extents must be equal or 1, counted from the last axis");
                }
            }
        }

        return [.. values.Select(value => value.Lifted(rank))];
    }

    public static Shape Wider(Shape a, Shape b)
    {
        var (longer, shorter) = a.Rank >= b.Rank ? (a, b) : (b, a);
        int offset = longer.Rank - shorter.Rank;
        return [.. longer.Select((extent, axis) => axis < offset || !extent.IsOne ? extent : shorter[axis - offset])];
    }

    /// <summary>A parameter of a layer, as a tensor.</summary>
    public TensorValue LayerParameter(string role) => method.LayerParameter((LayerValue)arguments[0], role, term.Origin);

    /// <summary>Lets a value be read by name.</summary>
    public TensorValue Expose()
    {
        var x = Tensor(0);
        string name = (string)arguments[1];
        if (name.Length == 0 || !name.All(c => char.IsLetterOrDigit(c)) || char.IsDigit(name[0]))
        {
            throw Bad($"the name '{name}'", "letters and digits, beginning with a letter");
        }

        string local = char.ToLowerInvariant(name[0]) + name.Substring(1);
        Pass.Exposed.RemoveAll(exposed => exposed.Name == local);
        Pass.Exposed.Add((local, x));
        return x;
    }

    private static readonly Dictionary<string, string> Operators = new()
    {
        ["op_Addition"] = "+", ["op_Subtraction"] = "-", ["op_Multiply"] = "*", ["op_Division"] = "/", ["op_UnaryNegation"] = "-",
        ["op_LessThan"] = "<", ["op_LessThanOrEqual"] = "<=", ["op_GreaterThan"] = ">", ["op_GreaterThanOrEqual"] = ">=",
        ["op_BitwiseAnd"] = "&", ["op_BitwiseOr"] = "|", ["op_LogicalNot"] = "!",
    };
}
