using System;
using System.IO;
using Xunit;

namespace NetGen.Gpu.Tests.Execution;

/// <summary>A training goes on from a checkpoint on either side.</summary>
public sealed class CheckpointTests : IDisposable
{
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("netgen-gpu-").FullName, "a.checkpoint");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Training_goes_on(bool writtenOnDevice, bool readOnDevice)
    {
        // Up to the checkpoint, with gradients that wait for an update and states that are carried on.
        float[] states = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20];
        var expected = Write(device: false, states, path: null);
        var written = Write(writtenOnDevice, states, _path);
        OptimizerTests.Near(expected.Parameters.All, written.Parameters.All);

        var model = new ScaledRegression(seed: 8);
        if (readOnDevice)
        {
            using var trainer = model.CreateTrainer(TestDevice.Prompt, Optimizer(), trainingSeed: 99);
            var report = trainer.LoadCheckpoint(_path);
            Assert.Equal(4, report.Step);
            Assert.Equal(writtenOnDevice, report.IsExact);
            if (!writtenOnDevice)
                Assert.Contains("another kind of machine", Assert.Single(report.Differences), StringComparison.Ordinal);
            Assert.Equal(states, trainer.State.ToArray());
            Assert.Equal(0.05, trainer.LearningRate, 1e-9);
            GoOn((x, t) => trainer.Step(x, t), (x, t) => trainer.Accumulate(x, t), trainer.Update);
            Compare(expected, trainer.Average!);
        }
        else
        {
            using var trainer = model.CreateTrainer(Optimizer(), trainingSeed: 99);
            Assert.Equal(4, trainer.LoadCheckpoint(_path).Step);
            Assert.Equal(states, trainer.State.ToArray());
            GoOn((x, t) => trainer.Step(x, t), (x, t) => trainer.Accumulate(x, t), trainer.Update);
            Compare(expected, trainer.Average!);
        }

        void Compare(ScaledRegression reference, ParameterSet<float> average)
        {
            using var trainer = reference.CreateTrainer(Optimizer(), trainingSeed: 99);
            Write(device: false, states, _path);
            trainer.LoadCheckpoint(_path);
            GoOn((x, t) => trainer.Step(x, t), (x, t) => trainer.Accumulate(x, t), trainer.Update);
            OptimizerTests.Near(reference.Parameters.All, model.Parameters.All);
            OptimizerTests.Near(trainer.Average!.All, average.All);
        }
    }

    [Fact]
    public void On_one_device_it_goes_on_bit_for_bit()
    {
        var (model, resumedModel) = (new ScaledRegression(), new ScaledRegression(seed: 4));
        using var trainer = model.CreateTrainer(TestDevice.Prompt, Optimizer());
        using var resumed = resumedModel.CreateTrainer(TestDevice.Prompt, Optimizer(), trainingSeed: 5);
        GoOn((x, t) => trainer.Step(x, t), (x, t) => trainer.Accumulate(x, t), trainer.Update);
        trainer.SaveCheckpoint(_path);
        Assert.True(resumed.LoadCheckpoint(_path).IsExact);
        GoOn((x, t) => trainer.Step(x, t), (x, t) => trainer.Accumulate(x, t), trainer.Update);
        GoOn((x, t) => resumed.Step(x, t), (x, t) => resumed.Accumulate(x, t), resumed.Update);
        Assert.Equal(model.Parameters.All.ToArray(), resumedModel.Parameters.All.ToArray());
    }

    [Fact]
    public void A_checkpoint_of_another_optimizer_is_refused_and_changes_nothing()
    {
        using var other = new ScaledRegression().CreateTrainer(new Sgd(0.1, momentum: 0.5));
        other.SaveCheckpoint(_path);
        var model = new ScaledRegression(seed: 3);
        using var trainer = model.CreateTrainer(TestDevice.Prompt, Optimizer());
        GoOn((x, t) => trainer.Step(x, t), (x, t) => trainer.Accumulate(x, t), trainer.Update);
        var parameters = model.Parameters.All.ToArray();
        Assert.Throws<SafetensorsException>(() => trainer.LoadCheckpoint(_path));
        Assert.Equal(parameters, model.Parameters.All.ToArray());
        Assert.Equal(4, trainer.StepCount);
    }

    private static Adam Optimizer() => new(0.05) { Average = new MovingAverage(0.9), Clipping = Clipping.GlobalNorm(2) };

    private ScaledRegression Write(bool device, float[] states, string? path)
    {
        var model = new ScaledRegression();
        var (x, t) = ScaledRegression.Batch(3, 50);
        if (device)
        {
            using var trainer = model.CreateTrainer(TestDevice.Prompt, Optimizer());
            GoOn((x, t) => trainer.Step(x, t), (x, t) => trainer.Accumulate(x, t), trainer.Update);
            trainer.Accumulate(x, t);
            trainer.State = states;
            trainer.SaveCheckpoint(path!);
        }
        else
        {
            using var trainer = model.CreateTrainer(Optimizer());
            GoOn((x, t) => trainer.Step(x, t), (x, t) => trainer.Accumulate(x, t), trainer.Update);
            trainer.Accumulate(x, t);
            states.CopyTo(trainer.State);
            if (path is not null)
                trainer.SaveCheckpoint(path);
        }

        return model;
    }

    private static void GoOn(Action<float[], float[]> step, Action<float[], float[]> accumulate, Action update)
    {
        var (x, t) = ScaledRegression.Batch(4, 1);
        // The first takes what a checkpoint has accumulated.
        update = update ?? throw new ArgumentNullException(nameof(update));
        step(x, t);
        step(x, t);
        accumulate(x, t);
        step(x, t);
        accumulate(x, t);
        update();
    }
}
