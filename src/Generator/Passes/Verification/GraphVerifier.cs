using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Passes.Verification;

/// <summary>A graph is well-formed if all nodes belong to it, inputs are made before their users, and types and shapes are what the operations make of those of their inputs.</summary>
internal static class GraphVerifier
{
    /// <param name="roots">The values wanted.</param>
    /// <param name="given">Nodes whose values are there: what they are made of does not matter.</param>
    public static IEnumerable<string> Problems(IReadOnlyList<Node> roots, Func<Node, bool> given) =>
        from node in WithBodies(roots, given)
        where !given(node)
        let problem = Problem(node)
        where problem is not null
        select $"{node}: {problem}";

    /// <summary>The nodes of the graph, and those of its loops' bodies.</summary>
    private static IEnumerable<Node> WithBodies(IReadOnlyList<Node> roots, Func<Node, bool> given)
    {
        var all = new HashSet<Node>(Node.Reachable(roots, given));
        var loops = new Queue<ScanLoop>(all.Select(node => node.Argument).OfType<ScanLoop>());
        while (loops.Count > 0)
        {
            var loop = loops.Dequeue();
            foreach (var node in Node.Reachable(loop.NextStates.Concat(loop.Outputs), given).Where(all.Add))
            {
                if (node.Argument is ScanLoop inner)
                {
                    loops.Enqueue(inner);
                }
            }
        }

        return all.OrderBy(node => node.Id);
    }

    /// <summary>What is wrong with a node, or null.</summary>
    private static string? Problem(Node node)
    {
        if (node.Inputs.FirstOrDefault(input => input.Graph != node.Graph) is { } stranger)
        {
            return $"its input '{stranger}' belongs to another graph";
        }

        if (node.Inputs.FirstOrDefault(input => input.Id >= node.Id) is { } later)
        {
            return $"its input '{later}' is made after it";
        }

        if (InputCount(node.Op) is { } count && node.Inputs.Length != count)
        {
            return $"it has {node.Inputs.Length} inputs, not {count}";
        }

        if (TypeProblem(node) is { } problem)
        {
            return problem;
        }

        return Shapes.Inferred(node) is not { } shape ? "its inputs do not fit together"
            : shape.Equals(node.Shape) ? null
            : $"its shape should be {shape}";
    }

    private static int? InputCount(Op op) => op switch
    {
        _ when op.IsLeaf() => 0,
        Op.Add or Op.Subtract or Op.Multiply or Op.Divide or Op.Minimum or Op.Maximum or Op.Power or Op.Equal or Op.Less or Op.LessOrEqual or Op.And or Op.Or => 2,
        Op.Select or Op.MaxPoolGradient => 3,
        Op.MatMul or Op.Convolution or Op.Gather or Op.ScatterAdd => 2,
        Op.Concat or Op.Scan => null,
        _ => 1,
    };

    private static string? TypeProblem(Node node)
    {
        if (node.Op.IsCondition() && node.Type != ElementType.Condition)
        {
            return $"it is a truth value, not {node.Type}";
        }

        bool logical = node.Op is Op.And or Op.Or or Op.Not;
        for (int k = 0; k < node.Inputs.Length; k++)
        {
            // Movement and selection pass truth values on; arithmetic and kernels take numbers.
            bool condition = node[k].Type == ElementType.Condition;
            bool wanted = logical || (node.Op == Op.Select && k == 0);
            bool either = node.Op.IsMovement() || node.Op is Op.ToReal or Op.Equal or Op.StopGradient;
            if (!either && condition != wanted)
            {
                return $"its input {k} is {(condition ? "a truth value" : "no truth value")}";
            }
        }

        return node.Op is Op.Gather or Op.ScatterAdd && node[1].Type != ElementType.Integer ? "its indices are no integers" : null;
    }
}
