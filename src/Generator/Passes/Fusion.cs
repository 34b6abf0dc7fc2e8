using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;

namespace NetGen.Generator.Passes;

/// <summary>A value that the caller gets, and where.</summary>
internal sealed record Root(Node Node, Buffer Destination);

/// <summary>
/// From graph to kernels. Every stored value goes, in order, to the earliest place that can make it: the registers of the product that feeds it,
/// the loop over rows that feeds it or reads the same, or a kernel of its own.
/// </summary>
internal sealed class Fusion
{
    private readonly Dictionary<Node, Buffer> _buffers = [];
    private readonly Dictionary<Node, int> _kernelOf = [];
    private readonly List<Kernel> _kernels = [];
    private readonly Dictionary<object, BodyBuilder> _builders = [];
    private readonly Dictionary<Node, (int Stage, bool Row)> _stageOf = [];
    private readonly Dictionary<Node, HashSet<Node>> _readsOf = [];
    private readonly Dictionary<Kernel, HashSet<Buffer>> _loadsOf = [];
    private readonly Dictionary<Buffer, SortedSet<int>> _readers = [];
    private int _noted;
    private readonly StoredValues _stored;

    private Fusion(StoredValues stored) => _stored = stored;

    /// <summary>The kernels that compute the roots, in an order in which they can run.</summary>
    /// <param name="roots">What is wanted.</param>
    /// <param name="leaves">Buffers of inputs and parameters.</param>
    public static IReadOnlyList<Kernel> Fuse(IReadOnlyList<Root> roots, IReadOnlyDictionary<Node, Buffer> leaves)
    {
        var order = Node.Reachable(roots.Select(root => root.Node), leaves.ContainsKey);
        var forced = new HashSet<Node>();
        while (true)
        {
            var (own, copies) = Destinations(roots);
            var fusion = new Fusion(new StoredValues(order, own.Keys.Concat(copies.Select(copy => copy.Node)).Where(node => !node.Op.IsLeaf()), forced, leaves.ContainsKey));
            if (fusion.Place(order, own, copies, leaves) is not { } obstacle)
            {
                Finish.Kernels(fusion._kernels, new HashSet<Buffer>(roots.Select(root => root.Destination.Root)));
                return fusion._kernels;
            }

            if (!forced.Add(StoredValues.Canonical(obstacle)))
            {
                throw new InvalidOperationException($"{obstacle} cannot be computed in a loop.");
            }
        }
    }

    /// <summary>Roots that are computed where they are wanted; and those that are leaves or wanted twice, which are copied.</summary>
    private static (Dictionary<Node, Buffer> Own, List<Root> Copies) Destinations(IReadOnlyList<Root> roots)
    {
        var own = new Dictionary<Node, Buffer>();
        var copies = new List<Root>();
        foreach (var root in roots)
        {
            var node = StoredValues.Canonical(root.Node);
            // What training or a step replaces is written last, when nothing needs the old value any more.
            bool replaces = root.Destination.Kind is BufferKind.Parameter or BufferKind.State;
            if (node.Op.IsLeaf() || node.Op == Op.ScanOutput || replaces || own.ContainsKey(node))
            {
                copies.Add(root with { Node = node });
            }
            else
            {
                own.Add(node, root.Destination);
            }
        }

        return (own, copies);
    }

    /// <summary>Returns the value that must be stored before a placement is possible, or null when all are placed.</summary>
    private Node? Place(IReadOnlyList<Node> order, Dictionary<Node, Buffer> own, List<Root> copies, IReadOnlyDictionary<Node, Buffer> leaves)
    {
        foreach (var leaf in leaves)
        {
            _buffers.Add(leaf.Key, leaf.Value);
        }

        // What depends on parameters only comes first: then what is computed from it may join the product that it finishes.
        var varying = Varying(order, leaves);
        foreach (var node in order.Where(_stored.Contains).OrderBy(varying.Contains))
        {
            for (; _noted < _kernels.Count; _noted++)
            {
                NoteLoads(_noted);
            }

            if (node.Op is Op.Scan or Op.ScanOutput)
            {
                // The loop makes all its outputs at once.
                if (node.Op == Op.Scan && PlaceScan((ScanLoop)node.Argument!, order) is { } unplaced)
                {
                    return unplaced;
                }

                continue;
            }

            if (!own.TryGetValue(node, out var buffer))
            {
                buffer = new Buffer(node.Name ?? Naming.Stem(node), BufferKind.Workspace, node.Shape);
            }

            _buffers.Add(node, buffer);
            if (Place(node, buffer) is { } obstacle)
            {
                return obstacle;
            }
        }

        foreach (var copy in copies)
        {
            if (Place(new LoopKernel(copy.Node.Origin, LoopAxes(copy.Node.Shape), 0), copy.Node, copy.Destination, copied: true) is { } obstacle)
            {
                return obstacle;
            }
        }

        return null;
    }

    /// <summary>Values that differ from call to call while parameters stay.</summary>
    private static HashSet<Node> Varying(IReadOnlyList<Node> order, IReadOnlyDictionary<Node, Buffer> leaves)
    {
        var varying = new HashSet<Node>();
        foreach (var node in order)
        {
            bool given = leaves.TryGetValue(node, out var leaf) ? leaf.Kind != BufferKind.Parameter : node.Op is Op.Input or Op.Random or Op.LoopInput;
            if (given || node.Inputs.Any(varying.Contains))
            {
                varying.Add(node);
            }
        }

        return varying;
    }

    private Node? Place(Node node, Buffer buffer)
    {
        if (StoredValues.IsCall(node.Op))
        {
            _kernels.Add(new CallKernel(node, [.. node.Inputs.Select(input => _buffers[StoredValues.Canonical(input)])], buffer));
            _kernelOf[node] = _kernels.Count - 1;
            return null;
        }

        if (node.Op is Op.Concat or Op.Pad)
        {
            return PlaceParts(node, buffer);
        }

        foreach (int k in Candidates(node))
        {
            bool joined = _kernels[k] switch
            {
                CallKernel call => JoinEpilogue(call, k, node, buffer),
                LoopKernel loop => JoinLoop(loop, k, node, buffer),
                ColumnKernel column => JoinColumns(column, k, node, buffer),
                _ => false,
            };
            if (joined)
            {
                _kernelOf[node] = k;
                NoteLoads(k);
                return null;
            }
        }

        return PlaceAlone(node, buffer);
    }

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
            if (Place(new LoopKernel(loop.Scan.Origin, LoopAxes(state.Shape), 0), loop.Initial[k], first, copied: true) is { } obstacle)
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
            var (final, index) = projection.ArgumentAs<ScanOutputArgument>();
            _buffers[projection] = final
                ? stacks[index].Part(stacks[index].Name + "_final", projection.Shape, loop.Reverse ? Dimension.Zero : projection.Shape.Count * loop.Time)
                : Kept(loop, projection, loop.Outputs[index], stacks, roots);
            _kernelOf[projection] = _kernels.Count;
        }

        _kernels.Add(new ScanKernel(loop.Scan.Origin, loop.Time, loop.Reverse, Fuse(roots, inside)));
        _kernelOf[loop.Scan] = _kernels.Count - 1;
        return null;
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

    private Node? PlaceAlone(Node node, Buffer buffer)
    {
        if (!node.Op.IsReduction())
        {
            return Place(new LoopKernel(node.Origin, LoopAxes(node.Shape), 0), node, buffer);
        }

        var shape = node[0].Shape;
        var axes = node.ArgumentAs<AxesArgument>().Axes;
        var (outer, reduced) = (axes[0], axes.Count);
        if (shape.Skip(outer + reduced).All(extent => extent.IsOne))
        {
            return Place(new LoopKernel(node.Origin, shape, outer), node, buffer);
        }

        var kernel = new ColumnKernel(node.Origin, shape, outer, reduced);
        _kernels.Add(kernel);
        _kernelOf[node] = _kernels.Count - 1;
        _builders[kernel] = new BodyBuilder(kernel.Body, kernel.Axes, Source(_kernels.Count - 1, 0, row: false));
        return AddColumn(kernel, node, buffer) ? null : _builders[kernel].Obstacle;
    }

    private Node? Place(LoopKernel kernel, Node node, Buffer buffer, bool copied = false)
    {
        _kernels.Add(kernel);
        int index = _kernels.Count - 1;
        if (!copied)
        {
            _kernelOf[node] = index;
        }

        return AddToStage(kernel, index, node, buffer, stage: 0, row: false, copied);
    }

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

        foreach (var part in node.Inputs)
        {
            var kernel = new LoopKernel(node.Origin, part.Shape, 0);
            var start = Affine.Zero(part.Shape.Rank) + origin.Select((at, d) => at * node.Shape.Strides[d]).Aggregate((a, b) => a + b);
            var place = Affine.Offset([.. Enumerable.Range(0, part.Shape.Rank).Select(d => Affine.Axis(d, part.Shape.Rank))], node.Shape, part.Shape.Rank) + start.Constant;
            _kernels.Add(kernel);
            if (AddToStage(kernel, _kernels.Count - 1, part, buffer, stage: 0, row: false, copied: true, place) is { } obstacle)
            {
                return obstacle;
            }

            if (node.Op == Op.Concat)
            {
                int axis = node.ArgumentAs<AxisArgument>().Axis;
                origin[axis] += part.Shape[axis];
            }
        }

        _kernelOf[node] = _kernels.Count - 1;
        return null;
    }

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
        var scratch = new BodyBuilder(trial, axes, (n, position) => InEpilogue(n) && position.Equals(identity) ? new Instruction(InstructionKind.Sums) : Source(n, position));
        if (scratch.Compute(node, identity) is null || !Finish.HasRowsAndColumns(trial, axes))
        {
            return false;
        }

        bool InEpilogue(Node n) => call.Epilogue is not null && call.Epilogue.Stores.Any(store => store.Node == n);

        if (call.Epilogue is null)
        {
            call.Epilogue = new Epilogue { Axes = axes };
            _builders[call.Epilogue] = new BodyBuilder(call.Epilogue.Body, axes, Source);
        }

        var builder = _builders[call.Epilogue];
        int value = builder.Compute(node, identity)!.Value;
        builder.Define(node, identity, value);
        call.Epilogue.Stores.Add(new Store(node, value, buffer, Affine.Linear(axes)));
        return true;
    }

    private bool JoinLoop(LoopKernel loop, int index, Node node, Buffer buffer)
    {
        var (rows, columns) = (Count(loop.Axes.Take(loop.Outer)), Count(loop.Axes.Skip(loop.Outer)));
        bool reduction = node.Op.IsReduction();
        var dependencies = Reads(node).Where(read => _kernelOf.TryGetValue(read, out int k) && k == index).ToList();
        // A value that is written in parts (concatenation, padding) has no stage to follow.
        if ((dependencies.Count == 0 && !SharesLoad(loop, node)) || !dependencies.All(_stageOf.ContainsKey))
        {
            return false;
        }

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
        var probe = new BodyBuilder(new Body(), loop.Axes, ProbeSource(loop, index, stage, row));
        var position = row ? RowPosition(loop) : Affine.Linear(loop.Axes);
        if ((reduction ? probe.At(node[0], position) : probe.Compute(node, position)) is null)
        {
            return false;
        }

        if (AddToStage(loop, index, node, buffer, stage, row, copied: false) is { } obstacle)
        {
            throw new InvalidOperationException($"{obstacle} was found to fit and did not.");
        }

        return true;
    }

    private bool JoinColumns(ColumnKernel column, int index, Node node, Buffer buffer)
    {
        if (!node.Op.IsReduction() || LatestDependency(node) >= index || !SharesLoad(column, node))
        {
            return false;
        }

        var axes = node.ArgumentAs<AxesArgument>().Axes;
        if (!node[0].Shape.Equals(column.Axes) || axes[0] != column.Outer || axes.Count != column.Reduced)
        {
            return false;
        }

        return new BodyBuilder(new Body(), column.Axes, Source(index, 0, row: false)).At(node[0], Affine.Linear(column.Axes)) is not null
            && AddColumn(column, node, buffer);
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
            _builders.Add(body, builder = new BodyBuilder(body, loop.Axes, Source(index, stage, row)));
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
    private ValueSource Source(int index, int stage, bool row) => (node, position) =>
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
            return ready && position.Equals(RowPosition(loop)) ? new Instruction(InstructionKind.Register) { Node = node } : null;
        }

        // An element of an earlier stage comes back from memory; of this stage, the builder knows it already.
        return at.Stage < stage && !row && position.Equals(Affine.Linear(loop.Axes)) ? Load(node, position) : null;
    };

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

    /// <summary>Index of the last kernel that makes something the node reads; -1 if all it reads is given.</summary>
    private int LatestDependency(Node node) => Reads(node).Select(read => _kernelOf.TryGetValue(read, out int k) ? k : -1).DefaultIfEmpty(-1).Max();

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

    /// <summary>Kernels that a node may join, in order: those that make what it reads, or read the same, and run after all that it depends on.</summary>
    private SortedSet<int> Candidates(Node node)
    {
        int earliest = LatestDependency(node);
        var candidates = new SortedSet<int>();
        foreach (var read in Reads(node))
        {
            if (_kernelOf.TryGetValue(read, out int made) && made >= earliest)
            {
                candidates.Add(made);
            }

            if (_readers.TryGetValue(_buffers[read], out var readers))
            {
                candidates.UnionWith(readers.GetViewBetween(Math.Max(earliest, 0), int.MaxValue));
            }
        }

        return candidates;
    }

    /// <summary>Remembers which arrays a kernel reads, now that it is complete or more has joined it.</summary>
    private void NoteLoads(int kernel)
    {
        HashSet<Buffer> loads = [.. _kernels[kernel].Reads.Where(buffer => buffer.Shape.Rank > 1)];
        _loadsOf[_kernels[kernel]] = loads;
        foreach (var buffer in loads)
        {
            if (!_readers.TryGetValue(buffer, out var readers))
            {
                _readers.Add(buffer, readers = []);
            }

            readers.Add(kernel);
        }
    }

    private bool SharesLoad(Kernel kernel, Node node)
    {
        return Reads(node).Any(read => _loadsOf[kernel].Contains(_buffers[read]));
    }

    private static Affine RowPosition(LoopKernel loop)
    {
        Shape rows = [.. loop.Axes.Take(loop.Outer)];
        return new Affine(Dimension.Zero, [.. rows.Strides, .. Enumerable.Repeat(Dimension.Zero, loop.Axes.Rank - loop.Outer)]);
    }

    private static Dimension Count(IEnumerable<Dimension> extents) => extents.Aggregate(Dimension.One, (product, extent) => product * extent);

    /// <summary>Axes of a loop over a tensor: those that have more than one position, and at least one.</summary>
    private static Shape LoopAxes(Shape shape)
    {
        Shape axes = [.. shape.Where(extent => !extent.IsOne)];
        return axes.Rank == 0 ? [Dimension.One] : axes;
    }
}
