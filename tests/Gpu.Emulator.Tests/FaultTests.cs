using ILGPU;
using ILGPU.Runtime;
using Xunit;

namespace NetGen.Gpu.Emulator.Tests;

/// <summary>Each fault is found, with its kernel and line; each kernel has a twin in <see cref="CorrectKernelTests"/>, or here, where nothing is reported.</summary>
public class FaultTests
{
    [Fact]
    public void A_barrier_left_out_of_a_sum()
    {
        using var bench = new Bench();
        using var x = bench.Buffer(new float[16]);
        using var y = bench.Buffer(1);
        var found = bench.Violation((1, 16), new SumWithoutBarrier { X = x.View, Y = y.View }, "@sum");
        Assert.Equal(ViolationKind.RaceOfThreads, found.Kind);
        Assert.StartsWith("shared memory", found.Memory);
    }

    [Fact]
    public void A_barrier_left_out_before_the_tile_is_overwritten()
    {
        using var bench = new Bench();
        using var x = bench.Buffer(new float[32]);
        using var y = bench.Buffer(16);
        var found = bench.Violation((1, 16), new TileOverwrittenTooEarly { X = x.View, Y = y.View }, "@tile");
        Assert.Equal(ViolationKind.RaceOfThreads, found.Kind);
    }

    [Fact]
    public void A_barrier_of_the_warp_where_one_of_the_group_is_needed()
    {
        using var bench = new Bench();
        using var y = bench.Buffer(new float[16]);
        var found = bench.Violation((1, 16), new RotateInGroup { Y = y.View }, "@rotate");
        Assert.Equal(ViolationKind.RaceOfThreads, found.Kind);
    }

    [Fact]
    public void Threads_of_a_plain_kernel_that_write_to_one_element()
    {
        using var bench = new Bench();
        using var y = bench.Buffer(1);
        var found = bench.Violation((1, 2), new AllWriteOne { Y = y.View }, "@one");
        Assert.Equal(ViolationKind.RaceOfThreads, found.Kind);
        Assert.Equal("(1, 0, 0)", found.Thread);
        Assert.Equal(0, found.Index);
        bench.Launch((1, 1), new AllWriteOne { Y = y.View });
    }

    [Theory]
    [InlineData(2)] // of one warp
    [InlineData(5)] // of two
    public void A_thread_that_writes_what_it_and_others_read(int threads)
    {
        using var bench = new Bench();
        using var y = bench.Buffer(new float[1]);
        Assert.Equal(ViolationKind.RaceOfThreads, bench.Violation((1, threads), new LastReaderWrites { Y = y.View }, "@reader").Kind);
        bench.Launch((1, 1), new LastReaderWrites { Y = y.View });
    }

    [Fact]
    public void Groups_that_write_to_one_element()
    {
        using var bench = new Bench();
        using var y = bench.Buffer(1);
        var found = bench.Violation((2, 1), new AllWriteOne { Y = y.View }, "@one");
        Assert.Equal(ViolationKind.RaceOfGroups, found.Kind);
        Assert.Equal("(1, 0, 0)", found.Group);
    }

    [Fact]
    public void A_group_that_reads_what_another_wrote()
    {
        using var bench = new Bench();
        using var y = bench.Buffer(new float[3]);
        var found = bench.Violation((2, 1), new ReadsOfTheGroupBefore { Y = y.View }, "@before");
        Assert.Equal(ViolationKind.RaceOfGroups, found.Kind);
        bench.Launch((1, 1), new ReadsOfTheGroupBefore { Y = y.View });
    }

    [Fact]
    public void A_group_that_writes_what_it_and_another_read()
    {
        using var bench = new Bench();
        using var y = bench.Buffer(new float[1]);
        var found = bench.Violation((3, 1), new LastGroupWrites { Y = y.View }, "@last");
        Assert.Equal(ViolationKind.RaceOfGroups, found.Kind);
        bench.Launch((1, 1), new LastGroupWrites { Y = y.View });
    }

    [Theory]
    [InlineData(0, 16)]
    [InlineData(-1, -1)]
    public void An_index_outside(int offset, int index)
    {
        using var bench = new Bench();
        using var x = bench.Buffer(new float[32]);
        using var y = bench.Buffer(16);
        // The view is part of a larger buffer: it is the view that counts.
        var part = x.View.BaseView.SubView(8, 16);
        var kernel = new Shifted { X = part, Y = y.View, Offset = offset == 0 ? 1 : -1 };
        var found = bench.Violation((1, 16), kernel, "@shifted");
        Assert.Equal(ViolationKind.OutOfBounds, found.Kind);
        Assert.Equal(index, found.Index);
        kernel.Offset = 0;
        bench.Launch((1, 16), kernel);
    }

    [Theory]
    [InlineData(8, 9)]
    [InlineData(-1, 1)]
    [InlineData(16, 0)]
    public void A_part_of_a_view_outside(int start, int length)
    {
        using var bench = new Bench();
        using var x = bench.Buffer(new float[16]);
        var found = bench.Violation((1, 1), new TakesPart { X = x.View, Start = start, Length = length }, "@part");
        Assert.Equal(ViolationKind.OutOfBounds, found.Kind);
        bench.Launch((1, 1), new TakesPart { X = x.View, Start = 8, Length = 8 });
        bench.Launch((1, 1), new TakesPart { X = default, Start = 0, Length = 0 });
    }

    [Fact]
    public void A_read_of_memory_that_nothing_wrote()
    {
        using var bench = new Bench();
        using var x = bench.Accelerator.Allocate1D<float>(16);
        using var y = bench.Buffer(16);
        var kernel = new Shifted { X = x.View, Y = y.View };
        var found = bench.Violation((1, 16), kernel, "@shifted");
        Assert.Equal(ViolationKind.UninitializedRead, found.Kind);
        x.MemSetToZero(bench.Stream);
        bench.Launch((1, 16), kernel);
    }

    [Fact]
    public void A_read_of_shared_memory_that_only_the_group_before_wrote()
    {
        using var bench = new Bench();
        using var y = bench.Buffer(16);
        var found = bench.Violation((2, 4), new FirstGroupFillsShared { Y = y.View }, "@shared");
        Assert.Equal(ViolationKind.UninitializedRead, found.Kind);
        Assert.Equal("(1, 0, 0)", found.Group);
        bench.Launch((1, 4), new FirstGroupFillsShared { Y = y.View });
    }

    [Fact]
    public void Each_component_of_a_vector_is_looked_at()
    {
        using var bench = new Bench();
        using var x = bench.Accelerator.Allocate1D<float>(8);
        using var y = bench.Buffer(8);
        x.View.BaseView.SubView(0, 7).MemSetToZero(bench.Stream);
        var found = bench.Violation((1, 2), new CopiesVectors { X = x.View, Y = y.View }, "@vectors");
        Assert.Equal(ViolationKind.UninitializedRead, found.Kind);
        Assert.Equal(1, found.Index);
        Assert.Contains("word 3", found.Detail);
    }

    [Fact]
    public void A_vector_that_is_not_aligned()
    {
        using var bench = new Bench();
        using var x = bench.Buffer(new float[9]);
        using var y = bench.Buffer(8);
        var found = bench.Violation((1, 2), new CopiesVectors { X = x.View.BaseView.SubView(1), Y = y.View }, "@vectors");
        Assert.Equal(ViolationKind.Misaligned, found.Kind);
    }

    [Fact]
    public void A_barrier_that_some_threads_do_not_reach()
    {
        using var bench = new Bench();
        var found = bench.Violation((1, 16), new BarrierOfTheFirst { Count = 15 }, "@barrier");
        Assert.Equal(ViolationKind.DivergentBarrier, found.Kind);
        Assert.Contains("threads 15 have ended", found.Detail);
        bench.Launch((1, 16), new BarrierOfTheFirst { Count = 16 });
        bench.Launch((1, 16), new BarrierOfTheFirst { Count = 0 });
    }

    [Fact]
    public void Threads_at_two_barriers()
    {
        using var bench = new Bench();
        var found = bench.Violation((1, 16), new TwoBarriers { Count = 8 }, "@either");
        Assert.Equal(ViolationKind.DivergentBarrier, found.Kind);
        bench.Launch((1, 16), new TwoBarriers { Count = 16 });
    }

    [Fact]
    public void Barriers_shuffles_and_shared_memory_of_a_plain_kernel()
    {
        using var bench = new Bench();
        Assert.Equal(ViolationKind.BarrierInPlainKernel, bench.Violation((1, 2), new PlainBarrier(), "@plain").Kind);
    }

    [Fact]
    public void A_shuffle_that_some_lanes_do_not_reach()
    {
        using var bench = new Bench();
        var found = bench.Violation((1, 8), new ShuffleOfTheFirst { Count = 3 }, "@shuffle");
        Assert.Equal(ViolationKind.MissingLanes, found.Kind);
        bench.Launch((1, 8), new ShuffleOfTheFirst { Count = 4 });
    }

    [Fact]
    public void A_shuffle_from_a_lane_that_is_not_there()
    {
        using var bench = new Bench();
        var found = bench.Violation((1, 6), new ShuffleOfTheFirst { Count = 8 }, "@shuffle");
        Assert.Equal(ViolationKind.MissingLanes, found.Kind);
    }
}
