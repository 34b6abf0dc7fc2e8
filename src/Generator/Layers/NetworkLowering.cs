using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graph;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Layers;

/// <summary>
/// From specification to graph: every layer is lowered twice into the same graph, as it infers and as it trains; what the two have in common is the same nodes.
/// </summary>
internal sealed class NetworkLowering
{
    private readonly NetworkSpecification _network;
    private readonly List<Finding> _findings = [];
    private readonly Dictionary<string, ParameterDeclaration> _parameters = [];
    private readonly Dictionary<Node, Node> _updates = [];
    private readonly Dictionary<int, int> _streams = [];
    private int _parameterCount;
    private readonly Dictionary<string, Node> _carried = [];
    private Dictionary<Node, Node> _carriedNext = [];
    private Node? _lengths;

    private NetworkLowering(NetworkSpecification network) => _network = network;

    public GraphBuilder Graph { get; } = new();

    /// <summary>The network's graph, or null with findings that say why there is none.</summary>
    public static (NetworkGraph? Graph, IReadOnlyList<Finding> Findings) Lower(NetworkSpecification network)
    {
        var lowering = new NetworkLowering(network);
        var graph = lowering.Lower();
        return (lowering._findings.Count == 0 ? graph : null, lowering._findings);
    }

    public void Report(string id, int origin, EquatableArray<string> arguments)
    {
        var finding = new Finding(id, origin, [_network.Type.Name, .. arguments]);
        if (!_findings.Contains(finding))
        {
            _findings.Add(finding);
        }
    }

    public Node Parameter(Step step, string role, string letter, Shape shape, Initialization initialization, bool isState, ParameterTraining training)
    {
        string path = $"{step.Name}.{role}";
        if (!_parameters.TryGetValue(path, out var parameter))
        {
            var node = Graph.Parameter(_parameters.Count, path, isState, shape).Named(letter + step.Number);
            _parameterCount = checked(_parameterCount + Count(shape));
            parameter = new ParameterDeclaration(_parameters.Count, path, letter + step.Number, shape, initialization, isState, node, training);
            _parameters.Add(path, parameter);
            step.Parameters.Add(parameter);
        }

        return parameter.Node;
    }

    public void UpdateState(Node state, Node value) => _updates[state] = value;

    /// <summary>Terms that layers add to the loss, by the parameter they are for.</summary>
    public Dictionary<Node, Node> Penalties { get; } = [];

    /// <summary>Lowering one step of a sequence, with states that the session keeps.</summary>
    public bool IsStreaming { get; private set; }

    /// <summary>Samples are sequences, as long as the call says.</summary>
    public bool HasTime => _network.Inputs[0].HasTime;

    /// <summary>A layer runs from the end of the sequence, so steps cannot be had one by one.</summary>
    public bool IsReversed { get; set; }

    /// <summary>A recurrent state that is kept from call to call: [batch, units].</summary>
    public Node CarriedState(Step step, string name, int units)
    {
        string path = $"{step.Name}_{name}";
        if (!_carried.TryGetValue(path, out var state))
        {
            _carried.Add(path, state = Graph.State(path, [Dimension.Batch, units]));
        }

        return state;
    }

    /// <summary>The state after the call.</summary>
    public void CarryState(Node state, Node next) => _carriedNext[state] = next;

    /// <summary>1 while a sequence runs, 0 where it is padding: [time, batch, 1].</summary>
    public Node Mask(Dimension time)
    {
        var step = Graph.Reshape(Graph.Positions(time), [time, 1, 1]);
        var length = Graph.Reshape(Graph.Elementwise(Op.ToReal, Lengths), [1, Dimension.Batch, 1]);
        return Graph.Elementwise(Op.Select, Graph.Elementwise(Op.Less, step, length), Graph.Constant(1), Graph.Constant(0)).Named("running");
    }

    /// <summary>Time steps of each sequence.</summary>
    public Node Lengths => _lengths ??= Graph.Integers("lengths", [Dimension.Batch]);

    /// <summary>Time steps of all sequences together, without padding.</summary>
    public Node RunningSteps => Graph.Reshape(Graph.Sum(Graph.Elementwise(Op.ToReal, Lengths), 0), Shape.Scalar).Named("steps");

    /// <summary>The same [batch, time, ...] with 0 at the steps behind the end of a sequence.</summary>
    public Node WithoutPadding(Node values)
    {
        var time = values.Shape[1];
        Shape steps = [time, .. Enumerable.Repeat(Dimension.One, values.Shape.Rank - 2)];
        Shape lengths = [Dimension.Batch, .. Enumerable.Repeat(Dimension.One, values.Shape.Rank - 1)];
        var running = Graph.Elementwise(Op.Less, Graph.Reshape(Graph.Positions(time), steps), Graph.Reshape(Graph.Elementwise(Op.ToReal, Lengths), lengths));
        return Graph.Elementwise(Op.Select, running, values, Graph.Constant(0));
    }

    public int RandomStream(Step step)
    {
        if (!_streams.TryGetValue(step.Number, out int stream))
        {
            _streams.Add(step.Number, stream = Graph.NewRandomStream());
        }

        return stream;
    }

    private NetworkGraph? Lower()
    {
        var declared = _network.Inputs[0];
        var steps = Steps();
        if (Input(declared, declared.HasTime) is not { } input || _findings.Count > 0)
        {
            return null;
        }

        // Training first: derivatives follow the order of its nodes.
        // Padding may be anything, also no number, which a derivative of 0 would not make 0.
        var trained = Chain(steps, declared.HasTime && input.Type == ElementType.Real ? WithoutPadding(input) : input, training: true);
        var carriedTraining = _carriedNext;
        _carriedNext = [];
        var output = trained is null ? null : Chain(steps, input, training: false);
        if (output is null || trained is null)
        {
            return null;
        }

        LossGraph? loss = null;
        if (_network.Losses.Count > 0)
        {
            var specification = _network.Losses[0];
            var definition = LossTable.Named(specification.Kind);
            var step = new Step(steps.Count + 1, specification.Kind, specification.Kind) { Input = trained.Shape, Output = [Dimension.Batch] };
            Graph.Origin = step.Number;
            var scope = new LossScope(this, step, new Options(definition.Options, specification.Arguments), specification.Origin);
            loss = scope.Lower(definition, trained, output);
            loss = loss is null ? null : loss with { Value = Penalties.Values.Aggregate(loss.Value, (sum, penalty) => sum + penalty).Named("loss") };
        }

        Name(output, definition: loss?.Definition);
        ArgumentNames.Check(this, _network, input, output, loss?.Target, _parameters.Values);
        return new NetworkGraph(_network, Graph, steps, [.. _parameters.Values], input, output, loss, _updates, Penalties.Count > 0)
        {
            Lengths = _lengths,
            Carried = carriedTraining,
            States = [.. _carried.Values],
            Streaming = declared.HasTime ? Streaming(steps, declared, output) : null,
        };
    }

    /// <summary>One time step, with states from call to call; null where a layer needs the whole sequence.</summary>
    private StreamingGraph? Streaming(List<Step> steps, InputSpecification declared, Node output)
    {
        IsStreaming = true;
        _carriedNext = [];
        var shapes = steps.Select(step => (step.Input, step.Output)).ToList();
        var input = Input(declared, hasTime: false)!;
        var streamed = Chain(steps, input, training: false);
        for (int k = 0; k < steps.Count; k++)
        {
            (steps[k].Input, steps[k].Output) = shapes[k];
        }

        return streamed is null || IsReversed || output.Shape.Rank != streamed.Shape.Rank + 1 ? null : new StreamingGraph(input, streamed.Named(output.Name!), _carriedNext);
    }

    /// <summary>The output is called what the loss takes it for: logits, or simply output.</summary>
    private static void Name(Node output, LossDefinition? definition) => output.Renamed(definition?.OutputName ?? "output");

    private Node? Input(InputSpecification input, bool hasTime)
    {
        if ((input.Shape.Count == 0 && !input.HasTime) || input.Shape.Any(extent => extent < 1) || input.Classes < 1)
        {
            Report(Ids.SizeTooSmall, input.Origin, ["the input", "the size", SizeOf(input), "1 in every direction"]);
            return null;
        }

        if (input.Shape.Aggregate(1.0, (count, extent) => count * extent) > int.MaxValue)
        {
            Report(Ids.TooLarge, input.Origin, ["the input"]);
            return null;
        }

        Dimension[] time = hasTime ? [Dimension.Time] : [];
        return Graph.Input(input.Name, new Shape([Dimension.Batch, .. time, .. input.Shape.Select(extent => (Dimension)extent)]), input.Classes ?? 0);
    }

    private static string SizeOf(InputSpecification input) =>
        string.Join("x", input.Shape.Concat(input.Classes is { } classes ? [classes] : []).DefaultIfEmpty().Select(extent => extent.ToString(CultureInfo.InvariantCulture)));

    private List<Step> Steps()
    {
        var counts = new Dictionary<string, int>();
        var steps = new List<Step>();
        foreach (var layer in _network.Layers)
        {
            var definition = LayerTable.Named(layer.Kind);
            counts[definition.NameStem] = counts.TryGetValue(definition.NameStem, out int count) ? count + 1 : 1;
            string name = layer.Name ?? definition.NameStem + counts[definition.NameStem];
            if (steps.Any(step => step.Name == name))
            {
                Report(Ids.DuplicateLayerName, layer.Origin, [name]);
            }

            steps.Add(new Step(steps.Count + 1, layer.Kind, name));
        }

        return steps;
    }

    private Node? Chain(List<Step> steps, Node x, bool training)
    {
        int made = 0;
        for (int k = 0; k < steps.Count; k++)
        {
            var layer = _network.Layers[k];
            var definition = LayerTable.Named(layer.Kind);
            Graph.Origin = steps[k].Number;
            steps[k].Input = x.Shape;
            steps[k].Fused.Clear();
            steps[k].FlattenedFrom = k > 0 ? FlattenedBy(steps[k - 1]) : [];
            var scope = new LayerScope(this, steps[k], new Options(definition.Options, layer.Arguments), layer.Origin, training)
            {
                FollowingActivation = FollowingActivation(k),
            };
            if (Lowered(definition, scope, x) is not { } y)
            {
                return null;
            }

            if (y != x)
            {
                // Only now is it known that x is no output, which is called otherwise.
                NameHidden(x, made);
                made = steps[k].Number;
            }

            x = y;
            steps[k].Output = x.Shape;
        }

        // Where all layers leave the input as it is, the output is still another array of the caller's.
        return x.Op.IsLeaf() ? Graph.Elementwise(Op.StopGradient, x) : x;
    }

    /// <summary>What a vector was before it was flattened: layers that leave every element in its place pass it on.</summary>
    private static EquatableArray<int> FlattenedBy(Step previous) => previous.Kind switch
    {
        "Flatten" when previous.Input.Rank > 2 && previous.Input.Sample.Count.IsConstant => [.. previous.Input.Sample.Select(extent => (int)extent.Value)],
        "Activation" or "Dropout" or "GaussianNoise" or "BatchNorm" => previous.FlattenedFrom,
        _ => [],
    };

    private static void NameHidden(Node x, int step)
    {
        if (!x.Op.IsLeaf())
        {
            x.Named("h" + step.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The layer applied to x, unless it is reported: by itself, or for sizes that no index of 32 bits reaches.</summary>
    private static Node? Lowered(LayerDefinition definition, LayerScope scope, Node x)
    {
        try
        {
            if (!scope.RequireKindOfInput(definition, x) || definition.Lower(scope, x) is not { } y)
            {
                return null;
            }

            Count(y.Shape.Sample);
            return y;
        }
        catch (OverflowException)
        {
            scope.Report(Ids.TooLarge);
            return null;
        }
    }

    /// <summary>Number of elements; throws where an index of 32 bits does not reach all of them.</summary>
    private static int Count(Shape shape) => shape.Aggregate(1, (count, extent) => checked(count * (int)extent.Evaluate(static _ => 1)));

    private Activation FollowingActivation(int k)
    {
        for (int next = k; next < _network.Layers.Count; next++)
        {
            var layer = _network.Layers[next];
            var options = new Options(LayerTable.Named(layer.Kind).Options, layer.Arguments);
            if (LayerTable.Named(layer.Kind).ActivationOf(options) is { } activation)
            {
                return activation;
            }

            if (next > k && !LayerTable.Named(layer.Kind).KeepsActivation)
            {
                break;
            }
        }

        return Activations.None;
    }
}
