using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Passes;

/// <summary>
/// Decides which values live in memory. Everything else is computed in registers where it is used, if need be more than once.
/// Stored are: what the caller wants, operands and results of calls, reductions, and elementwise values with several users that cost more to compute again than to keep.
/// </summary>
internal sealed class StoredValues
{
    /// <summary>Operations that may be computed again rather than kept.</summary>
    private const int CheapOperations = 4;
    private const int CostOfTranscendental = 10;

    private readonly HashSet<Node> _stored = [];

    /// <param name="forced">Values that turned out not to be expressible inside a loop.</param>
    /// <param name="given">Values that are in memory already.</param>
    public StoredValues(IReadOnlyList<Node> order, IEnumerable<Node> roots, ISet<Node> forced, Func<Node, bool> given)
    {
        _stored.UnionWith(roots);
        _stored.UnionWith(forced);
        foreach (var node in order)
        {
            if (node.Op == Op.Scan)
            {
                _stored.Add(node);
                var loop = (ScanLoop)node.Argument!;
                _stored.UnionWith(loop.Steps.Select(step => Canonical(step.Sequence)));
                foreach (var captured in node.Inputs.Skip(loop.Steps.Count + loop.Initial.Count))
                {
                    StoreCaptured(captured);
                }

                // Operands of the loop's calls are in memory before it, not put there at every step.
                _stored.UnionWith(Node.Reachable(loop.NextStates.Concat(loop.Outputs)).Where(n => IsCall(n.Op)).SelectMany(n => n.Inputs).Where(n => !loop.Varies(n)).Select(Canonical).Where(n => !n.Op.IsLeaf()));
            }
            else if (IsCall(node.Op))
            {
                _stored.Add(node);
                _stored.UnionWith(node.Inputs.Select(Canonical));
            }
            else if (node.Op.IsReduction() || node.Op is Op.Concat or Op.Pad)
            {
                _stored.Add(node);
            }
        }

        StoreShared(order, given);
        _stored.RemoveWhere(node => node.Op is Op.Input or Op.Parameter || given(node));
    }

    /// <summary>What a loop reads from outside; what is only moved there is moved inside, where it costs nothing.</summary>
    private void StoreCaptured(Node node)
    {
        if (node.Op.IsMovement())
        {
            StoreCaptured(node[0]);
        }
        else if (!node.Op.IsLeaf())
        {
            _stored.Add(node);
        }
    }

    /// <summary>Values to be computed into memory, leaves apart.</summary>
    public bool Contains(Node node) => _stored.Contains(node);

    /// <summary>A reshape is the same memory.</summary>
    public static Node Canonical(Node node)
    {
        while (node.Op == Op.Reshape)
        {
            node = node[0];
        }

        return node;
    }

    public static bool IsCall(Op op) => op is >= Op.MatMul;

    private void StoreShared(IReadOnlyList<Node> order, Func<Node, bool> given)
    {
        // By id. A value that its users read twice each costs exponentially much to repeat: counted no further than "too much".
        int[] cost = new int[order.Count == 0 ? 0 : order[order.Count - 1].Id + 1];
        foreach (var node in order)
        {
            // What is broadcast is computed once where it is small (below), and costs a load here.
            bool loaded = node.Op == Op.Broadcast && Canonical(node[0]) is { } small && small.Op.IsElementwise() && !small.Op.IsCondition();
            if (loaded || given(node) || (!node.Op.IsElementwise() && !node.Op.IsMovement()))
            {
                continue;
            }

            int sum = OwnCost(node.Op);
            foreach (var input in node.Inputs)
            {
                sum += cost[input.Id];
            }

            cost[node.Id] = Math.Min(sum, CheapOperations + 1);
        }

        // The stored value that each node is computed into, users before inputs; and the nodes that are computed into several.
        var destination = new Node?[cost.Length];
        var several = new HashSet<Node>();
        void LeadsTo(Node input, Node stored)
        {
            destination[input.Id] ??= stored;
            if (destination[input.Id] != stored)
            {
                several.Add(input);
            }
        }

        for (int k = order.Count - 1; k >= 0; k--)
        {
            var node = order[k];
            if (given(node))
            {
                continue;
            }

            bool shared = (node.Op.IsElementwise() || node.Op.IsMovement()) && several.Contains(node);
            if (!node.Op.IsCondition() && shared && (cost[node.Id] > CheapOperations || (node.Name is not null && node.Op.IsElementwise() && EndsCall(node))))
            {
                _stored.Add(Canonical(node));
            }

            if (node.Op == Op.Broadcast && Canonical(node[0]) is { } repeated && cost[repeated.Id] > 0 && repeated.Op.IsElementwise() && !repeated.Op.IsCondition())
            {
                // Computed once where it is small, not again for every element that it is broadcast to.
                _stored.Add(repeated);
            }

            if (node.Op.IsReduction() && Canonical(node[0]) is { } reduced && reduced.Op.IsElementwise() && Operands(reduced).Any(o => o.Op.IsReduction() && o.Shape.Count.Equals(reduced.Shape.Count)))
            {
                // What follows the reduction of a row is finished with the row, before it is reduced further.
                _stored.Add(reduced);
            }

            foreach (var input in node.Inputs)
            {
                if (_stored.Contains(node))
                {
                    LeadsTo(input, node);
                }
                else if (several.Contains(node))
                {
                    several.Add(input);
                }
                else if (destination[node.Id] is { } stored)
                {
                    LeadsTo(input, stored);
                }
            }
        }
    }

    /// <summary>Made from the sums of a call element by element: computed on its registers, it costs nothing to keep instead of the sums.</summary>
    private static bool EndsCall(Node node) =>
        Operands(node).Any(operand => operand.Op is Op.MatMul or Op.Convolution && operand.Shape.Count.Equals(node.Shape.Count));

    /// <summary>The values that are no elementwise functions or movements, from which a node is computed.</summary>
    private static IEnumerable<Node> Operands(Node node)
    {
        var pending = new Stack<Node>(node.Inputs);
        var seen = new HashSet<Node>();
        while (pending.Count > 0)
        {
            var next = pending.Pop();
            if (!seen.Add(next))
            {
                continue;
            }

            if (next.Op.IsElementwise() || next.Op.IsMovement())
            {
                foreach (var input in next.Inputs)
                {
                    pending.Push(input);
                }
            }
            else
            {
                yield return next;
            }
        }
    }

    private static int OwnCost(Op op) =>
        op.IsMovement() || op is Op.StopGradient or Op.ToReal ? 0
        : op.IsTranscendental() ? CostOfTranscendental
        : op is Op.Divide or Op.Sqrt ? 3
        : 1;
}
