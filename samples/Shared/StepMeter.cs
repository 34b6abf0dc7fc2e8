using System;
using System.Diagnostics;

namespace NetGen.Samples;

/// <summary>Measures between the reports of batches: bytes allocated by reading a batch and training it, and the progress to show.</summary>
/// <param name="table">Shows the progress.</param>
/// <param name="checkpointEvery">Updates between two checkpoints; 0 for none within epochs.</param>
public sealed class StepMeter(TrainingTable table, int checkpointEvery = 0) : IProgress<FitProgress>
{
    private static readonly TimeSpan BetweenViews = TimeSpan.FromMilliseconds(200);

    private readonly AllocationMeter _meter = new();
    private int _epoch;
    private bool _saved;
    private long _shown;

    /// <summary>Of all batches but the first of each epoch, which validation comes before, and those that come after a checkpoint.</summary>
    public long AllocatedBytes => _meter.AllocatedBytes;

    /// <inheritdoc/>
    public void Report(FitProgress value)
    {
        if (value.Epoch == _epoch && !_saved)
        {
            _meter.Stop();
        }

        // A checkpoint follows the report of its update.
        (_epoch, _saved) = (value.Epoch, checkpointEvery > 0 && value.Updates % checkpointEvery == 0);
        if (Stopwatch.GetElapsedTime(_shown) > BetweenViews)
        {
            table.Within(value.Epoch, (double)value.Sample / value.Samples);
            _shown = Stopwatch.GetTimestamp();
        }

        _meter.Start();
    }
}
