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
internal sealed class GraphLowering(NetworkLowering lowering, NetworkSpecification network, GraphSpecification graph)
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
            losses.Add(loss);
        }

        if (lowering.HasFindings)
        {
            return null;
        }

        GraphNames.Check(lowering, network, graph, entries, losses);
        return new NetworkGraph(network, Graph, _steps.All, [.. lowering.Parameters], [.. entries.OrderByDescending(entry => entry.Method == "Forward")], losses)
        {
            Gradients = gradients,
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

        if (shape.Any(extent => extent < 1) || parameter.Classes < 0)
        {
            lowering.Report(Ids.SizeTooSmall, parameter.Origin, [$"'{parameter.Name}'", "the size", string.Join("x", shape), "1 in every direction"]);
            return null;
        }

        if (shape.Aggregate(1.0, (count, extent) => count * extent) > int.MaxValue)
        {
            lowering.Report(Ids.TooLarge, parameter.Origin, [$"'{parameter.Name}'"]);
            return null;
        }

        var node = Graph.Input(name, new Shape([Dimension.Batch, .. shape.Select(extent => (Dimension)extent)]), parameter.Classes);
        if (_inputs.TryGetValue(name, out var other) && other != node)
        {
            lowering.Report(Ids.BadInputName, parameter.Origin, [parameter.Name]);
            return null;
        }

        return isTarget ? node : _inputs[name] = node;
    }

    /// <summary>What a method returns, by name.</summary>
    /// <param name="copied">Each an array of its own, also where it is an input, a parameter or another output. A copy ends derivatives, so losses take the values themselves.</param>
    private Dictionary<string, Node> Outputs(MethodSpecification entry, LoweringPass pass, bool copied)
    {
        object result = Reader(pass).Call(entry, [.. entry.Parameters.Select(parameter => (object)new TensorValue(_inputs[parameter.Name], perSample: true))], entry.Origin);
        var values = result is IReadOnlyList<object> { Count: > 0 } list ? list : [result];
        var outputs = new Dictionary<string, Node>();
        for (int k = 0; k < values.Count; k++)
        {
            string name = OutputName(entry, k, values.Count);
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

    private static string OutputName(MethodSpecification entry, int index, int count)
    {
        string given = index < entry.Results.Count ? entry.Results[index] : "";
        return given.Length > 0 ? char.ToLowerInvariant(given[0]) + given.Substring(1)
            : count == 1 ? "output"
            : "output" + (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private EntryGraph Entry(MethodSpecification entry, LoweringPass pass)
    {
        pass.Exposed.Clear();
        var outputs = Outputs(entry, pass, copied: true);
        var exposed = pass.Exposed.Select(e => (e.Name, e.Value.Node)).ToList();
        string method = Entries.Count == 1 || entry.Name == "Define" ? "Forward" : entry.Name;
        return new EntryGraph(method, [.. entry.Parameters.Select(parameter => _inputs[parameter.Name])], [.. outputs.Values]) { Exposed = exposed };
    }

    /// <summary>Arguments of a loss or gradient method: outputs and inputs by their names, and targets.</summary>
    private List<TensorValue> Bind(MethodSpecification method, LoweringPass pass, List<Node> targets)
    {
        var arguments = new List<TensorValue>();
        var evaluated = new Dictionary<MethodSpecification, Dictionary<string, Node>>();
        foreach (var parameter in method.Parameters)
        {
            bool Is(string name) => name.Length == parameter.Name.Length && char.ToLowerInvariant(name[0]) == char.ToLowerInvariant(parameter.Name[0]) && string.CompareOrdinal(name, 1, parameter.Name, 1, name.Length) == 0;
            if (_inputs.Keys.FirstOrDefault(Is) is { } input)
            {
                arguments.Add(new TensorValue(_inputs[input], perSample: true));
            }
            else if (Entries.FirstOrDefault(entry => Enumerable.Range(0, entry.Results.Count).Any(k => Is(OutputName(entry, k, entry.Results.Count)))) is { } entry)
            {
                var outputs = evaluated.TryGetValue(entry, out var known) ? known : evaluated[entry] = Outputs(entry, pass, copied: false);
                var node = outputs.First(output => Is(output.Key)).Value;
                arguments.Add(new TensorValue(node, node.Shape.Rank > 0 && node.Shape[0].Equals(Dimension.Batch)));
            }
            else if (pass.Exposed.FirstOrDefault(e => Is(e.Name)) is { Value: { } tap })
            {
                arguments.Add(tap);
            }
            else if (Declare(parameter, parameter.Name, isTarget: true) is { } target)
            {
                targets.Add(target);
                arguments.Add(new TensorValue(target, perSample: true));
            }
            else
            {
                throw new LoweringStoppedException();
            }
        }

        return arguments;
    }

    private LossGraph Loss(MethodSpecification method)
    {
        lowering.TakeUpdates();
        var pass = Pass(training: true);
        var targets = new List<Node>();
        var arguments = Bind(method, pass, targets);
        pass.IsLoss = true;
        var (value, step) = Objective(method, pass, arguments, perBatch: true);
        var trains = Trained(method);
        var reached = Node.Reachable([value]);
        var penalties = lowering.Penalties.Where(penalty => reached.Contains(penalty.Key)).Select(penalty => penalty.Value).ToList();
        var loss = new LossGraph(method.Name, step.Text, step, [.. _inputs.Values.Where(reached.Contains)], [.. targets.Where(reached.Contains)], penalties.Aggregate(value, (sum, penalty) => sum + penalty).Named("loss"), lowering.TakeUpdates())
        {
            Trains = trains,
            HasPenalties = penalties.Count > 0,
        };
        return loss with { Evaluation = Evaluation(method, arguments, targets) };
    }

    /// <summary>Names of layers and parameters that a loss trains; null for all.</summary>
    private IReadOnlyCollection<string>? Trained(MethodSpecification method)
    {
        if (method.Settings.Count == 0)
        {
            return null;
        }

        foreach (string name in method.Settings.Where(name => graph.Members.All(member => member.Name != name)))
        {
            lowering.Report(Ids.UnknownName, method.Origin, [$"Trains of '{method.Name}'", name, string.Join(", ", graph.Members.Select(member => member.Name))]);
        }

        return [.. graph.Members.Where(member => method.Settings.Contains(member.Name)).SelectMany(member =>
            member.Type == MemberType.Layers ? Enumerable.Range(1, member.Count).Select(k => $"{member.Name}{k}") : [member.Name])];
    }

    /// <summary>A method's result as one number: the mean over the samples, or the sum.</summary>
    private (Node Value, Step Step) Objective(MethodSpecification method, LoweringPass pass, IReadOnlyList<TensorValue> arguments, bool perBatch)
    {
        var reader = Reader(pass);
        object result = reader.Call(method, [.. arguments], method.Origin);
        if (result is not TensorValue value)
        {
            throw result is UnknownValue ? new LoweringStoppedException() : reader.Fail(Ids.LossNeedsNumber, method.Origin, method.Name, "no tensor");
        }

        if (!value.Shape.Count.IsOne)
        {
            throw reader.Fail(Ids.LossNeedsNumber, method.Origin, method.Name, $"a tensor of {value.Shape}");
        }

        // The mean belongs to the method's last expression.
        var step = pass.StepOfResult(method);
        step.Input = value.Node.Shape;
        step.Output = [Dimension.Batch];
        Graph.Origin = step.Number;
        if (!value.PerSample)
        {
            return (Graph.Reshape(value.Node, Shape.Scalar), step);
        }

        var perSample = Graph.Reshape(value.Node, [Dimension.Batch]);
        if (!perSample.Op.IsLeaf())
        {
            perSample.Named("sampleLoss");
        }

        var total = Graph.Reshape(Graph.Sum(perSample, 0), Shape.Scalar);
        return (perBatch ? total / Graph.Extent(Dimension.Batch) : total, step);
    }

    /// <summary>The loss of an output that a session has computed, where it depends on nothing else but one target.</summary>
    private (Node, Node, Node)? Evaluation(MethodSpecification method, IReadOnlyList<TensorValue> arguments, IReadOnlyList<Node> targets)
    {
        if (Entries.Count != 1 || Entries[0].Results.Count != 1 || targets.Count != 1 || arguments.Count != 2 || arguments.Count(argument => argument.Node == targets[0]) != 1)
        {
            return null;
        }

        int place = arguments[0].Node == targets[0] ? 1 : 0;
        var output = Graph.Input(OutputName(Entries[0], 0, 1), arguments[place].Node.Shape);
        TensorValue[] bound = [.. arguments];
        bound[place] = new TensorValue(output, arguments[place].PerSample);
        var pass = Pass(training: false);
        pass.IsLoss = true;
        var (value, _) = Objective(method, pass, bound, perBatch: true);
        bool alone = Node.Reachable([value]).All(node => node.Op is not (Op.Parameter or Op.Random) && (node.Op != Op.Input || node == output || node == targets[0]));
        return alone ? (output, targets[0], value) : null;
    }

    private LossGraph? AttributeLoss(Node trained, EntryGraph entry, IReadOnlyDictionary<Node, Node> updates)
    {
        var specification = network.Losses[0];
        var definition = LossTable.Named(specification.Kind);
        if (entry.Outputs.Count != 1 || entry.Inputs.Count != 1)
        {
            lowering.Report(Ids.BadResult, specification.Origin, [Entries[0].Name, $"has {entry.Inputs.Count} inputs and {entry.Outputs.Count} outputs, and an attribute compares one with one target", "write a [Loss] method"]);
            return null;
        }

        var step = new Step(_steps.All.Count + 1, specification.Kind, specification.Kind) { Input = trained.Shape, Output = [Dimension.Batch] };
        Graph.Origin = step.Number;
        entry.Outputs[0].Renamed(definition.OutputName);
        return new LossScope(lowering, step, new Options(definition.Options, specification.Arguments), specification.Origin).Lower(definition, entry.Inputs[0], trained.Renamed(definition.OutputName), entry.Outputs[0], updates);
    }

    private GradientGraph Gradient(MethodSpecification method)
    {
        var pass = Pass(training: false);
        var targets = new List<Node>();
        var arguments = Bind(method, pass, targets);
        pass.IsLoss = true;
        var (value, step) = Objective(method, pass, arguments, perBatch: false);
        var variables = new List<Node>();
        foreach (string name in method.Settings)
        {
            int place = method.Parameters.Select(parameter => parameter.Name).ToList().IndexOf(name);
            var variable = place >= 0 ? arguments[place].Node : _inputs.TryGetValue(name, out var input) ? input : lowering.ParameterAt(name)?.Node;
            if (variable is null || !variable.Op.IsLeaf())
            {
                string known = string.Join(", ", _inputs.Keys.Concat(lowering.Parameters.Where(p => !p.IsState).Select(p => p.Path)));
                throw Reader(pass).Fail(Ids.UnknownName, method.Origin, $"[Gradient] of '{method.Name}'", name, known);
            }

            variables.Add(variable);
        }

        var reached = Node.Reachable([value]);
        var derivatives = Derivatives.Of(value, variables).Zip(variables, (derivative, variable) => derivative ?? Graph.Constant(0, variable.Shape)).ToList();
        return new GradientGraph(method.Name, step, [.. _inputs.Values.Concat(targets).Where(reached.Contains)], value, variables, derivatives);
    }
}
