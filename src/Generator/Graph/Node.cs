using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace NetGen.Generator.Graph;

internal enum ElementType
{
    /// <summary>The network's floating-point type.</summary>
    Real,
    /// <summary>32-bit integers: labels, tokens.</summary>
    Integer,
    /// <summary>Truth values; never stored.</summary>
    Condition,
}

/// <summary>
/// One value of a graph. Nodes are made by <see cref="GraphBuilder"/>, which gives equal nodes the same object, so identity is equality
/// (records would hash a shared graph in exponential time).
/// </summary>
internal sealed class Node
{
    internal Node(GraphBuilder graph, int id, Op op, ImmutableArray<Node> inputs, object? argument, Shape shape, ElementType type)
    {
        Graph = graph;
        Id = id;
        Op = op;
        Inputs = inputs;
        Argument = argument;
        Shape = shape;
        Type = type;
        Origin = graph.Origin;
    }

    public GraphBuilder Graph { get; }

    /// <summary>Creation order, which is a topological order.</summary>
    public int Id { get; }

    public Op Op { get; }

    public ImmutableArray<Node> Inputs { get; }

    /// <summary>What the operation needs beside its inputs: a number, axes, the sizes of a convolution...</summary>
    public object? Argument { get; }

    public Shape Shape { get; }

    public ElementType Type { get; }

    /// <summary>The step of the network (its place in the plan) that made the node; 0 for none.</summary>
    public int Origin { get; }

    /// <summary>How generated code calls the value; the first name given stays.</summary>
    public string? Name { get; private set; }

    public Node this[int input] => Inputs[input];

    public Node Named(string name)
    {
        Name ??= name;
        if (Op == Op.Reshape && !Inputs[0].Op.IsLeaf())
        {
            Inputs[0].Named(name);
        }

        return this;
    }

    /// <summary>Takes a name in place of the one it has: what the caller sees goes before what a layer calls it.</summary>
    public Node Renamed(string name)
    {
        Name = name;
        return this;
    }

    public double? ConstantValue => Op == Op.Constant ? (double)Argument! : null;

    public bool IsConstant(double value) => ConstantValue == value;

    public T ArgumentAs<T>() => (T)Argument!;

    // Arithmetic with broadcasting, so that lowerings and derivatives read as formulas.
    public static Node operator +(Node a, Node b) => a.Graph.Elementwise(Op.Add, a, b);

    public static Node operator -(Node a, Node b) => a.Graph.Elementwise(Op.Subtract, a, b);

    public static Node operator *(Node a, Node b) => a.Graph.Elementwise(Op.Multiply, a, b);

    public static Node operator /(Node a, Node b) => a.Graph.Elementwise(Op.Divide, a, b);

    public static Node operator -(Node a) => a.Graph.Elementwise(Op.Negate, a);

    public static Node operator +(Node a, double b) => a + a.Graph.Constant(b);

    public static Node operator +(double a, Node b) => b.Graph.Constant(a) + b;

    public static Node operator -(Node a, double b) => a - a.Graph.Constant(b);

    public static Node operator -(double a, Node b) => b.Graph.Constant(a) - b;

    public static Node operator *(Node a, double b) => a * a.Graph.Constant(b);

    public static Node operator *(double a, Node b) => b.Graph.Constant(a) * b;

    public static Node operator /(Node a, double b) => a / a.Graph.Constant(b);

    public static Node operator /(double a, Node b) => b.Graph.Constant(a) / b;

    public override string ToString() =>
        $"%{Id} = {Op}({string.Join(", ", Inputs.Select(i => "%" + i.Id))}{(Argument is null ? "" : $"; {Argument}")}) : {Shape}{(Name is null ? "" : $"  // {Name}")}";

    /// <summary>All nodes that the roots need, inputs before users.</summary>
    /// <param name="stop">Nodes whose inputs do not matter.</param>
    public static IReadOnlyList<Node> Reachable(IEnumerable<Node> roots, System.Func<Node, bool>? stop = null)
    {
        // By id; what has the id of another is of another graph, a defect that the verifier reports.
        Node?[] seen = [];
        var foreign = new HashSet<Node>();
        var reachable = new List<Node>();
        var pending = new Stack<Node>(roots);
        while (pending.Count > 0)
        {
            var node = pending.Pop();
            if (node.Id >= seen.Length)
            {
                System.Array.Resize(ref seen, System.Math.Max(node.Id + 1, node.Graph.Count));
            }

            if (seen[node.Id] is { } same && (same == node || !foreign.Add(node)))
            {
                continue;
            }

            seen[node.Id] ??= node;
            reachable.Add(node);
            if (stop?.Invoke(node) != true)
            {
                foreach (var input in node.Inputs)
                {
                    pending.Push(input);
                }
            }
        }

        Node[] order = [.. reachable];
        System.Array.Sort(System.Array.ConvertAll(order, static node => node.Id), order);
        return order;
    }
}
