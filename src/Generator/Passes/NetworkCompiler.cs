using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;
using NetGen.Generator.Layers;
using NetGen.Generator.Passes.Verification;

namespace NetGen.Generator.Passes;

/// <summary>A sequence of kernels over one workspace.</summary>
/// <param name="Backward">Index of the first kernel that only gradients need.</param>
internal sealed record KernelProgram(IReadOnlyList<Kernel> Kernels, int Backward, MemoryPlan Memory)
{
    /// <summary>How it runs in segments of time; null where all steps are in memory at once.</summary>
    public SegmentPlan? Segments { get; init; }

    /// <summary>Also those inside loops over time.</summary>
    public IEnumerable<Kernel> AllKernels => Kernels.SelectMany(kernel => kernel.Nested);
}

/// <summary>Everything that is printed.</summary>
/// <param name="Entries">Inputs to outputs, a program per method of the session; the first is Forward's.</param>
/// <param name="Prediction">Output to prediction, in place; null where they are the same.</param>
/// <param name="Evaluation">Output and target to loss; null without a loss of that kind.</param>
/// <param name="Trainings">Inputs and targets to loss, gradients and state; one per loss.</param>
/// <param name="Streaming">One time step with states that are kept; null where the network has no time or needs whole sequences.</param>
/// <param name="Gradients">Inputs to a number and its derivatives, a program per method.</param>
internal sealed record CompiledNetwork(
    NetworkGraph Network,
    IReadOnlyList<KernelProgram> Entries,
    KernelProgram? Prediction,
    KernelProgram? Evaluation,
    IReadOnlyList<KernelProgram> Trainings,
    KernelProgram? Streaming,
    IReadOnlyList<KernelProgram> Gradients)
{
    public KernelProgram Inference => Entries[0];

    public KernelProgram? Training => Trainings.FirstOrDefault();

    /// <summary>Programs of the session, in the order of their workspaces.</summary>
    public IReadOnlyList<KernelProgram> Session => [.. Entries, .. new[] { Prediction, Evaluation, Streaming }.OfType<KernelProgram>(), .. Gradients];
}

/// <summary>The compiler: from a lowered network to kernels with places in memory.</summary>
internal sealed class NetworkCompiler
{
    private readonly NetworkGraph _network;
    private readonly Dictionary<Node, Buffer> _leaves;
    private readonly Action<PassResult> _observe;

    private NetworkCompiler(NetworkGraph network, Action<PassResult> observe)
    {
        _network = network;
        _observe = observe;
        _leaves = network.Parameters.ToDictionary(p => p.Node, p => new Buffer(p.Letter, BufferKind.Parameter, p.Shape) { Parameter = p.Index });
        foreach (var input in network.Entries.SelectMany(entry => entry.Inputs)
            .Concat(network.Losses.SelectMany(loss => loss.Given))
            .Concat(network.Gradients.SelectMany(gradient => gradient.Given))
            .Concat(network.Lengths.Values)
            .Distinct())
        {
            _leaves.Add(input, InputBuffer(input));
        }

        if (network.Streaming is { } streaming)
        {
            _leaves.Add(streaming.Input, InputBuffer(streaming.Input));
        }

        foreach (var state in network.States)
        {
            _leaves.Add(state, new Buffer(state.Name!, BufferKind.State, state.Shape));
        }
    }

    /// <param name="observe">Sees every program after every pass, before the verifier does.</param>
    public static CompiledNetwork Compile(NetworkGraph network, Action<PassResult>? observe = null)
    {
        observe += Verifier.IsOn ? Verifier.Check : null;
        var compiler = new NetworkCompiler(network, observe ?? (static _ => { }));
        var entries = new List<KernelProgram>();
        var made = new List<Kernel>();
        foreach (var entry in network.Entries)
        {
            entries.Add(compiler.Entry(entry, made));
            made.AddRange(entries[entries.Count - 1].Kernels);
        }

        var prediction = compiler.Prediction();
        made.AddRange(prediction?.Kernels ?? []);
        var evaluation = compiler.Evaluation(made);
        made.AddRange(evaluation?.Kernels ?? []);
        var streaming = compiler.Streaming();
        made.AddRange(streaming?.Kernels ?? []);
        var gradients = new List<KernelProgram>();
        foreach (var gradient in network.Gradients)
        {
            gradients.Add(compiler.Gradient(gradient, made));
            made.AddRange(gradients[gradients.Count - 1].Kernels);
        }

        return new CompiledNetwork(network, entries, prediction, evaluation, [.. network.Losses.Select(compiler.Training)], streaming, gradients);
    }

    private KernelProgram Entry(EntryGraph entry, IReadOnlyList<Kernel> others) => Program(
        entry.Method == "Forward" ? "inference" : entry.Method,
        [
            .. entry.Outputs.Select(output => new Root(output, new Buffer(output.Name!, BufferKind.Output, output.Shape))),
            .. entry.Exposed.Select(exposed => new Root(exposed.Value, new Buffer(exposed.Name, BufferKind.Workspace, exposed.Value.Shape))),
        ],
        [],
        entry.Method == "Forward" ? "" : entry.Method,
        others);

    private KernelProgram Gradient(GradientGraph gradient, IReadOnlyList<Kernel> others) => Program(
        gradient.Name,
        [new Root(gradient.Value, new Buffer("value", BufferKind.Workspace, Shape.Scalar))],
        [.. gradient.Names.Zip(gradient.Derivatives, (name, derivative) => new Root(derivative, new Buffer(name, BufferKind.Output, derivative.Shape)))],
        gradient.Name,
        others);

    private KernelProgram? Streaming() => _network.Streaming is not { } streaming
        ? null
        : Program(
            "streaming",
            [
                new Root(streaming.Output, new Buffer(streaming.Output.Name!, BufferKind.Output, streaming.Output.Shape)),
                .. streaming.Next.Select(state => new Root(state.Value, _leaves[state.Key])),
            ],
            [],
            "Step");

    private KernelProgram? Prediction()
    {
        if (_network.Loss?.Prediction is not var (logits, predicted))
        {
            return null;
        }

        var buffer = new Buffer(logits.Name!, BufferKind.Output, logits.Shape);
        return Program("prediction", [new Root(predicted, buffer)], [], "Prediction", given: new Dictionary<Node, Buffer> { [logits] = buffer });
    }

    /// <param name="others">Kernels of the same class, whose names are taken.</param>
    private KernelProgram? Evaluation(IReadOnlyList<Kernel> others)
    {
        if (!_network.IsSupervised || _network.Loss?.Evaluation is not var (output, target, value))
        {
            return null;
        }

        var root = new Root(value, new Buffer("loss", BufferKind.Workspace, Shape.Scalar));
        return Program("evaluation", [root], [], others: others, given: new Dictionary<Node, Buffer> { [output] = InputBuffer(output), [target] = InputBuffer(target) });
    }

    private KernelProgram Training(LossGraph loss)
    {
        var trainable = _network.Parameters.Where(loss.TrainsParameter).ToList();
        var derivatives = Derivatives.Of(loss.Value, [.. trainable.Select(p => p.Node)]);
        bool inSegments = _network.IsInSegments(loss);
        List<Root> forward =
        [
            new(loss.Value, new Buffer("loss", BufferKind.Workspace, Shape.Scalar)),
            .. loss.Kept.Select((kept, k) => new Root(kept, new Buffer(kept.Name ?? $"before{k}", BufferKind.Workspace, kept.Shape))),
            .. loss.Updates.Concat(loss.Carried.Where(state => !inSegments || !SegmentPlan.HandsOn(state.Value))).Select(update => new Root(update.Value, _leaves[update.Key])),
        ];
        var backward = trainable.Zip(derivatives, (parameter, derivative) => new Root(
            derivative ?? _network.Graph.Constant(0, parameter.Shape),
            new Buffer("d" + parameter.Letter, BufferKind.Gradient, parameter.Shape) { Parameter = parameter.Index }));
        string name = _network.Losses.Count == 1 ? "training" : "training by " + loss.Name;
        return inSegments ? InSegments(name, loss, forward, [.. backward]) : Program(name, forward, [.. backward]);
    }

    /// <summary>The passes of a program that runs in segments of time.</summary>
    private KernelProgram InSegments(string name, LossGraph loss, IReadOnlyList<Root> forward, IReadOnlyList<Root> backward)
    {
        var segmentation = Segmentation.Of(forward.Select(root => root.Node), backward.Select(root => root.Node)).Segmentation
            ?? throw new InvalidOperationException("A network that needs whole sequences was not reported.");
        var result = new PassResult(name, "lowering and derivatives", [.. forward, .. backward], _leaves) { Kept = [.. forward.Select(root => root.Destination)] };
        _observe(result);

        var (kernels, boundaries) = Fusion.Fuse(result.Roots, result.Given, segmentation);
        result = result with { Pass = "fusion", Kernels = kernels };
        _observe(result);

        var needed = NeededFor(forward.Select(root => root.Destination).Concat(boundaries.Where(boundary => !boundary.Loop.Reverse).Select(boundary => boundary.Exit)), kernels);
        kernels = [.. kernels.Where(needed.Contains).OrderBy(kernel => kernel.Phase), .. kernels.Where(k => !needed.Contains(k)).OrderBy(kernel => kernel.Phase)];
        result = result with { Pass = "order of phases", Kernels = kernels };
        _observe(result);

        Naming.Name(kernels, needed.Count, _network, "", []);
        _observe(result with { Pass = "names" });

        var segments = SegmentPlan.Of(kernels, boundaries, loss.Carried, state => _leaves[state]);
        var memory = MemoryPlan.Of(kernels, result.Kept, segments.Whole);
        _observe(result with { Pass = "memory", Memory = memory, Whole = segments.Whole });
        return new KernelProgram(kernels, needed.Count, memory) { Segments = segments };
    }

    /// <summary>The passes, in order.</summary>
    /// <param name="suffix">Tells the methods of one class apart.</param>
    /// <param name="others">Kernels of the same class, whose names are taken.</param>
    /// <param name="given">What is in memory, if not the network's inputs, parameters and states.</param>
    private KernelProgram Program(
        string name, IReadOnlyList<Root> forward, IReadOnlyList<Root> backward, string suffix = "", IReadOnlyList<Kernel>? others = null, IReadOnlyDictionary<Node, Buffer>? given = null)
    {
        var result = new PassResult(name, "lowering and derivatives", [.. forward, .. backward], given ?? _leaves) { Kept = [.. forward.Select(root => root.Destination)] };
        _observe(result);

        result = result with { Pass = "stops", Roots = StopGradients.Remove(result.Roots) };
        _observe(result);

        var kernels = Fusion.Fuse(result.Roots, result.Given);
        result = result with { Pass = "fusion", Kernels = kernels };
        _observe(result);

        var needed = NeededFor(forward.Select(root => root.Destination), kernels);
        kernels = [.. kernels.Where(needed.Contains), .. kernels.Where(k => !needed.Contains(k))];
        result = result with { Pass = "order of phases", Kernels = kernels };
        _observe(result);

        Naming.Name(kernels, needed.Count, _network, suffix, others ?? []);
        _observe(result with { Pass = "names" });

        var memory = MemoryPlan.Of(kernels, result.Kept);
        _observe(result with { Pass = "memory", Memory = memory });
        return new KernelProgram(kernels, needed.Count, memory);
    }

    /// <summary>The kernels on which the wanted values depend.</summary>
    private static HashSet<Kernel> NeededFor(IEnumerable<Buffer> destinations, IReadOnlyList<Kernel> kernels)
    {
        var wanted = new HashSet<Buffer>(destinations.Select(buffer => buffer.Root));
        var needed = new HashSet<Kernel>();
        foreach (var kernel in kernels.Reverse())
        {
            if (kernel.Writes.Any(buffer => wanted.Contains(buffer.Root)))
            {
                needed.Add(kernel);
                wanted.UnionWith(kernel.Reads.Select(buffer => buffer.Root));
            }
        }

        return needed;
    }

    private static Buffer InputBuffer(Node input) => new(input.Name!, BufferKind.Input, input.Shape, input.Type);
}
