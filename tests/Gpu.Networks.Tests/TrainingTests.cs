using System;
using Xunit;

namespace NetGen.Gpu.Networks.Tests;

/// <summary>Whole trainings: their losses on a device stay those of the processor, and are the same each time.</summary>
public sealed class TrainingTests
{
    private const int BatchSize = 6, MaxTime = 5;

    // Of a loss: what differs by rounding grows from step to step.
    private const float Tolerance = 0.01f;

    private static readonly Device s_device = TestDevice.Instance;

    [Fact]
    public void PerceptronWithDropout()
    {
        using var expected = new DroppedPerceptron(3).CreateTrainer(new Adam(0.02), BatchSize, 1, 5UL);
        using var trainer = new DroppedPerceptron(3).CreateTrainer(s_device, new Adam(0.02), BatchSize, 5UL);
        var samples = new Samples(8, 4);
        Compare(k => expected.Step(samples.Input(k), samples.Labels), k => trainer.Step(samples.Input(k), samples.Labels));
    }

    [Fact]
    public void ConvolutionsWithBatchNormalization()
    {
        using var expected = new NormalizedLeNet(3).CreateTrainer(new Sgd(0.05, momentum: 0.9), BatchSize, 1, 5UL);
        using var trainer = new NormalizedLeNet(3).CreateTrainer(s_device, new Sgd(0.05, momentum: 0.9), BatchSize, 5UL);
        var samples = new Samples(100, 4);
        Compare(k => expected.Step(samples.Input(k), samples.Labels), k => trainer.Step(samples.Input(k), samples.Labels));
    }

    [Fact]
    public void GruWhoseStateGoesOn()
    {
        using var expected = new GruLanguageModel(3).CreateTrainer(Clipped(), BatchSize, MaxTime, 1, 5UL);
        using var trainer = new GruLanguageModel(3).CreateTrainer(s_device, Clipped(), BatchSize, MaxTime, 5UL);
        (expected.KeepsState, trainer.KeepsState) = (true, true);
        Compare(k => expected.Step(Text(k), Text(k + 1)), k => trainer.Step(Text(k), Text(k + 1)));
        Agreement.Check(expected.State, trainer.State, "states", Tolerance);
    }

    [Fact]
    public void LstmWhoseStateGoesOn()
    {
        using var expected = new LstmLanguageModel(3).CreateTrainer(Clipped(), BatchSize, MaxTime, 1, 5UL);
        using var trainer = new LstmLanguageModel(3).CreateTrainer(s_device, Clipped(), BatchSize, MaxTime, 5UL);
        (expected.KeepsState, trainer.KeepsState) = (true, true);
        Compare(k => expected.Step(Text(k), Text(k + 1)), k => trainer.Step(Text(k), Text(k + 1)));
        Agreement.Check(expected.State, trainer.State, "states", Tolerance);
    }

    [Fact]
    public void ResidualGraph()
    {
        using var expected = new ResidualRegression(3).CreateTrainer(new Adam(0.02), BatchSize);
        using var trainer = new ResidualRegression(3).CreateTrainer(s_device, new Adam(0.02), BatchSize);
        Samples samples = new(5, 4), targets = new(6, 4);
        Compare(k => expected.Step(samples.Input(k), targets.Input(k)), k => trainer.Step(samples.Input(k), targets.Input(k)));
    }

    [Fact]
    public void VariationalAutoencoderWithItsOwnNoise()
    {
        using var expected = new NoisyAutoencoder(3).CreateTrainer(new RmsProp(0.01), BatchSize, 1, 5UL);
        using var trainer = new NoisyAutoencoder(3).CreateTrainer(s_device, new RmsProp(0.01), BatchSize, 5UL);
        var samples = new Samples(12, 4, Math.Abs);
        Compare(k => expected.Step(samples.Input(k)), k => trainer.Step(samples.Input(k)));
    }

    [Fact]
    public void EachRunGivesTheSameBits()
    {
        (float[] Losses, float[] Parameters) Train()
        {
            var (images, text) = (new NormalizedLeNet(3), new LstmLanguageModel(3));
            using var imageTrainer = images.CreateTrainer(s_device, new Adam(0.01), BatchSize, 5UL);
            using var textTrainer = text.CreateTrainer(s_device, Clipped(), BatchSize, MaxTime, 5UL);
            var samples = new Samples(100, 4);
            float[] losses = new float[10];
            for (int k = 0; k < losses.Length; k += 2)
            {
                losses[k] = imageTrainer.Step(samples.Input(k), samples.Labels);
                losses[k + 1] = textTrainer.Step(Text(k), Text(k + 1));
            }

            return (losses, [.. images.Parameters.All, .. text.Parameters.All]);
        }

        var (first, second) = (Train(), Train());
        Assert.Equal(first.Losses, second.Losses);
        Assert.Equal(first.Parameters, second.Parameters);
    }

    private static void Compare(Func<int, float> expected, Func<int, PendingLoss> step)
    {
        float start = 0, end = 0;
        for (int k = 0; k < TestDevice.TrainingSteps; k++)
        {
            float loss = expected(k), other = step(k);
            Assert.True(Math.Abs(loss - other) <= Tolerance * Math.Abs(loss), FormattableString.Invariant($"The loss of step {k} is {other:R} on the GPU and {loss:R} on the processor."));
            start += k < 5 ? loss : 0;
            end += k >= TestDevice.TrainingSteps - 5 ? loss : 0;
        }

        Assert.True(end < start, FormattableString.Invariant($"It did not learn: the sum of five losses was {start} and is {end}."));
    }

    private static Adam Clipped() => new(0.02) { Clipping = Clipping.GlobalNorm(0.5) };

    /// <summary>Runs through the tokens 0 to 5, each sequence at its own pace.</summary>
    private static int[] Text(int window)
    {
        int[] tokens = new int[BatchSize * MaxTime];
        for (int i = 0; i < tokens.Length; i++)
            tokens[i] = (window + (i % MaxTime * (1 + (i / MaxTime % 3)))) % 6;
        return tokens;
    }

    /// <summary>Batches of samples that are their class's pattern and noise.</summary>
    private sealed class Samples(int length, int classes, Func<float, float>? map = null)
    {
        public int[] Labels { get; } = new int[BatchSize];

        public float[] Input(int batch)
        {
            float[] input = new float[BatchSize * length];
            var random = new Random(batch);
            for (int n = 0; n < BatchSize; n++)
            {
                Labels[n] = (batch + n) % classes;
                for (int i = 0; i < length; i++)
                {
                    float value = (float)(Math.Sin((1 + Labels[n]) * i) + (0.3 * (random.NextDouble() - 0.5)));
                    input[(n * length) + i] = map is null ? value : map(value) / 1.2f;
                }
            }

            return input;
        }
    }
}
