using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xunit;

namespace NetGen.Runtime.Tests.Parameters;

public class NativeBufferTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public unsafe void Memory_is_zeroed_aligned_and_of_the_length_asked_for(int length)
    {
        using var buffer = new NativeBuffer<float>(length);
        Assert.Equal(length, buffer.Span.Length);
        Assert.Equal(0, (long)Unsafe.AsPointer(ref MemoryMarshal.GetReference(buffer.Span)) % 64);
        Assert.All(buffer.Span.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Slices_are_checked()
    {
        using var buffer = new NativeBuffer<double>(10);
        buffer.Slice(2, 8).Fill(3);
        Assert.Equal(0, buffer.Span[1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => { buffer.Slice(3, 8); });
    }

    [Fact]
    public void Disposed_memory_cannot_be_reached()
    {
        var buffer = new NativeBuffer<float>(10);
        buffer.Dispose();
        buffer.Dispose();
        Assert.True(buffer.IsDisposed);
        Assert.Throws<ObjectDisposedException>(() => { _ = buffer.Span; });
        Assert.Throws<ObjectDisposedException>(() => { buffer.Slice(0, 1); });
    }

    [Fact]
    public void Lengths_are_checked() => Assert.Throws<ArgumentOutOfRangeException>(() => new NativeBuffer<float>(-1));

    [Fact]
    public void Forgotten_buffers_are_freed_by_the_finalizer()
    {
        Forget();
        GC.Collect();
        GC.WaitForPendingFinalizers();

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Forget() => new NativeBuffer<float>(1000).Span.Fill(1);
    }
}
