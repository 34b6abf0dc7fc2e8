using System;
using System.Linq;
using System.Numerics;
using NetGen.Integration.Tests.Networks;
using NetGen.Integration.Tests.Networks.Typical;
using Xunit;

namespace NetGen.Integration.Tests.Execution;

/// <summary>Training gives the same bits each time, on any number of threads.</summary>
public sealed class TrainingDeterminismTests
{
    private const string Space = "NetGen.Integration.Tests.Networks.Typical";

    public static TheoryData<string> Singles => NetworkClass<float>.In(Space);

    public static TheoryData<string> Doubles => NetworkClass<double>.In(Space);

    [Theory]
    [MemberData(nameof(Singles))]
    public void SingleTrainingDoesNotDependOnThreads(string name) => TrainingDoesNotDependOnThreads(NetworkClass<float>.Named(Space, name));

    [Theory]
    [MemberData(nameof(Doubles))]
    public void DoubleTrainingDoesNotDependOnThreads(string name) => TrainingDoesNotDependOnThreads(NetworkClass<double>.Named(Space, name));

    [Theory]
    [MemberData(nameof(Singles))]
    public void TrainingDoesNotDependOnTheRoomOfTheTrainer(string name)
    {
        var network = NetworkClass<float>.Named(Space, name);
        var batch = new Batch<float>(network, 21, seed: 2);
        using var tight = network.Create().CreateTrainer(new Adam(), batchSize: 21);
        using var roomy = network.Create().CreateTrainer(new Adam(), batchSize: 64);
        roomy.Step(new Batch<float>(network, 64, seed: 3));
        using var fresh = network.Create().CreateTrainer(new Adam(), batchSize: 64);

        float loss = tight.Step(batch);

        Assert.Equal(loss, fresh.Step(batch));
        Bits.AssertEqual<float>(tight.Gradients.All, fresh.Gradients.All, name);
    }

    [Fact]
    public void SeedsDetermineParameters()
    {
        Bits.AssertEqual<float>(new LeNet(seed: 5).Parameters.All, new LeNet(seed: 5).Parameters.All, "two models");
        Assert.False(Bits.Equal<float>(new LeNet(seed: 5).Parameters.All, new LeNet(seed: 6).Parameters.All));
    }

    [Fact]
    public void SeedsDetermineDropout()
    {
        Assert.Equal(Losses(seed: 1), Losses(seed: 1));
        Assert.NotEqual(Losses(seed: 1), Losses(seed: 2));

        static float[] Losses(ulong seed)
        {
            var network = NetworkClass<float>.Named(Space, nameof(RegularizedPerceptron));
            using var trainer = network.Create().CreateTrainer(new Sgd(0.1), batchSize: 8, seed: seed);
            var batch = new Batch<float>(network, 8, seed: 1);
            return [.. Enumerable.Range(0, 5).Select(_ => trainer.Step(batch))];
        }
    }

    [Fact]
    public void DropoutIsDrawnOncePerStep()
    {
        var network = NetworkClass<float>.Named(Space, nameof(RegularizedPerceptron));
        using var trainer = network.Create().CreateTrainer(new Sgd(learningRate: 0), batchSize: 8);
        var batch = new Batch<float>(network, 8, seed: 1);

        float first = trainer.Forward(batch), again = trainer.Forward(batch);
        trainer.Backward();
        trainer.Update();
        float next = trainer.Forward(batch);

        Assert.Equal(first, again);
        Assert.NotEqual(first, next);
    }

    [Fact]
    public void EachSampleHasADropoutOfItsOwn()
    {
        // Twice the same sample: with one mask for both, each gradient would be the gradient of one.
        var network = NetworkClass<float>.Named(Space, nameof(RegularizedPerceptron));
        var one = new Batch<float>(network, 1, seed: 1);
        var model = network.Create();
        using var trainer = model.CreateTrainer(new Sgd(0.1), batchSize: 16);
        var batch = new Batch<float>(network, 16, seed: 1);
        for (int sample = 0; sample < 16; sample++)
        {
            one.Input.CopyTo(batch.Input, sample * network.InputLength);
            one.Targets.CopyTo(batch.Targets, sample * network.OutputLength);
        }

        trainer.Forward(batch);
        trainer.Backward();

        // Batch norm subtracts the mean: were all samples the same, nothing but its bias would go on, and the weights before it would have no gradient.
        Assert.Contains(trainer.Gradients["Dense1.weight"].Values.ToArray(), gradient => Math.Abs(gradient) > 1e-6f);
    }

    private static void TrainingDoesNotDependOnThreads<T>(NetworkClass<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (losses, gradients, parameters) = Train(1);
        foreach (int threads in new[] { 2, 0, 1 })
        {
            var other = Train(threads);
            Bits.AssertEqual<T>(losses, other.Losses, $"{network}, losses on {threads} threads");
            Bits.AssertEqual<T>(gradients, other.Gradients, $"{network}, gradients on {threads} threads");
            Bits.AssertEqual<T>(parameters, other.Parameters, $"{network}, parameters on {threads} threads");
        }

        (T[] Losses, T[] Gradients, T[] Parameters) Train(int threads)
        {
            var model = network.Create(seed: 9);
            using var trainer = model.CreateTrainer(new Adam(learningRate: 0.01), batchSize: 70, threads, seed: 4);
            // The last one is smaller.
            T[] losses = [.. new[] { 70, 70, 41 }.Select((samples, k) => trainer.Step(new Batch<T>(network, samples, seed: k)))];
            return (losses, trainer.Gradients.All.ToArray(), model.Parameters.All.ToArray());
        }
    }
}
