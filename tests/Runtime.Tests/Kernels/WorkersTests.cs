using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Runtime.Tests.Kernels;

public class WorkersTests
{
    private ref struct Square(ReadOnlySpan<float> x, Span<float> y) : ILoop<float>
    {
        private readonly ReadOnlySpan<float> _x = x;
        private readonly Span<float> _y = y;

        public void Run<V>(int first, int last) where V : struct, IVector<V, float>
        {
            for (int i = first; i < last; i++)
                _y[i] += _x[i] * _x[i];
        }
    }

    [Theory, InlineData(0), InlineData(1), InlineData(7), InlineData(1000), InlineData(100_003)]
    public void EveryIterationRunsOnce(int count)
    {
        foreach (int threads in new[] { 0, 1, 2, 64 })
        {
            float[] x = Enumerable.Range(0, count).Select(i => (float)(i % 100)).ToArray(), y = new float[count];
            Loop<float>.Run(Workers.Eager(threads), count, 1000, new Square(x, y));
            for (int i = 0; i < count; i++)
                Assert.Equal(x[i] * x[i], y[i]);
        }
    }

    [Fact]
    public void ThereAreNeverMoreWorkersThanProcessors()
    {
        Assert.Equal(1, Workers.Single.Count);
        Assert.Same(Workers.Single, Workers.Get(1));
        Assert.Equal(Environment.ProcessorCount, Workers.Get(0).Count);
        Assert.Equal(Environment.ProcessorCount, Workers.Get(1000).Count);
        Assert.Same(Workers.Get(2), Workers.Get(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Workers.Get(-1));
    }

    [Fact]
    public void SmallWorkIsNotShared()
    {
        Assert.Equal(1, Workers.Get(0).PartsFor(1000));
        Assert.Equal(Workers.Get(0).Count, Workers.Get(0).PartsFor(1L << 40));
        Assert.Equal(Workers.Get(0).Count, Workers.Eager(0).PartsFor(1000));
        Assert.Equal(1, Workers.Single.PartsFor(1L << 40));
    }

    private struct Counting : IJob
    {
        public int[] Runs;

        public readonly void Run(int part, int parts) => Interlocked.Increment(ref Runs[part]);
    }

    [Fact]
    public void EveryPartRunsOnceHoweverOftenTheThreadsFallAsleepOrComeTooLate()
    {
        var workers = Workers.Get(0);
        var job = new Counting { Runs = new int[workers.Count] };
        for (int round = 1; round <= 20_000; round++)
        {
            // Now and then a gap in which the threads fall asleep; the next part is taken back while they wake up.
            if (round % 1000 == 0)
                Thread.Sleep(1);
            workers.Run(ref job, workers.Count);
            Assert.All(job.Runs, runs => Assert.Equal(round, runs));
        }
    }

    private struct Failing : IJob
    {
        public int FailingPart;

        public readonly void Run(int part, int parts)
        {
            if (part == FailingPart)
                throw new InvalidOperationException($"part {part}");
        }
    }

    [Fact]
    public void AnExceptionOfAnyPartReachesTheCallerAndTheTeamLivesOn()
    {
        var workers = Workers.Get(2);
        for (int round = 0; round < 20; round++)
        {
            for (int part = 0; part < workers.Count; part++)
            {
                var job = new Failing { FailingPart = part };
                var thrown = Assert.Throws<InvalidOperationException>(() => { var copy = job; workers.Run(ref copy, workers.Count); });
                Assert.Equal($"part {part}", thrown.Message);
            }
            var fine = new Failing { FailingPart = -1 };
            workers.Run(ref fine, workers.Count);
        }
    }

    [Fact]
    public void SeveralThreadsMayCallAtOnce()
    {
        float[] a = GemmTests.Numbers<float>(100 * 300, 1), b = GemmTests.Numbers<float>(300 * 200, 2), expected = new float[100 * 200];
        Gemm.Multiply(Workers.Single, a, b, expected, 100, 200, 300, default(Identity<float>));
        var failures = new List<string>();
        var threads = Enumerable.Range(0, 6).Select(t => new Thread(() =>
        {
            var c = new float[100 * 200];
            for (int i = 0; i < 200; i++)
            {
                c.AsSpan().Clear();
                Gemm.Multiply(Workers.Eager(0), a, b, c, 100, 200, 300, default(Identity<float>));
                if (!c.AsSpan().SequenceEqual(expected))
                {
                    lock (failures)
                        failures.Add($"thread {t}, product {i}");
                }
            }
        })).ToArray();
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        Assert.Empty(failures);
    }

    [Fact]
    public void SpansInJobsSurviveCollections()
    {
        using var stop = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                _ = Enumerable.Range(0, 100).Select(i => new byte[1000 + i]).ToArray();
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, true, true);
            }
        });
        collector.Start();
        for (int round = 0; round < 300; round++)
        {
            // Fresh arrays, which a compacting collection moves while the loop runs.
            float[] x = new float[50_000], y = new float[50_000];
            x.AsSpan().Fill(round);
            Loop<float>.Run(Workers.Eager(0), x.Length, 1, new Square(x, y));
            Assert.True(y.AsSpan().IndexOfAnyExcept((float)round * round) < 0);
        }
        stop.Cancel();
        collector.Join();
    }

    /// <summary>Notes what the thread of each part has allocated so far.</summary>
    private ref struct Meter(Span<long> allocated, Span<int> threads) : IJob
    {
        private readonly Span<long> _allocated = allocated;
        private readonly Span<int> _threads = threads;

        public void Run(int part, int parts)
        {
            _allocated[part] = GC.GetAllocatedBytesForCurrentThread();
            _threads[part] = Environment.CurrentManagedThreadId;
        }
    }

    [Fact]
    public void DispatchAllocatesNothingOnAnyThread()
    {
        var workers = Workers.Get(0);
        var allocated = new long[workers.Count];
        var threads = new int[workers.Count];
        var seen = new Dictionary<int, long>();
        for (int round = 0; round < 300; round++)
        {
            var job = new Meter(allocated, threads);
            workers.Run(ref job, workers.Count);
            // The caller's own allocations are those of this test.
            for (int part = 1; part < workers.Count; part++)
            {
                if (threads[part] == Environment.CurrentManagedThreadId)
                    continue;
                if (round >= 20 && seen.TryGetValue(threads[part], out long before))
                    Assert.Equal(before, allocated[part]);
                seen[threads[part]] = allocated[part];
            }
            if (round % 10 == 0)
                Thread.Sleep(2); // the team falls asleep and has to be woken
        }
    }
}
