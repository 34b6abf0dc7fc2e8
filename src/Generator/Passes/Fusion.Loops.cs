using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;

namespace NetGen.Generator.Passes;

/// <content>Places loops over time.</content>
internal sealed partial class Fusion
{
    /// <summary>
    /// A loop over time: its states lie one after the other in memory, so that the state before a step and after it are neighbouring parts, and a state that is wanted
    /// for all steps is there already.
    /// </summary>
    private Node? PlaceScan(ScanLoop loop, IReadOnlyList<Node> order)
    {
        var inside = new Dictionary<Node, Buffer>(_buffers);
        var roots = new List<Root>();
        var stacks = new List<Buffer>();
        int before = loop.Reverse ? 1 : 0;
        for (int k = 0; k < loop.States.Count; k++)
        {
            var state = loop.States[k];
            string name = loop.NextStates[k].Name ?? Naming.Stem(loop.NextStates[k]);
            var stack = new Buffer(name + "_states", BufferKind.Workspace, new Shape([loop.Time + 1, .. state.Shape]));
            stacks.Add(stack);
            var first = stack.Part(name + "_initial", state.Shape, loop.Reverse ? state.Shape.Count * loop.Time : Dimension.Zero);
            if ((_segmentation is null ? Copy(loop, loop.Initial[k], first) : Enter(loop, k, name, first)) is { } obstacle)
            {
                return obstacle;
            }

            inside[state] = stack.Step(name + "_before", state.Shape, before);
            roots.Add(new Root(loop.NextStates[k], stack.Step(name + "_t", state.Shape, 1 - before)));
        }

        foreach (var (leaf, sequence) in loop.Steps)
        {
            var whole = _buffers[StoredValues.Canonical(sequence)];
            inside[leaf] = whole.Step(whole.Name + "_t", leaf.Shape);
        }

        foreach (var projection in order.Where(loop.Projections.Contains))
        {
            var (final, index, carried) = projection.ArgumentAs<ScanOutputArgument>();
            var steps = loop.Reverse ? Dimension.Zero : carried ? TimeAxis.Of(loop.Time)!.Carried : loop.Time;
            _buffers[projection] = final && _segmentation is not null ? Leaving(loop, index).Exit
                : final ? stacks[index].Part(stacks[index].Name + (carried ? "_carried" : "_final"), projection.Shape, projection.Shape.Count * steps)
                : Kept(loop, projection, loop.Outputs[index], stacks, roots);
            _kernelOf[projection] = _kernels.Count;
        }

        Add(new ScanKernel(loop.Scan.Origin, loop.Time, loop.Reverse, Fuse(roots, inside)));
        _kernelOf[loop.Scan] = _kernels.Count - 1;
        return _segmentation is null ? null : Leave(loop, stacks);
    }

    private Node? Copy(ScanLoop loop, Node value, Buffer destination) => Place(new LoopKernel(loop.Scan.Origin, LoopAxes(value.Shape), 0), value, destination, copied: true);

    /// <summary>Of segments of time, the first begins with the initial state, and each other with what the one before has left.</summary>
    private Node? Enter(ScanLoop loop, int state, string name, Buffer first)
    {
        var boundary = new Boundary(
            loop, state, new Buffer(name + "_entry", BufferKind.Workspace, first.Shape), new Buffer(name + "_exit", BufferKind.Workspace, first.Shape));
        _boundaries.Add(boundary);
        int phase = _phase;
        _phase--;
        var obstacle = Copy(loop, loop.Initial[state], boundary.Entry);
        _phase = phase;
        return obstacle ?? Copy(loop, InMemory(loop, boundary.Entry), first);
    }

    private Node? Leave(ScanLoop loop, List<Buffer> stacks)
    {
        for (int k = 0; k < stacks.Count; k++)
        {
            var shape = loop.States[k].Shape;
            var last = stacks[k].Part(stacks[k].Name.Replace("_states", "_last"), shape, loop.Reverse ? Dimension.Zero : shape.Count * loop.Time);
            if (Copy(loop, InMemory(loop, last), Leaving(loop, k).Exit) is { } obstacle)
            {
                return obstacle;
            }
        }

        return null;
    }

    private Boundary Leaving(ScanLoop loop, int state) => _boundaries.First(boundary => boundary.Loop == loop && boundary.State == state);

    /// <summary>A value that is in memory and that no node of the graph computes.</summary>
    private Node InMemory(ScanLoop loop, Buffer buffer)
    {
        var node = loop.Scan.Graph.State($"{buffer.Name} of {loop.Scan.Id}", buffer.Shape);
        _buffers[node] = buffer;
        return node;
    }

    /// <summary>Where a value of the body is kept for all steps: with the states, if it is one.</summary>
    private static Buffer Kept(ScanLoop loop, Node projection, Node output, List<Buffer> stacks, List<Root> roots)
    {
        int after = loop.NextStates.IndexOf(output);
        int before = loop.States.IndexOf(output);
        if (after >= 0 || before >= 0)
        {
            var stack = stacks[Math.Max(after, before)];
            bool second = after >= 0 != loop.Reverse;
            return stack.Part(stack.Name.Replace("_states", after >= 0 ? "" : "_before"), projection.Shape, second ? output.Shape.Count : Dimension.Zero);
        }

        string name = output.Name ?? Naming.Stem(output);
        var buffer = new Buffer(name, BufferKind.Workspace, projection.Shape);
        roots.Add(new Root(output, buffer.Step(name + "_t", output.Shape)));
        return buffer;
    }
}
