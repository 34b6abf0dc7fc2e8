using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Integration.Tests.Networks;
using Xunit;

namespace NetGen.Gpu.Networks.Tests;

/// <summary>Every recurrent network of the tests, in single precision, computes on a GPU what it computes on the processor: over sequences of different lengths, over batches that go on, step by step.</summary>
public sealed class RecurrentTests
{
    private const int MaxBatch = 4, MaxTime = 5;

    private static readonly int[] s_lengths = [5, 1, 3];

    public static TheoryData<string> Networks => Tested(SequenceNetwork<float>.All);

    public static TheoryData<string> Forwards => Tested(SequenceNetwork<float>.Forwards);

    public static TheoryData<string> Streaming => Tested(SequenceNetwork<float>.Streaming);

    [Theory]
    [MemberData(nameof(Networks))]
    public void OutputsAgree(string name)
    {
        var model = SequenceNetwork<float>.Named(name).Create(seed: 7).Perturbed(11);
        var sequences = Sequences<float>.Random(model.Network, s_lengths, seed: 3);
        using var expected = model.CreateSession(MaxBatch, MaxTime);
        using var session = (GpuSession)model.Call("CreateSession", TestDevice.Instance, MaxBatch, MaxTime);

        Agreement.Check(expected.Forward(sequences), session.Run("Forward", sequences), "Forward");
        float[] predicted = new float[sequences.Count * sequences.TargetSteps * model.Network.Outputs];
        expected.Predict(sequences, predicted);
        Agreement.Check(predicted, session.Run("Predict", sequences), "Predict");
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void LossesAndGradientsAgree(string name)
    {
        var network = SequenceNetwork<float>.Named(name);
        var sequences = Sequences<float>.Random(network, s_lengths, seed: 3);
        using var expected = network.Create(seed: 7).Perturbed(11).CreateTrainer(new Sgd(0.01), MaxBatch, MaxTime, seed: 5);
        using var trainer = (GpuTrainer)network.Create(seed: 7).Perturbed(11).Call("CreateTrainer", TestDevice.Instance, new Sgd(0.01), MaxBatch, MaxTime, 5UL);

        Agreement.Check([expected.Forward(sequences)], [trainer.Run("Forward", sequences)], "loss");
        expected.Backward();
        trainer.Backward();
        Agreement.Check(expected.Gradients.All, trainer.Gradients.All, "gradients");
    }

    [Theory]
    [MemberData(nameof(Forwards))]
    public void StatesGoOnFromBatchToBatch(string name)
    {
        var network = SequenceNetwork<float>.Named(name);
        using var expected = network.Create(seed: 7).Perturbed(11).CreateTrainer(new Sgd(0.01), MaxBatch, MaxTime, seed: 5);
        using var trainer = (GpuTrainer)network.Create(seed: 7).Perturbed(11).Call("CreateTrainer", TestDevice.Instance, new Sgd(0.01), MaxBatch, MaxTime, 5UL);
        (expected.Trainer.KeepsState, trainer.KeepsState) = (true, true);
        for (int step = 0; step < 3; step++)
        {
            var sequences = Sequences<float>.Random(network, s_lengths, seed: step);
            Agreement.Check([expected.Step(sequences)], [trainer.Run("Step", sequences)], $"loss of step {step}");
        }

        Agreement.Check(expected.Trainer.State, trainer.State, "states");
    }

    [Theory]
    [MemberData(nameof(Streaming))]
    public void StepByStepAgrees(string name)
    {
        var model = SequenceNetwork<float>.Named(name).Create(seed: 7).Perturbed(11);
        using var expected = model.CreateSession(MaxBatch, MaxTime);
        using var session = (GpuSession)model.Call("CreateSession", TestDevice.Instance, MaxBatch, MaxTime);
        float[] one = new float[3 * model.Network.Outputs], other = new float[one.Length];
        for (int step = 0; step < 3; step++)
        {
            var oneStep = Sequences<float>.Random(model.Network, [1, 1, 1], seed: step);
            expected.Step(oneStep, one);
            session.Step(oneStep, other);
            Agreement.Check(one, other, $"step {step}");
        }
    }

    [Theory]
    [MemberData(nameof(Streaming))]
    public void StatesAreReordered(string name)
    {
        var model = SequenceNetwork<float>.Named(name).Create(seed: 7).Perturbed(11);
        using var session = (GpuSession)model.Call("CreateSession", TestDevice.Instance, MaxBatch, MaxTime);
        using var expected = (Session<float>)model.Call("CreateSession", MaxBatch, MaxTime, 1);
        session.Step(Sequences<float>.Random(model.Network, [1, 1, 1, 1], seed: 2), new float[MaxBatch * model.Network.Outputs]);
        session.State.CopyTo(expected.State);

        // The device may come to one of them when the host has told it the next ones.
        int[] parents = [2, 0, 2];
        for (int time = 0; time < 6; time++)
        {
            expected.ReorderState(parents);
            session.ReorderState(parents);
            (parents[0], parents[2]) = (parents[2], 3 - parents[0]);
        }

        Assert.Equal(expected.State.ToArray(), session.State.ToArray());
        foreach (int[] wrong in new[] { [0, 1, 2, 3, 0], [0, MaxBatch], new[] { -1 } })
        {
            var thrown = Assert.Throws<ArgumentException>(() => session.ReorderState(wrong));
            Assert.Equal(Assert.Throws<ArgumentException>(() => expected.ReorderState(wrong)).Message, thrown.Message);
            Assert.Equal("parents", thrown.ParamName);
        }

        Assert.Equal(expected.State.ToArray(), session.State.ToArray());
    }

    /// <summary>Without those that are trained in segments of time, which devices do not do.</summary>
    private static TheoryData<string> Tested(TheoryData<string> networks)
    {
        var tested = new TheoryData<string>();
        foreach (string name in networks)
        {
            if (TestDevice.Tests(name) && !SequenceNetwork<float>.Named(name).Recomputes)
                tested.Add(name);
        }

        return tested;
    }
}
