using System;
using System.Linq;
using System.Threading;
using ILGPU;
using ILGPU.Runtime;
using Xunit;

namespace NetGen.Gpu.Emulator.Tests;

/// <summary>Kernels without fault compute what they should, and nothing is reported.</summary>
public class CorrectKernelTests
{
    [Theory]
    [InlineData(4, 16)]
    [InlineData(32, 128)]
    public void A_plain_kernel(int warpSize, int group)
    {
        using var bench = new Bench(warpSize, group);
        using var x = bench.Buffer([.. Enumerable.Range(0, 100).Select(i => (float)i)]);
        using var y = bench.Buffer(100);
        bench.Launch(((100 + group - 1) / group, group), new Square { X = x.View, Y = y.View });
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (float)i * i), y.GetAsArray1D());
    }

    [Theory]
    [InlineData(4, 16)]
    [InlineData(32, 1024)]
    public void A_sum_by_halves_in_shared_memory(int warpSize, int group)
    {
        using var bench = new Bench(warpSize, group);
        using var x = bench.Buffer([.. Enumerable.Range(1, 3 * group).Select(i => (float)i)]);
        using var y = bench.Buffer(3);
        if (group == 16)
            bench.Launch((3, group), new SumByHalves<Sixteen> { X = x.View, Y = y.View });
        else
            bench.Launch((3, group), new SumByHalves<Thousand> { X = x.View, Y = y.View });
        Assert.Equal([.. Enumerable.Range(0, 3).Select(g => Enumerable.Range(1 + g * group, group).Sum(i => (float)i))], y.GetAsArray1D());
    }

    [Theory]
    [InlineData(4, 16)]
    [InlineData(32, 64)]
    public void A_sum_by_shuffles(int warpSize, int group)
    {
        using var bench = new Bench(warpSize, group);
        using var x = bench.Buffer([.. Enumerable.Range(0, 2 * group).Select(i => (float)i)]);
        using var y = bench.Buffer(2 * group);
        bench.Launch((2, group), new SumOfWarp { X = x.View, Y = y.View });
        Assert.Equal([.. Enumerable.Range(0, 2 * group).Select(i => Enumerable.Range(i / warpSize * warpSize, warpSize).Sum(j => (float)j))], y.GetAsArray1D());
    }

    [Fact]
    public void A_shuffle_from_a_lane()
    {
        using var bench = new Bench();
        using var y = bench.Buffer(16);
        bench.Launch((1, 16), new FirstOfWarp { Y = y.View });
        Assert.Equal([.. Enumerable.Range(0, 16).Select(i => (float)(i / 4 * 4))], y.GetAsArray1D());
    }

    [Fact]
    public void A_transposed_copy_through_shared_memory()
    {
        using var bench = new Bench();
        using var x = bench.Buffer([.. Enumerable.Range(0, 8 * 12).Select(i => (float)i)]);
        using var y = bench.Buffer(8 * 12);
        bench.Launch(new KernelConfig(new Index2D(3, 2), new Index2D(4, 4)), new Transpose { X = x.View, Y = y.View, Rows = 8, Columns = 12 });
        Assert.Equal([.. Enumerable.Range(0, 8 * 12).Select(i => (float)(i % 8 * 12 + i / 8))], y.GetAsArray1D());
    }

    [Theory]
    [InlineData(8, 8, 8)]
    [InlineData(5, 7, 9)]
    public void A_tiled_product(int m, int n, int k)
    {
        using var bench = new Bench();
        var random = new Random(1);
        float[] a = [.. Enumerable.Range(0, m * k).Select(_ => random.Next(-8, 9))], b = [.. Enumerable.Range(0, k * n).Select(_ => random.Next(-8, 9))];
        using var deviceA = bench.Buffer(a);
        using var deviceB = bench.Buffer(b);
        using var c = bench.Buffer(m * n);
        bench.Launch(
            new KernelConfig(new Index2D((n + 3) / 4, (m + 3) / 4), new Index2D(4, 4)),
            new TiledProduct { A = deviceA.View, B = deviceB.View, C = c.View, M = m, N = n, K = k });
        var expected = Enumerable.Range(0, m * n).Select(i => Enumerable.Range(0, k).Sum(t => a[i / n * k + t] * b[t * n + i % n]));
        Assert.Equal(expected, c.GetAsArray1D());
    }

    [Fact]
    public void A_copy_of_vectors()
    {
        using var bench = new Bench();
        using var x = bench.Buffer([.. Enumerable.Range(0, 64).Select(i => (float)i)]);
        using var y = bench.Buffer(64);
        bench.Launch((1, 16), new CopyVectors { X = x.View, Y = y.View });
        Assert.Equal(Enumerable.Range(0, 64).Select(i => (float)i), y.GetAsArray1D());
    }

    [Fact]
    public void A_warp_orders_its_own_touches()
    {
        using var bench = new Bench();
        using var y = bench.Buffer(16);
        bench.Launch((1, 16), new RotateInWarp { Y = y.View });
        Assert.Equal([.. Enumerable.Range(0, 16).Select(i => (float)(i / 4 * 4 + (i + 1) % 4))], y.GetAsArray1D());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public void Many_barriers_and_shuffles(int rounds)
    {
        float[] results = [];
        Exception? failure = null;
        void Run()
        {
            using var bench = new Bench();
            using var x = bench.Buffer([.. Enumerable.Range(0, 16).Select(i => (float)i)]);
            using var y = bench.Buffer(16);
            bench.Launch((1, 16), new RepeatedSums { X = x.View, Y = y.View, Rounds = rounds });
            results = y.GetAsArray1D();
        }

        // Little stack: copies of threads, one above the other, need more than this.
        var thread = new Thread(() => failure = Record.Exception(Run), maxStackSize: 256 << 10);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
        Assert.Equal(Enumerable.Repeat(120f * rounds * (rounds + 1) / 2, 16), results);
    }

    [Fact]
    public void The_bits_of_a_float()
    {
        Assert.Equal(0x3F800000u, Interop.FloatAsInt(1f));
        Assert.Equal(1f, Interop.IntAsFloat(0x3F800000u));
    }

    [Fact]
    public void A_group_of_more_threads_than_the_device_has_is_refused()
    {
        using var bench = new Bench();
        using var y = bench.Buffer(32);
        Assert.Throws<ArgumentException>(() => bench.Launch((1, 32), new FirstOfWarp { Y = y.View }));
        Assert.Throws<ArgumentException>(() => bench.Launch((0, 16), new FirstOfWarp { Y = y.View }));
    }

    [Fact]
    public void An_exception_of_a_kernel_reaches_the_host_and_the_device_goes_on()
    {
        using var bench = new Bench();
        using var y = bench.Buffer(16);
        Assert.Throws<DivideByZeroException>(() => bench.Launch((2, 16), new DivideByZero()));
        bench.Launch((1, 16), new FirstOfWarp { Y = y.View });
        Assert.Equal(4f, y.GetAsArray1D()[5]);
    }

    [Fact]
    public void A_launch_allocates_nothing_once_it_has_run()
    {
        using var bench = new Bench();
        using var x = bench.Buffer(new float[48]);
        using var y = bench.Buffer(3);
        var kernel = bench.Accelerator.LoadKernel<SumByHalves<Sixteen>>(kernel => kernel.Run());
        var argument = new SumByHalves<Sixteen> { X = x.View, Y = y.View };
        kernel(bench.Stream, (3, 16), argument);
        long before = GC.GetAllocatedBytesForCurrentThread();
        kernel(bench.Stream, (3, 16), argument);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
