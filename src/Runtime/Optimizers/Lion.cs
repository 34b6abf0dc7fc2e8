using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>
/// Lion: w' = (1 - r d) w; w = w' - r sign(b1 m + (1 - b1) g); m = b2 m + (1 - b2) g;
/// r is the learning rate, b1 and b2 the weights of the momentum, d the (decoupled) weight decay.
/// </summary>
/// <remarks>Chen et al., "Symbolic discovery of optimization algorithms", 2023.</remarks>
public sealed class Lion : Optimizer
{
    /// <summary>The paper's defaults, but for what is given.</summary>
    /// <param name="learningRate">r, not negative; three to ten times smaller than Adam's.</param>
    /// <param name="beta1">Weight of the momentum in the step, in [0, 1).</param>
    /// <param name="beta2">Decay rate of the momentum, in [0, 1).</param>
    /// <param name="weightDecay">d, not negative.</param>
    /// <exception cref="ArgumentException">An argument is outside its range.</exception>
    public Lion(double learningRate = 1e-4, double beta1 = 0.9, double beta2 = 0.99, double weightDecay = 0)
        : base(learningRate, weightDecay)
        => (Beta1, Beta2) = (Fraction(beta1, nameof(beta1)), Fraction(beta2, nameof(beta2)));

    /// <summary>Weight of the momentum in the step.</summary>
    public double Beta1 { get; }

    /// <summary>Decay rate of the momentum.</summary>
    public double Beta2 { get; }

    private protected override string Settings => FormattableString.Invariant($"beta1 {Beta1}, beta2 {Beta2}, ");

    /// <inheritdoc/>
    public override OptimizerState<T> CreateState<T>(ParameterLayout layout)
        => new FusedUpdate<T, Rule<T>>(this, layout, step => new Rule<T>(this, step), new Moment("momentum"));

    internal readonly struct Rule<T>(Lion lion, UpdateStep step) : IUpdateRule<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T _rate = T.CreateTruncating(step.LearningRate);
        private readonly T _keep = T.CreateTruncating(1 - step.LearningRate * step.WeightDecay);
        private readonly T _beta1 = T.CreateTruncating(lion.Beta1);
        private readonly T _beta2 = T.CreateTruncating(lion.Beta2);
        private readonly T _oneMinusBeta1 = T.CreateTruncating(1 - lion.Beta1);
        private readonly T _oneMinusBeta2 = T.CreateTruncating(1 - lion.Beta2);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Update<V>(V w, V g, ref V m, ref V moment1, ref V moment2) where V : struct, IVector<V, T>
        {
            V zero = V.Broadcast(T.Zero), rate = V.Broadcast(_rate);
            var direction = V.MultiplyAdd(V.Broadcast(_beta1), m, V.Broadcast(_oneMinusBeta1) * g);
            // r sign(direction), which is 0 where direction is.
            var stride = V.Select(V.Less(zero, direction), rate, V.Select(V.Less(direction, zero), -rate, zero));
            m = V.MultiplyAdd(V.Broadcast(_beta2), m, V.Broadcast(_oneMinusBeta2) * g);
            return V.Broadcast(_keep) * w - stride;
        }
    }
}
