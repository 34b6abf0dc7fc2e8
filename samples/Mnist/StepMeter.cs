using System;
using System.Diagnostics;
using NetGen;
using NetGen.Samples;

namespace Mnist;

/// <summary>Measures between the reports of batches: bytes allocated by reading a batch and training it, and the progress to show.</summary>
/// <param name="checkpointEvery">Updates between two checkpoints.</param>
/// <param name="table">Shows the progress.</param>
internal sealed class StepMeter(int checkpointEvery, TrainingTable table) : IProgress<FitProgress>
{
    private static readonly TimeSpan BetweenViews = TimeSpan.FromMilliseconds(200);

    private readonly AllocationMeter _meter = new();
    private int _epoch;
    private long _shown;

    /// <summary>Of all batches but the first of each epoch, which validation comes before, and those with a checkpoint.</summary>
    public long AllocatedBytes => _meter.AllocatedBytes;

    public void Report(FitProgress value)
    {
        if (value.Epoch == _epoch && value.Updates % checkpointEvery != 0)
        {
            _meter.Stop();
        }

        _epoch = value.Epoch;
        if (Stopwatch.GetElapsedTime(_shown) > BetweenViews)
        {
            table.Within(value.Epoch, (double)value.Sample / value.Samples);
            _shown = Stopwatch.GetTimestamp();
        }

        _meter.Start();
    }
}
