using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>
/// Adam: g' = g + d w; m = b1 m + (1 - b1) g'; v = b2 v + (1 - b2) g'^2; w = w - r (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + e) in step t;
/// r is the learning rate, b1 and b2 the decay rates of the moments, e epsilon, d the weight decay (which here is part of the gradient: see <see cref="AdamW"/>).
/// </summary>
/// <remarks>Kingma and Ba, "Adam: a method for stochastic optimization", 2015.</remarks>
public sealed class Adam : Optimizer
{
    /// <summary>PyTorch's defaults, but for what is given.</summary>
    /// <param name="learningRate">r, not negative.</param>
    /// <param name="beta1">Decay rate of the first moment, in [0, 1).</param>
    /// <param name="beta2">Decay rate of the second moment, in [0, 1).</param>
    /// <param name="epsilon">e, not negative.</param>
    /// <param name="weightDecay">d, not negative.</param>
    /// <exception cref="ArgumentException">An argument is outside its range.</exception>
    public Adam(double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
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
        => new FusedUpdate<T, AdamRule<T>>(this, layout, step => new AdamRule<T>(step, Beta1, Beta2, Epsilon, gradientDecay: step.WeightDecay, keep: 1), AdamRule<T>.Moments);
}

/// <summary>The step of <see cref="Adam"/> and <see cref="AdamW"/>: weight decay either is added to the gradient, or shrinks the parameter to <paramref name="keep"/> of itself first.</summary>
internal readonly struct AdamRule<T>(UpdateStep step, double beta1, double beta2, double epsilon, double gradientDecay, double keep) : IUpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static readonly Moment[] Moments = [new("firstMoment"), new("secondMoment")];

    private readonly T _keep = T.CreateTruncating(keep);
    private readonly T _gradientDecay = T.CreateTruncating(gradientDecay);
    private readonly T _beta1 = T.CreateTruncating(beta1);
    private readonly T _beta2 = T.CreateTruncating(beta2);
    private readonly T _oneMinusBeta1 = T.CreateTruncating(1 - beta1);
    private readonly T _oneMinusBeta2 = T.CreateTruncating(1 - beta2);
    private readonly T _epsilon = T.CreateTruncating(epsilon);
    private readonly T _minusRate = T.CreateTruncating(-step.LearningRate / (1 - Math.Pow(beta1, step.Step)));
    private readonly T _correction = T.CreateTruncating(1 / Math.Sqrt(1 - Math.Pow(beta2, step.Step)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Update<V>(V w, V g, ref V m, ref V v, ref V moment2) where V : struct, IVector<V, T>
    {
        g = V.MultiplyAdd(V.Broadcast(_gradientDecay), w, g);
        m = V.MultiplyAdd(V.Broadcast(_beta1), m, V.Broadcast(_oneMinusBeta1) * g);
        v = V.MultiplyAdd(V.Broadcast(_beta2), v, V.Broadcast(_oneMinusBeta2) * g * g);
        var deviation = V.MultiplyAdd(V.Sqrt(v), V.Broadcast(_correction), V.Broadcast(_epsilon));
        return V.MultiplyAdd(V.Broadcast(_minusRate), m / deviation, V.Broadcast(_keep) * w);
    }
}
