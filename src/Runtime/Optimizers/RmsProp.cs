using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>
/// RMSProp: g' = g + d w; v = a v + (1 - a) g'^2; u = g' / (sqrt(v) + e); w = w - r u. Centered, sqrt(v - c^2) with c = a c + (1 - a) g' takes the place of sqrt(v);
/// with momentum m, w = w - r b where b = m b + u. r is the learning rate, a alpha, e epsilon, d the weight decay.
/// </summary>
/// <remarks>Tieleman and Hinton, "Lecture 6.5: rmsprop", 2012; centered: Graves, "Generating sequences with recurrent neural networks", 2013.</remarks>
public sealed class RmsProp : Optimizer
{
    /// <summary>PyTorch's defaults, but for what is given.</summary>
    /// <param name="learningRate">r, not negative.</param>
    /// <param name="alpha">Decay rate of the mean square, in [0, 1).</param>
    /// <param name="epsilon">e, not negative.</param>
    /// <param name="momentum">m, in [0, 1).</param>
    /// <param name="centered">Whether to divide by the estimated standard deviation of the gradient instead of its root mean square.</param>
    /// <param name="weightDecay">d, not negative.</param>
    /// <exception cref="ArgumentException">An argument is outside its range.</exception>
    public RmsProp(double learningRate = 1e-2, double alpha = 0.99, double epsilon = 1e-8, double momentum = 0, bool centered = false, double weightDecay = 0)
        : base(learningRate, weightDecay)
        => (Alpha, Epsilon, Momentum, Centered) = (Fraction(alpha, nameof(alpha)), NotNegative(epsilon, nameof(epsilon)), Fraction(momentum, nameof(momentum)), centered);

    /// <summary>Decay rate of the mean square.</summary>
    public double Alpha { get; }

    /// <summary>Keeps the step finite where the mean square is 0.</summary>
    public double Epsilon { get; }

    /// <summary>m.</summary>
    public double Momentum { get; }

    /// <summary>Whether the mean is subtracted from the mean square.</summary>
    public bool Centered { get; }

    private protected override string Settings => FormattableString.Invariant($"alpha {Alpha}, epsilon {Epsilon}, momentum {Momentum}, centered {Centered}, ");

    /// <inheritdoc/>
    public override OptimizerState<T> CreateState<T>(ParameterLayout layout)
    {
        var moments = new List<Moment> { new("meanSquare") };
        if (Centered)
            moments.Add(new Moment("mean"));
        if (Momentum > 0)
            moments.Add(new Moment("momentum"));
        return new FusedUpdate<T, Rule<T>>(this, layout, step => new Rule<T>(this, step), [.. moments]);
    }

    internal readonly struct Rule<T>(RmsProp rmsProp, UpdateStep step) : IUpdateRule<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T _minusRate = T.CreateTruncating(-step.LearningRate);
        private readonly T _decay = T.CreateTruncating(step.WeightDecay);
        private readonly T _alpha = T.CreateTruncating(rmsProp.Alpha);
        private readonly T _oneMinusAlpha = T.CreateTruncating(1 - rmsProp.Alpha);
        private readonly T _epsilon = T.CreateTruncating(rmsProp.Epsilon);
        private readonly T _momentum = T.CreateTruncating(rmsProp.Momentum);
        // Integers: devices take no booleans.
        private readonly int _hasMomentum = rmsProp.Momentum > 0 ? 1 : 0;
        private readonly int _centered = rmsProp.Centered ? 1 : 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Update<V>(V w, V g, ref V v, ref V moment1, ref V moment2) where V : struct, IVector<V, T>
        {
            g = V.MultiplyAdd(V.Broadcast(_decay), w, g);
            v = V.MultiplyAdd(V.Broadcast(_alpha), v, V.Broadcast(_oneMinusAlpha) * g * g);
            var variance = v;
            if (_centered != 0)
            {
                moment1 = V.MultiplyAdd(V.Broadcast(_alpha), moment1, V.Broadcast(_oneMinusAlpha) * g);
                // Rounding may make the variance of a constant gradient negative; PyTorch's parameters become NaN then.
                variance = V.Max(v - moment1 * moment1, V.Broadcast(T.Zero));
            }

            var u = g / (V.Sqrt(variance) + V.Broadcast(_epsilon));
            if (_hasMomentum != 0 && _centered != 0)
                u = moment2 = V.MultiplyAdd(V.Broadcast(_momentum), moment2, u);
            else if (_hasMomentum != 0)
                u = moment1 = V.MultiplyAdd(V.Broadcast(_momentum), moment1, u);
            return V.MultiplyAdd(V.Broadcast(_minusRate), u, w);
        }
    }
}
