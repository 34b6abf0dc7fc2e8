using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>A loss: what it compares the output with, and how.</summary>
/// <param name="Kind">The attribute's name.</param>
/// <param name="Formula">For the documentation.</param>
/// <param name="OutputName">What the output is called in the generated methods.</param>
/// <param name="TargetName">What the target is called.</param>
/// <param name="Target">Makes the target for an output.</param>
/// <param name="PerElement">The loss from output and target: a value per feature, or one per row that <see cref="Rows"/> says.</param>
/// <param name="Rows">The loss is one number per row (over the last axis), not one per feature.</param>
/// <param name="Link">From output to prediction.</param>
internal sealed record LossDefinition(
    string Kind,
    string Formula,
    (string PyTorch, string Keras) Twins,
    string OutputName,
    string TargetName,
    Func<GraphBuilder, string, Node, Node> Target,
    Func<Node, Node, Node> PerElement,
    bool Rows,
    Func<Node, Node>? Link)
{
    public IReadOnlyList<Option> Options { get; } =
    [
        new("Reduction", "Mean", "Mean or Sum over the features of a sample; the batch is always averaged."),
        new("Target", TargetName, "The target's name in the generated methods."),
    ];
}

internal static class LossTable
{
    public static readonly IReadOnlyList<LossDefinition> All =
    [
        new("SoftmaxCrossEntropy", "log sum_j exp x[j] - x[label]", ("CrossEntropyLoss", "SparseCategoricalCrossentropy(from_logits=True)"), "logits", "labels",
            (g, name, x) => g.Input(name, new Shape([.. x.Shape.Take(x.Shape.Rank - 1)]), classes: (int)x.Shape[x.Shape.Rank - 1].Value),
            SoftmaxCrossEntropy, Rows: true, Activations.Softmax),
        new("SigmoidCrossEntropy", "softplus(x) - x t", ("BCEWithLogitsLoss", "BinaryCrossentropy(from_logits=True)"), "logits", "targets",
            (g, name, x) => g.Input(name, x.Shape),
            (x, t) => x.Graph.Elementwise(Op.Softplus, x) - (x * t), Rows: false, x => x.Graph.Elementwise(Op.Sigmoid, x)),
        new("MeanSquaredError", "(x - t)^2", ("MSELoss", "MeanSquaredError"), "output", "targets",
            (g, name, x) => g.Input(name, x.Shape),
            (x, t) => (x - t) * (x - t), Rows: false, Link: null),
    ];

    public static LossDefinition Named(string kind) => All.Single(loss => loss.Kind == kind);

    public static bool Contains(string kind) => All.Any(loss => loss.Kind == kind);

    /// <summary>log sum_j exp x[j] - x[label], shifted by the maximum so that nothing overflows.</summary>
    private static Node SoftmaxCrossEntropy(Node x, Node labels)
    {
        var g = x.Graph;
        int last = x.Shape.Rank - 1;
        var shift = g.Elementwise(Op.StopGradient, g.Reduce(Op.Max, x, last));
        var logSum = shift + g.Elementwise(Op.Log, g.Sum(g.Elementwise(Op.Exp, x - shift), last));
        var label = g.Reshape(g.Elementwise(Op.ToReal, labels), shift.Shape);
        var chosen = g.Elementwise(Op.Equal, g.Positions(x.Shape[last]), label);
        return g.Reshape(logSum - g.Sum(g.Elementwise(Op.Select, chosen, x, g.Constant(0)), last), labels.Shape);
    }
}

/// <summary>Lowers a loss.</summary>
internal sealed class LossScope(NetworkLowering network, Step step, Options options, int origin)
{
    public LossGraph? Lower(LossDefinition definition, Node trained, Node inferred)
    {
        var g = network.Graph;
        bool hasTime = trained.Shape.Rank > 1 && trained.Shape[1].Equals(Dimension.Time);
        if (definition.Rows && trained.Shape.Rank != (hasTime ? 3 : 2))
        {
            network.Report(Ids.LossNeedsVector, origin, [definition.Kind, trained.Shape.Sample.ToString()]);
            return null;
        }

        var target = definition.Target(g, options.Choice("Target"), trained);
        trained.Named(definition.OutputName);
        return new LossGraph(definition, step, target, Mean(definition, trained, target, network.HasTime ? network.Lengths : null), trained, Prediction(definition, inferred), network.HasTime ? null : Evaluation(definition, inferred));
    }

    /// <summary>The loss per sample, and its mean over the batch; of sequences, the mean over all their steps.</summary>
    private Node Mean(LossDefinition definition, Node output, Node target, Node? lengths)
    {
        var g = output.Graph;
        bool hasTime = output.Shape.Rank > 1 && output.Shape[1].Equals(Dimension.Time);
        var loss = definition.PerElement(output, target);
        int[] features = [.. Enumerable.Range(hasTime ? 2 : 1, loss.Shape.Rank - (hasTime ? 2 : 1))];
        if (options.Choice("Reduction") == "Mean" && features.Length > 0)
        {
            loss /= features.Aggregate(1.0, (product, axis) => product * loss.Shape[axis].Value);
        }

        return (hasTime ? MeanOverSteps(g, g.Sum(loss, features), lengths!) : MeanOverBatch(g, loss)).Named("loss");
    }

    private (Node, Node, Node) Evaluation(LossDefinition definition, Node inferred)
    {
        var graph = new GraphBuilder { Origin = step.Number };
        var output = graph.Input(definition.OutputName, inferred.Shape);
        var target = definition.Target(graph, options.Choice("Target"), output);
        return (output, target, Mean(definition, output, target, null));
    }

    private static Node MeanOverBatch(GraphBuilder g, Node loss) =>
        g.Reshape(g.Sum(g.SumOverSample(loss).Named("sampleLoss"), 0), Shape.Scalar) / g.Extent(Dimension.Batch);

    /// <summary>The mean over all time steps of all sequences, padding apart.</summary>
    private static Node MeanOverSteps(GraphBuilder g, Node loss, Node sequenceLengths)
    {
        var time = loss.Shape[1];
        var perStep = g.Reshape(loss, [Dimension.Batch, time]);
        var lengths = g.Elementwise(Op.ToReal, sequenceLengths);
        var running = g.Elementwise(Op.Less, g.Positions(time), g.Reshape(lengths, [Dimension.Batch, 1]));
        var kept = g.Elementwise(Op.Select, running, perStep, g.Constant(0)).Named("stepLoss");
        return g.Reshape(g.Sum(kept, 0, 1), Shape.Scalar) / g.Reshape(g.Sum(lengths, 0), Shape.Scalar).Named("steps");
    }

    private static (Node, Node)? Prediction(LossDefinition definition, Node inferred)
    {
        if (definition.Link is null)
        {
            return null;
        }

        var graph = new GraphBuilder();
        var input = graph.Input(definition.OutputName, inferred.Shape);
        return (input, definition.Link(input).Named("prediction"));
    }
}
