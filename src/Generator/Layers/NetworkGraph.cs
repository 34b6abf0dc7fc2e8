using System.Collections.Generic;
using NetGen.Generator.Graph;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Layers;

/// <summary>A network as a graph.</summary>
/// <param name="Updates">State parameters and the values that replace them after a training step.</param>
internal sealed record NetworkGraph(
    NetworkSpecification Specification,
    GraphBuilder Graph,
    IReadOnlyList<Step> Steps,
    IReadOnlyList<ParameterDeclaration> Parameters,
    Node Input,
    Node Output,
    LossGraph? Loss,
    IReadOnlyDictionary<Node, Node> Updates,
    bool HasPenalties)
{
    /// <summary>Time steps per sequence, where the network has a time axis and needs them.</summary>
    public Node? Lengths { get; init; }

    /// <summary>Recurrent states of all layers, as a session or trainer keeps them.</summary>
    public IReadOnlyList<Node> States { get; init; } = [];

    /// <summary>The states after a training step.</summary>
    public IReadOnlyDictionary<Node, Node> Carried { get; init; } = new Dictionary<Node, Node>();

    /// <summary>One time step by itself.</summary>
    public StreamingGraph? Streaming { get; init; }

    public bool HasTime => Input.Shape.Rank > 1 && Input.Shape[1].Equals(Dimension.Time);
}

/// <summary>One time step of a recurrent network.</summary>
/// <param name="Next">The states after it.</param>
internal sealed record StreamingGraph(Node Input, Node Output, IReadOnlyDictionary<Node, Node> Next);

/// <param name="Target">What the caller gives beside the input.</param>
/// <param name="Value">The mean loss of the batch.</param>
/// <param name="TrainedOutput">The output as it is while training.</param>
/// <param name="Prediction">Output to prediction (softmax, sigmoid) as a graph of its own, or null where they are the same.</param>
/// <param name="Evaluation">Output and target to the mean loss, as a graph of its own.</param>
internal sealed record LossGraph(
    LossDefinition Definition,
    Step Step,
    Node Target,
    Node Value,
    Node TrainedOutput,
    (Node Input, Node Output)? Prediction,
    (Node Output, Node Target, Node Value)? Evaluation);
