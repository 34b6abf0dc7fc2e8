using System;
using ILGPU;
using ILGPU.Runtime;
using Xunit;

namespace NetGen.Gpu.Emulator.Tests;

/// <summary>What the host does: copies, lifetimes, streams.</summary>
public class HostTests
{
    [Fact]
    public void Copies_between_page_locked_and_device_memory()
    {
        using var bench = new Bench();
        using var host = bench.Accelerator.AllocatePageLocked1D<float>(4);
        using var device = bench.Buffer(8);
        using var other = bench.Buffer(8);
        new float[] { 1, 2, 3, 4 }.CopyTo(host.Span);
        var part = device.View.BaseView.SubView(4, 4);
        part.CopyFromPageLockedAsync(bench.Stream, host);
        part.CopyTo(bench.Stream, other.View.BaseView.SubView(0, 4));
        host.Span.Clear();
        host.ArrayView.SubView(1, 3).CopyFrom(bench.Stream, other.View.BaseView.SubView(0, 3));
        bench.Stream.Synchronize();
        Assert.Equal([0, 1, 2, 3], host.Span.ToArray());
    }

    [Fact]
    public void Unwritten_memory_does_not_come_to_the_host()
    {
        using var bench = new Bench();
        using var host = bench.Accelerator.AllocatePageLocked1D<float>(4);
        using var device = bench.Buffer(4);
        using var other = bench.Buffer(4);
        // A copy on the device says nothing, and writes nothing.
        device.View.BaseView.SubView(0, 3).MemSetToZero(bench.Stream);
        device.View.CopyTo(bench.Stream, other.View);
        var found = Assert.Throws<ViolationException>(() => other.View.CopyToPageLockedAsync(bench.Stream, host)).Violation;
        Assert.Equal((ViolationKind.UninitializedRead, 3), (found.Kind, found.Index!.Value));
        Assert.Throws<ViolationException>(() => other.GetAsArray1D());
        device.MemSetToZero(bench.Stream);
        device.View.CopyTo(bench.Stream, other.View);
        other.View.CopyToPageLockedAsync(bench.Stream, host);
    }

    [Fact]
    public void A_copy_that_does_not_fit_is_refused()
    {
        using var bench = new Bench();
        using var host = bench.Accelerator.AllocatePageLocked1D<float>(5);
        using var device = bench.Buffer(4);
        Assert.Throws<ArgumentException>(() => device.View.CopyFromPageLockedAsync(bench.Stream, host));
        Assert.Throws<ArgumentException>(() => device.View.CopyToPageLockedAsync(bench.Stream, host));
        Assert.Throws<ArgumentException>(() => device.CopyFromCPU(new float[5]));
        // The library's copy takes as much as its argument is long.
        Assert.Throws<ArgumentException>(() => device.View.BaseView.SubView(0, 3).CopyTo(bench.Stream, device.View));
        Assert.Throws<ArgumentException>(() => device.View.BaseView.SubView(0, 3).CopyFrom(bench.Stream, device.View));
    }

    [Fact]
    public void Memory_is_not_used_once_it_is_freed()
    {
        using var bench = new Bench();
        using var y = bench.Buffer(16);
        var x = bench.Buffer(new float[16]);
        var view = x.View;
        x.Dispose();
        Assert.Equal(ViolationKind.UseAfterFree, bench.Violation((1, 16), new Shifted { X = view, Y = y.View }, "@shifted").Kind);
        Assert.Equal(ViolationKind.UseAfterFree, Assert.Throws<ViolationException>(() => view.MemSetToZero(bench.Stream)).Violation.Kind);
    }

    [Fact]
    public void Kernels_and_host_keep_to_their_own_memory()
    {
        using var bench = new Bench();
        using var host = bench.Accelerator.AllocatePageLocked1D<float>(16);
        using var y = bench.Buffer(new float[16]);
        Assert.Equal(ViolationKind.HostMemoryInKernel, bench.Violation((1, 16), new Shifted { X = host.ArrayView, Y = y.View }, "@shifted").Kind);
        var found = Assert.Throws<ViolationException>(() => y.View.BaseView[0]).Violation;
        Assert.Equal((ViolationKind.DeviceMemoryOnHost, null), (found.Kind, found.Kernel));
    }

    [Fact]
    public void A_buffer_that_is_not_disposed_is_a_leak()
    {
        using var context = Context.CreateDefault();
        var accelerator = context.Devices[0].CreateAccelerator(context);
        var kept = accelerator.Allocate1D<float>(3);
        accelerator.Allocate1D<float>(4).Dispose();
        Assert.Contains("float[3]", Assert.Single(accelerator.LiveBuffers));
        using var collection = Collection.Open();
        accelerator.Dispose();
        var leak = Assert.Single(collection.Violations);
        Assert.Equal(ViolationKind.Leak, leak.Kind);
        Assert.Contains("float[3]", leak.Memory);
        Assert.Empty(accelerator.LiveBuffers);
    }

    [Fact]
    public void A_device_has_only_so_much_memory()
    {
        using var context = Context.CreateDefault();
        using var accelerator = new EmulatedDevice { MemorySize = 100 }.CreateAccelerator(context);
        using var first = accelerator.Allocate1D<float>(20);
        Assert.IsAssignableFrom<AcceleratorException>(Record.Exception(() => accelerator.Allocate1D<float>(6)));
        first.Dispose();
        accelerator.Allocate1D<float>(25).Dispose();
    }

    [Fact]
    public void A_view_says_where_it_begins()
    {
        using var bench = new Bench();
        using var buffer = bench.Buffer(16);
        IContiguousArrayView part = buffer.View.BaseView.SubView(3, 5).SubView(2);
        Assert.Equal((5, 20, 3), (part.Index, part.IndexInBytes, part.Length));
    }

    [Fact]
    public void A_late_device_shows_that_the_host_does_not_wait()
    {
        using var bench = new Bench(isLate: true);
        using var host = bench.Accelerator.AllocatePageLocked1D<float>(16);
        using var x = bench.Buffer(16);
        using var y = bench.Buffer(16);
        host.Span.Fill(1);
        x.View.CopyFromPageLockedAsync(bench.Stream, host);
        host.Span.Fill(2); // too early
        bench.Launch((1, 16), new Square { X = x.View, Y = y.View });
        y.View.CopyToPageLockedAsync(bench.Stream, host);
        Assert.True(float.IsNaN(host.Span[0]));
        bench.Stream.Synchronize();
        Assert.NotEqual(1, host.Span[0]);

        host.Span.Fill(3);
        x.View.CopyFromPageLockedAsync(bench.Stream, host);
        bench.Launch((1, 16), new Square { X = x.View, Y = y.View });
        Assert.Equal(9, y.GetAsArray1D()[15]);
    }

    [Fact]
    public void Collected_violations_are_told_once_for_each_line()
    {
        using var bench = new Bench();
        using var x = bench.Accelerator.Allocate1D<float>(16);
        using var y = bench.Buffer(16);
        using var collection = Collection.Open();
        bench.Launch((1, 16), new Shifted { X = x.View, Y = y.View, Offset = 1 });
        Assert.Equal([ViolationKind.UninitializedRead, ViolationKind.OutOfBounds], [.. System.Linq.Enumerable.Select(collection.Violations, each => each.Kind)]);
        Assert.Contains("kernel Shifted, thread (0, 0, 0) of group (0, 0, 0)", collection.ToString());
    }
}
