using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Passes;

/// <summary>
/// A training step cut into segments of time: what is computed when. Phases are 0 before the segments, 1 in each segment from the first to the last, 2 between, 3 in each segment from the last to the first, when phase 1 is
/// computed again, and 4 after. What differs from step to step belongs to an odd phase; from there to an even one leads only what goes on from segment to segment: sums over time and the states of loops.
/// </summary>
internal sealed class Segmentation
{
    /// <summary>Phases.</summary>
    public const int Before = 0, Forward = 1, Between = 2, Backward = 3, After = 4;

    private readonly Dictionary<Node, int> _phases = [];
    private readonly HashSet<Node> _varying = [];

    private Segmentation()
    {
    }

    /// <param name="loss">What must be known between forward and backward.</param>
    /// <param name="derivatives">What must be known in the end.</param>
    /// <returns>The phases, or the first value that needs whole sequences.</returns>
    public static (Segmentation? Segmentation, Node? Obstacle) Of(IEnumerable<Node> loss, IEnumerable<Node> derivatives)
    {
        var segmentation = new Segmentation();
        var obstacle = segmentation.Add(loss, Forward, Between) ?? segmentation.Add(derivatives, Backward, After);
        return obstacle is null ? (segmentation, null) : (null, obstacle);
    }

    /// <summary>When the kernel that makes a value runs.</summary>
    public int PhaseOf(Node node) => IsSum(node) ? _phases[node] - 1 : _phases[node];

    /// <summary>Goes on from segment to segment, and is known after the last.</summary>
    public static bool IsSum(Node node) => node.Op switch
    {
        Op.SumOverTime => true,
        Op.MatMul => node.ArgumentAs<MatMulArgument>().TransposeA && node.Shape.Rank == 2 && node[0].Shape[0].DependsOnTime && !DependsOnTime(node.Shape),
        Op.ScatterAdd => DependsOnTime(node[1].Shape),
        Op.ScanOutput => node.ArgumentAs<ScanOutputArgument>().IsFinal,
        _ => false,
    };

    /// <param name="own">The phase in whose segments runs what nothing has asked for before.</param>
    /// <param name="last">The phase in which the roots must be known.</param>
    private Node? Add(IEnumerable<Node> roots, int own, int last)
    {
        var all = roots.ToList();
        foreach (var node in Node.Reachable(all).Where(node => !_phases.ContainsKey(node)))
        {
            bool sum = IsSum(node);
            bool varies = !sum && (DependsOnTime(node.Shape) || node.Inputs.Any(_varying.Contains));
            int phase = node.Inputs.Select(input => _phases[input]).Append(varies || sum ? own : Before).Max();
            phase += phase % 2 == (varies || sum ? 0 : 1) ? 1 : 0;
            // Loops, and the products and rows that are added up from the last step to the first.
            bool againstTheSegments = node.Argument is ScanLoop loop ? phase != (loop.Reverse ? Backward : Forward) : sum && phase != Backward && node.Op is (Op.MatMul or Op.ScatterAdd);
            phase += sum ? 1 : 0;
            if (againstTheSegments || phase > last || LooksAtSeveralSteps(node) || (varies && !DependsOnTime(node.Shape) && node.Op != Op.Scan))
            {
                return node;
            }

            _phases.Add(node, phase);
            if (varies)
            {
                _varying.Add(node);
            }
        }

        return all.FirstOrDefault(_varying.Contains);
    }

    /// <summary>A value of one step is computed from other steps, which may be in other segments, or from their number.</summary>
    private static bool LooksAtSeveralSteps(Node node) => node.Op switch
    {
        Op.Extent => node.ArgumentAs<ExtentArgument>().Extent.DependsOnTime,
        Op.MatMul => !IsSum(node) && Contracted(node).DependsOnTime,
        Op.Sum or Op.Max or Op.Min => node.ArgumentAs<AxesArgument>().Axes.Any(axis => node[0].Shape[axis].DependsOnTime),
        Op.Slice or Op.Pad => node.Shape.Zip(node[0].Shape, (after, before) => !after.Equals(before) && (after.DependsOnTime || before.DependsOnTime)).Any(changed => changed),
        Op.Gather => DependsOnTime(node[0].Shape),
        Op.Concat => node.Inputs[0].Shape[node.ArgumentAs<AxisArgument>().Axis].DependsOnTime,
        _ => node.Shape.Count(extent => extent.DependsOnTime) > 1,
    };

    private static Dimension Contracted(Node product) => product[0].Shape[product.Shape.Rank - (product.ArgumentAs<MatMulArgument>().TransposeA ? 2 : 1)];

    private static bool DependsOnTime(Shape shape) => shape.Any(extent => extent.DependsOnTime);
}
