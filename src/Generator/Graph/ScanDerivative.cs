using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Graph;

/// <summary>
/// The derivative of a scan is a scan in the other direction: its states are the derivatives with respect to the states, its steps read what the forward loop
/// has kept. What the derivative with respect to a weight needs is stacked over time, and one product after the loop sums over all steps (backpropagation through time).
/// </summary>
internal static class ScanDerivative
{
    /// <param name="dProjections">The derivative of the objective with respect to each used result of the loop.</param>
    /// <returns>Contributions to derivatives of values of the outer graph.</returns>
    public static IReadOnlyList<(Node Variable, Node Derivative)> Of(ScanLoop loop, IReadOnlyDictionary<Node, Node> dProjections, System.Func<Node, bool> isWanted)
    {
        var graph = loop.Scan.Graph;
        var body = Node.Reachable(loop.NextStates.Concat(loop.Outputs));
        var inBody = new HashSet<Node>(body.Where(loop.Varies).Concat(loop.Steps.Select(s => s.Leaf)));
        var outputs = loop.Projections.Where(p => dProjections.ContainsKey(p) && !p.ArgumentAs<ScanOutputArgument>().IsFinal).ToList();
        var finals = loop.States.Select((state, k) =>
            loop.Projections.FirstOrDefault(p => p.ArgumentAs<ScanOutputArgument>() is { IsFinal: true } final && final.Index == k && dProjections.ContainsKey(p)) is { } projection
                ? dProjections[projection]
                : graph.Constant(0, state.Shape)).ToList();

        var derivatives = new Dictionary<Node, Node>();
        var outside = new List<(Node User, int Input, Node DUser)>();
        var reverse = ScanLoop.Create(
            graph,
            loop.Time,
            !loop.Reverse,
            [.. outputs.Select(p => dProjections[p])],
            finals,
            (dOutputs, dStates) =>
            {
                for (int k = 0; k < outputs.Count; k++)
                {
                    Derivatives.Accumulate(derivatives, loop.Outputs[outputs[k].ArgumentAs<ScanOutputArgument>().Index], dOutputs[k]);
                }

                for (int k = 0; k < dStates.Length; k++)
                {
                    Derivatives.Accumulate(derivatives, loop.NextStates[k], dStates[k]);
                }

                Derivatives.Walk(body, derivatives, (user, input) => inBody.Contains(user[input]), (user, input, dUser) =>
                {
                    if (isWanted(user[input]))
                    {
                        outside.Add((user, input, dUser));
                    }
                }, inBody.Contains);
                return [.. loop.States.Select(state => derivatives.TryGetValue(state, out var d) ? d : graph.Constant(0, state.Shape))];
            },
            node => inBody.Contains(node) && node.Type != ElementType.Condition ? loop.Stack(node) : null);

        var results = new List<(Node, Node)>();
        foreach (var (leaf, sequence) in loop.Steps)
        {
            if (derivatives.TryGetValue(leaf, out var dLeaf) && isWanted(sequence))
            {
                results.Add((sequence, Stacked(reverse, dLeaf, loop.Time)));
            }
        }

        for (int k = 0; k < loop.Initial.Count; k++)
        {
            if (isWanted(loop.Initial[k]))
            {
                results.Add((loop.Initial[k], reverse.Final(k)));
            }
        }

        foreach (var (user, input, dUser) in outside)
        {
            // All steps at once: the use of the value in every step, and its derivative there.
            bool[] varies = [.. user.Inputs.Select(inBody.Contains)];
            Node[] x = [.. user.Inputs.Select((u, k) => varies[k] ? loop.Stack(u) : u)];
            var lifted = Lifting.Lift(graph, user, loop.Time, x, varies);
            var given = new HashSet<Node>(x.Where((_, k) => varies[k]));
            if (Derivatives.Of(lifted, Stacked(reverse, dUser, loop.Time), user[input], given) is { } derivative)
            {
                results.Add((user[input], derivative));
            }
        }

        return results;
    }

    /// <summary>A value of the reverse loop for all steps; one that is the same for every step is repeated.</summary>
    private static Node Stacked(ScanLoop reverse, Node node, Dimension time) =>
        reverse.Varies(node) ? reverse.Stack(node) : node.Graph.BroadcastTo(node, [time, .. node.Shape]);
}
