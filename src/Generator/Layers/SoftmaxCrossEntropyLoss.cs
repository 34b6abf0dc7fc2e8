using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>
/// -sum_j w[j] t[j] log softmax(x)[j]. The target t is a distribution, or that of a class index: all on one class, less what label smoothing spreads
/// evenly over all classes. Shifted by the maximum so that nothing overflows.
/// </summary>
internal sealed class SoftmaxCrossEntropyLoss : LossDefinition
{
    public override string Kind => "SoftmaxCrossEntropy";

    public override string Formula => "log sum_j exp x[j] - x[label]";

    public override (string PyTorch, string Keras) Twins => ("CrossEntropyLoss", "SparseCategoricalCrossentropy(from_logits=True); with Distributions CategoricalCrossentropy(from_logits=True)");

    public override string Shapes => "x [classes] and a label from 0 to classes - 1, or with Distributions t [classes]; of sequences, or rows, x [length, classes] and a label, or t, per step";

    public override string OutputName => "logits";

    public override bool Rows => true;

    protected override IReadOnlyList<Option> OwnOptions =>
    [
        new("Distributions", false, "The target is a probability per class instead of a class index: -sum_j t[j] log softmax(x)[j]."),
        new("LabelSmoothing", 0.0, "This part s of each target is spread evenly over all classes, 0 to 1: t[j] becomes (1 - s) t[j] + s / classes."),
        new("ClassWeights", null, "A factor per class on the loss; the mean over the batch divides by the sum of the labels' weights."),
        new("IgnoredIndex", null, "Samples (time steps) with this label do not count; it need be no class."),
    ];

    protected override string DefaultTargetName(Options options) => options.Flag("Distributions") ? "targets" : "labels";

    public override Node Target(GraphBuilder graph, string name, Node output, Options options)
    {
        var (shape, last) = (output.Shape, output.Shape.Rank - 1);
        int? ignored = options.IsGiven("IgnoredIndex") ? options.Integer("IgnoredIndex") : null;
        return options.Flag("Distributions") ? graph.Input(name, shape) : graph.Input(name, new Shape([.. shape.Take(last)]), classes: (int)shape[last].Value, ignored);
    }

    public override Node? Link(Node x, Options options) => Activations.Softmax(x);

    public override LossTerms? Lower(LossScope loss, Node x, Node t)
    {
        var g = x.Graph;
        int last = x.Shape.Rank - 1;
        var classes = x.Shape[last];
        double smoothing = loss.Options.Number("LabelSmoothing");
        double[] weights = [.. loss.Options.Numbers("ClassWeights")];
        if (!Check(loss, classes.Value, smoothing, weights))
        {
            return null;
        }

        var logSum = Activations.LogSumExp(x, last);
        Shape rows = new([.. x.Shape.Take(last)]);
        var label = t.Type == ElementType.Integer ? g.Reshape(F(Op.ToReal, t), logSum.Shape) : null;
        var chosen = label is null ? null : F(Op.Equal, g.Positions(classes), label);
        if (smoothing == 0 && weights.Length == 0 && chosen is not null)
        {
            var value = g.Reshape(logSum - g.Sum(F(Op.Select, chosen, x, g.Constant(0)), last), rows);
            return loss.Options.IsGiven("IgnoredIndex") ? Counted(value, Counts(loss, t)) : new LossTerms(value);
        }

        // The smoothed target of each class, times the class's weight.
        var target = chosen is null ? t : F(Op.Select, chosen, g.Constant(1), g.Constant(0));
        target = ((1 - smoothing) * target) + (smoothing / classes.Value);
        if (weights.Length > 0)
        {
            target *= Looked(g.Positions(classes), weights);
        }

        var values = g.Reshape(g.Sum(target * (logSum - x), last), rows);
        if (label is null)
        {
            // As in PyTorch, distributions count 1 whatever the weights.
            return new LossTerms(values);
        }

        var counts = loss.Options.IsGiven("IgnoredIndex") ? Counts(loss, t) : null;
        var ofLabel = weights.Length > 0 ? Looked(F(Op.ToReal, t), weights) : null;
        return counts is null ? new LossTerms(values, ofLabel)
            : new LossTerms(values * counts, ofLabel is null ? counts : ofLabel * counts);
    }

    private static LossTerms Counted(Node values, Node counts) => new(values * counts, counts);

    /// <summary>1 where the label counts, 0 where it is the ignored one.</summary>
    private static Node Counts(LossScope loss, Node labels)
    {
        var g = labels.Graph;
        var ignored = F(Op.Equal, F(Op.ToReal, labels), g.Constant(loss.Options.Integer("IgnoredIndex")));
        return F(Op.Select, ignored, g.Constant(0), g.Constant(1));
    }

    /// <summary>The number of a short list at each index.</summary>
    private static Node Looked(Node index, double[] values)
    {
        var g = index.Graph;
        var result = g.Constant(values[values.Length - 1], index.Shape);
        for (int k = values.Length - 2; k >= 0; k--)
        {
            result = F(Op.Select, F(Op.Equal, index, g.Constant(k)), g.Constant(values[k]), result);
        }

        return result;
    }

    private static bool Check(LossScope loss, long classes, double smoothing, double[] weights)
    {
        if (!(smoothing >= 0 && smoothing <= 1))
        {
            loss.ReportRange("LabelSmoothing", smoothing, "0 to 1");
            return false;
        }

        if (weights.Length > 0 && (weights.Length != classes || !weights.All(w => w >= 0 && !double.IsInfinity(w))))
        {
            loss.Report(Ids.ClassWeightCount, $"{weights.Length}", $"{classes}");
            return false;
        }

        return true;
    }

    private static Node F(Op op, params Node[] x) => x[0].Graph.Elementwise(op, x);
}
