using System;
using System.Collections.Generic;

namespace NetGen;

/// <summary>How far training is.</summary>
/// <param name="Epoch">1 for the first.</param>
/// <param name="Epochs">How many there will be.</param>
/// <param name="Sample">Samples of this epoch done.</param>
/// <param name="Samples">Samples of an epoch.</param>
/// <param name="Updates">Updates of the parameters made so far.</param>
/// <param name="Loss">Mean loss of the epoch so far.</param>
/// <param name="LearningRate">Of the last update.</param>
public readonly record struct FitProgress(int Epoch, int Epochs, int Sample, int Samples, long Updates, double Loss, double LearningRate);

/// <summary>What an epoch came to.</summary>
/// <param name="Epoch">1 for the first.</param>
/// <param name="TrainingLoss">Mean over the epoch's samples, each as it was when its batch was trained.</param>
/// <param name="ValidationLoss">Mean over the validation data after the epoch; NaN if there is none.</param>
/// <param name="LearningRate">Of the last update.</param>
/// <param name="Metrics">Values of the options' metrics, in their order.</param>
/// <param name="Duration">Of training and validation.</param>
public sealed record EpochResult(int Epoch, double TrainingLoss, double ValidationLoss, double LearningRate, IReadOnlyList<double> Metrics, TimeSpan Duration);

/// <summary>What a training came to.</summary>
public sealed class FitResult
{
    internal FitResult(IReadOnlyList<EpochResult> epochs, int bestEpoch, bool stoppedEarly, CheckpointReport? resumption)
        => (Epochs, BestEpoch, StoppedEarly, Resumption) = (epochs, bestEpoch, stoppedEarly, resumption);

    /// <summary>All epochs, those before a resumption too.</summary>
    public IReadOnlyList<EpochResult> Epochs { get; }

    /// <summary>The epoch with the best value of what early stopping watches, 1 for the first; the last epoch without early stopping.</summary>
    public int BestEpoch { get; }

    /// <summary>Whether early stopping ended it.</summary>
    public bool StoppedEarly { get; }

    /// <summary>What the checkpoint said, if training went on from one.</summary>
    public CheckpointReport? Resumption { get; }
}

/// <summary>A loss, or what led to it, is not a finite number. The trainable parameters are those before the step; a checkpoint on disk is the last good one.</summary>
public sealed class NonFiniteLossException : ArithmeticException
{
    internal NonFiniteLossException(string network, double loss, long step, int epoch, string where, string? checkpoint)
        : base(FormattableString.Invariant($"{network}: the loss is {loss} in step {step} (epoch {epoch}); first not finite: {where}. ")
            + (checkpoint is null ? "No checkpoint was kept." : $"The last good state is in '{checkpoint}'."))
        => (Step, Epoch, Where) = (step, epoch, where);

    /// <summary>The update that would have followed, 1 for the first.</summary>
    public long Step { get; }

    /// <summary>1 for the first.</summary>
    public int Epoch { get; }

    /// <summary>What first was not finite: the data, a parameter, or the value of a layer.</summary>
    public string Where { get; }
}
