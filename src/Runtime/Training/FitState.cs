using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;

namespace NetGen;

/// <summary>How far a training with Fit has come: what a checkpoint holds beside the trainer's own state.</summary>
internal sealed class FitState<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Epochs done.</summary>
    public int Epoch { get; set; }

    /// <summary>Samples of the epoch done.</summary>
    public int Position { get; set; }

    /// <summary>Sum of the losses of these samples.</summary>
    public double LossSum { get; set; }

    public List<EpochResult> History { get; } = [];

    /// <summary>The best value so far of what early stopping watches, its epoch, and the epochs since.</summary>
    public double Best { get; set; }

    public int BestEpoch { get; set; }

    public int Waited { get; set; }

    public bool Stopped { get; set; }

    /// <summary>The parameters of the best epoch, if early stopping is to restore them.</summary>
    public ParameterSet<T>? BestParameters { get; set; }

    /// <summary>What the order of the data depends on: a difference means another training.</summary>
    public required string Data { get; init; }

    public void WriteTo(CheckpointMetadata metadata)
    {
        metadata.Set("fit.data", Data);
        metadata.Set("fit.epoch", Epoch);
        metadata.Set("fit.position", Position);
        metadata.Set("fit.lossSum", LossSum);
        metadata.Set("fit.best", Best);
        metadata.Set("fit.bestEpoch", BestEpoch);
        metadata.Set("fit.waited", Waited);
        metadata.Set("fit.stopped", Stopped ? 1 : 0);
        metadata.Set("fit.history", string.Join(';', History.Select(Line)));
    }

    public void ReadFrom(CheckpointMetadata metadata)
    {
        Epoch = (int)metadata.Integer("fit.epoch", 0, int.MaxValue);
        Position = (int)metadata.Integer("fit.position", 0, int.MaxValue);
        LossSum = metadata.Number("fit.lossSum");
        Best = metadata.Number("fit.best");
        BestEpoch = (int)metadata.Integer("fit.bestEpoch", 0, int.MaxValue);
        Waited = (int)metadata.Integer("fit.waited", 0, int.MaxValue);
        Stopped = metadata.Integer("fit.stopped", 0, 1) == 1;
        History.Clear();
        foreach (var line in metadata.Text("fit.history").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var numbers = metadata.Numbers("fit.history", line);
            if (numbers.Length < 4)
                throw metadata.Error($"'fit.history' has an epoch with {numbers.Length} numbers");
            History.Add(new EpochResult(History.Count + 1, numbers[0], numbers[1], numbers[2], numbers[4..], TimeSpan.FromSeconds(Math.Clamp(numbers[3], 0, 1e9))));
        }
    }

    private static string Line(EpochResult epoch) =>
        string.Join(' ', new[] { epoch.TrainingLoss, epoch.ValidationLoss, epoch.LearningRate, epoch.Duration.TotalSeconds }.Concat(epoch.Metrics).Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
}
