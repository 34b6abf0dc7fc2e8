using System;
using System.Diagnostics;
using NetGen;
using NetGen.Gpu;
using NetGen.Samples;

namespace GpuTraining;

/// <summary>The MNIST network on a device, and for a second on the processor.</summary>
internal sealed class DigitTraining(Device device, SampleOptions options)
{
    private const int BatchSize = 64;

    public object Run(string data, int epochs, int limit)
    {
        var (training, test) = MnistData.LoadImages(data);
        var model = new DigitNetwork(options.Seed);
        var (pixels, labels) = (new float[BatchSize * training.Size], new int[BatchSize]);
        int[] order = new int[limit > 0 ? Math.Min(limit, training.Count) : training.Count];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        // Batches are gathered while the device works on the one before.
        long updates = (long)epochs * (order.Length / BatchSize);
        var optimizer = new Adam(1e-3) { Schedule = Schedule.Cosine(updates) };
        using var trainer = model.CreateTrainer(device, optimizer, BatchSize, options.Seed);
        var random = new Random((int)options.Seed);
        var allocations = new AllocationMeter();
        var clock = new Stopwatch();
        double testError = 1;
        TrainingTable.Show(epochs, ["last loss", "test error", "images/s"], table =>
        {
            for (int epoch = 1; epoch <= epochs; epoch++)
            {
                random.Shuffle(order);
                clock.Start();
                PendingLoss loss = default;
                for (int first = 0; first + BatchSize <= order.Length; first += BatchSize)
                {
                    Gather(training, order.AsSpan(first, BatchSize), pixels, labels);
                    allocations.Start();
                    loss = trainer.Step(pixels, labels);
                    allocations.Stop();
                }

                float last = loss;
                clock.Stop();
                testError = Error(model, test, limit > 0 ? Math.Min(limit, test.Count) : test.Count);
                table.Report(epoch, $"{last:F4}", $"{testError:P2}", $"{(double)epoch * order.Length / clock.Elapsed.TotalSeconds:N0}");
            }
        });
        trainer.Synchronize();
        double seconds = clock.Elapsed.TotalSeconds;
        double imagesPerSecond = updates * BatchSize / seconds, onProcessor = OnProcessor(training, pixels, labels);
        Console.WriteLine($"Test error {testError:P2} after {epochs} epochs in {seconds:F1} s: {imagesPerSecond:N0} images/s, on the processor {onProcessor:N0} ({options.Threads} threads)");
        return new { device = device.Name, network = "cnn-32-64", epochs, testError, trainSeconds = seconds, imagesPerSecond, cpuImagesPerSecond = onProcessor, allocatedBytes = allocations.AllocatedBytes };
    }

    private double Error(DigitNetwork model, ImageSet test, int images)
    {
        using var session = model.CreateSession(device, maxBatch: 256);
        float[] logits = new float[256 * MnistData.Classes];
        int wrong = 0;
        for (int first = 0; first < images; first += 256)
        {
            int count = Math.Min(256, images - first);
            session.Forward(test.Slice(first, count), logits.AsSpan(0, count * MnistData.Classes));
            for (int n = 0; n < count; n++)
            {
                var scores = logits.AsSpan(n * MnistData.Classes, MnistData.Classes);
                int best = 0;
                for (int k = 1; k < scores.Length; k++)
                {
                    best = scores[k] > scores[best] ? k : best;
                }

                wrong += best == test.Labels[first + n] ? 0 : 1;
            }
        }

        return (double)wrong / images;
    }

    /// <summary>Images per second of the same training on the processor.</summary>
    private double OnProcessor(ImageSet training, float[] pixels, int[] labels)
    {
        var model = new DigitNetwork(options.Seed);
        using var trainer = model.CreateTrainer(new Adam(1e-3), BatchSize, options.Threads, options.Seed);
        var clock = Stopwatch.StartNew();
        long images = 0;
        for (int first = 0; clock.Elapsed.TotalSeconds < 2; first = (first + BatchSize) % (training.Count - BatchSize))
        {
            training.Slice(first, BatchSize).CopyTo(pixels);
            training.Labels.AsSpan(first, BatchSize).CopyTo(labels);
            trainer.Step(pixels, labels);
            images += BatchSize;
        }

        return images / clock.Elapsed.TotalSeconds;
    }

    private static void Gather(ImageSet images, ReadOnlySpan<int> chosen, float[] pixels, int[] labels)
    {
        for (int n = 0; n < chosen.Length; n++)
        {
            images[chosen[n]].CopyTo(pixels.AsSpan(n * images.Size));
            labels[n] = images.Labels[chosen[n]];
        }
    }
}
