using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Xunit;

namespace NetGen.Runtime.Tests.Training;

public sealed class FitTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("netgen-fit-").FullName;

    private string Checkpoint => Path.Combine(_directory, "training.checkpoint");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Training_gets_better_and_tells_how()
    {
        var model = new SoftmaxRegression();
        using var trainer = model.CreateTrainer(new Adam(0.05));
        var (accuracy, confusion) = (new Accuracy(), new ConfusionMatrix(3));
        var progress = new List<FitProgress>();
        var result = trainer.Fit(SoftmaxRegression.Data(50), new()
        {
            Epochs = 8,
            Validation = SoftmaxRegression.Data(30, seed: 4),
            Metrics = [accuracy, new TopKAccuracy(2), confusion],
            Progress = new Listener(progress),
        });
        Assert.Equal(8, result.Epochs.Count);
        Assert.True(result.Epochs[^1].ValidationLoss < 0.6 * result.Epochs[0].ValidationLoss);
        Assert.True(result.Epochs[^1].Metrics[0] > 0.9);
        Assert.Equal(1 - accuracy.Value, confusion.Value, 12);
        Assert.Equal(8 * 13, progress.Count);
        Assert.Equal(new FitProgress(1, 8, 4, 50, 1, progress[0].Loss, 0.05), progress[0]);
        Assert.Equal(50, progress[^1].Sample);
        Assert.Equal(result.Epochs[^1].TrainingLoss, progress[^1].Loss);
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        using var trainer = new SoftmaxRegression().CreateTrainer(new Adam(0.05) { Clipping = Clipping.GlobalNorm(1), Schedule = Schedule.WarmUp(10, Schedule.Cosine(100)), Average = new MovingAverage(0.9) });
        var meter = new AllocationListener();
        trainer.Fit(SoftmaxRegression.Data(100), new() { Epochs = 2, BatchesPerUpdate = 2, Progress = meter });
        Assert.Equal(0, meter.Allocated);
    }

    [Fact]
    public void The_order_is_a_function_of_seed_and_epoch()
    {
        Assert.Equal(Train(1), Train(1));
        Assert.NotEqual(Train(1), Train(2));

        static float[] Train(ulong seed)
        {
            var model = new SoftmaxRegression();
            using var trainer = model.CreateTrainer(new Sgd(0.1));
            trainer.Fit(SoftmaxRegression.Data(20), new() { Epochs = 2, Seed = seed });
            return model.Parameters.All.ToArray();
        }
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    [InlineData(3, 2)]
    [InlineData(1, 7)]
    public void Interrupted_training_goes_on_bit_for_bit(int batchesPerUpdate, int every)
    {
        var undisturbed = Run(stopAt: []);
        var interrupted = Run(stopAt: [3, 11, 12, 25]);
        Assert.Equal(undisturbed.Parameters, interrupted.Parameters);
        Assert.Equal(undisturbed.Average, interrupted.Average);
        Assert.Equal(undisturbed.Losses, interrupted.Losses);

        (float[] Parameters, float[] Average, double[] Losses) Run(long[] stopAt)
        {
            File.Delete(Checkpoint);
            var stops = new Queue<long>(stopAt);
            while (true)
            {
                // Everything anew, as in a new process; the seeds of weights and dropout come from the checkpoint.
                var model = new SoftmaxRegression(File.Exists(Checkpoint) ? 99ul : 1);
                using var trainer = model.CreateTrainer(
                    new Adam(0.05) { Clipping = Clipping.GlobalNorm(1), Schedule = Schedule.WarmUp(5, Schedule.ReduceOnPlateau(patience: 0)), Average = new MovingAverage(0.9) },
                    trainingSeed: File.Exists(Checkpoint) ? 98ul : 5);
                trainer.BeforeStep = step =>
                {
                    if (stops.TryPeek(out var stop) && step == stop)
                        throw new IOException($"killed before step {stops.Dequeue()}");
                };
                try
                {
                    var result = trainer.Fit(SoftmaxRegression.Data(50), new()
                    {
                        Epochs = 6,
                        Seed = 7,
                        BatchesPerUpdate = batchesPerUpdate,
                        Validation = SoftmaxRegression.Data(12, seed: 9),
                        EarlyStopping = new EarlyStopping(4),
                        Checkpoint = new CheckpointOptions(Checkpoint) { EveryUpdates = every },
                    });
                    Assert.True(result.Resumption?.IsExact ?? true);
                    return (model.Parameters.All.ToArray(), trainer.Average!.All.ToArray(), [.. result.Epochs.SelectMany(epoch => new[] { epoch.TrainingLoss, epoch.ValidationLoss, epoch.LearningRate })]);
                }
                catch (IOException killed) when (killed.Message.StartsWith("killed", StringComparison.Ordinal))
                {
                }
            }
        }
    }

    [Fact]
    public void Early_stopping_restores_the_best_epoch()
    {
        var model = new SoftmaxRegression();
        // Far too large steps, so that it gets worse soon.
        using var trainer = model.CreateTrainer(new Sgd(20), dropout: 0);
        var validation = SoftmaxRegression.Data(30, seed: 4);
        var losses = new List<double>();
        var result = trainer.Fit(SoftmaxRegression.Data(30), new()
        {
            Epochs = 50,
            Validation = validation,
            EarlyStopping = new EarlyStopping(2),
            EpochEnded = epoch => losses.Add(epoch.ValidationLoss),
        });
        Assert.True(result.StoppedEarly);
        Assert.Equal(losses.IndexOf(losses.Min()) + 1, result.BestEpoch);
        Assert.Equal(result.BestEpoch + 3, result.Epochs.Count);
        Assert.Equal(losses.Min(), trainer.Evaluate(validation));
    }

    [Fact]
    public void A_loss_that_is_not_finite_ends_training_and_spares_the_parameters()
    {
        var inputs = new float[10 * SoftmaxRegression.Inputs];
        inputs[57] = float.NaN;
        var model = new SoftmaxRegression();
        using var trainer = model.CreateTrainer(new Sgd(0.1), dropout: 0);
        var error = Assert.Throws<NonFiniteLossException>(() => trainer.Fit(Dataset.Of(inputs, new int[10]), new() { Shuffle = false, Checkpoint = new(Checkpoint) }));
        Assert.Equal((3, 1, "the inputs of the batch"), (error.Step, error.Epoch, error.Where));
        Assert.All(model.Parameters.All.ToArray(), value => Assert.True(float.IsFinite(value)));

        model.Parameters["Dense1.bias"].Values[1] = float.PositiveInfinity;
        error = Assert.Throws<NonFiniteLossException>(() => trainer.Fit(SoftmaxRegression.Data(10)));
        Assert.Contains("parameter Dense1.bias", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Checkpoint));
    }

    [Fact]
    public void Cancellation_leaves_a_checkpoint()
    {
        using var source = new CancellationTokenSource();
        using var trainer = new SoftmaxRegression().CreateTrainer(new Sgd(0.1));
        trainer.BeforeStep = step =>
        {
            if (step == 4)
                source.Cancel();
        };
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(SoftmaxRegression.Data(50), new() { Checkpoint = new(Checkpoint) }, source.Token));
        using var other = new SoftmaxRegression().CreateTrainer(new Sgd(0.1));
        Assert.Equal(5, other.LoadCheckpoint(Checkpoint).Step);
    }

    [Fact]
    public void Data_of_another_size_is_refused()
    {
        using var trainer = new SoftmaxRegression().CreateTrainer(new Sgd(0.1));
        var error = Assert.Throws<ArgumentException>(() => trainer.Fit(Dataset.Of(new float[20], new int[4])));
        Assert.StartsWith("SoftmaxRegression: a sample's input is 6 elements, but the dataset's is 5.", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => trainer.Fit(SoftmaxRegression.Data(4), new() { Metrics = [new Accuracy()] }));
    }

    private sealed class Listener(List<FitProgress> list) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => list.Add(value);
    }

    /// <summary>Bytes allocated between one batch's report and the next of the same epoch, but for the first.</summary>
    private sealed class AllocationListener : IProgress<FitProgress>
    {
        private long _before;

        public long Allocated { get; private set; }

        public void Report(FitProgress value)
        {
            if (value.Sample > 12)
                Allocated += GC.GetAllocatedBytesForCurrentThread() - _before;
            _before = GC.GetAllocatedBytesForCurrentThread();
        }
    }
}
