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
internal sealed partial class Fusion
{
    private readonly Dictionary<Node, Buffer> _buffers = [];
    private readonly Dictionary<Node, int> _kernelOf = [];
    private readonly List<Kernel> _kernels = [];
    private readonly Dictionary<object, BodyBuilder> _builders = [];
    private readonly Dictionary<Node, (int Stage, bool Row)> _stageOf = [];
    private readonly Dictionary<Node, HashSet<Node>> _readsOf = [];
    private readonly Dictionary<Buffer, SortedSet<int>> _readers = [];
    private int _noted;
    private readonly StoredValues _stored;
    private readonly Segmentation? _segmentation;
    private readonly List<Boundary> _boundaries = [];
    private int _phase;

    private Fusion(StoredValues stored, Segmentation? segmentation)
    {
        _stored = stored;
        _segmentation = segmentation;
    }

    /// <summary>The kernels that compute the roots, in an order in which they can run.</summary>
    /// <param name="roots">What is wanted.</param>
    /// <param name="leaves">Buffers of inputs and parameters.</param>
    public static IReadOnlyList<Kernel> Fuse(IReadOnlyList<Root> roots, IReadOnlyDictionary<Node, Buffer> leaves) => Fuse(roots, leaves, null).Kernels;

    /// <summary>As <see cref="Fuse(IReadOnlyList{Root}, IReadOnlyDictionary{Node, Buffer})"/>, where kernels run in phases, and with what loops over time hand on from segment to segment.</summary>
    public static (IReadOnlyList<Kernel> Kernels, IReadOnlyList<Boundary> Boundaries) Fuse(IReadOnlyList<Root> roots, IReadOnlyDictionary<Node, Buffer> leaves, Segmentation? segmentation)
    {
        var order = Node.Reachable(roots.Select(root => root.Node), leaves.ContainsKey);
        var forced = new HashSet<Node>();
        while (true)
        {
            var (own, copies) = Destinations(roots);
            var fusion = new Fusion(new StoredValues(order, own.Keys.Concat(copies.Select(copy => copy.Node)).Where(node => !node.Op.IsLeaf()), forced, leaves.ContainsKey), segmentation);
            if (fusion.Place(order, own, copies, leaves) is not { } obstacle)
            {
                Finish.Kernels(fusion._kernels, new HashSet<Buffer>(roots.Select(root => root.Destination.Root).Concat(fusion._boundaries.Select(boundary => boundary.Exit))));
                return (fusion._kernels, fusion._boundaries);
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

            _phase = _segmentation?.PhaseOf(node) ?? 0;
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
                if (IsPlacedByItsSource(node))
                {
                    continue;
                }

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
            // What was before the call is read until the segments have run.
            _phase = Math.Max(_segmentation?.PhaseOf(copy.Node) ?? 0, Segmentation.Between);
            if (Place(new LoopKernel(copy.Node.Origin, LoopAxes(copy.Node.Shape), 0), copy.Node, copy.Destination, copied: true) is { } obstacle)
            {
                return obstacle;
            }
        }

        return null;
    }

    /// <summary>A slice whose elements lie side by side in its source is a part of the source's memory.</summary>
    private bool IsPlacedByItsSource(Node node)
    {
        if (node.Op != Op.Slice || !_buffers.TryGetValue(StoredValues.Canonical(node[0]), out var source) || source.Kind is not (BufferKind.Parameter or BufferKind.Workspace))
        {
            return false;
        }

        var whole = node[0].Shape;
        int first = Enumerable.Range(0, whole.Rank).FirstOrDefault(axis => !node.Shape[axis].IsOne);
        if (Enumerable.Range(first + 1, Math.Max(whole.Rank - first - 1, 0)).Any(axis => !node.Shape[axis].Equals(whole[axis])))
        {
            return false;
        }

        var offset = node.ArgumentAs<SliceArgument>().Starts.Zip(whole.Strides, (start, stride) => start * stride).Aggregate(Dimension.Zero, (sum, part) => sum + part);
        _buffers.Add(node, source.Part(node.Name ?? Naming.Stem(node), node.Shape, offset));
        if (_kernelOf.TryGetValue(StoredValues.Canonical(node[0]), out int kernel))
        {
            _kernelOf[node] = kernel;
        }

        return true;
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
            Add(new CallKernel(node, [.. node.Inputs.Select(input => _buffers[StoredValues.Canonical(input)])], buffer) { Continues = _segmentation is not null && Segmentation.IsSum(node) });
            _kernelOf[node] = _kernels.Count - 1;
            return null;
        }

        if (node.Op is Op.Concat or Op.Pad)
        {
            return PlaceParts(node, buffer);
        }

        foreach (int k in Candidates(Reads(node)).Where(k => _kernels[k].Phase == _phase))
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
        Add(kernel);
        _kernelOf[node] = _kernels.Count - 1;
        _builders[kernel] = Builder(kernel.Body, kernel.Axes, Source(_kernels.Count - 1, 0, row: false));
        return AddColumn(kernel, node, buffer) ? null : _builders[kernel].Obstacle;
    }

    private Node? Place(LoopKernel kernel, Node node, Buffer buffer, bool copied = false)
    {
        Add(kernel);
        int index = _kernels.Count - 1;
        if (!copied)
        {
            _kernelOf[node] = index;
        }

        return AddToStage(kernel, index, node, buffer, stage: 0, row: false, copied);
    }

    private void Add(Kernel kernel)
    {
        kernel.Phase = _phase;
        _kernels.Add(kernel);
    }

    private BodyBuilder Builder(Body body, Shape axes, ValueSource source) => new(body, axes, source, inSegments: _segmentation is not null);

    private static Dimension Count(IEnumerable<Dimension> extents) => extents.Aggregate(Dimension.One, (product, extent) => product * extent);

    /// <summary>Axes of a loop over a tensor: those that have more than one position, and at least one.</summary>
    private static Shape LoopAxes(Shape shape)
    {
        Shape axes = [.. shape.Where(extent => !extent.IsOne)];
        return axes.Rank == 0 ? [Dimension.One] : axes;
    }
}
