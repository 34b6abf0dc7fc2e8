using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Passes;

/// <summary>Whether a network that asks for recomputation can be trained segment by segment.</summary>
internal static class SegmentCheck
{
    /// <summary>Why not: where a layer needs whole sequences.</summary>
    public static IReadOnlyList<Finding> Findings(NetworkGraph network)
    {
        if (network.Specification.RecomputeOrigin is not { } origin)
        {
            return [];
        }

        string name = network.Specification.Type.Name;
        string? nothing = network.Losses.Count == 0 ? "has no loss, so nothing is trained"
            : network.Times.Count == 0 ? "has no [Sequence] or [TokenSequence] to cut"
            : network.Times.Count > 1 ? $"has {network.Times.Count} ({string.Join(", ", network.Times.Select(time => time.Name))})"
            : null;
        if (nothing is not null)
        {
            return [new Finding(Ids.NothingToRecompute, origin, [name, nothing])];
        }

        var findings = new List<Finding>();
        foreach (var loss in network.Losses.Where(network.IsInSegments))
        {
            if (Obstacle(network, loss) is not { } obstacle)
            {
                continue;
            }

            var step = network.StepOf(obstacle.Origin);
            string cure = obstacle.Op == Op.Scan ? "let it run forward only, or leave Recompute out" : "leave Recompute out";
            findings.Add(new Finding(Ids.NeedsWholeSequences, step?.Origin is > 0 and { } place ? place : origin, [name, step?.Title ?? "the training step", cure]));
        }

        return findings;
    }

    private static Node? Obstacle(NetworkGraph network, LossGraph loss)
    {
        var derivatives = Derivatives.Of(loss.Value, [.. network.Parameters.Where(loss.TrainsParameter).Select(parameter => parameter.Node)]);
        return Segmentation.Of(loss.Kept.Concat(loss.Updates.Concat(loss.Carried).Select(update => update.Value)).Append(loss.Value), derivatives.OfType<Node>()).Obstacle;
    }
}
