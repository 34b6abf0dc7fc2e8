using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Gpu.Tests.Execution;

/// <summary>Fit and Evaluate on a device do what they do on the CPU, though losses come late.</summary>
public sealed class FitTests : IDisposable
{
    private const int Count = 23, BatchSize = 4;

    private readonly string _directory = Directory.CreateTempSubdirectory("netgen-gpu-fit-").FullName;

    private delegate FitResult Fit(Dataset<float, float> data, FitOptions<float, float>? options = null, CancellationToken cancellation = default);

    private string Checkpoint => Path.Combine(_directory, "training.checkpoint");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(3, true)]
    public void It_comes_to_the_same_as_on_the_CPU(int batchesPerUpdate, bool average)
    {
        var (expected, expectedProgress, expectedModel) = Run(device: false);
        var (result, progress, model) = Run(device: true);
        OptimizerTests.Near(expectedModel.Parameters.All, model.Parameters.All);
        Assert.Equal((expected.BestEpoch, expected.StoppedEarly, expected.Epochs.Count), (result.BestEpoch, result.StoppedEarly, result.Epochs.Count));
        foreach (var (epoch, other) in expected.Epochs.Zip(result.Epochs))
        {
            Assert.Equal(epoch.LearningRate, other.LearningRate);
            Assert.Equal(epoch.TrainingLoss, other.TrainingLoss, 1e-4);
            Assert.Equal(epoch.ValidationLoss, other.ValidationLoss, 1e-4);
            Assert.Equal(epoch.Metrics[0], other.Metrics[0], 1e-4);
        }

        // Told later, but of the same.
        Assert.Equal(expectedProgress.Select(told => told with { Loss = 0 }), progress.Select(told => told with { Loss = 0 }));
        Assert.All(expectedProgress.Zip(progress), told => Assert.Equal(told.First.Loss, told.Second.Loss, 1e-4));
        Assert.True(expected.Epochs[^1].TrainingLoss < expected.Epochs[0].TrainingLoss);

        (FitResult, List<FitProgress>, ScaledRegression) Run(bool device)
        {
            var (model, progress) = (new ScaledRegression(), new List<FitProgress>());
            var optimizer = new Adam(0.01) { Schedule = Schedule.WarmUp(3, Schedule.ReduceOnPlateau(patience: 0)), Average = average ? new MovingAverage(0.8) : null };
            var result = OnTrainer(device, model, optimizer, fit => fit(Data(Count), new()
            {
                Epochs = 6,
                Seed = 3,
                BatchesPerUpdate = batchesPerUpdate,
                Validation = Data(9, seed: 200),
                Metrics = [new MeanAbsoluteError()],
                EarlyStopping = new EarlyStopping(2),
                Progress = new Listener(progress.Add),
            }));
            return (result, progress, model);
        }
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 1)]
    [InlineData(1, 4)]
    public void Interrupted_training_goes_on_bit_for_bit(int batchesPerUpdate, int every)
    {
        var undisturbed = Train([true], [], batchesPerUpdate, every);
        var interrupted = Train([true], [3, 8, 9, 14], batchesPerUpdate, every);
        Assert.Equal(undisturbed.Parameters, interrupted.Parameters);
        Assert.Equal(undisturbed.Losses, interrupted.Losses);
        Assert.Empty(interrupted.Differences);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void It_goes_on_where_another_machine_began(bool first, bool second)
    {
        var expected = Train([false], [], batchesPerUpdate: 1, every: 2);
        var moved = Train([first, second], [10], batchesPerUpdate: 1, every: 2);
        OptimizerTests.Near(expected.Parameters, moved.Parameters);
        Assert.All(expected.Losses.Zip(moved.Losses), losses => Assert.Equal(losses.First, losses.Second, 1e-4));
        Assert.Contains("another kind of machine", Assert.Single(moved.Differences), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 0)]
    public void A_loss_that_is_not_finite_ends_training_where_it_was(int batchesPerUpdate, int every)
    {
        // In the fourth batch: it and those that are begun before its loss is known must change nothing. With a checkpoint after every update none are.
        var (inputs, targets) = ScaledRegression.Batch(40, 5);
        inputs[13 * ScaledRegression.Inputs] = float.NaN;
        var options = new FitOptions<float, float> { Shuffle = false, BatchesPerUpdate = batchesPerUpdate, Checkpoint = new CheckpointOptions(Checkpoint) { EveryUpdates = every, Resume = false } };
        NonFiniteLossException Fail(Fit fit) => Assert.Throws<NonFiniteLossException>(() => fit(Dataset.Of<float, float>(inputs, targets, 40), options));

        var expectedModel = new ScaledRegression();
        using var expected = expectedModel.CreateTrainer(Optimizer());
        var expectedError = Fail(expected.Fit);
        var model = new ScaledRegression();
        using var trainer = model.CreateTrainer(TestDevice.Prompt, Optimizer());
        var error = Fail(trainer.Fit);
        Assert.Equal(expectedError.Message, error.Message);
        Assert.Equal("the inputs of the batch", error.Where);
        Assert.Equal(expected.StepCount, trainer.StepCount);
        OptimizerTests.Near(expectedModel.Parameters.Trainable, model.Parameters.Trainable);
        OptimizerTests.Near(expected.Average!.All[..ScaledRegression.Trainable], trainer.Average!.All[..ScaledRegression.Trainable]);

        Assert.Equal(every > 0, File.Exists(Checkpoint));
        if (every > 0)
        {
            // The last good state is that of the last update.
            var goodModel = new ScaledRegression(seed: 9);
            using var good = goodModel.CreateTrainer(TestDevice.Prompt, Optimizer());
            Assert.Equal(trainer.StepCount, good.LoadCheckpoint(Checkpoint).Step);
            Assert.Equal(goodModel.Parameters.Trainable.ToArray(), model.Parameters.Trainable.ToArray());
        }

        // Both go on, one batch at a time and with Fit.
        var (x, t) = ScaledRegression.Batch(BatchSize, 1);
        for (var step = 0; step < 2; step++)
            Assert.Equal(expected.Step(x, t), trainer.Step(x, t), 1e-4f);
        Assert.Equal(expected.Fit(Data(Count), new() { Epochs = 1 }).Epochs[0].TrainingLoss, trainer.Fit(Data(Count), new() { Epochs = 1 }).Epochs[0].TrainingLoss, 1e-4);
        Assert.Equal(expected.StepCount, trainer.StepCount);
        OptimizerTests.Near(expectedModel.Parameters.Trainable, model.Parameters.Trainable);
    }

    [Fact]
    public void Where_a_loss_stopped_being_finite_is_named_as_on_the_CPU()
    {
        var model = new ScaledRegression();
        using var cpu = model.CreateTrainer(new Sgd(0.1));
        using var trainer = model.CreateTrainer(TestDevice.Prompt, new Sgd(0.1));
        foreach (var (value, where) in new[] { (float.NegativeInfinity, "parameter Dense1.bias, by an earlier update"), (3e38f, "Dense1 (h)") })
        {
            model.Parameters["Dense1.bias"].Values.Fill(value);
            model.Parameters["Offset1.value"].Values.Fill(3e38f);
            model.Parameters.MarkChanged();
            Assert.Equal(where, Assert.Throws<NonFiniteLossException>(() => cpu.Fit(Data(4))).Where);
            Assert.Equal(where, Assert.Throws<NonFiniteLossException>(() => trainer.Fit(Data(4))).Where);
        }
    }

    [Fact]
    public void Losses_are_read_four_batches_late()
    {
        using var trainer = new ScaledRegression().CreateTrainer(TestDevice.Prompt, Optimizer());
        int read = 0, told = 0;
        var ahead = new List<int>();
        trainer.Fit(new ReadData(Data(Count), () => ahead.Add(read++ - told)), new() { Epochs = 2, Progress = new Listener(_ => told++) });
        // An epoch ends when all is known.
        Assert.Equal([0, 1, 2, 3, 4, 4, 0, 1, 2, 3, 4, 4], ahead);
        Assert.Equal(read, told);
    }

    [Fact]
    public void Cancellation_leaves_a_checkpoint()
    {
        using var source = new CancellationTokenSource();
        using var trainer = new ScaledRegression().CreateTrainer(TestDevice.Prompt, Optimizer());
        var read = 0;
        var data = new ReadData(Data(Count), () =>
        {
            if (++read == 5)
                source.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(data, new() { Checkpoint = new(Checkpoint) }, source.Token));
        using var other = new ScaledRegression().CreateTrainer(Optimizer());
        Assert.Equal(5, other.LoadCheckpoint(Checkpoint).Step);
    }

    [Fact]
    public void Evaluate_measures_what_the_CPU_measures()
    {
        var model = new ScaledRegression();
        using var cpu = model.CreateTrainer(Optimizer());
        using var trainer = model.CreateTrainer(TestDevice.Prompt, Optimizer());
        var (x, t) = ScaledRegression.Batch(BatchSize, 1);
        // What a step has changed on the device is what is evaluated there.
        trainer.Step(x, t);
        var (expected, found) = (new MeanAbsoluteError(), new MeanAbsoluteError());
        var loss = trainer.Evaluate(Data(Count), [found]);
        Assert.Equal(cpu.Evaluate(Data(Count), [expected]), loss, 1e-5);
        Assert.Equal(expected.Value, found.Value, 1e-5);
    }

    [Fact]
    public void Mistakes_are_named_as_on_the_CPU()
    {
        var model = new ScaledRegression();
        using var cpu = model.CreateTrainer(Optimizer());
        var trainer = model.CreateTrainer(TestDevice.Prompt, Optimizer());
        var narrow = Dataset.Of<float, float>(new float[20], new float[12], 4);
        Assert.Equal(Assert.Throws<ArgumentException>(() => cpu.Fit(narrow)).Message, Assert.Throws<ArgumentException>(() => trainer.Fit(narrow)).Message);
        Assert.Equal(Assert.Throws<ArgumentException>(() => cpu.Evaluate(narrow)).Message, Assert.Throws<ArgumentException>(() => trainer.Evaluate(narrow)).Message);
        Assert.Throws<ArgumentException>(() => trainer.Fit(Data(4), new() { Metrics = [new MeanAbsoluteError()] }));
        trainer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => trainer.Fit(Data(4)));
        Assert.Throws<ObjectDisposedException>(() => trainer.Evaluate(Data(4)));
    }

    private static Adam Optimizer() => new(0.02) { Clipping = Clipping.GlobalNorm(1), Average = new MovingAverage(0.8) };

    private static Dataset<float, float> Data(int count, ulong seed = 100)
    {
        var (x, t) = ScaledRegression.Batch(count, seed);
        return Dataset.Of<float, float>(x, t, count);
    }

    private static FitResult OnTrainer(bool device, ScaledRegression model, Optimizer optimizer, Func<Fit, FitResult> use)
    {
        if (device)
        {
            using var trainer = model.CreateTrainer(TestDevice.Prompt, optimizer);
            return use(trainer.Fit);
        }

        using var cpu = model.CreateTrainer(optimizer);
        return use(cpu.Fit);
    }

    /// <summary>A training that is killed while it reads some batches, and each time goes on with a new model and trainer, on the next of the devices.</summary>
    private (float[] Parameters, double[] Losses, IReadOnlyList<string> Differences) Train(bool[] devices, int[] killedAt, int batchesPerUpdate, int every)
    {
        File.Delete(Checkpoint);
        var (read, kills) = (0, 0);
        while (true)
        {
            var model = new ScaledRegression(seed: File.Exists(Checkpoint) ? 99ul : 1);
            var data = new ReadData(Data(Count), () =>
            {
                if (kills < killedAt.Length && read++ == killedAt[kills])
                    throw new IOException($"killed {++kills}");
            });
            try
            {
                var result = OnTrainer(devices[Math.Min(kills, devices.Length - 1)], model, Optimizer(), fit => fit(data, new()
                {
                    Epochs = 4,
                    Seed = 7,
                    BatchesPerUpdate = batchesPerUpdate,
                    Validation = Data(5, seed: 200),
                    EarlyStopping = new EarlyStopping(3),
                    Checkpoint = new CheckpointOptions(Checkpoint) { EveryUpdates = every },
                }));
                return (model.Parameters.All.ToArray(), [.. result.Epochs.SelectMany(epoch => new[] { epoch.TrainingLoss, epoch.ValidationLoss })], result.Resumption?.Differences ?? []);
            }
            catch (IOException killed) when (killed.Message.StartsWith("killed", StringComparison.Ordinal))
            {
            }
        }
    }

    /// <summary>Tells when it is read.</summary>
    private sealed class ReadData(Dataset<float, float> data, Action beforeRead) : Dataset<float, float>
    {
        public override int Count => data.Count;

        public override int InputLength => data.InputLength;

        public override int TargetLength => data.TargetLength;

        public override void Read(ReadOnlySpan<int> indices, int epoch, Workers workers, Span<float> inputs, Span<float> targets)
        {
            beforeRead();
            data.Read(indices, epoch, workers, inputs, targets);
        }
    }

    private sealed class Listener(Action<FitProgress> told) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => told(value);
    }
}
