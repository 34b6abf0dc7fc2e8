using System;
using System.Collections.Generic;
using System.Numerics;
using NetGen.Kernels;

namespace NetGen;

/// <summary>What Fit needs of a trainer, wherever it computes.</summary>
/// <typeparam name="T">The network's precision.</typeparam>
/// <typeparam name="TInput">Elements of inputs.</typeparam>
/// <typeparam name="TTarget">Elements of targets.</typeparam>
/// <typeparam name="TLoss">The mean loss of a batch, or the promise of it.</typeparam>
internal interface ISupervisedTrainer<T, TInput, TTarget, TLoss>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    /// <summary>What a checkpoint holds.</summary>
    TrainingState<T> Training { get; }

    SampleLengths SampleLengths { get; }

    /// <summary>Most samples in one batch.</summary>
    int MaxBatch { get; }

    /// <summary>The threads that may read data.</summary>
    Workers Workers { get; }

    /// <summary>Batches whose losses need not be known when the next one is begun. If one of them is not finite, the batches after it change nothing.</summary>
    int BatchesAhead { get; }

    /// <summary>The derivatives of a batch, and the update by them and those accumulated before.</summary>
    TLoss Step(ReadOnlySpan<TInput> input, ReadOnlySpan<TTarget> target);

    /// <summary>The derivatives of a batch, added to those since the last update.</summary>
    TLoss Accumulate(ReadOnlySpan<TInput> input, ReadOnlySpan<TTarget> target);

    /// <summary>Waits for a loss.</summary>
    double ValueOf(TLoss loss);

    /// <summary>The mean loss over a dataset, as in inference; the metrics hold their values afterwards.</summary>
    double Evaluate(Dataset<TInput, TTarget> data, IReadOnlyList<Metric>? metrics);

    /// <summary>Exchanges the parameters with their average.</summary>
    void ExchangeAverage();

    void SaveCheckpoint(string path, FitState<T> fit);

    CheckpointReport LoadCheckpoint(string path, FitState<T> fit);

    /// <summary>Runs the batch forward once more and names the first value, layer by layer, that is not finite; null if all are.</summary>
    string? FirstNonFinite(ReadOnlySpan<TInput> input, ReadOnlySpan<TTarget> target);
}
