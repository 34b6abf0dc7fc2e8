using System;
using System.Threading;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Runtime.Tests.Kernels;

public sealed class WorkersTests
{
    private struct Counting : IJob
    {
        public int[] Runs;
        public int FailingPart;

        public readonly void Run(int part, int parts)
        {
            Interlocked.Increment(ref Runs[part]);
            if (part == FailingPart)
                throw new InvalidOperationException($"part {part} of {parts}");
        }
    }

    [Fact]
    public void EveryPartRunsOnceHoweverOftenTheThreadsFallAsleepOrComeTooLate()
    {
        var workers = Workers.Eager(0);
        var job = new Counting { Runs = new int[workers.Count], FailingPart = -1 };
        const int Jobs = 20_000;
        for (int i = 1; i <= Jobs; i++)
        {
            // Now and then a gap in which the threads fall asleep; the next part is withdrawn while they wake up.
            if (i % 1000 == 0)
                Thread.Sleep(1);
            workers.Run(ref job, workers.Count);
            Assert.All(job.Runs, runs => Assert.Equal(i, runs));
        }
    }

    [Fact]
    public void AnExceptionOfAnyPartReachesTheCallerAndTheTeamGoesOn()
    {
        var workers = Workers.Eager(0);
        for (int failing = 0; failing < workers.Count; failing++)
        {
            for (int i = 0; i < 100; i++)
            {
                var job = new Counting { Runs = new int[workers.Count], FailingPart = failing };
                var thrown = Assert.Throws<InvalidOperationException>(() => workers.Run(ref job, workers.Count));
                Assert.Equal($"part {failing} of {workers.Count}", thrown.Message);
                Assert.Equal(1, job.Runs[failing]);
            }
        }
    }

    [Fact]
    public void SmallWorkIsNotShared()
    {
        Assert.Equal(1, Workers.Get(0).PartsFor(1000));
        Assert.Equal(Workers.Get(0).Count, Workers.Get(0).PartsFor(1L << 40));
        Assert.Equal(Workers.Get(0).Count, Workers.Eager(0).PartsFor(1000));
        Assert.Equal(1, Workers.Single.PartsFor(1L << 40));
    }
}
