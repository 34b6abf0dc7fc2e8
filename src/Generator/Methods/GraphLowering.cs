using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Methods;

/// <summary>
/// Lowers a network that is wired by methods: what sessions compute, the losses that trainers minimise, and the derivatives that are asked for. Parameters of losses are bound by name.
/// </summary>
internal sealed partial class GraphLowering(NetworkLowering lowering, NetworkSpecification network, GraphSpecification graph)
{
    private static readonly IReadOnlyDictionary<string, object> NoSizes = new Dictionary<string, object>();

    private readonly StepTable _steps = new([]);
    private readonly Dictionary<string, Node> _inputs = [];

    private GraphBuilder Graph => lowering.Graph;

    private IReadOnlyList<MethodSpecification> Entries { get; } = [.. graph.Methods.Where(method => method.Role == MethodRole.Graph)];

    public NetworkGraph? Lower()
    {
        if (Entries.Count == 0)
        {
            lowering.Report(Ids.NoGraph, 0, []);
            return null;
        }

        foreach (var parameter in Entries.SelectMany(entry => entry.Parameters))
        {
            Declare(parameter, parameter.Name);
        }

        if (lowering.HasFindings)
        {
            return null;
        }

        // Training first: derivatives follow the order of its nodes.
        var losses = new List<LossGraph>();
        foreach (var method in graph.Methods.Where(method => method.Role == MethodRole.Loss))
        {
            Try(() => losses.Add(Loss(method)));
        }

        Dictionary<string, Node>? trained = null;
        IReadOnlyDictionary<Node, Node> updates = new Dictionary<Node, Node>();
        if (network.Losses.Count > 0)
        {
            Try(() => trained = Outputs(Entries[0], Pass(training: true), copied: true));
            updates = lowering.TakeUpdates();
        }

        var (carried, kept) = (lowering.TakeCarried(), lowering.TakeKept());

        var inference = Pass(training: false);
        var entries = new List<EntryGraph>();
        foreach (var entry in Entries)
        {
            Try(() => entries.Add(Entry(entry, inference)));
        }

        var gradients = new List<GradientGraph>();
        foreach (var method in graph.Methods.Where(method => method.Role == MethodRole.Gradient))
        {
            Try(() => gradients.Add(Gradient(method)));
        }

        if (trained is not null && !lowering.HasFindings && AttributeLoss(trained.Values.First(), entries[0], updates) is { } loss)
        {
            losses.Add(loss with { Carried = carried, Kept = kept });
        }

        if (lowering.HasFindings)
        {
            return null;
        }

        GraphNames.Check(lowering, network, graph, entries, losses);
        return new NetworkGraph(network, Graph, _steps.All, [.. lowering.Parameters], [.. entries.OrderByDescending(entry => entry.Method == "Forward")], losses)
        {
            Gradients = gradients,
            Lengths = lowering.LengthsUsed,
            States = lowering.CarriedStates,
            CarriesFromTheEnd = lowering.CarriesFromTheEnd,
            HasRandomInference = Node.Reachable(entries.SelectMany(entry => entry.Outputs.Concat(entry.Exposed.Select(e => e.Value))).Concat(gradients.SelectMany(g => g.Derivatives.Append(g.Value)))).Any(node => node.Op == Op.Random),
        };
    }

    /// <summary>What stops one method does not keep the others from being read.</summary>
    private static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (LoweringStoppedException)
        {
        }
    }

    private LoweringPass Pass(bool training) => new(lowering, _steps, training);

    private MethodLowering Reader(LoweringPass pass) => new(pass, graph, "", NoSizes);

    /// <summary>The node of an input or target; reports what is wrong with its shape.</summary>
    private Node? Declare(MethodParameter parameter, string name, bool isTarget = false)
    {
        if (parameter.Shape is not { } shape)
        {
            lowering.Report(Ids.ParameterNeedsShape, parameter.Origin, [parameter.Name, isTarget ? "is neither an output nor an input of the network, so it is a target and needs a shape" : "is an input of the network and needs a shape"]);
            return null;
        }

        if (shape.Any(extent => extent < 1) || parameter.Classes < 0 || (parameter.Time is not null && shape.Count == 0 && parameter.Classes < 1))
        {
            lowering.Report(Ids.SizeTooSmall, parameter.Origin, [$"'{parameter.Name}'", "the size", string.Join("x", shape), "1 in every direction"]);
            return null;
        }

        if (shape.Aggregate(1.0, (count, extent) => count * extent) > int.MaxValue)
        {
            lowering.Report(Ids.TooLarge, parameter.Origin, [$"'{parameter.Name}'"]);
            return null;
        }

        Dimension[] time = parameter.Time is { } axis ? [new TimeAxis(axis).Extent] : [];
        var node = Graph.Input(name, new Shape([Dimension.Batch, .. time, .. shape.Select(extent => (Dimension)extent)]), parameter.Classes);
        if (_inputs.TryGetValue(name, out var other) && other != node)
        {
            lowering.Report(Ids.BadInputName, parameter.Origin, [parameter.Name]);
            return null;
        }

        return isTarget ? node : _inputs[name] = node;
    }

    /// <summary>An input or target as methods see it. Padding may be anything, also no number, which a derivative of 0 would not make 0.</summary>
    private TensorValue Given(Node input, LoweringPass pass) =>
        new(pass.Training && input.Type == ElementType.Real && input.Shape.Rank > 1 && input.Shape[1].IsTime ? lowering.WithoutPadding(input) : input, perSample: true);

    /// <summary>What a method returns, by name.</summary>
    /// <param name="copied">Each an array of its own, also where it is an input, a parameter or another output. A copy ends derivatives, so losses take the values themselves.</param>
    private Dictionary<string, Node> Outputs(MethodSpecification entry, LoweringPass pass, bool copied)
    {
        object result = Reader(pass).Call(entry, [.. entry.Parameters.Select(parameter => (object)Given(_inputs[parameter.Name], pass))], entry.Origin);
        var values = result is IReadOnlyList<object> { Count: > 0 } list ? list : [result];
        var outputs = new Dictionary<string, Node>();
        for (int k = 0; k < values.Count; k++)
        {
            string name = GeneratedNames.OfOutput(entry, k, values.Count);
            if (values[k] is not TensorValue value)
            {
                throw values[k] is UnknownValue ? new LoweringStoppedException() : Reader(pass).Fail(Ids.BadResult, entry.Origin, entry.Name, "returns what is no tensor", "return a tensor or a tuple of tensors");
            }

            if (!value.PerSample && value.Node.Shape.Any(extent => !extent.IsConstant))
            {
                throw Reader(pass).Fail(Ids.BadResult, entry.Origin, entry.Name, $"returns '{name}' of {value.Shape}, whose size depends on the batch", "write Unbatch around it");
            }

            var node = value.Node;
            bool shared = node.Op.IsLeaf() || outputs.Values.Contains(node);
            outputs[name] = shared && !copied && node.Type == ElementType.Real ? node
                : (shared || node.Type != ElementType.Real ? Graph.Elementwise(Op.StopGradient, node) : node).Renamed(name);
        }

        return outputs;
    }

    private EntryGraph Entry(MethodSpecification entry, LoweringPass pass)
    {
        pass.Exposed.Clear();
        var outputs = Outputs(entry, pass, copied: true);
        var exposed = pass.Exposed.Select(e => (e.Name, e.Value.Node)).ToList();
        return new EntryGraph(GeneratedNames.OfSessionMethod(entry, Entries.Count), [.. entry.Parameters.Select(parameter => _inputs[parameter.Name])], [.. outputs.Values]) { Exposed = exposed };
    }
}
