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

    private protected OptimizerState(Optimizer optimizer, ParameterLayout layout, ReadOnlySpan<Moment> moments)
    {
        ArgumentNullException.ThrowIfNull(layout);
        (Optimizer, Layout) = (optimizer, layout);
        Buffers = new ParameterSet<T>(BufferLayout(optimizer, layout, moments), seed: 0);
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
            var parts = Buffers[StepName].Values;
            return (long)double.CreateTruncating(parts[0]) * StepBase + (long)double.CreateTruncating(parts[1]);
        }

        private protected set
        {
            var parts = Buffers[StepName].Values;
            (parts[0], parts[1]) = (T.CreateTruncating(value / StepBase), T.CreateTruncating(value % StepBase));
        }
    }

    /// <summary>Does one step: changes the trainable parameters along their gradients, but for frozen ones, and announces the change. Allocates nothing; the result does not depend on the number of threads.</summary>
    /// <param name="workers">The threads that may be used.</param>
    /// <param name="parameters">Parameters of this state's layout.</param>
    /// <param name="gradients">The derivatives of the loss, laid out as the trainable segment.</param>
    /// <exception cref="ArgumentException">The layout or the number of gradients is another; nothing is changed.</exception>
    public void Update(Workers workers, ParameterSet<T> parameters, ReadOnlySpan<T> gradients)
    {
        ArgumentNullException.ThrowIfNull(workers);
        ArgumentNullException.ThrowIfNull(parameters);
        if (Layout.FirstDifference(parameters.Layout) is { } difference)
            throw new ArgumentException($"The optimizer's state is for network '{Layout.Network}', not for these parameters: {difference}.", nameof(parameters));
        if (gradients.Length != Layout.TrainableLength)
            throw new ArgumentException($"Network '{Layout.Network}' has {Layout.TrainableLength} trainable parameters, but there are {gradients.Length} gradients.", nameof(gradients));

        Step++;
        Apply(workers, parameters.Trainable, gradients);
        MaxNormConstraint.Apply(workers, parameters);
        Buffers.MarkChanged();
        parameters.MarkChanged();
    }

    private protected abstract void Apply(Workers workers, Span<T> parameters, ReadOnlySpan<T> gradients);

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
