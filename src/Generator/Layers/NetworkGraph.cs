using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Layers;

/// <summary>A network as a graph.</summary>
/// <param name="Steps">Layers and expressions in order.</param>
/// <param name="Entries">What sessions compute; the first is <c>Forward</c>.</param>
/// <param name="Losses">What trainers minimise, a trainer for each.</param>
internal sealed record NetworkGraph(
    NetworkSpecification Specification,
    GraphBuilder Graph,
    IReadOnlyList<Step> Steps,
    IReadOnlyList<ParameterDeclaration> Parameters,
    IReadOnlyList<EntryGraph> Entries,
    IReadOnlyList<LossGraph> Losses)
{
    /// <summary>Time steps per sequence, of the time axes where they are needed.</summary>
    public IReadOnlyDictionary<TimeAxis, Node> Lengths { get; init; } = new Dictionary<TimeAxis, Node>();

    /// <summary>Time axes of inputs and targets, in their order.</summary>
    public IReadOnlyList<TimeAxis> Times => TimesOf(Entries.SelectMany(entry => entry.Inputs).Concat(Losses.SelectMany(loss => loss.Given)).Concat(Gradients.SelectMany(gradient => gradient.Given)));

    /// <summary>Recurrent states of all layers, as a session or trainer keeps them.</summary>
    public IReadOnlyList<Node> States { get; init; } = [];

    /// <summary>A layer runs from the end of sequences, so there is no going on from one batch to the next.</summary>
    public bool CarriesFromTheEnd { get; init; }

    /// <summary>One time step by itself.</summary>
    public StreamingGraph? Streaming { get; init; }

    /// <summary>Derivatives that sessions compute.</summary>
    public IReadOnlyList<GradientGraph> Gradients { get; init; } = [];

    /// <summary>Sessions draw random numbers, too.</summary>
    public bool HasRandomInference { get; init; }

    /// <summary>The first input, the only one of a chain.</summary>
    public Node Input => Entries[0].Inputs[0];

    /// <summary>The first output, the only one of a chain.</summary>
    public Node Output => Entries[0].Outputs[0];

    /// <summary>The first loss, the only one of a chain.</summary>
    public LossGraph? Loss => Losses.FirstOrDefault();

    /// <summary>State parameters and what replaces them after a step of the first trainer.</summary>
    public IReadOnlyDictionary<Node, Node> Updates => Loss?.Updates ?? new Dictionary<Node, Node>();

    public bool HasTime => Times.Count > 0;

    /// <summary>Whether a loss is minimised in segments of time.</summary>
    public bool IsInSegments(LossGraph loss) => Specification.RecomputeOrigin is not null && TimesOf(loss.Given).Count > 0;

    /// <summary>Time axes of arguments, in their order.</summary>
    public static IReadOnlyList<TimeAxis> TimesOf(IEnumerable<Node> arguments) =>
        [.. arguments.Where(argument => argument.Shape.Rank > 1).Select(argument => TimeAxis.Of(argument.Shape[1])).OfType<TimeAxis>().Distinct()];

    /// <summary>One input, one output, one target per sample: what Fit knows how to feed.</summary>
    public bool IsSupervised => Losses.Count == 1 && !HasTime && Loss is { Evaluation: not null, Inputs.Count: 1, Targets.Count: 1 } && Entries[0] is { Inputs.Count: 1, Outputs.Count: 1 };

    public Step? StepOf(int number) =>
        number == 0 ? null : number <= Steps.Count ? Steps[number - 1] : Losses.Select(loss => loss.Step).FirstOrDefault(step => step.Number == number);
}

/// <summary>What a method of the session computes.</summary>
/// <param name="Method">Its name: <c>Forward</c>, or the user's.</param>
/// <param name="Exposed">Values that can be read after the call, by name.</param>
internal sealed record EntryGraph(string Method, IReadOnlyList<Node> Inputs, IReadOnlyList<Node> Outputs)
{
    public IReadOnlyList<(string Name, Node Value)> Exposed { get; init; } = [];
}

/// <summary>One time step of a recurrent network.</summary>
/// <param name="Next">The states after it.</param>
internal sealed record StreamingGraph(Node Input, Node Output, IReadOnlyDictionary<Node, Node> Next);

/// <param name="Name">The method's; empty where the class bears an attribute for the loss.</param>
/// <param name="Formula">For the plan.</param>
/// <param name="Inputs">The network's inputs that it depends on.</param>
/// <param name="Targets">What the caller gives beside the inputs.</param>
/// <param name="Value">The mean loss of the batch.</param>
/// <param name="Updates">State parameters and the values that replace them after a training step.</param>
internal sealed record LossGraph(string Name, string Formula, Step Step, IReadOnlyList<Node> Inputs, IReadOnlyList<Node> Targets, Node Value, IReadOnlyDictionary<Node, Node> Updates)
{
    /// <summary>Of an attribute: what kind of loss it is.</summary>
    public LossDefinition? Definition { get; init; }

    /// <summary>Output to prediction (softmax, sigmoid) as a graph of its own, or null where they are the same.</summary>
    public (Node Input, Node Output)? Prediction { get; init; }

    /// <summary>Output and target to the mean loss, as a graph of its own; null where the loss depends on more.</summary>
    public (Node Output, Node Target, Node Value)? Evaluation { get; init; }

    /// <summary>Recurrent states after a training step.</summary>
    public IReadOnlyDictionary<Node, Node> Carried { get; init; } = new Dictionary<Node, Node>();

    /// <summary>Functions of the states before the step that backward reads when these have changed.</summary>
    public IReadOnlyList<Node> Kept { get; init; } = [];

    /// <summary>Parameters that it trains; null for all that it depends on.</summary>
    public IReadOnlyCollection<string>? Trains { get; init; }

    public bool HasPenalties { get; init; }

    /// <summary>The first target, the only one of an attribute.</summary>
    public Node Target => Targets[0];

    /// <summary>Inputs, then targets: parameters of the trainer's methods.</summary>
    public IReadOnlyList<Node> Given => [.. Inputs, .. Targets];

    /// <summary>Whether training changes a parameter.</summary>
    public bool TrainsParameter(ParameterDeclaration parameter) =>
        !parameter.IsState && !parameter.Training.Frozen && (Trains is null || Trains.Any(name => parameter.Path == name || parameter.Path.StartsWith(name + ".", System.StringComparison.Ordinal)));
}

/// <summary>A number per sample and its derivatives.</summary>
/// <param name="Value">The sum over the batch.</param>
/// <param name="WithRespectTo">Inputs, parameters, outputs and taps.</param>
/// <param name="Names">What the derivatives are called.</param>
internal sealed record GradientGraph(string Name, Step Step, IReadOnlyList<Node> Given, Node Value, IReadOnlyList<Node> WithRespectTo, IReadOnlyList<Node> Derivatives, IReadOnlyList<string> Names);
