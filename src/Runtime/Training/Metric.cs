using System;
using System.Numerics;

namespace NetGen;

/// <summary>Something measured on validation data: it is shown batches of outputs and targets, and has a value at the end.</summary>
/// <remarks>A metric keeps counts: use one object in one evaluation at a time.</remarks>
public abstract class Metric
{
    /// <summary>What it is called in progress and results.</summary>
    public abstract string Name { get; }

    /// <summary>The value over all batches since <see cref="Reset"/>.</summary>
    public abstract double Value { get; }

    /// <summary>Whether a larger value is better, for early stopping.</summary>
    public virtual bool HigherIsBetter => false;

    /// <summary>Forgets all batches.</summary>
    public abstract void Reset();

    /// <summary>Takes note of a batch with classes as targets.</summary>
    /// <param name="outputs">Scores, one row per label: logits or probabilities.</param>
    /// <param name="labels">The right classes.</param>
    /// <param name="classes">Length of a row.</param>
    /// <exception cref="NotSupportedException">The metric is not for classes.</exception>
    public virtual void Add<T>(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => throw new NotSupportedException($"The metric '{Name}' is not for targets that are classes.");

    /// <summary>Takes note of a batch with numbers as targets.</summary>
    /// <param name="outputs">The network's outputs.</param>
    /// <param name="targets">As many targets.</param>
    /// <param name="length">Elements per sample.</param>
    /// <exception cref="NotSupportedException">The metric is not for numbers.</exception>
    public virtual void Add<T>(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => throw new NotSupportedException($"The metric '{Name}' is not for targets that are numbers.");

    /// <summary>The position of the largest element, the first if there are several; NaN is never the largest.</summary>
    internal static int IndexOfLargest<T>(ReadOnlySpan<T> scores)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
        {
            if (scores[i] > scores[best] || (T.IsNaN(scores[best]) && !T.IsNaN(scores[i])))
                best = i;
        }

        return best;
    }
}
