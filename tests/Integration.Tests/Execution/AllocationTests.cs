using System;
using NetGen.Integration.Tests.Networks;
using NetGen.Integration.Tests.Networks.Typical;
using Xunit;

namespace NetGen.Integration.Tests.Execution;

/// <summary>Runs alone: the whole process is measured, worker threads too.</summary>
[CollectionDefinition("Alone", DisableParallelization = true)]
public sealed class AloneCollection;

/// <summary>After construction nothing is allocated, on no thread.</summary>
[Collection("Alone")]
public sealed class AllocationTests
{
    private const string Space = "NetGen.Integration.Tests.Networks.Typical";

    public static TheoryData<string> Networks => NetworkClass<float>.In(Space);

    [Theory]
    [MemberData(nameof(Networks))]
    public void InferenceAllocatesNothing(string name)
    {
        var network = NetworkClass<float>.Named(Space, name);
        foreach (int threads in new[] { 1, 2 })
        {
            using var session = network.Create().CreateSession(maxBatch: 32, threads);
            float[] input = new Batch<float>(network, 32, seed: 1).Input;
            float[] output = new float[32 * network.OutputLength];
            AssertAllocatesNothing($"{name}.Forward on {threads} threads", () => session.Forward(input, output));
            AssertAllocatesNothing($"{name}.Predict on {threads} threads", () => session.Predict(input, output));
            AssertAllocatesNothing($"{name}.Forward of one sample", () => session.Forward(input.AsSpan(0, network.InputLength), output.AsSpan(0, network.OutputLength)));
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void TrainingAllocatesNothing(string name)
    {
        var network = NetworkClass<float>.Named(Space, name);
        var (batch, last) = (new Batch<float>(network, 32, seed: 1), new Batch<float>(network, 5, seed: 1));
        foreach (int threads in new[] { 1, 2 })
        {
            foreach (Optimizer optimizer in new Optimizer[] { new Sgd(0.01, momentum: 0.9), new Adam() })
            {
                using var trainer = network.Create().CreateTrainer(optimizer, batchSize: 32, threads);
                AssertAllocatesNothing($"{name}.Step on {threads} threads", () => trainer.Step(batch));
                AssertAllocatesNothing($"{name}.Step of a smaller last batch", () => trainer.Step(last));
                AssertAllocatesNothing($"{name}.Forward, Backward, Update on {threads} threads", () =>
                {
                    trainer.Forward(batch);
                    trainer.Backward();
                    trainer.Update();
                });
            }
        }
    }

    /// <summary>As a user writes it: the very first calls, of a network that nothing has compiled yet.</summary>
    [Fact]
    public void FirstCallsAllocateNothing()
    {
        var model = new NeverUsedBefore(seed: 1);
        using var session = model.CreateSession(maxBatch: 2);
        using var trainer = model.CreateTrainer(new Adam(), batchSize: 2);
        float[] input = new float[2 * 6], output = new float[2 * 3];
        int[] labels = [0, 2];

        long before = GC.GetAllocatedBytesForCurrentThread();
        session.Forward(input, output);
        session.Predict(input, output);
        trainer.Step(input, labels);
        trainer.Accumulate(input, labels);
        trainer.Accumulate(input, labels);
        trainer.Update();
        trainer.Forward(input, labels);
        trainer.Backward();
        trainer.Update();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
    }

    // What other threads of the test host allocate now and then is no allocation of ours: ours would be there each time.
    private static void AssertAllocatesNothing(string what, Action action)
    {
        action();
        long ofThread = long.MaxValue, ofProcess = long.MaxValue;
        for (int attempt = 0; attempt < 200 && (ofThread > 0 || ofProcess > 0); attempt++)
        {
            long thread = GC.GetAllocatedBytesForCurrentThread(), process = GC.GetTotalAllocatedBytes(precise: true);
            action();
            ofProcess = Math.Min(ofProcess, GC.GetTotalAllocatedBytes(precise: true) - process);
            ofThread = Math.Min(ofThread, GC.GetAllocatedBytesForCurrentThread() - thread);
        }

        Assert.True(ofThread == 0, $"{what}: {ofThread} bytes on the calling thread.");
        Assert.True(ofProcess == 0, $"{what}: {ofProcess} bytes in the whole process.");
    }
}
