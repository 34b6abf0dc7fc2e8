using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;

namespace NetGen.Generator.Passes;

/// <content>Writes a value into the kernel that makes it: as instructions of its body, from memory or from what the kernel holds.</content>
internal sealed partial class Fusion
{
    /// <summary>Concatenation and padding write each part into its place.</summary>
    private Node? PlaceParts(Node node, Buffer buffer)
    {
        var origin = new Dimension[node.Shape.Rank];
        for (int d = 0; d < origin.Length; d++)
        {
            origin[d] = node.Op == Op.Pad ? node.ArgumentAs<PadArgument>().Before[d] : Dimension.Zero;
        }

        if (node.Op == Op.Pad && Place(new LoopKernel(node.Origin, LoopAxes(node.Shape), 0), node.Graph.Constant(0, node.Shape), buffer, copied: true) is { } none)
        {
            return none;
        }

        int last = -1, own = -1;
        foreach (var part in node.Inputs)
        {
            var start = origin.Select((at, d) => at * node.Shape.Strides[d]).Aggregate((a, b) => a + b);
            // Zeros are written before what they surround.
            int made = node.Op == Op.Concat ? PartOf(part, node, buffer, start) : -1;
            if (made < 0)
            {
                // Parts of one size are written side by side.
                if (own < 0 || !((LoopKernel)_kernels[own]).Axes.Equals(part.Shape) || LatestOf(ReadsOfCopy(part)) >= own)
                {
                    Add(new LoopKernel(node.Origin, part.Shape, 0));
                    own = _kernels.Count - 1;
                }

                made = own;
                var kernel = (LoopKernel)_kernels[own];
                if (AddToStage(kernel, own, part, buffer, stage: 0, row: false, copied: true, Place(part, node, start, part.Shape)) is { } obstacle)
                {
                    return obstacle;
                }
            }

            last = Math.Max(last, made);
            if (node.Op == Op.Concat)
            {
                int axis = node.ArgumentAs<AxisArgument>().Axis;
                origin[axis] += part.Shape[axis];
            }
        }

        _kernelOf[node] = last;
        return null;
    }

    /// <summary>A loop over the same elements that reads the same, or makes what is read, writes the part along with what it makes; -1 if there is none.</summary>
    private int PartOf(Node part, Node whole, Buffer buffer, Dimension start)
    {
        if (part.ConstantValue is not null)
        {
            return -1;
        }

        foreach (int k in Candidates(ReadsOfCopy(part)).Where(k => _kernels[k].Phase == _phase))
        {
            if (_kernels[k] is LoopKernel loop && LoopAxes(loop.Axes).Equals(LoopAxes(part.Shape)) && JoinLoop(loop, k, part, buffer, Place(part, whole, start, loop.Axes)))
            {
                NoteLoads(k);
                return k;
            }
        }

        return -1;
    }

    /// <summary>Where elements of a part lie in the whole, for loops over the elements of the part.</summary>
    /// <param name="axes">Of the loop: those of the part, and any of extent 1.</param>
    private static Affine Place(Node part, Node whole, Dimension start, Shape axes)
    {
        int[] counted = [.. Enumerable.Range(0, axes.Rank).Where(axis => !axes[axis].IsOne)];
        int next = 0;
        var coordinates = part.Shape.Select(extent => extent.IsOne ? Affine.Zero(axes.Rank) : Affine.Axis(counted[next++], axes.Rank)).ToArray();
        return Affine.Offset(coordinates, whole.Shape, axes.Rank) + start;
    }

    private bool AddColumn(ColumnKernel kernel, Node node, Buffer buffer)
    {
        if (_builders[kernel].At(node[0], Affine.Linear(kernel.Axes)) is not { } value)
        {
            return false;
        }

        var coordinates = Enumerable.Range(0, kernel.Axes.Rank).Select(d => d >= kernel.Outer && d < kernel.Outer + kernel.Reduced ? Affine.Zero(kernel.Axes.Rank) : Affine.Axis(d, kernel.Axes.Rank));
        var index = Affine.Offset([.. coordinates], node.Shape, kernel.Axes.Rank);
        kernel.Results.Add((new Reduction(node, value), new Store(node, value, buffer, index)));
        return true;
    }

    private Node? AddToStage(LoopKernel loop, int index, Node node, Buffer buffer, int stage, bool row, bool copied, Affine? place = null)
    {
        while (loop.Stages.Count <= stage)
        {
            loop.Stages.Add(new Stage());
        }

        var target = loop.Stages[stage];
        var body = row ? target.Row : target.Elements;
        if (!_builders.TryGetValue(body, out var builder))
        {
            _builders.Add(body, builder = Builder(body, loop.Axes, Source(index, stage, row)));
        }

        var position = row ? RowPosition(loop) : Affine.Linear(loop.Axes);
        bool reduction = !copied && node.Op.IsReduction();
        if ((reduction ? builder.At(node[0], position) : copied ? builder.At(node, position) : builder.Compute(node, position)) is not { } value)
        {
            return builder.Obstacle;
        }

        if (reduction)
        {
            target.Reductions.Add(new Reduction(node, value));
            target.RowStores.Add(new Store(node, -1, buffer, RowPosition(loop)));
        }
        else
        {
            (row ? target.RowStores : target.ElementStores).Add(new Store(node, value, buffer, place ?? position));
            if (!copied)
            {
                builder.Define(node, position, value);
            }

            if (row)
            {
                target.RowValues.Add((node, value));
            }
        }

        if (!copied)
        {
            _stageOf[node] = (stage, row);
        }

        return null;
    }

    /// <summary>Where a kernel gets a value: memory, or its own registers of the row.</summary>
    private ValueSource Source(int index, int stage, bool row)
    {
        Affine? ofRow = null, ofElement = null;
        return (node, position) =>
        {
            if (!_kernelOf.TryGetValue(node, out int made) || made < index)
            {
                return Load(node, position);
            }

            var loop = (LoopKernel)_kernels[index];
            if (!_stageOf.TryGetValue(node, out var at))
            {
                return null;
            }

            if (node.Op.IsReduction() || at.Row)
            {
                bool ready = row ? at.Stage <= stage : at.Stage < stage;
                return ready && position.Equals(ofRow ??= RowPosition(loop)) ? new Instruction(InstructionKind.Register) { Node = node } : null;
            }

            // An element of an earlier stage comes back from memory; of this stage, the builder knows it already.
            return at.Stage < stage && !row && position.Equals(ofElement ??= Affine.Linear(loop.Axes)) ? Load(node, position) : null;
        };
    }

    /// <summary>As <see cref="Source"/>, also finding elements that the stage has already computed.</summary>
    private ValueSource ProbeSource(LoopKernel loop, int index, int stage, bool row)
    {
        var source = Source(index, stage, row);
        return (node, position) => source(node, position)
            ?? (!row && _kernelOf.TryGetValue(node, out int made) && made == index && _stageOf.TryGetValue(node, out var at) && at == (stage, false)
                && !node.Op.IsReduction() && position.Equals(Affine.Linear(loop.Axes))
                    ? new Instruction(InstructionKind.Register) { Node = node }
                    : null);
    }

    private Instruction? Load(Node node, Affine position) =>
        _buffers.TryGetValue(node, out var buffer) ? new Instruction(InstructionKind.Load) { Buffer = buffer, Index = position, Name = node.Name } : null;

    private static Affine RowPosition(LoopKernel loop)
    {
        Shape rows = [.. loop.Axes.Take(loop.Outer)];
        return new Affine(Dimension.Zero, [.. rows.Strides, .. Enumerable.Repeat(Dimension.Zero, loop.Axes.Rank - loop.Outer)]);
    }
}
