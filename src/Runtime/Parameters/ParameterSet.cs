using System;
using System.Numerics;

namespace NetGen;

/// <summary>
/// The values of all parameters of one model, in one flat buffer: the trainable segment, then the state segment.
/// Any number of threads may read it; writing is for one thread, while nobody reads.
/// </summary>
public sealed class ParameterSet<T> : ParameterViews<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Allocates the parameters of a layout and gives each its initial values.</summary>
    /// <param name="layout">Names, shapes and initialisations.</param>
    /// <param name="seed">Determines all random values, each parameter's by its name: another parameter more or less changes none of them.</param>
    public ParameterSet(ParameterLayout layout, ulong seed)
        : this(layout)
    {
        foreach (var parameter in this)
            parameter.Definition.Initialization.Fill(parameter.Values, seed, parameter.Name);
    }

    private ParameterSet(ParameterLayout layout)
        : base(layout, trainableOnly: false)
    {
    }

    /// <summary>Values of the trainable parameters.</summary>
    public Span<T> Trainable => All[..Layout.TrainableLength];

    /// <summary>Values of the state parameters.</summary>
    public Span<T> State => All[Layout.TrainableLength..];

    /// <summary>Increases with every announced change of values. Packed copies of weights hold the version they were made from.</summary>
    public long Version { get; private set; }

    /// <summary>Announces that values have been written. Optimizers, loading and <see cref="CopyFrom"/> do it themselves; who writes through a span does it afterwards.</summary>
    public void MarkChanged() => Version++;

    /// <summary>A copy with its own buffer.</summary>
    public ParameterSet<T> Clone()
    {
        var clone = new ParameterSet<T>(Layout);
        All.CopyTo(clone.All);
        return clone;
    }

    /// <summary>Takes over all values of another model of the same network.</summary>
    /// <exception cref="ArgumentException">The layouts differ; the message names the first difference. Nothing is copied.</exception>
    public void CopyFrom(ParameterSet<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (Layout.FirstDifference(other.Layout) is { } difference)
            throw new ArgumentException($"Cannot copy the parameters of '{other.Layout.Network}' to '{Layout.Network}': {difference}.", nameof(other));
        other.All.CopyTo(All);
        MarkChanged();
    }
}
