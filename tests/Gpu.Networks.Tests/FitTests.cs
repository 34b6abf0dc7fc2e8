using System;
using System.IO;
using System.Linq;
using Xunit;

namespace NetGen.Gpu.Networks.Tests;

/// <summary>Fit and Evaluate of generated trainers, on a GPU and on the processor.</summary>
public sealed class FitTests : IDisposable
{
    private const int BatchSize = 8, Count = 44, Classes = 4;
    private const double Tolerance = 2e-3;

    private static readonly Device s_device = TestDevice.Instance;

    private readonly string _directory = Directory.CreateTempSubdirectory("netgen-gpu-networks-fit-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void EpochsAreThoseOfTheProcessor()
    {
        var (expectedModel, model) = (new NormalizedLeNet(3), new NormalizedLeNet(3));
        using var expected = expectedModel.CreateTrainer(Optimizer(), BatchSize, 1, 5UL);
        using var trainer = model.CreateTrainer(s_device, Optimizer(), BatchSize, 5UL);
        var (accuracy, otherAccuracy) = (new Accuracy(), new Accuracy());
        Compare(expected.Fit(Data(100), Options(100, accuracy)), trainer.Fit(Data(100), Options(100, otherAccuracy)));
        Assert.Equal(expected.StepCount, trainer.StepCount);
        Assert.Equal(expected.Evaluate(Data(100), [accuracy]), trainer.Evaluate(Data(100), [otherAccuracy]), Tolerance);
        Assert.Equal(accuracy.Value, otherAccuracy.Value);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ATrainingGoesOnOnTheOtherSide(bool beginsOnDevice)
    {
        using var undisturbed = new DroppedPerceptron(3).CreateTrainer(Optimizer(), BatchSize, 1, 5UL);
        var expected = undisturbed.Fit(Data(8), Options(8));

        // The checkpoint of two epochs, from one side to the other.
        var (model, checkpoint) = (new DroppedPerceptron(3), new CheckpointOptions(Path.Combine(_directory, "a.checkpoint")));
        using var trainer = model.CreateTrainer(Optimizer(), BatchSize, 1, 5UL);
        using var deviceTrainer = model.CreateTrainer(s_device, Optimizer(), BatchSize, 5UL);
        var (begin, goOn) = beginsOnDevice ? (Fit(deviceTrainer.Fit), Fit(trainer.Fit)) : (Fit(trainer.Fit), Fit(deviceTrainer.Fit));
        begin(2);
        var result = goOn(4);
        Assert.NotNull(result.Resumption);
        Compare(expected, result);

        Func<int, FitResult> Fit(Func<Dataset<float, int>, FitOptions<float, int>?, System.Threading.CancellationToken, FitResult> fit) =>
            epochs => fit(Data(8), Options(8, epochs: epochs, checkpoint: checkpoint), default);
    }

    [Fact]
    public void TheLayerThatStoppedBeingFiniteIsNamed()
    {
        var model = new NormalizedLeNet(3);
        // Its sums are not finite, and so the statistics after it are not; but it is where it began.
        model.Parameters["Conv2.weight"].Values.Fill(3e38f);
        model.Parameters.MarkChanged();
        using var expected = model.CreateTrainer(Optimizer(), BatchSize);
        using var trainer = model.CreateTrainer(s_device, Optimizer(), BatchSize);
        string where = Assert.Throws<NonFiniteLossException>(() => expected.Fit(Data(100))).Where;
        Assert.StartsWith("Conv2 (", where, StringComparison.Ordinal);
        Assert.Equal(where, Assert.Throws<NonFiniteLossException>(() => trainer.Fit(Data(100))).Where);
    }

    private static Adam Optimizer() => new(0.01) { Average = new MovingAverage(0.9) };

    private static FitOptions<float, int> Options(int length, Metric? metric = null, int epochs = 4, CheckpointOptions? checkpoint = null) => new()
    {
        Epochs = epochs,
        Seed = 2,
        Validation = Data(length, seed: 1),
        Metrics = metric is null ? [] : [metric],
        Checkpoint = checkpoint,
    };

    private static void Compare(FitResult expected, FitResult result)
    {
        Assert.Equal(expected.Epochs.Count, result.Epochs.Count);
        foreach (var (epoch, other) in expected.Epochs.Zip(result.Epochs))
        {
            Assert.Equal(epoch.TrainingLoss, other.TrainingLoss, Tolerance);
            Assert.Equal(epoch.ValidationLoss, other.ValidationLoss, Tolerance);
        }

        Assert.True(result.Epochs[^1].TrainingLoss < result.Epochs[0].TrainingLoss);
    }

    /// <summary>Samples that are their class's pattern and noise.</summary>
    private static Dataset<float, int> Data(int length, int seed = 0)
    {
        var random = new Random(seed);
        float[] inputs = new float[Count * length];
        int[] labels = new int[Count];
        for (int i = 0; i < inputs.Length; i++)
        {
            labels[i / length] = i / length % Classes;
            inputs[i] = (float)(Math.Sin((1 + labels[i / length]) * (i % length)) + (0.3 * (random.NextDouble() - 0.5)));
        }

        return Dataset.Of(inputs, labels);
    }
}
