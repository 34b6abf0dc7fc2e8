using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Graph;

/// <summary>What a leaf of a loop's body stands for: a state before the step, or the step's part of a sequence.</summary>
internal sealed record LoopInputArgument(ScanLoop Loop, bool IsState, int Index)
{
    public override string ToString() => $"{(IsState ? "state" : "step")} {Index}";
}

/// <param name="Index">Of the output stacked over time, or of the state whose final value it is.</param>
/// <param name="IsCarried">Of a state: not the final value, but that after as many steps as the caller carries on.</param>
internal sealed record ScanOutputArgument(bool IsFinal, int Index, bool IsCarried = false);

/// <summary>
/// The loop of a scan: states that go from step to step, and sequences that steps read. Only what the next states depend on is computed inside; what does
/// not depend on the states is computed before the loop for all steps at once, and what only outputs need, after it (<see cref="Stack"/>).
/// </summary>
internal sealed class ScanLoop
{
    private readonly GraphBuilder _graph;
    private readonly Func<Node, Node?> _kept;
    private readonly IReadOnlyList<Node> _sequences;
    private readonly Dictionary<Node, bool> _varies = [];
    private readonly Dictionary<Node, bool> _dependsOnState = [];
    private readonly Dictionary<Node, Node> _inside = [];
    private readonly Dictionary<Node, Node> _stacks = [];
    private readonly HashSet<Node> _core = [];
    private readonly HashSet<Node> _insideCore = [];

    private ScanLoop(GraphBuilder graph, Dimension time, bool reverse, IReadOnlyList<Node> sequences, Func<Node, Node?> kept)
    {
        _graph = graph;
        Time = time;
        Reverse = reverse;
        _sequences = sequences;
        _kept = kept;
    }

    public Dimension Time { get; }

    /// <summary>From the last step to the first.</summary>
    public bool Reverse { get; }

    /// <summary>Leaves of the body and the sequences [time, ...] that they are steps of.</summary>
    public List<(Node Leaf, Node Sequence)> Steps { get; } = [];

    /// <summary>Leaves of the body: the states before the step.</summary>
    public List<Node> States { get; } = [];

    /// <summary>The states after the step, as functions of the leaves.</summary>
    public List<Node> NextStates { get; private set; } = [];

    /// <summary>Values of the body that are kept for every step.</summary>
    public List<Node> Outputs { get; } = [];

    public List<Node> Initial { get; private set; } = [];

    /// <summary>The node of the outer graph.</summary>
    public Node Scan { get; private set; } = null!;

    /// <summary>Values of the outer graph that use the loop's results.</summary>
    public List<Node> Projections { get; } = [];

    /// <param name="sequences">[time, ...] each.</param>
    /// <param name="initial">The states before the first step (in the loop's direction).</param>
    /// <param name="body">The next states from the steps of the sequences and the states.</param>
    /// <param name="kept">The stacked values [time, ...] of nodes that another loop has computed, such as the loop that this is the derivative of; null for others.</param>
    public static ScanLoop Create(
        GraphBuilder graph, Dimension time, bool reverse, IReadOnlyList<Node> sequences, IReadOnlyList<Node> initial, Func<Node[], Node[], Node[]> body, Func<Node, Node?>? kept = null)
    {
        var loop = new ScanLoop(graph, time, reverse, sequences, kept ?? (_ => null));
        var steps = sequences.Select((s, k) => loop.Leaf(isState: false, k, s.Shape.Sample, s.Type)).ToArray();
        var states = initial.Select((s, k) => loop.Leaf(isState: true, k, s.Shape, ElementType.Real)).ToArray();
        loop.States.AddRange(states);
        loop.Close(initial, body(steps, states));
        return loop;
    }

    /// <summary>A state after the last step.</summary>
    public Node Final(int state) => Project(new ScanOutputArgument(true, state), States[state].Shape);

    /// <summary>A state after as many steps as the caller wants to go on from: all of them unless windows overlap. Derivatives do not come this way.</summary>
    public Node Carried(int state) => Reverse ? Final(state) : Project(new ScanOutputArgument(true, state, IsCarried: true), States[state].Shape);

    /// <summary>Whether a value differs from step to step.</summary>
    public bool Varies(Node node) => Memo(_varies, node, n => Given(n) is not null || IsState(n) || n.Inputs.Any(Varies));

    /// <summary>The stacked value of a node that varies but is not computed by this loop; null for others.</summary>
    private Node? Given(Node node)
    {
        if (node.Argument is not LoopInputArgument { IsState: false } leaf || leaf.Loop != this)
        {
            return _kept(node);
        }

        return leaf.Index < _sequences.Count ? _sequences[leaf.Index] : Steps.First(s => s.Leaf == node).Sequence;
    }

    /// <summary>The node of the finished body that computes a node of the body as it was given.</summary>
    public Node Inside(Node node) => _inside.TryGetValue(node, out var inside) ? inside : node;

    /// <summary>
    /// A value of the body for all steps, [time, ...]: kept by the loop where the loop computes it anyway, else computed for all steps at once from what it depends on.
    /// </summary>
    public Node Stack(Node node)
    {
        if (_stacks.TryGetValue(node, out var stack))
        {
            return stack;
        }

        stack = Given(node)
            ?? (!Varies(node) ? node
                : IsState(node) || _core.Contains(node) ? Keep(Inside(node))
                : _insideCore.Contains(node) ? Keep(node)
                : Lifting.Lift(_graph, node, Time, [.. node.Inputs.Select(input => Varies(input) ? Stack(input) : input)], [.. node.Inputs.Select(Varies)]));
        _stacks[node] = stack;
        return stack;
    }

    private void Close(IReadOnlyList<Node> initial, Node[] next)
    {
        Initial = [.. initial];
        foreach (var node in Node.Reachable(next).Where(n => DependsOnState(n) && !IsState(n)))
        {
            _core.Add(node);
        }

        NextStates = [.. next.Select(Rewrite)];
        _insideCore.UnionWith(_core.Select(Inside));
        var captured = Node.Reachable(NextStates, IsOutside).Where(IsOutside).Where(n => !n.Op.IsLeaf() || n.Op is Op.Input or Op.Parameter);
        Scan = _graph.Make(Op.Scan, [.. Steps.Select(s => s.Sequence), .. Initial, .. captured], this, Shape.Scalar);
    }

    /// <summary>The node with what does not depend on states replaced by steps of sequences, where that takes products out of the loop.</summary>
    private Node Rewrite(Node node)
    {
        if (_inside.TryGetValue(node, out var known))
        {
            return known;
        }

        Node result;
        if (!Varies(node) || IsState(node))
        {
            result = node;
        }
        else if (!DependsOnState(node) && (Given(node) is not null && node.Type != ElementType.Condition || HasCall(node)))
        {
            result = StepOf(Stack(node));
        }
        else
        {
            var inputs = node.Inputs.Select(Rewrite).ToArray();
            result = IsProductWithTransposed(node) ? _graph.MatMul(inputs[0], Transposed(inputs[1]))
                : inputs.SequenceEqual(node.Inputs) ? node
                : _graph.Again(node, inputs);
        }

        _inside[node] = result;
        return result;
    }

    /// <summary>A product with the transpose of what is the same for every step, such as a weight in the derivative of a cell: it is transposed once, before the loop, rather than by the product in each step.</summary>
    private bool IsProductWithTransposed(Node node) =>
        node.Op == Op.MatMul && node.Shape.Rank == 2 && node.ArgumentAs<MatMulArgument>() is { TransposeA: false, TransposeB: true } && !Varies(node[1]);

    private Node Transposed(Node matrix)
    {
        var transposed = _graph.Transpose(matrix, 1, 0);
        return matrix.Name is null ? transposed : transposed.Named(matrix.Name + "_transposed");
    }

    private Node StepOf(Node sequence)
    {
        int known = Steps.FindIndex(s => s.Sequence == sequence);
        if (known >= 0)
        {
            return Steps[known].Leaf;
        }

        var leaf = Leaf(isState: false, _sequences.Count + Steps.Count, sequence.Shape.Sample, sequence.Type);
        if (sequence.Name is not null)
        {
            leaf.Named(sequence.Name);
        }

        Steps.Add((leaf, sequence));
        return leaf;
    }

    private Node Keep(Node inside)
    {
        int index = Outputs.IndexOf(inside);
        if (index < 0)
        {
            index = Outputs.Count;
            Outputs.Add(inside);
        }

        var stack = Project(new ScanOutputArgument(false, index), new Shape([Time, .. inside.Shape]));
        return inside.Name is null ? stack : stack.Named(inside.Name);
    }

    private Node Project(ScanOutputArgument argument, Shape shape)
    {
        var projection = _graph.Make(Op.ScanOutput, [Scan], argument, shape);
        if (!Projections.Contains(projection))
        {
            Projections.Add(projection);
        }

        return projection;
    }

    private Node Leaf(bool isState, int index, Shape shape, ElementType type) =>
        _graph.Make(Op.LoopInput, [], new LoopInputArgument(this, isState, index), shape, type);

    private bool IsState(Node node) => node.Argument is LoopInputArgument { IsState: true } leaf && leaf.Loop == this;

    /// <summary>Computed outside of the loop and the same for every step.</summary>
    private bool IsOutside(Node node) => !Varies(node);

    private bool DependsOnState(Node node) => Memo(_dependsOnState, node, n => Given(n) is null && (IsState(n) || n.Inputs.Any(DependsOnState)));

    private bool HasCall(Node node) => Varies(node) && Given(node) is null && (node.Op >= Op.MatMul || node.Inputs.Any(HasCall));

    private static bool Memo(Dictionary<Node, bool> known, Node node, Func<Node, bool> compute)
    {
        if (!known.TryGetValue(node, out bool value))
        {
            known[node] = value = compute(node);
        }

        return value;
    }
}
