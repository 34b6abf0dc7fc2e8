using System;
using System.Threading;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Samples.Tests;

public sealed class AllocationMeterTests
{
    [Fact]
    public void Counts_what_is_allocated_between_start_and_stop_but_not_the_first_time()
    {
        var meter = new AllocationMeter();
        for (int step = 0; step < 3; step++)
        {
            meter.Start();
            GC.KeepAlive(new byte[10_000]);
            meter.Stop();
            GC.KeepAlive(new byte[50_000]);
        }

        Assert.InRange(meter.AllocatedBytes, 20_000, 20_200);
    }

    [Fact]
    public void Counts_the_threads_of_kernels()
    {
        if (Environment.ProcessorCount == 1)
        {
            return;
        }

        var (meter, workers) = (new AllocationMeter(), Workers.Get(2));
        for (int step = 0; step < 2; step++)
        {
            int[] elsewhere = new int[1];
            meter.Start();
            // The other thread takes part unless the processors are busy; then again.
            for (int attempt = 0; attempt < 10_000 && elsewhere[0] == 0; attempt++)
            {
                Loop<float>.Run(workers, count: 2, work: 1 << 20, new AllocatingElsewhere(Environment.CurrentManagedThreadId, elsewhere));
            }

            meter.Stop();
        }

        Assert.InRange(meter.AllocatedBytes, 10_000, 10_200);
    }

    /// <summary>Allocates on other threads than the one that is said, and counts.</summary>
    private readonly struct AllocatingElsewhere(int thread, int[] elsewhere) : ILoop<float>
    {
        public void Run<V>(int first, int last)
            where V : struct, IVector<V, float>
        {
            if (Environment.CurrentManagedThreadId == thread)
            {
                // Long enough for the other thread to begin.
                Thread.Sleep(1);
            }
            else if (Interlocked.Increment(ref elsewhere[0]) == 1)
            {
                GC.KeepAlive(new byte[10_000]);
            }
        }
    }
}
