using System;
using System.Numerics;
using NetGen.Kernels;

namespace NetGen;

/// <summary>
/// What a training consists of, wherever it computes: the parameters and the optimizer's memory, their average, gradients that wait for an update, and what random numbers depend on. What a checkpoint holds.
/// </summary>
internal sealed partial class TrainingState<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly string? _machine;
    private int _carriedSteps;

    /// <param name="parameters">The model's.</param>
    /// <param name="optimizer">The rule of the updates.</param>
    /// <param name="seed">Of random numbers.</param>
    /// <param name="trains">Positions of the parameters that are updated; null for all.</param>
    /// <param name="machine">What it computes on, as far as bits depend on it; null for the CPU.</param>
    public TrainingState(ParameterSet<T> parameters, Optimizer optimizer, ulong seed, int[]? trains, string? machine = null)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        (Parameters, Optimizer, Seed, _machine) = (parameters, optimizer, seed, machine);
        Gradients = new GradientSet<T>(parameters.Layout);
        // Also where batches are never accumulated: nothing may be allocated after construction.
        Accumulated = new GradientSet<T>(parameters.Layout);
        Average = optimizer.Average is null ? null : parameters.Clone();
        Update = optimizer.CreateState<T>(trains is null ? parameters.Layout : parameters.Layout.Training(trains));
    }

    public ParameterSet<T> Parameters { get; }

    public Optimizer Optimizer { get; }

    /// <summary>What it computes on. Found when it is asked for: a native app that saves no checkpoints needs no reflection.</summary>
    public string Machine => _machine ?? MachineKind.Name;

    /// <summary>What the optimizer remembers, and its rule.</summary>
    public OptimizerState<T> Update { get; }

    /// <summary>Of the last batch.</summary>
    public GradientSet<T> Gradients { get; }

    /// <summary>Sums of gradients times samples, so that batches of any sizes make one mean over samples.</summary>
    public GradientSet<T> Accumulated { get; }

    /// <summary>Samples whose gradients are accumulated.</summary>
    public long AccumulatedSamples { get; set; }

    /// <summary>Of the parameters over the updates, if the optimizer's settings ask for it.</summary>
    public ParameterSet<T>? Average { get; }

    /// <summary>Of random numbers.</summary>
    public ulong Seed { get; private set; }

    /// <summary>Batches so far: each has random numbers of its own.</summary>
    public long Batches { get; set; }

    /// <summary>What determines the random numbers of the current batch.</summary>
    public RandomKey Key => new(Seed, (uint)Batches);

    /// <summary>The share of the way that the average goes towards the parameters after the last update.</summary>
    public double AverageStep => 1 - Optimizer.Average!.DecayAfter(Update.Step);

    /// <summary>The steps after which recurrent states are carried on, 0 for all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int CarriedSteps
    {
        get => _carriedSteps;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _carriedSteps = value;
        }
    }

    private string Network => Parameters.Layout.Network;

    /// <summary>Of a call with so many steps, those after which states are carried on.</summary>
    public int StepsToCarry(int steps) => _carriedSteps == 0 ? steps : Math.Min(_carriedSteps, steps);

    /// <summary>Throws if states are to be kept that cannot be.</summary>
    public bool CheckKeepsState(bool keeps, bool runsFromTheEnd) => keeps && runsFromTheEnd
        ? throw new InvalidOperationException($"{Network}: a layer runs from the end of each sequence to its beginning, so states cannot go on from batch to batch.")
        : keeps;

    /// <summary>Throws unless a Forward of some samples has left what derivatives need.</summary>
    public void CheckForward(int samples)
    {
        if (samples == 0)
            throw new InvalidOperationException($"{Network}: Backward needs a Forward before it; it uses up what the Forward has left.");
    }

    /// <summary>The average, or what to throw where none is kept.</summary>
    public ParameterSet<T> RequireAverage() => Average
        ?? throw new InvalidOperationException($"{Network}: no average is kept; create the trainer with an optimizer whose Average is set.");
}
