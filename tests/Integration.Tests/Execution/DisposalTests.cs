using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using NetGen.Integration.Tests.Networks;
using NetGen.Integration.Tests.Networks.Typical;
using Xunit;

namespace NetGen.Integration.Tests.Execution;

/// <summary>Dispose frees at once; forgetting it leaks nothing; and nothing is freed under a running call. Measures the process, so it runs alone.</summary>
[Collection("Alone")]
public sealed class DisposalTests
{
    private const string Space = "NetGen.Integration.Tests.Networks.Typical";

    public static TheoryData<string> Networks => NetworkClass<float>.In(Space);

    [Theory]
    [MemberData(nameof(Networks))]
    public void DisposedSessionsAndTrainersSaySo(string name)
    {
        var network = NetworkClass<float>.Named(Space, name);
        var model = network.Create();
        var batch = new Batch<float>(network, 1, seed: 1);
        float[] output = new float[network.OutputLength];
        var session = model.CreateSession(maxBatch: 1);
        var trainer = model.CreateTrainer(new Sgd(0.1), batchSize: 1);
        trainer.Forward(batch);
        float[] parameters = model.Parameters.All.ToArray();

        for (int times = 0; times < 2; times++)
        {
            session.Dispose();
            trainer.Dispose();
        }

        Assert.Throws<ObjectDisposedException>(() => session.Forward(batch.Input, output));
        Assert.Throws<ObjectDisposedException>(() => session.Predict(batch.Input, output));
        Assert.Throws<ObjectDisposedException>(() => trainer.Step(batch));
        Assert.Throws<ObjectDisposedException>(() => trainer.Forward(batch));
        Assert.Throws<ObjectDisposedException>(trainer.Backward);
        Assert.Throws<ObjectDisposedException>(trainer.Update);
        Assert.All(output, value => Assert.Equal(0, value));
        Assert.Equal(parameters, model.Parameters.All.ToArray());
    }

    [Fact]
    public void ForgottenSessionsAreFreed()
    {
        var model = new LeNet(seed: 1);
        Forget(model, 10);
        long before = ResidentBytes();
        // About 15 MB each: 5 GB if none were freed. What the process keeps of freed memory varies with the other tests.
        Forget(model, 300);
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.InRange(ResidentBytes() - before, long.MinValue, 2L << 30);
    }

    [Fact]
    public void DisposedSessionsAreFreedAtOnce()
    {
        var model = new LeNet(seed: 1);
        model.CreateSession(maxBatch: 3000).Dispose();
        long before = ResidentBytes();
        for (int i = 0; i < 200; i++)
            model.CreateSession(maxBatch: 3000).Dispose();
        Assert.InRange(ResidentBytes() - before, long.MinValue, 200L << 20);
    }

    /// <summary>A session that nobody holds any more must live until its last call returns.</summary>
    [Fact]
    public async Task SessionsLiveUntilTheirCallsReturn()
    {
        var model = new LeNet(seed: 1);
        var network = NetworkClass<float>.Named(Space, nameof(LeNet));
        var batch = new Batch<float>(network, 16, seed: 1);
        float[] expected = new float[16 * 10], output = new float[16 * 10];
        using (var session = model.CreateSession(maxBatch: 16))
            session.Forward(batch.Input, expected);
        float loss, expectedLoss;
        using (var trainer = model.Clone().CreateTrainer(new Sgd(0.1), batchSize: 16))
            expectedLoss = trainer.Step(batch.Input, batch.Labels);

        using var end = new CancellationTokenSource();
        var collector = Task.Run(() =>
        {
            while (!end.IsCancellationRequested)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        });
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < TimeSpan.FromSeconds(2))
        {
            Array.Clear(output);
            model.CreateSession(maxBatch: 16).Forward(batch.Input, output);
            Bits.AssertEqual<float>(expected, output, "outputs");
            loss = model.Clone().CreateTrainer(new Sgd(0.1), batchSize: 16).Step(batch.Input, batch.Labels);
            Assert.Equal(expectedLoss, loss);
        }

        await end.CancelAsync();
        await collector;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Forget(LeNet model, int sessions)
    {
        for (int i = 0; i < sessions; i++)
            _ = model.CreateSession(maxBatch: 2000);
    }

    private static long ResidentBytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
