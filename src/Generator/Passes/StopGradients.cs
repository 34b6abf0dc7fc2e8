using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Passes;

/// <summary>After differentiation a stop means nothing; without it, what is equal is one value.</summary>
internal static class StopGradients
{
    /// <summary>The same values without stops. Loops over time keep theirs: their bodies are graphs that other nodes refer into.</summary>
    public static IReadOnlyList<Root> Remove(IReadOnlyList<Root> roots)
    {
        var order = Node.Reachable(roots.Select(root => root.Node));
        if (order.Any(node => node.Op == Op.Scan) || order.All(node => node.Op != Op.StopGradient))
        {
            return roots;
        }

        // By id.
        var same = new Node[order[order.Count - 1].Id + 1];
        foreach (var node in order)
        {
            same[node.Id] = node.Op == Op.StopGradient ? same[node[0].Id] : KeepsInputs(node, same) ? node : Remade(node, same);
        }

        return [.. roots.Select(root => root with { Node = same[root.Node.Id] })];
    }

    private static bool KeepsInputs(Node node, Node[] same)
    {
        foreach (var input in node.Inputs)
        {
            if (same[input.Id] != input)
            {
                return false;
            }
        }

        return true;
    }

    private static Node Remade(Node node, Node[] same)
    {
        node.Graph.Origin = node.Origin;
        var remade = node.Graph.Make(node.Op, [.. node.Inputs.Select(input => same[input.Id])], node.Argument, node.Shape, node.Type);
        return node.Name is null ? remade : remade.Named(node.Name);
    }
}
