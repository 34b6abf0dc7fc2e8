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

        var same = new Dictionary<Node, Node>();
        foreach (var node in order)
        {
            same.Add(node, node.Op == Op.StopGradient ? same[node[0]] : node.Inputs.All(input => same[input] == input) ? node : Remade(node, same));
        }

        return [.. roots.Select(root => root with { Node = same[root.Node] })];
    }

    private static Node Remade(Node node, Dictionary<Node, Node> same)
    {
        node.Graph.Origin = node.Origin;
        var remade = node.Graph.Make(node.Op, [.. node.Inputs.Select(input => same[input])], node.Argument, node.Shape, node.Type);
        return node.Name is null ? remade : remade.Named(node.Name);
    }
}
