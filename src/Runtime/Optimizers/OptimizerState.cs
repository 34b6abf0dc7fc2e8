using System;
using System.Numerics;
using NetGen.Kernels;

namespace NetGen;

/// <summary>What an optimizer remembers about one model between steps: moments of each trainable parameter, and the number of steps.</summary>
public abstract class OptimizerState<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const string StepName = "step";

    // Integers up to 2^24 are exact in float32.
    private const long StepBase = 1 << 24;

    // PyTorch's: the norm of clipped gradients stays below the limit by this.
    internal const double NormEpsilon = 1e-6;

    private readonly GradientNorm<T>? _norm;

    private protected OptimizerState(Optimizer optimizer, ParameterLayout layout, ReadOnlySpan<Moment> moments)
    {
        ArgumentNullException.ThrowIfNull(layout);
        (Optimizer, Layout) = (optimizer, layout);
        Buffers = new ParameterSet<T>(BufferLayout(optimizer, layout, moments), seed: 0);
        _norm = optimizer.Clipping is { OfNorm: true } ? new GradientNorm<T>(layout) : null;
        optimizer.Schedule.Begin(ScheduleMemory);
    }

    /// <summary>The settings that steps follow.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The layout of the parameters that are trained.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>
    /// All that is remembered, named <c>moment.parameter</c> (for example <c>firstMoment.Dense1.weight</c>) and <c>step</c> (the number of steps: its multiple of 2^24 and the rest, exact in float32).
    /// Saved and loaded with <see cref="Safetensors"/> it continues a training.
    /// </summary>
    public ParameterSet<T> Buffers { get; }

    /// <summary>Steps done.</summary>
    public long Step
    {
        get
        {
            var parts = StepParts;
            return (long)double.CreateTruncating(parts[0]) * StepBase + (long)double.CreateTruncating(parts[1]);
        }

        internal set
        {
            var parts = StepParts;
            (parts[0], parts[1]) = (T.CreateTruncating(value / StepBase), T.CreateTruncating(value % StepBase));
        }
    }

    /// <summary>The rate of the last step, or before the first of the step to come: the optimizer's, times its schedule's factor.</summary>
    public double LearningRate => Optimizer.LearningRate * Optimizer.Schedule.Factor(Math.Max(Step - 1, 0), ScheduleMemory);

    /// <summary>The norm of all gradients in the last step, before clipping; 0 unless the optimizer clips by it.</summary>
    public double GradientNorm { get; private set; }

    /// <summary>What the schedule remembers.</summary>
    internal double[] ScheduleMemory { get; } = new double[Schedule.MemoryLength];

    /// <summary>Tells the schedule how well training goes: smaller is better. Only <see cref="Schedule.ReduceOnPlateau"/> wants to know.</summary>
    public void ReportMetric(double value) => Optimizer.Schedule.Report(value, ScheduleMemory);

    /// <summary>Does one step: changes the trainable parameters along their gradients, but for frozen ones, and announces the change. Allocates nothing; the result does not depend on the number of threads.</summary>
    /// <param name="workers">The threads that may be used.</param>
    /// <param name="parameters">Parameters of this state's layout.</param>
    /// <param name="gradients">The derivatives of the loss, laid out as the trainable segment.</param>
    /// <param name="scale">Factor on the gradients, before they are clipped.</param>
    /// <exception cref="ArgumentException">The layout or the number of gradients is another; nothing is changed.</exception>
    public void Update(Workers workers, ParameterSet<T> parameters, ReadOnlySpan<T> gradients, double scale = 1)
    {
        ArgumentNullException.ThrowIfNull(workers);
        ArgumentNullException.ThrowIfNull(parameters);
        if (Layout.FirstDifference(parameters.Layout) is { } difference)
            throw new ArgumentException($"The optimizer's state is for network '{Layout.Network}', not for these parameters: {difference}.", nameof(parameters));
        if (gradients.Length != Layout.TrainableLength)
            throw new ArgumentException($"Network '{Layout.Network}' has {Layout.TrainableLength} trainable parameters, but there are {gradients.Length} gradients.", nameof(gradients));

        var limit = double.PositiveInfinity;
        if (Optimizer.Clipping is { OfNorm: true } ofNorm)
        {
            GradientNorm = Math.Abs(scale) * _norm!.Of(workers, gradients);
            scale *= Math.Min(1, ofNorm.Limit / (GradientNorm + NormEpsilon));
        }
        else if (Optimizer.Clipping is { } byValue)
        {
            limit = byValue.Limit;
        }

        Step++;
        Apply(workers, parameters.Trainable, gradients, scale, limit);
        MaxNormConstraint.Apply(workers, parameters);
        Buffers.MarkChanged();
        parameters.MarkChanged();
    }

    private protected abstract void Apply(Workers workers, Span<T> parameters, ReadOnlySpan<T> gradients, double scale, double limit);

    /// <summary>Hands the rule, with its type, to somebody who computes with it.</summary>
    internal abstract TResult WithRule<TResult>(IRuleUser<T, TResult> user);

    // The last elements, which no device changes: reading them waits for none.
    private Span<T> StepParts => Buffers.Present[^2..];

    // Moment by moment, each laid out as the trainable parameters.
    private static ParameterLayout BufferLayout(Optimizer optimizer, ParameterLayout layout, ReadOnlySpan<Moment> moments)
    {
        var trainable = layout.Definitions[..layout.TrainableCount];
        var definitions = new ParameterDefinition[moments.Length * trainable.Length + 1];
        var count = 0;
        foreach (var moment in moments)
        {
            foreach (var parameter in trainable)
                definitions[count++] = new($"{moment.Name}.{parameter.Name}", parameter.Shape.ToArray(), Initialization.Constant(moment.Initial), ParameterKind.State);
        }

        definitions[count] = new(StepName, [2], Initialization.Zeros, ParameterKind.State);
        return new ParameterLayout($"{layout.Network}.{optimizer.GetType().Name}", definitions);
    }
}

/// <summary>A number that an optimizer remembers for each element of each parameter.</summary>
internal readonly record struct Moment(string Name, double Initial = 0);
