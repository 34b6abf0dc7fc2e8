using System;

namespace NetGen;

/// <summary>
/// Adam with decoupled weight decay: w' = (1 - r d) w, then the step of <see cref="Adam"/> from w' with the plain gradient; r is the learning rate, d the weight decay.
/// </summary>
/// <remarks>Loshchilov and Hutter, "Decoupled weight decay regularization", 2019.</remarks>
public sealed class AdamW : Optimizer
{
    /// <summary>PyTorch's defaults, but for what is given.</summary>
    /// <param name="learningRate">r, not negative.</param>
    /// <param name="beta1">Decay rate of the first moment, in [0, 1).</param>
    /// <param name="beta2">Decay rate of the second moment, in [0, 1).</param>
    /// <param name="epsilon">Keeps the step finite where the second moment is 0; not negative.</param>
    /// <param name="weightDecay">d, not negative.</param>
    /// <exception cref="ArgumentException">An argument is outside its range.</exception>
    public AdamW(double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 1e-2)
        : base(learningRate, weightDecay)
        => (Beta1, Beta2, Epsilon) = (Fraction(beta1, nameof(beta1)), Fraction(beta2, nameof(beta2)), NotNegative(epsilon, nameof(epsilon)));

    /// <summary>Decay rate of the first moment.</summary>
    public double Beta1 { get; }

    /// <summary>Decay rate of the second moment.</summary>
    public double Beta2 { get; }

    /// <summary>Keeps the step finite where the second moment is 0.</summary>
    public double Epsilon { get; }

    private protected override string Settings => FormattableString.Invariant($"beta1 {Beta1}, beta2 {Beta2}, epsilon {Epsilon}, ");

    /// <inheritdoc/>
    public override OptimizerState<T> CreateState<T>(ParameterLayout layout)
        => new FusedUpdate<T, AdamRule<T>>(this, layout, step => new AdamRule<T>(step, Beta1, Beta2, Epsilon, gradientDecay: 0, keep: 1 - step.LearningRate * step.WeightDecay), AdamRule<T>.Moments);
}
