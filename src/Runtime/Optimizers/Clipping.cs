using System;

namespace NetGen;

/// <summary>How large gradients are made smaller before an update. <c>trainer.Gradients</c> keeps what was computed: clipping is a part of the update's own pass.</summary>
public sealed class Clipping
{
    private Clipping(double limit, bool ofNorm) => (Limit, OfNorm) = (limit, ofNorm);

    /// <summary>The largest magnitude of an element, or the largest norm.</summary>
    public double Limit { get; }

    /// <summary>Whether the limit is on the norm of all gradients together.</summary>
    internal bool OfNorm { get; }

    /// <summary>g = min(max(g, -limit), limit), element by element.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not positive and finite.</exception>
    public static Clipping ByValue(double limit) => new(Checked(limit), ofNorm: false);

    /// <summary>g = g min(1, limit / (norm + 1e-6)), where norm is the square root of the sum of squares of the gradients of all parameters that are not frozen. As PyTorch's clip_grad_norm_.</summary>
    /// <remarks>Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", 2013. The order of addition is fixed: threads change no bit.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not positive and finite.</exception>
    public static Clipping GlobalNorm(double limit) => new(Checked(limit), ofNorm: true);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{(OfNorm ? "global norm" : "by value")} {Limit}");

    private static double Checked(double limit) => double.IsFinite(limit) && limit > 0
        ? limit
        : throw new ArgumentOutOfRangeException(nameof(limit), limit, "The limit must be positive and finite.");
}
