using System;
using System.Threading;
using Xunit;

namespace NetGen.Samples.Tests;

// Large arrays: the test host's own threads allocate some hundred kilobytes meanwhile.
[Collection(nameof(WholeProcess))]
public sealed class AllocationMeterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Counts_what_is_allocated_between_start_and_stop_but_not_the_first_time(int threads)
    {
        var meter = new AllocationMeter(threads);
        for (int step = 0; step < 3; step++)
        {
            meter.Start();
            GC.KeepAlive(new byte[10_000_000]);
            meter.Stop();
            GC.KeepAlive(new byte[50_000_000]);
        }

        Assert.InRange(meter.AllocatedBytes, 20_000_000, 22_000_000);
    }

    [Fact]
    public void With_several_threads_another_thread_counts_too()
    {
        var meter = new AllocationMeter(threads: 2);
        for (int step = 0; step < 2; step++)
        {
            var worker = new Thread(() => GC.KeepAlive(new byte[10_000_000]));
            meter.Start();
            worker.Start();
            worker.Join();
            meter.Stop();
        }

        Assert.InRange(meter.AllocatedBytes, 10_000_000, 12_000_000);
    }
}
