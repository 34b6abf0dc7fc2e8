using System;
using System.Diagnostics;
using System.Linq;
using NetGen;
using NetGen.Kernels;
using NetGen.Samples;

namespace Contrastive;

/// <summary>Trains the encoder of digits without labels, and classifiers with them.</summary>
internal sealed class DigitTraining(ImageSet test, int threads, ulong seed)
{
    /// <summary>Numbers that the encoder makes of an image.</summary>
    public const int Features = 1536;

    private const int ContrastBatch = 256, LabelBatch = 60, TestBatch = 500;

    /// <summary>Seconds in training steps and reading batches.</summary>
    public double Seconds { get; private set; }

    /// <summary>Bytes that all steps allocated after the first of each training.</summary>
    public long AllocatedBytes { get; private set; }

    /// <summary>An encoder that has seen all images and no label.</summary>
    public DigitEncoder WithoutLabels(ImageSet images, int epochs)
    {
        var model = new DigitEncoder(seed);
        var pairs = new DistortedPairs(images, ContrastBatch, threads, seed);
        using var trainer = model.CreateContrastTrainer(new Adam(2e-3) { Schedule = Schedule.Cosine((long)epochs * pairs.Batches) }, pairs.BatchSize, threads);
        var allocations = new AllocationMeter();
        TrainingTable.Show(epochs, ["contrastive loss", "seconds"], table =>
        {
            for (int epoch = 1; epoch <= epochs; epoch++)
            {
                var clock = Stopwatch.StartNew();
                double loss = 0;
                pairs.Shuffle();
                for (int batch = 0; batch < pairs.Batches; batch++)
                {
                    allocations.Start();
                    pairs.Read(batch, epoch);
                    loss += trainer.Step(pairs.Images, pairs.Others);
                    allocations.Stop();
                    table.Within(epoch, (double)batch / pairs.Batches);
                }

                Seconds += clock.Elapsed.TotalSeconds;
                table.Report(epoch, $"{loss / pairs.Batches:F3}", $"{clock.Elapsed.TotalSeconds:F1}");
            }
        });
        AllocatedBytes += allocations.AllocatedBytes;
        return model;
    }

    /// <summary>The test accuracy of a linear classifier of the encoder's features, which stay as they are.</summary>
    public double OnFeatures(DigitEncoder encoder, ImageSet images, int epochs)
    {
        using var session = encoder.CreateSession(TestBatch, threads);
        var classifier = new LinearClassifier(seed);
        using var trainer = classifier.CreateTrainer(Decaying(images, epochs), LabelBatch, threads);
        using var classified = classifier.CreateSession(TestBatch, threads);
        float[] features = new float[TestBatch * Features];
        Train(images, epochs, (pixels, labels) => trainer.Step(Encoded(pixels), labels));
        return Accuracy((pixels, logits) => classified.Forward(Encoded(pixels), logits));

        ReadOnlySpan<float> Encoded(ReadOnlySpan<float> pixels)
        {
            var result = features.AsSpan(0, pixels.Length / MnistData.Pixels * Features);
            session.Encode(pixels, result);
            return result;
        }
    }

    /// <summary>The test accuracy of the same encoder trained from these labels alone.</summary>
    public double FromLabels(ImageSet images, int epochs)
    {
        var model = new DigitEncoder(seed);
        using var trainer = model.CreateFromLabelsTrainer(Decaying(images, epochs), LabelBatch, threads);
        using var session = model.CreateSession(TestBatch, threads);
        Train(images, epochs, trainer.Step);
        return Accuracy(session.Classify);
    }

    private static AdamW Decaying(ImageSet images, int epochs) => new(1e-3, weightDecay: 0.05) { Schedule = Schedule.Cosine((long)epochs * ((images.Count + LabelBatch - 1) / LabelBatch)) };

    private void Train(ImageSet images, int epochs, Func<ReadOnlySpan<float>, ReadOnlySpan<int>, float> step)
    {
        var data = Dataset.Of(images.Pixels, images.Labels);
        var (random, workers, allocations, clock) = (new Random((int)seed), Workers.Get(threads), new AllocationMeter(), Stopwatch.StartNew());
        int[] order = [.. Enumerable.Range(0, images.Count)];
        var (pixels, labels) = (new float[LabelBatch * images.Size], new int[LabelBatch]);
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            random.Shuffle(order);
            for (int first = 0; first < order.Length; first += LabelBatch)
            {
                allocations.Start();
                var chosen = order.AsSpan(first, Math.Min(LabelBatch, order.Length - first));
                var batch = pixels.AsSpan(0, chosen.Length * images.Size);
                var classes = labels.AsSpan(0, chosen.Length);
                data.Read(chosen, epoch, workers, batch, classes);
                step(batch, classes);
                allocations.Stop();
            }
        }

        Seconds += clock.Elapsed.TotalSeconds;
        AllocatedBytes += allocations.AllocatedBytes;
    }

    private double Accuracy(Action<ReadOnlySpan<float>, Span<float>> classify)
    {
        var logits = new float[TestBatch * MnistData.Classes];
        int right = 0;
        for (int first = 0; first < test.Count; first += TestBatch)
        {
            int count = Math.Min(TestBatch, test.Count - first);
            classify(test.Slice(first, count), logits.AsSpan(0, count * MnistData.Classes));
            for (int k = 0; k < count; k++)
            {
                var scores = logits.AsSpan(k * MnistData.Classes, MnistData.Classes);
                right += PlaceOfLargest(scores) == test.Labels[first + k] ? 1 : 0;
            }
        }

        return (double)right / test.Count;
    }

    private static int PlaceOfLargest(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int k = 1; k < values.Length; k++)
        {
            best = values[k] > values[best] ? k : best;
        }

        return best;
    }
}
