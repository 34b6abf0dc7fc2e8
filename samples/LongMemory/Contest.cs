using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using NetGen.Samples;

namespace LongMemory;

/// <summary>What became of one cell: its score in the test, and the mean losses of parts of the training.</summary>
internal sealed record CellResult(string Cell, double Score, IReadOnlyList<double> Losses);

/// <summary>What became of all cells on one task.</summary>
internal sealed record TaskResult(string Task, int Steps, CellResult[] Cells)
{
    public Dictionary<string, double> Scores => Cells.ToDictionary(cell => cell.Cell, cell => cell.Score);
}

/// <summary>Trains networks that differ in their cells side by side, with the same batches.</summary>
internal sealed class Contest(ulong seed)
{
    private const int Parts = 50;

    /// <summary>Seconds in all steps of training.</summary>
    public double Seconds { get; private set; }

    /// <summary>Bytes that steps of training have allocated, but for each network's first.</summary>
    public long AllocatedBytes { get; private set; }

    /// <summary>Trains the networks of a task, tests them, and frees them.</summary>
    public TaskResult Run<TInput, TTarget>(SequenceTask<TInput, TTarget> task, int steps, IReadOnlyList<(string Cell, SequenceNetwork<TInput, TTarget> Network)> networks)
    {
        Console.WriteLine($"{Environment.NewLine}{task.Name}: {steps:N0} steps of {SequenceTask<TInput, TTarget>.BatchSize} sequences of up to {task.TrainingLength} time steps; losses");
        var random = new Random((int)seed);
        var entrants = networks.Select(n => new Entrant<TInput, TTarget>(n.Network)).ToArray();
        int parts = Math.Min(Parts, steps);
        TrainingTable.Show(parts, [.. networks.Select(n => n.Cell)], table =>
        {
            for (int part = 1; part <= parts; part++)
            {
                int count = (steps * part / parts) - (steps * (part - 1) / parts);
                for (int i = 0; i < count; i++)
                {
                    task.Next(random);
                    Array.ForEach(entrants, entrant => entrant.Step(task));
                }

                Array.ForEach(entrants, entrant => entrant.EndPart(count));
                table.Report(part, [.. entrants.Select(entrant => $"{entrant.Losses[^1]:F4}")]);
            }
        }, unit: "part");

        Seconds += entrants.Sum(entrant => entrant.Seconds);
        AllocatedBytes += entrants.Sum(entrant => entrant.AllocatedBytes);
        var result = new TaskResult(task.Name, steps, [.. networks.Zip(entrants, (n, entrant) => new CellResult(n.Cell, task.Test(n.Network.Forward, new Random((int)seed + 1)), entrant.Losses))]);
        Console.WriteLine($"{task.Measure}: {string.Join(", ", result.Cells.Zip(entrants, (cell, entrant) => $"{cell.Cell} {cell.Score:0.####} ({entrant.Seconds:F1} s)"))}");
        foreach (var (_, network) in networks)
        {
            network.Dispose();
        }

        return result;
    }

    /// <summary>A network in training.</summary>
    private sealed class Entrant<TInput, TTarget>(SequenceNetwork<TInput, TTarget> network)
    {
        private readonly AllocationMeter _allocations = new();
        private readonly Stopwatch _clock = new();
        private double _sum;

        public List<double> Losses { get; } = [];

        public double Seconds => _clock.Elapsed.TotalSeconds;

        public long AllocatedBytes => _allocations.AllocatedBytes;

        public void Step(SequenceTask<TInput, TTarget> batch)
        {
            _clock.Start();
            _allocations.Start();
            _sum += network.Step(batch.Inputs, batch.Targets, batch.Lengths);
            _allocations.Stop();
            _clock.Stop();
        }

        public void EndPart(int steps)
        {
            Losses.Add(_sum / steps);
            _sum = 0;
        }
    }
}
