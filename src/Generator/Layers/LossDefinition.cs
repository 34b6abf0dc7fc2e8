using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>A loss: what it compares the output with, and how.</summary>
internal abstract class LossDefinition
{
    /// <summary>The attribute's name.</summary>
    public abstract string Kind { get; }

    /// <summary>For the documentation and the plan.</summary>
    public abstract string Formula { get; }

    /// <summary>The same loss elsewhere, for the documentation: PyTorch, Keras.</summary>
    public abstract (string PyTorch, string Keras) Twins { get; }

    /// <summary>Of output and target per sample, for the documentation.</summary>
    public virtual string Shapes => "x of any shape, t of the same";

    /// <summary>What the output is called in the generated methods.</summary>
    public virtual string OutputName => "output";

    /// <summary>Settings beside those that every loss has.</summary>
    protected virtual IReadOnlyList<Option> OwnOptions => [];

    public IReadOnlyList<Option> Options =>
    [
        new("Reduction", "Mean", "Mean or Sum over the features of a sample; the batch is always averaged."),
        new("Target", null, "The target's name in the generated methods; default labels for class indices, else targets."),
        .. OwnOptions,
    ];

    /// <summary>What the target is called where the user does not say.</summary>
    protected virtual string DefaultTargetName(Options options) => "targets";

    /// <summary>The loss is one number per row (over the last axis), not one per feature.</summary>
    public virtual bool Rows => false;

    /// <summary>What the target is called in the generated methods.</summary>
    public string TargetName(Options options) => options.IsGiven("Target") ? options.Choice("Target") : DefaultTargetName(options);

    /// <summary>Makes the target for an output.</summary>
    public virtual Node Target(GraphBuilder graph, string name, Node output, Options options) => graph.Input(name, output.Shape);

    /// <summary>The loss of output x for target t, or null after a report of why there is none.</summary>
    public abstract LossTerms? Lower(LossScope loss, Node x, Node t);

    /// <summary>From output to prediction, or null where they are the same.</summary>
    public virtual Node? Link(Node x, Options options) => null;
}

/// <param name="Values">A value per feature or per row, times its weight.</param>
/// <param name="Weights">What the mean divides by the sum of; null where every value counts 1.</param>
internal sealed record LossTerms(Node Values, Node? Weights = null);

/// <summary>A loss that compares element by element.</summary>
/// <param name="value">The loss from output, target and the setting.</param>
/// <param name="link">From output to prediction; null where they are the same.</param>
/// <param name="setting">The one setting of the loss, a number above 0; null for none.</param>
internal sealed class ElementwiseLoss(
    string kind, string formula, string pyTorch, string keras, Func<Node, Node, double, Node> value, Func<Node, Node>? link = null, string outputName = "output", Option? setting = null) : LossDefinition
{
    public override string Kind => kind;

    public override string Formula => formula;

    public override (string PyTorch, string Keras) Twins => (pyTorch, keras);

    public override string OutputName => outputName;

    protected override IReadOnlyList<Option> OwnOptions => setting is null ? [] : [setting];

    public override LossTerms? Lower(LossScope loss, Node x, Node t)
    {
        double number = setting is null ? 0 : loss.Options.Number(setting.Name);
        if (setting is null || (number > 0 && !double.IsInfinity(number)))
        {
            return new LossTerms(value(x, t, number));
        }

        loss.ReportRange(setting.Name, number, "finite and above 0");
        return null;
    }

    public override Node? Link(Node x, Options options) => link?.Invoke(x);
}
