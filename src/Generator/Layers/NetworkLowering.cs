using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graph;
using NetGen.Generator.Methods;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Layers;

/// <summary>
/// From specification to graph: what layers of chains and of methods share while they are lowered. Everything is lowered twice into the same graph, as it infers and as it trains; what the two have in
/// common is the same nodes.
/// </summary>
internal sealed class NetworkLowering
{
    private readonly NetworkSpecification _network;
    private readonly List<Finding> _findings = [];
    private readonly Dictionary<string, ParameterDeclaration> _parameters = [];
    private Dictionary<Node, Node> _updates = [];
    private readonly Dictionary<(int Step, int Use), int> _streams = [];
    private int _parameterCount;
    private readonly Dictionary<string, Node> _carried = [];
    private Dictionary<Node, Node> _carriedNext = [];
    private List<Node> _kept = [];
    private readonly Dictionary<TimeAxis, Node> _lengths = [];

    private NetworkLowering(NetworkSpecification network)
    {
        _network = network;
        Graph = new GraphBuilder { SumsStepByStep = network.RecomputeOrigin is not null };
    }

    public GraphBuilder Graph { get; }

    /// <summary>The network's graph, or null with findings that say why there is none.</summary>
    public static (NetworkGraph? Graph, IReadOnlyList<Finding> Findings) Lower(NetworkSpecification network)
    {
        var lowering = new NetworkLowering(network);
        var graph = network.Graph is null ? new ChainLowering(lowering, network).Lower() : new GraphLowering(lowering, network, network.Graph).Lower();
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
        string path = role.Length == 0 ? step.Path : $"{step.Path}.{role}";
        if (!_parameters.TryGetValue(path, out var parameter))
        {
            string name = letter.Length == 0 ? step.Name : letter + step.LetterNumber;
            var node = Graph.Parameter(_parameters.Count, path, isState, shape).Named(name);
            _parameterCount = checked(_parameterCount + Count(shape));
            parameter = new ParameterDeclaration(_parameters.Count, path, name, shape, initialization, isState, node, training);
            _parameters.Add(path, parameter);
            step.Parameters.Add(parameter);
        }
        else if (!parameter.Shape.Equals(shape))
        {
            Report(Ids.TwoShapes, Origin, [step.Title.TrimEnd(','), $"a {path} of {parameter.Shape}", $"one of {shape}"]);
            throw new LoweringStoppedException();
        }

        return parameter.Node;
    }

    /// <summary>Where in the source the layer is applied that is being lowered.</summary>
    public int Origin { get; set; }

    public IReadOnlyCollection<ParameterDeclaration> Parameters => _parameters.Values;

    public ParameterDeclaration? ParameterAt(string path) => _parameters.TryGetValue(path, out var parameter) ? parameter : null;

    public void UpdateState(Node state, System.Func<Node, Node> update) => _updates[state] = update(_updates.TryGetValue(state, out var value) ? value : state);

    /// <summary>How many states training updates so far.</summary>
    public int UpdateCount => _updates.Count;

    /// <summary>Updates since the last call: of one trainer.</summary>
    public IReadOnlyDictionary<Node, Node> TakeUpdates()
    {
        var updates = _updates;
        _updates = [];
        return updates;
    }

    /// <summary>States after a call, since the last call of this method.</summary>
    public IReadOnlyDictionary<Node, Node> TakeCarried()
    {
        var carried = _carriedNext;
        _carriedNext = [];
        return carried;
    }

    /// <summary>Functions of states before a call that backward reads when the states have changed, since the last call of this method.</summary>
    public IReadOnlyList<Node> TakeKept()
    {
        var kept = _kept;
        _kept = [];
        return kept;
    }

    public void Keep(Node node) => _kept.Add(node);

    public IReadOnlyList<Node> CarriedStates => [.. _carried.Values];

    public bool HasFindings => _findings.Count > 0;

    /// <summary>Terms that layers add to the loss, by the parameter they are for.</summary>
    public Dictionary<Node, Node> Penalties { get; } = [];

    /// <summary>The loss with what layers add to it.</summary>
    public Node WithPenalties(Node loss) => Penalties.Values.Aggregate(loss, (sum, penalty) => sum + penalty);

    /// <summary>Lowering one step of a sequence, with states that the session keeps.</summary>
    public bool IsStreaming { get; set; }

    /// <summary>Samples are sequences, as long as the call says.</summary>
    public bool HasTime => _network.Inputs.Any(input => input.HasTime) || (_network.Graph?.Methods.SelectMany(method => method.Parameters).Any(parameter => parameter.Time is not null) ?? false);

    /// <summary>A layer runs from the end of the sequence, so steps cannot be had one by one.</summary>
    public bool IsReversed { get; set; }

    /// <summary>A layer that runs from the end of the sequence keeps states from call to call, which go on where no sequence does.</summary>
    public bool CarriesFromTheEnd { get; set; }

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
        var length = Graph.Reshape(Graph.Elementwise(Op.ToReal, Lengths(time)), [1, Dimension.Batch, 1]);
        return Graph.Elementwise(Op.Select, Graph.Elementwise(Op.Less, step, length), Graph.Constant(1), Graph.Constant(0)).Named("running");
    }

    /// <summary>Time axes whose lengths something has asked for, and these.</summary>
    public IReadOnlyDictionary<TimeAxis, Node> LengthsUsed => _lengths;

    /// <summary>Time steps of each sequence.</summary>
    public Node Lengths(Dimension time)
    {
        var axis = TimeAxis.Of(time)!;
        if (!_lengths.TryGetValue(axis, out var lengths))
        {
            _lengths.Add(axis, lengths = Graph.Integers(axis.Lengths, [Dimension.Batch]));
        }

        return lengths;
    }

    /// <summary>Time steps of all sequences together, without padding.</summary>
    public Node RunningSteps(Dimension time) => Graph.Reshape(Graph.Sum(Graph.Elementwise(Op.ToReal, Lengths(time)), 0), Shape.Scalar).Named(TimeAxis.Of(time)!.Steps);

    /// <summary>The same [batch, ..., time, ...] with 0, or another number, at the steps behind the end of a sequence.</summary>
    /// <param name="axis">That of time.</param>
    public Node WithoutPadding(Node values, int axis = 1, double otherwise = 0)
    {
        Shape Along(int k) => [.. values.Shape.Select((extent, other) => other == k ? extent : Dimension.One)];
        var running = Graph.Elementwise(Op.Less, Graph.Reshape(Graph.Positions(values.Shape[axis]), [.. Along(axis).Skip(1)]), Graph.Reshape(Graph.Elementwise(Op.ToReal, Lengths(values.Shape[axis])), Along(0)));
        return Graph.Elementwise(Op.Select, running, values, Graph.Constant(otherwise));
    }

    /// <param name="use">Tells sources of one step apart.</param>
    public int RandomStream(Step step, int use = 0)
    {
        if (!_streams.TryGetValue((step.Number, use), out int stream))
        {
            _streams.Add((step.Number, use), stream = Graph.NewRandomStream());
        }

        return stream;
    }

    public Node? Input(InputSpecification input, bool hasTime)
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

    /// <summary>Number of elements; throws where an index of 32 bits does not reach all of them.</summary>
    public static int Count(Shape shape) => shape.Aggregate(1, (count, extent) => checked(count * (int)extent.Evaluate(static _ => 1)));
}

/// <summary>What is wrong has been reported; there is nothing to go on with.</summary>
internal sealed class LoweringStoppedException : System.Exception;
