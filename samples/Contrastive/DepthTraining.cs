using System;
using System.Diagnostics;
using System.Linq;
using NetGen;
using NetGen.Samples;

namespace Contrastive;

/// <summary>Trains two copies of the depth module with what they see beside one another, and compares its output with the disparity, which training never sees.</summary>
internal sealed class DepthTraining : IDisposable
{
    /// <summary>Pixels of a patch in each eye.</summary>
    public const int Patch = 10;

    /// <summary>Pixels between patches: enough for them to have no dot in common.</summary>
    public const int Gap = 5;

    // The information has a second, lower summit: outputs that tell how large the disparity is, but not whether near or far. A module that ends there shares less with its neighbour than one that does not.
    private const int Starts = 3;

    private const int BatchSize = 500, TestStrips = 2000;

    private readonly StereoStrips _strips;
    private readonly DepthModule.Session _session;
    private readonly float[] _patches = new float[BatchSize * 2 * Patch], _neighbours = new float[BatchSize * 2 * Patch];

    public DepthTraining(int steps, int threads, ulong seed)
    {
        _strips = new StereoStrips(2 * Patch + Gap, new Random((int)seed));
        var clock = Stopwatch.StartNew();
        var (best, most) = (new DepthModule(seed), double.NegativeInfinity);
        for (int start = 0; start < Starts; start++)
        {
            var model = new DepthModule(Starts * seed + (ulong)start);
            double information = Train(model, steps, threads);
            (best, most) = information > most ? (model, information) : (best, most);
        }

        Seconds = clock.Elapsed.TotalSeconds;
        _session = best.CreateSession();
    }

    /// <summary>Seconds in training steps and drawing strips.</summary>
    public double Seconds { get; }

    /// <summary>Bytes that all steps allocated after the first.</summary>
    public long AllocatedBytes { get; private set; }

    /// <summary>Disparities of new strips, and what the module makes of them.</summary>
    public (double Disparity, double Output)[] Test() => [.. Enumerable.Range(0, TestStrips).Select(_ =>
    {
        _strips.Next();
        return (_strips.Disparity((Patch - 1) / 2.0), Output(_strips, 0));
    })];

    /// <summary>The module's output at a place of a strip.</summary>
    public double Output(StereoStrips strips, int first)
    {
        Span<float> patch = stackalloc float[2 * Patch], output = stackalloc float[1];
        See(strips, first, patch);
        _session.Forward(patch, output);
        return output[0];
    }

    public void Dispose() => _session.Dispose();

    /// <summary>Returns the information that the outputs share in the end: the mean of the last tenth of the steps.</summary>
    private double Train(DepthModule model, int steps, int threads)
    {
        using var trainer = model.CreateTrainer(new Adam(2e-3) { Schedule = Schedule.Cosine(steps) }, BatchSize, threads);
        var (allocations, clock) = (new AllocationMeter(), Stopwatch.StartNew());
        double sum = 0;
        TrainingTable.Show(steps, ["information (nats)", "seconds"], table =>
        {
            for (int step = 1; step <= steps; step++)
            {
                allocations.Start();
                DrawBatch();
                double information = -trainer.Step(_patches, _neighbours);
                allocations.Stop();
                sum += step > steps - steps / 10 ? information : 0;
                table.Report(step, $"{information:F3}", $"{clock.Elapsed.TotalSeconds:F1}");
            }
        }, unit: "step");
        AllocatedBytes += allocations.AllocatedBytes;
        return sum / Math.Max(1, steps / 10);
    }

    private void DrawBatch()
    {
        for (int k = 0; k < BatchSize; k++)
        {
            _strips.Next();
            See(_strips, 0, _patches.AsSpan(k * 2 * Patch, 2 * Patch));
            See(_strips, Patch + Gap, _neighbours.AsSpan(k * 2 * Patch, 2 * Patch));
        }
    }

    private static void See(StereoStrips strips, int first, Span<float> patch)
    {
        strips.Left.AsSpan(first, Patch).CopyTo(patch);
        strips.Right.AsSpan(first, Patch).CopyTo(patch[Patch..]);
    }
}
