using System;
using System.Collections.Generic;
using System.Diagnostics;
using NetGen.Samples;

namespace SequenceShapes;

/// <summary>Trains the network of one task after the other.</summary>
internal sealed class Course(ulong seed)
{
    private const int Parts = 20;

    /// <summary>Seconds in all steps of training.</summary>
    public double Seconds { get; private set; }

    /// <summary>Bytes that steps of training have allocated, but for each network's first.</summary>
    public long AllocatedBytes { get; private set; }

    /// <returns>Scores on the way; the last one is the result.</returns>
    public IReadOnlyList<(double Step, double Score)> Train(ShapeTask task)
    {
        Console.WriteLine($"{Environment.NewLine}{task.Name}: {task.Steps:N0} steps");
        var random = new Random((int)seed);
        var allocations = new AllocationMeter();
        var clock = new Stopwatch();
        var scores = new List<(double Step, double Score)>();
        int parts = Math.Min(Parts, task.Steps);
        TrainingTable.Show(parts, ["training loss", task.Measure, "seconds"], table =>
        {
            int step = 0;
            for (int part = 1; part <= parts; part++)
            {
                double loss = 0;
                int before = step;
                for (; step < (long)task.Steps * part / parts; step++)
                {
                    task.Next(random);
                    clock.Start();
                    allocations.Start();
                    loss += task.Step();
                    allocations.Stop();
                    clock.Stop();
                }

                scores.Add((step, task.Test()));
                table.Report(part, $"{loss / (step - before):F4}", $"{scores[^1].Score:F4}", $"{clock.Elapsed.TotalSeconds:F1}");
            }
        }, unit: "part");
        Seconds += clock.Elapsed.TotalSeconds;
        AllocatedBytes += allocations.AllocatedBytes;
        return scores;
    }
}
