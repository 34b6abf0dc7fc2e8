using System;
using System.Diagnostics;
using NetGen;
using NetGen.Gpu;
using NetGen.Samples;

namespace GpuTraining;

/// <summary>The MNIST network on a device, and for some seconds on the processor.</summary>
internal sealed class DigitTraining(Device device, SampleOptions options)
{
    private const int BatchSize = 64;

    public object Run(string folder, int epochs, int limit)
    {
        var (training, test) = MnistData.Load(folder);
        if (limit > 0)
        {
            training = training.Slice(0, Math.Min(limit, training.Count));
            test = test.Slice(0, Math.Min(limit, test.Count));
        }

        // Fit reads the next batches while the device works, and waits for losses of some batches ago.
        var model = new DigitNetwork(options.Seed);
        long updates = (long)epochs * ((training.Count + BatchSize - 1) / BatchSize);
        using var trainer = model.CreateTrainer(device, new Adam(1e-3) { Schedule = Schedule.Cosine(updates) }, BatchSize, options.Seed);
        var accuracy = new Accuracy();
        var clock = Stopwatch.StartNew();
        long allocatedBytes = 0;
        TrainingTable.Show(epochs, ["training loss", "test error", "images/s"], table =>
        {
            var meter = new StepMeter(table);
            trainer.Fit(training, new()
            {
                Epochs = epochs,
                Seed = options.Seed,
                Progress = meter,
                EpochEnded = epoch =>
                {
                    // Not as Fit's validation, which would count as training in images per second.
                    clock.Stop();
                    trainer.Evaluate(test, [accuracy]);
                    table.Report(epoch.Epoch, $"{epoch.TrainingLoss:F4}", $"{1 - accuracy.Value:P2}", $"{(double)epoch.Epoch * training.Count / clock.Elapsed.TotalSeconds:N0}");
                    clock.Start();
                },
            });
            allocatedBytes = meter.AllocatedBytes;
        });
        clock.Stop();

        double seconds = clock.Elapsed.TotalSeconds, testError = 1 - accuracy.Value;
        double imagesPerSecond = (double)epochs * training.Count / seconds, onProcessor = OnProcessor(training);
        Console.WriteLine($"Test error {testError:P2} after {epochs} epochs in {seconds:F1} s: {imagesPerSecond:N0} images/s, on the processor {onProcessor:N0} ({options.Threads} threads)");
        return new { device = device.Name, network = "cnn-32-64", epochs, testError, trainSeconds = seconds, imagesPerSecond, cpuImagesPerSecond = onProcessor, allocatedBytes };
    }

    /// <summary>Images per second of the same training on the processor.</summary>
    private double OnProcessor(Dataset<float, int> training)
    {
        using var trainer = new DigitNetwork(options.Seed).CreateTrainer(new Adam(1e-3), BatchSize, options.Threads, options.Seed);
        var some = training.Slice(0, Math.Min(20 * BatchSize, training.Count));
        var clock = Stopwatch.StartNew();
        long images = 0;
        for (; clock.Elapsed.TotalSeconds < 2; images += some.Count)
        {
            trainer.Fit(some, new() { Epochs = 1 });
        }

        return images / clock.Elapsed.TotalSeconds;
    }
}
