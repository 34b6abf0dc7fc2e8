using System;
using System.Collections.Generic;

namespace NetGen;

/// <summary>What <c>trainer.Fit</c> does beside taking steps.</summary>
/// <typeparam name="TInput">Elements of inputs.</typeparam>
/// <typeparam name="TTarget">Elements of targets.</typeparam>
public sealed class FitOptions<TInput, TTarget>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    /// <summary>How often to go through the data, at least 1. Default 10.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Determines the order of the samples, which is a function of it and the epoch, and augmentation.</summary>
    public ulong Seed { get; init; }

    /// <summary>Whether every epoch has an order of its own. Default true.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Batches whose gradients make one update together, at least 1. Default 1.</summary>
    public int BatchesPerUpdate { get; init; } = 1;

    /// <summary>Data to evaluate with after every epoch; with the average of the parameters, if the trainer keeps one.</summary>
    public Dataset<TInput, TTarget>? Validation { get; init; }

    /// <summary>What is measured on the validation data, beside the loss.</summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    /// <summary>Whether to stop when validation gets no better. Default no.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>Where and how often to save the state of training. Default never.</summary>
    public CheckpointOptions? Checkpoint { get; init; }

    /// <summary>Is told after every batch. Progress is a value: telling allocates nothing.</summary>
    public IProgress<FitProgress>? Progress { get; init; }

    /// <summary>Is called after every epoch, when its checkpoint is written. Not for epochs before a resumption.</summary>
    public Action<EpochResult>? EpochEnded { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Epochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchesPerUpdate, 1);
        ArgumentNullException.ThrowIfNull(Metrics);
        if (Validation is null && Metrics.Count > 0)
            throw new ArgumentException("Metrics are measured on validation data, but Validation is not set.", nameof(Metrics));
        if (EarlyStopping?.Metric is { } monitored && !Contains(monitored))
            throw new ArgumentException($"Early stopping watches the metric '{monitored.Name}', which is not one of Metrics.", nameof(EarlyStopping));
    }

    private bool Contains(Metric metric)
    {
        foreach (var candidate in Metrics)
        {
            if (ReferenceEquals(candidate, metric))
                return true;
        }

        return false;
    }
}

/// <summary>When training ends before its last epoch: when a value has not improved for some epochs. The parameters of the best epoch are restored.</summary>
/// <param name="patience">Epochs without improvement that are waited for; the next one stops. Not negative.</param>
public sealed class EarlyStopping(int patience)
{
    /// <summary>Epochs without improvement that are waited for.</summary>
    public int Patience { get; } = patience >= 0 ? patience : throw new ArgumentOutOfRangeException(nameof(patience), patience, "Patience must not be negative.");

    /// <summary>The value that is watched, one of the options' metrics. Default the validation loss, or without validation data the training loss.</summary>
    public Metric? Metric { get; init; }

    /// <summary>A change by less than this is no improvement. Default 0.</summary>
    public double MinimumImprovement { get; init; }

    /// <summary>Whether the model gets the parameters of the best epoch at the end, whether stopped or not. Default true.</summary>
    public bool RestoreBest { get; init; } = true;

    internal bool IsImprovement(double value, double best) => Metric is { HigherIsBetter: true } ? value > best + MinimumImprovement : value < best - MinimumImprovement;

    internal double Worst => Metric is { HigherIsBetter: true } ? double.NegativeInfinity : double.PositiveInfinity;
}

/// <summary>Where and how often <c>Fit</c> saves the state of training: always at the end of an epoch, and between.</summary>
/// <param name="path">The file; it is replaced whole or not at all.</param>
public sealed class CheckpointOptions(string path)
{
    /// <summary>The file.</summary>
    public string Path { get; } = string.IsNullOrEmpty(path) ? throw new ArgumentException("The path is empty.", nameof(path)) : path;

    /// <summary>Updates between two checkpoints within an epoch; 0 (the default) for none.</summary>
    public int EveryUpdates { get; init; }

    /// <summary>Whether to go on from the file where there is one. Default true.</summary>
    public bool Resume { get; init; } = true;
}
