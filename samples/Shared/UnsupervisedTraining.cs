using System;
using System.Collections.Generic;
using System.Diagnostics;

namespace NetGen.Samples;

/// <summary>Trains with images that are inputs and targets at once, and shows how it goes.</summary>
/// <param name="batches">What to learn from.</param>
/// <param name="allocations">Counts what steps allocate.</param>
public sealed class UnsupervisedTraining(ShuffledImages batches, AllocationMeter allocations)
{
    private static readonly TimeSpan BetweenViews = TimeSpan.FromMilliseconds(200);

    /// <summary>Seconds in training steps and reading batches, without what is computed between epochs.</summary>
    public double Seconds { get; private set; }

    /// <summary>Goes through all images some times.</summary>
    /// <param name="epochs">How often.</param>
    /// <param name="columns">Names of the mean training loss and of the test value.</param>
    /// <param name="step">The trainer's: returns the batch's mean loss.</param>
    /// <param name="test">What is computed after each epoch.</param>
    /// <returns>The two values of each epoch.</returns>
    public List<(double Training, double Test)> Run(int epochs, (string Training, string Test) columns, Func<ReadOnlySpan<float>, float> step, Func<double> test)
    {
        var history = new List<(double Training, double Test)>();
        TrainingTable.Show(epochs, [columns.Training, columns.Test, "seconds"], table =>
        {
            for (int epoch = 1; epoch <= epochs; epoch++)
            {
                var clock = Stopwatch.StartNew();
                double loss = Epoch(epoch, step, table);
                double seconds = clock.Elapsed.TotalSeconds;
                Seconds += seconds;
                history.Add((loss, test()));
                table.Report(epoch, $"{loss:F3}", $"{history[^1].Test:F3}", $"{seconds:F1}");
            }
        });
        return history;
    }

    private double Epoch(int epoch, Func<ReadOnlySpan<float>, float> step, TrainingTable table)
    {
        batches.Shuffle();
        double loss = 0;
        long shown = Stopwatch.GetTimestamp();
        for (int batch = 0; batch < batches.Batches; batch++)
        {
            allocations.Start();
            var images = batches.Read(batch);
            loss += step(images) * Math.Min(batches.BatchSize, batches.Count - batch * batches.BatchSize);
            allocations.Stop();
            if (Stopwatch.GetElapsedTime(shown) > BetweenViews)
            {
                table.Within(epoch, (double)batch / batches.Batches);
                shown = Stopwatch.GetTimestamp();
            }
        }

        return loss / batches.Count;
    }
}
