using System;
using System.Linq;
using System.Runtime.CompilerServices;
using Xunit;

namespace NetGen.Gpu.Tests.Execution.Emulated;

/// <summary>Memory of the device comes back.</summary>
public class MemoryTests
{
    [Fact]
    public void Dispose_frees_at_once()
    {
        var device = TestDevice.New();
        var model = new ScaledRegression();
        model.CreateSession(device).Dispose();
        // The copy of the parameters lives as long as the model.
        var (held, owners) = (device.Held, device.Owners);
        Assert.InRange(held, 4 * model.Parameters.All.Length, 4 * model.Parameters.All.Length + 100);
        using (var trainer = model.CreateTrainer(device, new Adam(0.01) { Average = new MovingAverage(0.9), Clipping = Clipping.GlobalNorm(1) }))
        using (model.CreateSession(device))
        {
            Assert.True(device.Held > held + 4 * 4 * model.Parameters.Trainable.Length, "Gradients, two moments and an average");
            var (x, t) = ScaledRegression.Batch(4, 0);
            trainer.Accumulate(x, t);
            trainer.Step(x, t);
        }

        Assert.Equal((held, owners), (device.Held, device.Owners));
        Assert.Single(device.Accelerator.LiveBuffers);
    }

    [Fact]
    public void What_is_forgotten_is_freed()
    {
        var device = TestDevice.New();
        Forget(device);
        for (var attempt = 0; attempt < 10 && device.Held > 0; attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Equal((0, 0), (device.Held, device.Owners));
        Assert.Empty(device.Accelerator.LiveBuffers);
    }

    [Fact]
    public void Sessions_share_one_copy_of_the_parameters()
    {
        var device = TestDevice.New();
        var model = new ScaledRegression();
        using var first = model.CreateSession(device);
        var held = device.Held;
        using var second = model.CreateSession(device);
        Assert.True(device.Held - held < held);
    }

    [Fact]
    public void Too_little_memory_is_said_with_numbers_and_nothing_is_left()
    {
        var device = TestDevice.Small;
        var model = new ScaledRegression();
        using var session = model.CreateSession(device, maxBatch: 1);
        var held = device.Held;
        var message = Assert.Throws<InsufficientMemoryException>(() => model.CreateTrainer(device, new Adam(0.01), batchSize: 4000)).Message;
        // The ring of losses has 8,192 bytes.
        Assert.Equal($"ScaledRegression: the workspace needs 94 KiB in the memory of {device}, of which this program holds {DeviceMemory.Bytes(held + 8192)} already.", message);
        Assert.Equal(held, device.Held);
        Assert.Throws<InsufficientMemoryException>(() => model.CreateTrainer(device, new Adam(0.01), batchSize: 40));
    }

    [Fact]
    public void Nothing_works_after_Dispose_but_the_average_can_be_read()
    {
        var model = new ScaledRegression();
        var trainer = model.CreateTrainer(TestDevice.Prompt, new Sgd(0.05) { Average = new MovingAverage(0.9) });
        var session = model.CreateSession(TestDevice.Prompt);
        var (x, t) = ScaledRegression.Batch(4, 0);
        var loss = trainer.Step(x, t);
        trainer.Dispose();
        trainer.Dispose();
        session.Dispose();
        Assert.Throws<ObjectDisposedException>(() => trainer.Step(x, t));
        Assert.Throws<ObjectDisposedException>(trainer.Update);
        Assert.Throws<ObjectDisposedException>(trainer.Backward);
        Assert.Throws<ObjectDisposedException>(trainer.Synchronize);
        Assert.Throws<ObjectDisposedException>(trainer.Reset);
        Assert.Throws<ObjectDisposedException>(trainer.ExchangeAverage);
        Assert.Throws<ObjectDisposedException>(() => trainer.GradientNorm);
        Assert.Throws<ObjectDisposedException>(() => trainer.Gradients.All.Length);
        Assert.Throws<ObjectDisposedException>(() => trainer.SaveCheckpoint("never"));
        Assert.Throws<ObjectDisposedException>(() => trainer.LoadCheckpoint("never"));
        Assert.Throws<ObjectDisposedException>(() => session.Forward(x, new float[12]));
        Assert.True(loss > 0);
        Assert.NotEqual(0, trainer.Average!["Dense1.bias"].Values[0]);
        Assert.NotEqual(0, model.Parameters["Dense1.bias"].Values[0]);
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        // The emulator allocates nothing for kernels whose threads do not cooperate, or it would be counted here.
        using var trainer = new ScaledRegression(maxNorm: 1).CreateTrainer(TestDevice.New(), new Adam(0.01) { Average = new MovingAverage(0.9), Clipping = Clipping.ByValue(1) });
        var (x, t) = ScaledRegression.Batch(4, 0);
        Assert.Equal(0, Enumerable.Range(0, 10).Min(_ => Allocated()));

        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 5; i++)
            {
                trainer.Accumulate(x, t);
                var loss = trainer.Step(x, t);
                if (loss.Value > 1e9f)
                    return long.MaxValue;
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Forget(Device device)
    {
        var model = new ScaledRegression();
        var trainer = model.CreateTrainer(device, new Adam(0.01) { Average = new MovingAverage(0.9) });
        model.CreateSession(device).Forward(new float[ScaledRegression.Inputs], new float[ScaledRegression.Outputs]);
        var (x, t) = ScaledRegression.Batch(4, 0);
        trainer.Step(x, t);
        Assert.True(device.Held > 0);
    }
}
