using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;

namespace NetGen.Generator.Passes;

/// <content>Which kernel a value may join, and whether it fits there.</content>
internal sealed partial class Fusion
{
    private bool JoinEpilogue(CallKernel call, int index, Node node, Buffer buffer)
    {
        if (!call.TakesEpilogue || node.Op.IsReduction() || !Reads(node).Any(read => _kernelOf.TryGetValue(read, out int k) && k == index))
        {
            return false;
        }

        // A product of [batch x time] rows is followed by values of [batch, time]: the finer axes say both.
        var axes = call.Epilogue?.Axes ?? (node.Shape.Rank > call.Node.Shape.Rank && node.Shape.Rank > 1 && node.Shape[node.Shape.Rank - 1].Equals(call.Node.Shape[call.Node.Shape.Rank - 1]) ? node.Shape : call.Node.Shape);
        var identity = Affine.Identity(axes);
        if (!node.Shape.Count.Equals(axes.Count))
        {
            return false;
        }

        Instruction? Source(Node n, Affine position) =>
            n == call.Node ? (position.Equals(identity) ? new Instruction(InstructionKind.Sums) : null)
            : _kernelOf.TryGetValue(n, out int k) && k >= index ? null
            : Load(n, position);

        var trial = new Body();
        var scratch = Builder(trial, axes, (n, position) => InEpilogue(n) && position.Equals(identity) ? new Instruction(InstructionKind.Sums) : Source(n, position));
        if (scratch.Compute(node, identity) is null || !Finish.HasRowsAndColumns(trial, axes))
        {
            return false;
        }

        bool InEpilogue(Node n) => call.Epilogue is not null && call.Epilogue.Stores.Any(store => store.Node == n);

        if (call.Epilogue is null)
        {
            call.Epilogue = new Epilogue { Axes = axes };
            _builders[call.Epilogue] = Builder(call.Epilogue.Body, axes, Source);
        }

        var builder = _builders[call.Epilogue];
        int value = builder.Compute(node, identity)!.Value;
        builder.Define(node, identity, value);
        call.Epilogue.Stores.Add(new Store(node, value, buffer, Affine.Linear(axes)));
        return true;
    }

    /// <param name="place">Of a part of a larger value: where it goes.</param>
    private bool JoinLoop(LoopKernel loop, int index, Node node, Buffer buffer, Affine? place = null)
    {
        bool copied = place is not null, reduction = node.Op.IsReduction() && !copied;
        var reads = copied ? ReadsOfCopy(node) : Reads(node);
        var dependencies = reads.Where(read => _kernelOf.TryGetValue(read, out int k) && k == index).ToList();
        // A value that is written in parts (concatenation, padding) has no stage to follow.
        if ((dependencies.Count == 0 && !SharesLoad(index, reads)) || !dependencies.All(_stageOf.ContainsKey))
        {
            return false;
        }

        var (rows, columns) = (Count(loop.Axes.Take(loop.Outer)), Count(loop.Axes.Skip(loop.Outer)));
        bool row = false;
        if (reduction)
        {
            var axes = node.ArgumentAs<AxesArgument>().Axes;
            var shape = node[0].Shape;
            bool trailing = shape.Skip(axes[0] + axes.Count).All(extent => extent.IsOne);
            if (!loop.HasReductions || !trailing || !Count(shape.Take(axes[0])).Equals(rows) || !Count(shape.Skip(axes[0])).Equals(columns))
            {
                return false;
            }
        }
        else if (!node.Shape.Count.Equals(rows * columns) || (rows.Equals(node.Shape.Count) && loop.HasReductions))
        {
            if (dependencies.Count == 0 || !loop.HasReductions || !node.Shape.Count.Equals(rows))
            {
                return false;
            }

            row = true;
        }

        // Elements wait for the reductions of their row; what is done once per row follows its stage.
        int stage = dependencies
            .Select(d => _stageOf[d] is var (at, once) && (once || d.Op.IsReduction()) && !row ? at + 1 : _stageOf[d].Stage)
            .DefaultIfEmpty(0)
            .Max();
        var probe = Builder(new Body(), loop.Axes, ProbeSource(loop, index, stage, row));
        var position = row ? RowPosition(loop) : Affine.Linear(loop.Axes);
        if ((reduction ? probe.At(node[0], position) : copied ? probe.At(node, position) : probe.Compute(node, position)) is null)
        {
            return false;
        }

        if (AddToStage(loop, index, node, buffer, stage, row, copied, place) is { } obstacle)
        {
            throw new InvalidOperationException($"{obstacle} was found to fit and did not.");
        }

        return true;
    }

    private bool JoinColumns(ColumnKernel column, int index, Node node, Buffer buffer)
    {
        if (!node.Op.IsReduction() || LatestDependency(node) >= index || !SharesLoad(index, Reads(node)))
        {
            return false;
        }

        var axes = node.ArgumentAs<AxesArgument>().Axes;
        if (!node[0].Shape.Equals(column.Axes) || axes[0] != column.Outer || axes.Count != column.Reduced)
        {
            return false;
        }

        return Builder(new Body(), column.Axes, Source(index, 0, row: false)).At(node[0], Affine.Linear(column.Axes)) is not null
            && AddColumn(column, node, buffer);
    }

    /// <summary>Index of the last kernel that makes something the node reads; -1 if all it reads is given.</summary>
    private int LatestDependency(Node node) => LatestOf(Reads(node));

    private int LatestOf(HashSet<Node> reads)
    {
        int latest = -1;
        foreach (var read in reads)
        {
            if (_kernelOf.TryGetValue(read, out int k))
            {
                latest = Math.Max(latest, k);
            }
        }

        return latest;
    }

    /// <summary>The values in memory (or made elsewhere) from which a stored node is computed.</summary>
    private HashSet<Node> Reads(Node node)
    {
        if (_readsOf.TryGetValue(node, out var known))
        {
            return known;
        }

        var reads = new HashSet<Node>();
        var seen = new HashSet<Node>();
        var pending = new Stack<Node>(node.Inputs);
        while (pending.Count > 0)
        {
            var next = pending.Pop();
            if (_buffers.ContainsKey(next))
            {
                reads.Add(next);
            }
            else if (seen.Add(next))
            {
                foreach (var input in next.Inputs)
                {
                    pending.Push(input);
                }
            }
        }

        return _readsOf[node] = reads;
    }

    /// <summary>The same of a value that is copied, or computed into a second place: itself, if it is in memory.</summary>
    private HashSet<Node> ReadsOfCopy(Node node) => _buffers.ContainsKey(node) ? [node] : Reads(node);

    /// <summary>Kernels that may make what is computed from values, in order: those that make these, or read the same, and run after all of them.</summary>
    private SortedSet<int> Candidates(HashSet<Node> reads)
    {
        int earliest = LatestOf(reads);
        var candidates = new SortedSet<int>();
        foreach (var read in reads)
        {
            if (_kernelOf.TryGetValue(read, out int made) && made >= earliest)
            {
                candidates.Add(made);
            }

            if (_readers.TryGetValue(_buffers[read], out var readers))
            {
                foreach (int reader in readers.Reverse())
                {
                    if (reader < earliest)
                    {
                        break;
                    }

                    candidates.Add(reader);
                }
            }
        }

        return candidates;
    }

    /// <summary>Remembers which arrays a kernel reads, now that it is complete or more has joined it.</summary>
    private void NoteLoads(int kernel)
    {
        foreach (var buffer in _kernels[kernel].Reads.Where(buffer => buffer.Shape.Rank > 1))
        {
            if (!_readers.TryGetValue(buffer, out var readers))
            {
                _readers.Add(buffer, readers = []);
            }

            readers.Add(kernel);
        }
    }

    private bool SharesLoad(int kernel, HashSet<Node> reads) => reads.Any(read => _readers.TryGetValue(_buffers[read], out var readers) && readers.Contains(kernel));
}
