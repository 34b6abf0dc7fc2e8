using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>
/// Stochastic gradient descent, with momentum if wanted: g' = g + d w; m = a m + g'; w = w - r m, or with Nesterov's momentum w = w - r (g' + a m);
/// r is the learning rate, a the momentum, d the weight decay.
/// </summary>
/// <remarks>Polyak, "Some methods of speeding up the convergence of iteration methods", 1964; Sutskever, Martens, Dahl and Hinton, "On the importance of initialization and momentum in deep learning", 2013.</remarks>
public sealed class Sgd : Optimizer
{
    /// <summary>Plain descent, unless momentum is given.</summary>
    /// <param name="learningRate">r, not negative.</param>
    /// <param name="momentum">a, in [0, 1).</param>
    /// <param name="nesterov">Whether to look ahead along the momentum, which then must not be 0.</param>
    /// <param name="weightDecay">d, not negative.</param>
    /// <exception cref="ArgumentException">An argument is outside its range.</exception>
    public Sgd(double learningRate, double momentum = 0, bool nesterov = false, double weightDecay = 0)
        : base(learningRate, weightDecay)
    {
        Momentum = Fraction(momentum, nameof(momentum));
        Nesterov = !nesterov || momentum > 0 ? nesterov : throw new ArgumentException("Sgd: Nesterov's momentum needs a momentum greater than 0.", nameof(nesterov));
    }

    /// <summary>a.</summary>
    public double Momentum { get; }

    /// <summary>Whether the step looks ahead along the momentum.</summary>
    public bool Nesterov { get; }

    private protected override string Settings => FormattableString.Invariant($"momentum {Momentum}, nesterov {Nesterov}, ");

    /// <inheritdoc/>
    public override OptimizerState<T> CreateState<T>(ParameterLayout layout)
        => new FusedUpdate<T, Rule<T>>(this, layout, step => new Rule<T>(this, step), Momentum == 0 ? [] : [new Moment("momentum")]);

    internal readonly struct Rule<T>(Sgd sgd, UpdateStep step) : IUpdateRule<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T _minusRate = T.CreateTruncating(-step.LearningRate);
        private readonly T _decay = T.CreateTruncating(step.WeightDecay);
        private readonly T _momentum = T.CreateTruncating(sgd.Momentum);
        // Integers: devices take no booleans.
        private readonly int _hasMomentum = sgd.Momentum > 0 ? 1 : 0;
        private readonly int _nesterov = sgd.Nesterov ? 1 : 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Update<V>(V w, V g, ref V m, ref V moment1, ref V moment2) where V : struct, IVector<V, T>
        {
            g = V.MultiplyAdd(V.Broadcast(_decay), w, g);
            if (_hasMomentum != 0)
            {
                m = V.MultiplyAdd(V.Broadcast(_momentum), m, g);
                g = _nesterov != 0 ? V.MultiplyAdd(V.Broadcast(_momentum), m, g) : m;
            }

            return V.MultiplyAdd(V.Broadcast(_minusRate), g, w);
        }
    }
}
