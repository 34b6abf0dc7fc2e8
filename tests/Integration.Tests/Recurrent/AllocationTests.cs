using System;
using NetGen.Integration.Tests.Networks;
using Xunit;

namespace NetGen.Integration.Tests.Recurrent;

/// <summary>After construction nothing is allocated.</summary>
[Collection("Alone")]
public sealed class AllocationTests
{
    public static TheoryData<string> Networks => SequenceNetwork<float>.All;

    [Theory]
    [MemberData(nameof(Networks))]
    public void NothingIsAllocated(string name)
    {
        var network = SequenceNetwork<float>.Named(name);
        var ragged = Sequences<float>.Random(network, [12, 3, 7, 1, 9, 12, 12, 2], seed: 1);
        var one = ragged.Slice(0, 1).Window(0, 1);
        float[] output = new float[8 * ragged.TargetSteps * network.Outputs], oneOutput = new float[network.Outputs];
        foreach (int threads in new[] { 1, 2 })
        {
            var model = network.Create();
            using var session = model.CreateSession(8, 12, threads);
            using var trainer = model.CreateTrainer(new Adam { Clipping = Clipping.GlobalNorm(1) }, 8, 12, threads);
            AssertAllocatesNothing($"{name}.Forward on {threads} threads", () => session.Forward(ragged, output));
            AssertAllocatesNothing($"{name}.Predict on {threads} threads", () => session.Predict(ragged, output));
            AssertAllocatesNothing($"{name}.Reset", session.Reset);
            if (network.Streams)
                AssertAllocatesNothing($"{name}.Step of inference on {threads} threads", () => session.Step(one, oneOutput));
            AssertAllocatesNothing($"{name}.Step on {threads} threads", () => trainer.Step(ragged));
            trainer.Trainer.KeepsState = !network.IsReversed;
            AssertAllocatesNothing($"{name}.Step with state kept", () => trainer.Step(ragged));
        }
    }

    /// <summary>As a user writes it: the very first calls, on one thread.</summary>
    [Fact]
    public void FirstCallsAllocateNothing()
    {
        var model = new NeverUsedRecurrent(seed: 1);
        using var session = model.CreateSession(maxBatch: 2, maxTime: 3);
        using var trainer = model.CreateTrainer(new Adam(), batchSize: 2, maxTime: 3);
        // Arrays: a literal for a span allocates where code is not optimised.
        int[] tokens = [0, 1, 2, 3, 4, 0], labels = [1, 2, 3, 4, 0, 0], lengths = [3, 2], next = [1, 2];
        float[] logits = new float[6 * 5];

        long before = GC.GetAllocatedBytesForCurrentThread();
        session.Forward(tokens, logits, lengths);
        session.Step(next, logits.AsSpan(0, 10));
        trainer.Step(tokens, labels, lengths);
        trainer.Step(tokens, labels);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
    }

    // What other threads of the test host allocate now and then is no allocation of ours: ours would be there each time.
    private static void AssertAllocatesNothing(string what, Action action)
    {
        action();
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 20 && least > 0; attempt++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < 3; i++)
                action();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        Assert.True(least == 0, $"{what}: {least} bytes.");
    }
}
