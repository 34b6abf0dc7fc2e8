using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>
/// Adadelta: g' = g + d w; v = p v + (1 - p) g'^2; u = sqrt(a + e) / sqrt(v + e) g'; a = p a + (1 - p) u^2; w = w - r u;
/// r is the learning rate, p rho, e epsilon, d the weight decay.
/// </summary>
/// <remarks>Zeiler, "ADADELTA: an adaptive learning rate method", 2012.</remarks>
public sealed class Adadelta : Optimizer
{
    /// <summary>PyTorch's defaults, but for what is given.</summary>
    /// <param name="learningRate">r, not negative.</param>
    /// <param name="rho">p, in [0, 1).</param>
    /// <param name="epsilon">e, not negative.</param>
    /// <param name="weightDecay">d, not negative.</param>
    /// <exception cref="ArgumentException">An argument is outside its range.</exception>
    public Adadelta(double learningRate = 1, double rho = 0.9, double epsilon = 1e-6, double weightDecay = 0)
        : base(learningRate, weightDecay)
        => (Rho, Epsilon) = (Fraction(rho, nameof(rho)), NotNegative(epsilon, nameof(epsilon)));

    /// <summary>Decay rate of both mean squares.</summary>
    public double Rho { get; }

    /// <summary>Gets the first steps going, and keeps them finite where all gradients have been 0.</summary>
    public double Epsilon { get; }

    private protected override string Settings => FormattableString.Invariant($"rho {Rho}, epsilon {Epsilon}, ");

    /// <inheritdoc/>
    public override OptimizerState<T> CreateState<T>(ParameterLayout layout)
        => new FusedUpdate<T, Rule<T>>(this, layout, step => new Rule<T>(this, step), new Moment("meanSquareGradient"), new Moment("meanSquareUpdate"));

    internal readonly struct Rule<T>(Adadelta adadelta, UpdateStep step) : IUpdateRule<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T _minusRate = T.CreateTruncating(-step.LearningRate);
        private readonly T _decay = T.CreateTruncating(step.WeightDecay);
        private readonly T _rho = T.CreateTruncating(adadelta.Rho);
        private readonly T _oneMinusRho = T.CreateTruncating(1 - adadelta.Rho);
        private readonly T _epsilon = T.CreateTruncating(adadelta.Epsilon);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Update<V>(V w, V g, ref V v, ref V a, ref V moment2) where V : struct, IVector<V, T>
        {
            var epsilon = V.Broadcast(_epsilon);
            g = V.MultiplyAdd(V.Broadcast(_decay), w, g);
            v = V.MultiplyAdd(V.Broadcast(_rho), v, V.Broadcast(_oneMinusRho) * g * g);
            var u = V.Sqrt(a + epsilon) / V.Sqrt(v + epsilon) * g;
            a = V.MultiplyAdd(V.Broadcast(_rho), a, V.Broadcast(_oneMinusRho) * u * u);
            return V.MultiplyAdd(V.Broadcast(_minusRate), u, w);
        }
    }
}
