using System;

namespace NetGen;

/// <summary>
/// An exponential moving average of all parameters: after update t, a = a + (1 - d) (w - a) with d = decay, or while warming up the smaller of decay and (1 + t) / (10 + t).
/// It often generalises better than the last parameters. The trainer holds it: <c>trainer.Average</c>.
/// </summary>
/// <remarks>Polyak and Juditsky, "Acceleration of stochastic approximation by averaging", 1992; the warm-up is TensorFlow's.</remarks>
public sealed class MovingAverage
{
    /// <summary>Sets the decay.</summary>
    /// <param name="decay">d, above 0 and below 1: 0.999 averages over about a thousand updates.</param>
    /// <param name="warmUp">Whether the decay starts small, so that the initial values are soon forgotten.</param>
    /// <exception cref="ArgumentOutOfRangeException">The decay is outside its range.</exception>
    public MovingAverage(double decay, bool warmUp = true)
    {
        if (!(decay > 0 && decay < 1))
            throw new ArgumentOutOfRangeException(nameof(decay), decay, "The decay must be above 0 and below 1.");
        (Decay, WarmUp) = (decay, warmUp);
    }

    /// <summary>d.</summary>
    public double Decay { get; }

    /// <summary>Whether the decay starts small.</summary>
    public bool WarmUp { get; }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"exponential(decay {Decay}, warm-up {WarmUp})");

    /// <summary>The decay after an update; the first is number 1.</summary>
    internal double DecayAfter(long update) => WarmUp ? Math.Min(Decay, (1.0 + update) / (10 + update)) : Decay;
}
