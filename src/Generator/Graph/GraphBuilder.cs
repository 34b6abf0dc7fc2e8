using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Graph;

/// <summary>
/// Makes nodes. Equal nodes are one object, and every node is simplified as it is made (<see cref="Simplification"/>), so common
/// subexpressions and foldable constants never exist, and dead nodes are simply not reachable.
/// Callers have checked shapes; what does not fit here is a defect of the compiler.
/// </summary>
internal sealed partial class GraphBuilder
{
    /// <summary>By operation: each is small enough not to be a large object of the collector, which is expensive at every keystroke.</summary>
    private readonly Dictionary<Op, Dictionary<Key, Node>> _nodes = [];
    private int _streams;

    /// <summary>The step of the network that nodes made now belong to.</summary>
    public int Origin { get; set; }

    /// <summary>Nodes so far; their ids are smaller.</summary>
    public int Count { get; private set; }

    public int NewRandomStream() => _streams++;

    // Leaves.
    public Node Input(string name, Shape shape, int classes = 0, int? ignored = null) =>
        Make(Op.Input, [], new InputArgument(name, classes, Ignored: ignored), shape, classes > 0 ? ElementType.Integer : ElementType.Real).Named(name);

    /// <summary>A value that a session or trainer keeps from call to call.</summary>
    public Node State(string name, Shape shape) => Make(Op.Input, [], new InputArgument(name, IsState: true), shape).Named(name);

    /// <summary>Integers that are no classes: lengths.</summary>
    public Node Integers(string name, Shape shape) => Make(Op.Input, [], new InputArgument(name), shape, ElementType.Integer).Named(name);

    public Node Parameter(int index, string path, bool isState, Shape shape) =>
        Make(Op.Parameter, [], new ParameterArgument(index, path, isState), shape);

    public Node Constant(double value, Shape? shape = null) => Make(Op.Constant, [], value, shape ?? Shape.Scalar);

    /// <summary>The position along the last axis of a vector of the given length.</summary>
    public Node Positions(Dimension length) => Make(Op.Position, [], null, [length]);

    public Node Random(int stream, int word, Shape shape) => Make(Op.Random, [], new RandomArgument(stream, word), shape);

    /// <summary>Standard normal numbers from two of uniform ones, by Box and Muller (1958): sqrt(-2 log u) cos(2 pi v).</summary>
    public Node Normal(Node u, Node v) => Elementwise(Op.Sqrt, -2 * Elementwise(Op.Log, u)) * Elementwise(Op.Cos, 2 * Math.PI * v);

    public Node Extent(Dimension extent) =>
        Extent(new ExtentArgument(extent), Shape.Scalar);

    public Node Extent(ExtentArgument argument, Shape shape) =>
        argument.Extent.IsConstant
            ? Constant(argument.Reciprocal ? argument.Factor / argument.Extent.Value : argument.Factor * argument.Extent.Value, shape)
            : Make(Op.Extent, [], argument, shape);

    /// <summary>An elementwise operation; inputs are broadcast to their common shape as NumPy does.</summary>
    public Node Elementwise(Op op, params Node[] inputs)
    {
        var shape = inputs.Length == 1 ? inputs[0].Shape : inputs.Select(i => i.Shape).Aggregate(CommonShape);
        var type = op switch
        {
            _ when op.IsCondition() => ElementType.Condition,
            Op.Select => inputs[1].Type,
            _ => ElementType.Real,
        };
        return Make(op, [.. inputs.Select(i => BroadcastTo(i, shape))], null, shape, type);
    }

    // Movement.
    public Node Reshape(Node x, Shape shape)
    {
        if (!x.Shape.Count.Equals(shape.Count))
        {
            throw new InvalidOperationException($"{x.Shape} has not as many elements as {shape}");
        }

        return Make(Op.Reshape, [x], null, shape, x.Type);
    }

    /// <summary>Repeats along new leading axes and axes of extent 1.</summary>
    public Node BroadcastTo(Node x, Shape shape)
    {
        if (x.Shape.Equals(shape))
        {
            return x;
        }

        if (x.Shape.Rank < shape.Rank)
        {
            var missing = Enumerable.Repeat(Dimension.One, shape.Rank - x.Shape.Rank);
            x = Reshape(x, new Shape([.. missing, .. x.Shape]));
        }

        if (!Broadcasts(x.Shape, shape))
        {
            throw new InvalidOperationException($"{x.Shape} does not broadcast to {shape}");
        }

        return Make(Op.Broadcast, [x], null, shape, x.Type);
    }

    /// <param name="axes">Result axis k is input axis axes[k].</param>
    public Node Transpose(Node x, params int[] axes) =>
        Make(Op.Transpose, [x], new AxesArgument(axes.ToEquatableArray()), new Shape([.. axes.Select(a => x.Shape[a])]), x.Type);

    public Node Slice(Node x, Dimension[] starts, Shape shape) =>
        Make(Op.Slice, [x], new SliceArgument(starts.ToEquatableArray()), shape, x.Type);

    /// <summary>Zeros around x: before[k] cells in front along axis k, the rest of the shape behind.</summary>
    public Node Pad(Node x, Dimension[] before, Shape shape) =>
        Make(Op.Pad, [x], new PadArgument(before.ToEquatableArray()), shape, x.Type);

    public Node Concat(int axis, params Node[] inputs) =>
        Make(
            Op.Concat,
            [.. inputs],
            new AxisArgument(axis),
            inputs[0].Shape.With(axis, inputs.Select(i => i.Shape[axis]).Aggregate((a, b) => a + b)),
            inputs[0].Type);

    // Reductions; reduced axes stay with extent 1.

    /// <summary>Kernels reduce neighbouring axes; axes apart are reduced one run after the other, the outermost first, where rows are still long.</summary>
    public Node Reduce(Op op, Node x, params int[] axes)
    {
        if (SumsStepByStep && op == Op.Sum && axes.Any(axis => x.Shape[axis].DependsOnTime))
        {
            return SumOverTime(x, axes);
        }

        foreach (int[] run in Runs(x.Shape, axes))
        {
            x = Make(op, [x], new AxesArgument(run.ToEquatableArray()), run.Aggregate(x.Shape, (shape, axis) => shape.With(axis, Dimension.One)));
        }

        return x;
    }

    /// <summary>The axes that have something to reduce, as runs of neighbours; axes of extent 1 in between belong to them.</summary>
    public static IReadOnlyList<int[]> Runs(Shape shape, IEnumerable<int> axes)
    {
        var runs = new List<int[]>();
        foreach (int axis in axes.Where(a => !shape[a].IsOne).Distinct().OrderBy(a => a))
        {
            int previous = runs.Count == 0 ? -1 : runs[runs.Count - 1].Last();
            if (runs.Count > 0 && Enumerable.Range(previous + 1, axis - previous - 1).All(between => shape[between].IsOne))
            {
                runs[runs.Count - 1] = [.. runs[runs.Count - 1], .. Enumerable.Range(previous + 1, axis - previous)];
            }
            else
            {
                runs.Add([axis]);
            }
        }

        return runs;
    }

    public Node Sum(Node x, params int[] axes) => Reduce(Op.Sum, x, axes);

    public Node Mean(Node x, params int[] axes) =>
        Sum(x, axes) / Extent(axes.Select(a => x.Shape[a]).Aggregate(Dimension.One, (product, extent) => product * extent));

    /// <summary>All axes but the first: a value per sample becomes a number per sample.</summary>
    public Node SumOverSample(Node x)
    {
        var sum = Sum(x, [.. Enumerable.Range(1, x.Shape.Rank - 1)]);
        return Reshape(sum, [x.Shape[0]]);
    }

    // Operations with kernels of their own.
    public Node MatMul(Node a, Node b, bool transposeA = false, bool transposeB = false)
    {
        int rank = a.Shape.Rank;
        if (transposeA && transposeB)
        {
            // A' B' = (B A)': kernels transpose one factor.
            return Transpose(MatMul(b, a), [.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2]);
        }

        var (m, ka) = transposeA ? (a.Shape[rank - 1], a.Shape[rank - 2]) : (a.Shape[rank - 2], a.Shape[rank - 1]);
        var (kb, n) = transposeB ? (b.Shape[rank - 1], b.Shape[rank - 2]) : (b.Shape[rank - 2], b.Shape[rank - 1]);
        if (b.Shape.Rank != rank || !ka.Equals(kb))
        {
            throw new InvalidOperationException($"{a.Shape} and {b.Shape} do not multiply");
        }

        if (SumsStepByStep && transposeA && rank == 2 && ka.DependsOnTime)
        {
            (a, b) = (StepByStep(a), StepByStep(b));
        }

        return Make(Op.MatMul, [a, b], new MatMulArgument(transposeA, transposeB), a.Shape.With(rank - 2, m).With(rank - 1, n));
    }

    public Node Convolution(ConvolutionForm form, Node first, Node second, ConvolutionSizes s)
    {
        Shape shape = form switch
        {
            ConvolutionForm.Forward => [first.Shape[0], s.OutHeight, s.OutWidth, s.OutChannels],
            ConvolutionForm.Input => [first.Shape[0], s.InHeight, s.InWidth, s.InChannels],
            _ => [s.KernelHeight, s.KernelWidth, s.InChannels / s.Groups, s.OutChannels],
        };
        return Make(Op.Convolution, [first, second], new ConvolutionArgument(form, s), shape);
    }

    public Node Pool(Op op, PoolingSizes s, params Node[] inputs) =>
        Make(
            op,
            [.. inputs],
            s,
            op is Op.MaxPool or Op.AveragePool
                ? [inputs[0].Shape[0], s.OutHeight, s.OutWidth, s.Channels]
                : [inputs[0].Shape[0], s.InHeight, s.InWidth, s.Channels]);

    /// <summary>Rows of a table [rows, features...] by integers [i...]: [i..., features...].</summary>
    public Node Gather(Node table, Node indices) =>
        Make(Op.Gather, [table, indices], null, new Shape([.. indices.Shape, .. table.Shape.Sample]));

    /// <summary>The adjoint of <see cref="Gather"/>: adds each row of values to the row of zeros [rows, features...] that its index names.</summary>
    public Node ScatterAdd(Node values, Node indices, Dimension rows) =>
        Make(Op.ScatterAdd, [values, indices], null, new Shape([rows, .. values.Shape.Skip(indices.Shape.Rank)]));

    /// <summary>The node itself or the simpler one that it equals.</summary>
    public Node Make(Op op, ImmutableArray<Node> inputs, object? argument, Shape shape, ElementType type = ElementType.Real)
    {
        if (Simplification.Simpler(this, op, inputs, argument, shape) is { } simpler)
        {
            return simpler;
        }

        if (!_nodes.TryGetValue(op, out var nodes))
        {
            _nodes.Add(op, nodes = []);
        }

        var key = new Key(inputs, argument, shape);
        if (!nodes.TryGetValue(key, out var node))
        {
            node = new Node(this, Count++, op, inputs, argument, shape, type);
            nodes.Add(key, node);
        }

        return node;
    }

    /// <summary>The operation of a node on other inputs of the same shapes.</summary>
    public Node Again(Node node, IEnumerable<Node> inputs)
    {
        var again = Make(node.Op, [.. inputs], node.Argument, node.Shape, node.Type);
        return node.Name is null ? again : again.Named(node.Name);
    }

    private static Shape CommonShape(Shape a, Shape b)
    {
        if (a.Equals(b))
        {
            return a;
        }

        if (a.Rank < b.Rank)
        {
            (a, b) = (b, a);
        }

        int offset = a.Rank - b.Rank;
        return new([.. a.Select((extent, axis) => axis < offset || b[axis - offset].IsOne ? extent : b[axis - offset])]);
    }

    private static bool Broadcasts(Shape from, Shape to)
    {
        bool fits = from.Rank == to.Rank;
        for (int axis = 0; fits && axis < from.Rank; axis++)
        {
            fits = from[axis].Equals(to[axis]) || from[axis].IsOne;
        }

        return fits;
    }
}
