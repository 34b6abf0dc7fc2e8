using System.Collections.Generic;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>
/// A kind of layer: its settings, its documentation and its lowering to primitive operations. That is all there is to a layer: derivatives, kernels,
/// code and the plan follow from the lowering.
/// </summary>
internal abstract class LayerDefinition
{
    /// <summary>The attribute's name: <c>Dense</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>For the documentation: what it computes.</summary>
    public abstract string Formula { get; }

    /// <summary>For the documentation: what becomes of a sample's shape.</summary>
    public virtual string Shapes => "any shape, unchanged";

    /// <summary>The same layer elsewhere, for the documentation: PyTorch, Keras.</summary>
    public abstract (string PyTorch, string Keras) Twins { get; }

    public virtual IReadOnlyList<Option> Options => [];

    /// <summary>The layer takes integers that name rows of a table, not numbers.</summary>
    public virtual bool TakesTokens => false;

    /// <summary>The layer may stand between weights and their activation, so that the default initialisation looks past it: normalisation and noise.</summary>
    public virtual bool KeepsActivation => false;

    /// <summary>The activation that the layer applies last, if any.</summary>
    public virtual Activation? ActivationOf(Options options) =>
        options.IsGiven("Activation") ? Activations.Named(options.Choice("Activation")) : null;

    /// <summary>What unnamed layers are called, followed by their count: the kind without its number of dimensions.</summary>
    public string NameStem => Kind.EndsWith("1D", System.StringComparison.Ordinal) || Kind.EndsWith("2D", System.StringComparison.Ordinal) ? Kind.Substring(0, Kind.Length - 2) : Kind;

    /// <summary>The layer applied to x ([Batch, sample...]), or null after a report of why it cannot be.</summary>
    public abstract Node? Lower(LayerScope layer, Node x);
}
