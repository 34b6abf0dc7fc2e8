using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;

namespace NetGen.Generator.Passes;

/// <summary>What a loop over time hands on from one segment to the next.</summary>
/// <param name="State">Which of the loop's states.</param>
/// <param name="Entry">The state that a segment begins with.</param>
/// <param name="Exit">The state that it leaves.</param>
internal sealed record Boundary(ScanLoop Loop, int State, Buffer Entry, Buffer Exit)
{
    /// <summary>Where the state goes that the next call begins with; null where none does.</summary>
    public Buffer? Carried { get; init; }
}

/// <summary>How a training step runs in segments of time: its kernels by their phases (<see cref="Segmentation"/>), and what goes from one segment to the next.</summary>
/// <param name="Forward">States of the loops that run forward, which are kept for each segment.</param>
/// <param name="Backward">Derivatives with respect to states, which only go on.</param>
/// <param name="Again">Kernels of the forward pass that a segment repeats before it is taken backward.</param>
/// <param name="ForwardSums">Results that all segments of the forward pass add to.</param>
/// <param name="BackwardSums">Results that all segments of the backward pass add to.</param>
/// <param name="Whole">Values of whole sequences, which are in memory all the time.</param>
internal sealed record SegmentPlan(
    IReadOnlyList<Boundary> Forward, IReadOnlyList<Boundary> Backward, IReadOnlyList<Kernel> Again, IReadOnlyList<Buffer> ForwardSums, IReadOnlyList<Buffer> BackwardSums, HashSet<Buffer> Whole)
{
    /// <summary>Elements of the states that are kept for each segment of a sequence.</summary>
    public int Units => Forward.Sum(boundary => (int)boundary.Entry.Shape.Sample.Count.Value);

    /// <summary>A state of a loop, which goes on to the next call from the segment that ends there.</summary>
    public static bool HandsOn(Node carried) => carried.Op == Op.ScanOutput;

    /// <param name="kernels">In the order in which they run.</param>
    /// <param name="carried">States that are kept from call to call, and those after the call.</param>
    public static SegmentPlan Of(IReadOnlyList<Kernel> kernels, IReadOnlyList<Boundary> boundaries, IEnumerable<KeyValuePair<Node, Node>> carried, Func<Node, Buffer> stateOf)
    {
        var states = carried.Where(state => HandsOn(state.Value)).ToList();
        Boundary WithCarried(Boundary boundary) =>
            states.FirstOrDefault(state => state.Value[0].Argument == boundary.Loop && state.Value.ArgumentAs<ScanOutputArgument>().Index == boundary.State).Key is { } kept ? boundary with { Carried = stateOf(kept) } : boundary;

        var sums = kernels.OfType<CallKernel>().Where(call => call.Continues).ToList();
        var whole = new HashSet<Buffer>(kernels.Where(kernel => kernel.Phase % 2 == 0).SelectMany(kernel => kernel.Writes).Select(buffer => buffer.Root));
        whole.UnionWith(sums.Select(sum => sum.Result.Root));
        whole.UnionWith(boundaries.SelectMany(boundary => new[] { boundary.Entry, boundary.Exit }));
        return new SegmentPlan(
            [.. boundaries.Where(boundary => !boundary.Loop.Reverse).Select(WithCarried)],
            [.. boundaries.Where(boundary => boundary.Loop.Reverse)],
            Repeated(kernels),
            [.. sums.Where(sum => sum.Phase == Segmentation.Forward).Select(sum => sum.Result).Distinct()],
            [.. sums.Where(sum => sum.Phase == Segmentation.Backward).Select(sum => sum.Result).Distinct()],
            whole);
    }

    /// <summary>What the backward pass of a segment reads of its forward pass, and what that is computed from; sums over time are there already.</summary>
    private static IReadOnlyList<Kernel> Repeated(IReadOnlyList<Kernel> kernels)
    {
        var wanted = new HashSet<Buffer>(kernels.Where(kernel => kernel.Phase == Segmentation.Backward).SelectMany(kernel => kernel.Reads).Select(buffer => buffer.Root));
        var repeated = new List<Kernel>();
        foreach (var kernel in kernels.Reverse().Where(kernel => kernel.Phase == Segmentation.Forward && kernel is not CallKernel { Continues: true }))
        {
            if (kernel.Writes.Any(buffer => wanted.Contains(buffer.Root)))
            {
                repeated.Add(kernel);
                wanted.UnionWith(kernel.Reads.Select(buffer => buffer.Root));
            }
        }

        repeated.Reverse();
        return repeated;
    }
}
