using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using NetGen.Runtime.Tests.Data;
using Xunit;

namespace NetGen.Runtime.Tests.Training;

public sealed class CheckpointTests : IDisposable
{
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("netgen-checkpoint-").FullName, "a.checkpoint");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Fact]
    public void All_state_comes_back()
    {
        var (model, trainer) = Trained(new Adam(0.01) { Average = new MovingAverage(0.9), Schedule = Schedule.ReduceOnPlateau(patience: 0) });
        trainer.ReportMetric(1);
        trainer.ReportMetric(2);
        trainer.Optimizer.LearningRate = 0.5;
        Accumulate(trainer);
        trainer.SaveCheckpoint(_path);

        var restored = new SoftmaxRegression(seed: 8);
        using var other = restored.CreateTrainer(new Adam(0.01) { Average = new MovingAverage(0.9), Schedule = Schedule.ReduceOnPlateau(patience: 0) }, trainingSeed: 9);
        var report = other.LoadCheckpoint(_path);
        Assert.True(report.IsExact, report.ToString());
        Assert.Equal(3, report.Step);
        Assert.Equal(0.05, other.LearningRate);
        Assert.Equal(model.Parameters.All.ToArray(), restored.Parameters.All.ToArray());
        Assert.Equal(trainer.Average!.All.ToArray(), other.Average!.All.ToArray());

        // With accumulated gradients, dropout's random numbers and Adam's moments.
        foreach (var each in new[] { trainer, other })
        {
            Accumulate(each);
            each.Update();
            Step(each);
        }

        Assert.Equal(model.Parameters.All.ToArray(), restored.Parameters.All.ToArray());
        trainer.Dispose();
    }

    [Fact]
    public void Differences_are_reported()
    {
        var (_, trainer) = Trained(new Adam(0.01));
        trainer.SaveCheckpoint(_path);
        using var other = new SoftmaxRegression().CreateTrainer(new Adam(0.01, beta1: 0.8));
        var difference = Assert.Single(other.LoadCheckpoint(_path).Differences);
        Assert.Contains("beta1 0.9", difference, StringComparison.Ordinal);
        Assert.Contains("beta1 0.8", difference, StringComparison.Ordinal);
        trainer.Dispose();
    }

    [Fact]
    public void Another_optimizer_is_refused()
    {
        var (_, trainer) = Trained(new Adam(0.01));
        trainer.SaveCheckpoint(_path);
        var model = new SoftmaxRegression(seed: 5);
        var before = model.Parameters.All.ToArray();
        using var other = model.CreateTrainer(new Sgd(0.1, momentum: 0.9));
        var error = Assert.Throws<SafetensorsException>(() => other.LoadCheckpoint(_path));
        Assert.Contains("'optimizer.momentum.Dense1.weight'", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, model.Parameters.All.ToArray());
        trainer.Dispose();
    }

    [Fact]
    public void A_file_of_weights_is_no_checkpoint()
    {
        var model = new SoftmaxRegression();
        Safetensors.Save(model.Parameters, _path);
        using var trainer = model.CreateTrainer(new Sgd(0.1));
        Assert.Contains("is no checkpoint of a training", Assert.Throws<SafetensorsException>(() => trainer.LoadCheckpoint(_path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kill_during_the_write_leaves_the_old_file_and_one_temporary_file()
    {
        var (_, trainer) = Trained(new Adam(0.01));
        trainer.SaveCheckpoint(_path);
        var good = File.ReadAllBytes(_path);
        // What a kill leaves at any moment of the next write: a part of it.
        File.WriteAllBytes(_path + ".tmp", good[..100]);
        Step(trainer);
        using (var reader = new SoftmaxRegression().CreateTrainer(new Adam(0.01)))
            Assert.Equal(3, reader.LoadCheckpoint(_path).Step);
        trainer.SaveCheckpoint(_path);
        Assert.Equal([_path], Directory.GetFiles(Path.GetDirectoryName(_path)!));
        trainer.Dispose();
    }

    [Fact]
    public void Ten_thousand_damaged_checkpoints_are_refused()
    {
        var (model, trainer) = Trained(new Adam(0.01));
        trainer.SaveCheckpoint(_path);
        var good = File.ReadAllBytes(_path);
        var parameters = model.Parameters.All.ToArray();
        Mutation.Try(good, 10_000, mutated =>
        {
            File.WriteAllBytes(_path, mutated);
            // No mutation goes unseen: the digests cover values and metadata, the format's checks the rest.
            Assert.Throws<SafetensorsException>(() => trainer.LoadCheckpoint(_path));
        });
        Assert.Equal(parameters, model.Parameters.All.ToArray());
        trainer.Dispose();
    }

    private static (SoftmaxRegression, SoftmaxRegression.Trainer) Trained(Optimizer optimizer)
    {
        var model = new SoftmaxRegression();
        var trainer = model.CreateTrainer(optimizer);
        for (var i = 0; i < 3; i++)
            Step(trainer);
        return (model, trainer);
    }

    private static void Step(SoftmaxRegression.Trainer trainer) => trainer.Step([1, 2, 3, 4, 5, 6, 1, 1, 1, 1, 1, 1], [2, 0]);

    private static void Accumulate(SoftmaxRegression.Trainer trainer) => trainer.Accumulate([6, 5, 4, 3, 2, 1], [1]);
}
