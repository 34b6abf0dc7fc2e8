using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>What the lowering of a loss works with: the network, the loss's settings, and where to report.</summary>
internal sealed class LossScope(NetworkLowering network, Step step, Options options, int origin)
{
    public Options Options => options;

    public LossGraph? Lower(LossDefinition definition, Node input, Node trained, Node inferred, IReadOnlyDictionary<Node, Node> updates)
    {
        var g = network.Graph;
        if (definition.Rows && trained.Shape.Rank is not (2 or 3))
        {
            network.Report(Ids.LossNeedsVector, origin, [definition.Kind, trained.Shape.Sample.ToString()]);
            return null;
        }

        var target = definition.Target(g, definition.TargetName(options), trained, options);
        trained.Named(definition.OutputName);
        // A target of padding may be anything, also no number.
        bool isPadded = target.Type == ElementType.Real && target.Shape.Rank > 1 && target.Shape[1].IsTime;
        return definition.Lower(this, trained, isPadded ? network.WithoutPadding(target) : target) is { } terms
            ? new LossGraph("", definition.Formula, step, [input], [target], network.WithPenalties(Mean(g, terms)).Named("loss"), updates)
            {
                Definition = definition,
                Prediction = Prediction(definition, inferred),
                Evaluation = network.HasTime ? null : Evaluation(definition, inferred),
                HasPenalties = network.Penalties.Count > 0,
            }
            : null;
    }

    public void ReportRange(string setting, double value, string expected) =>
        Report(Ids.OutOfRange, setting, value.ToString(CultureInfo.InvariantCulture), expected);

    /// <summary>Every message begins with the loss.</summary>
    public void Report(string id, params string[] arguments) => network.Report(id, origin, [$"[{step.Kind}]", .. arguments]);

    /// <summary>Over features as the setting says, over the time steps that are no padding, and over the batch.</summary>
    private Node Mean(GraphBuilder g, LossTerms terms)
    {
        var (values, weights) = terms;
        bool mean = options.Choice("Reduction") == "Mean";
        bool hasTime = values.Shape.Rank > 1 && values.Shape[1].IsTime;
        if (hasTime)
        {
            values = network.WithoutPadding(values);
            weights = weights is null ? null : network.WithoutPadding(weights);
        }

        if (mean && weights is not null)
        {
            // Where nothing counts the loss is 0, not 0 / 0.
            var total = Total(g, weights, "sampleWeight");
            var divisor = g.Elementwise(Op.Select, g.Elementwise(Op.Equal, total, g.Constant(0)), g.Constant(1), total);
            return Total(g, values, "sampleLoss") / divisor;
        }

        int first = hasTime ? 2 : 1;
        int[] features = [.. Enumerable.Range(first, values.Shape.Rank - first)];
        if (mean && features.Length > 0)
        {
            values /= features.Aggregate(1.0, (product, axis) => product * values.Shape[axis].Value);
        }

        return Total(g, values, "sampleLoss") / (hasTime ? network.RunningSteps(terms.Values.Shape[1]) : g.Extent(Dimension.Batch));
    }

    private static Node Total(GraphBuilder g, Node values, string name)
    {
        var perSample = g.SumOverSample(values);
        if (!perSample.Op.IsLeaf())
        {
            perSample.Named(name);
        }

        return g.Reshape(g.Sum(perSample, 0), Shape.Scalar);
    }

    /// <summary>The loss of outputs that a session has computed, as a graph of its own.</summary>
    private (Node, Node, Node)? Evaluation(LossDefinition definition, Node inferred)
    {
        var graph = new GraphBuilder { Origin = step.Number };
        var output = graph.Input(definition.OutputName, inferred.Shape);
        var target = definition.Target(graph, definition.TargetName(options), output, options);
        return definition.Lower(this, output, target) is { } terms ? (output, target, Mean(graph, terms).Named("loss")) : null;
    }

    private (Node, Node)? Prediction(LossDefinition definition, Node inferred)
    {
        var graph = new GraphBuilder { Origin = step.Number };
        var input = graph.Input(definition.OutputName, inferred.Shape);
        return definition.Link(input, options) is { } prediction ? (input, prediction.Named("prediction")) : null;
    }
}
