using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>
/// AdaGrad: g' = g + d w; s = s + g'^2; w = w - r / (1 + (t - 1) l) g' / (sqrt(s) + e) in step t;
/// r is the learning rate, l its decay, e epsilon, d the weight decay.
/// </summary>
/// <remarks>Duchi, Hazan and Singer, "Adaptive subgradient methods for online learning and stochastic optimization", 2011.</remarks>
public sealed class AdaGrad : Optimizer
{
    /// <summary>PyTorch's defaults, but for what is given.</summary>
    /// <param name="learningRate">r, not negative.</param>
    /// <param name="learningRateDecay">l, not negative.</param>
    /// <param name="initialAccumulator">s before the first step, not negative.</param>
    /// <param name="epsilon">e, not negative.</param>
    /// <param name="weightDecay">d, not negative.</param>
    /// <exception cref="ArgumentException">An argument is outside its range.</exception>
    public AdaGrad(double learningRate = 1e-2, double learningRateDecay = 0, double initialAccumulator = 0, double epsilon = 1e-10, double weightDecay = 0)
        : base(learningRate, weightDecay)
    {
        LearningRateDecay = NotNegative(learningRateDecay, nameof(learningRateDecay));
        InitialAccumulator = NotNegative(initialAccumulator, nameof(initialAccumulator));
        Epsilon = NotNegative(epsilon, nameof(epsilon));
    }

    /// <summary>l.</summary>
    public double LearningRateDecay { get; }

    /// <summary>s before the first step.</summary>
    public double InitialAccumulator { get; }

    /// <summary>Keeps the step finite where all gradients have been 0.</summary>
    public double Epsilon { get; }

    private protected override string Settings => FormattableString.Invariant($"learning rate decay {LearningRateDecay}, initial accumulator {InitialAccumulator}, epsilon {Epsilon}, ");

    /// <inheritdoc/>
    public override OptimizerState<T> CreateState<T>(ParameterLayout layout)
        => new FusedUpdate<T, Rule<T>>(this, layout, step => new Rule<T>(this, step), new Moment("sumOfSquares", InitialAccumulator));

    internal readonly struct Rule<T>(AdaGrad adaGrad, UpdateStep step) : IUpdateRule<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T _minusRate = T.CreateTruncating(-step.LearningRate / (1 + (step.Step - 1) * adaGrad.LearningRateDecay));
        private readonly T _decay = T.CreateTruncating(step.WeightDecay);
        private readonly T _epsilon = T.CreateTruncating(adaGrad.Epsilon);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Update<V>(V w, V g, ref V s, ref V moment1, ref V moment2) where V : struct, IVector<V, T>
        {
            g = V.MultiplyAdd(V.Broadcast(_decay), w, g);
            s = V.MultiplyAdd(g, g, s);
            return V.MultiplyAdd(V.Broadcast(_minusRate), g / (V.Sqrt(s) + V.Broadcast(_epsilon)), w);
        }
    }
}
