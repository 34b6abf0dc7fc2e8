using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace NetGen;

/// <summary>
/// Zeroed native memory aligned to 64 bytes: the arena of a session. Freed at once by <see cref="Dispose"/>, or some time later by the finalizer.
/// </summary>
/// <remarks>A span does not keep the buffer alive: whoever uses one ends with <c>GC.KeepAlive(buffer)</c> (or of the object that owns it), or the finalizer may free the memory under the span.</remarks>
public sealed unsafe class NativeBuffer<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Alignment = 64;
    private nint _address;

    /// <summary>Allocates zeros.</summary>
    /// <param name="length">Number of elements, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    /// <exception cref="OutOfMemoryException">The system has not that much memory.</exception>
    public NativeBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        var bytes = (nuint)length * (nuint)sizeof(T);
        _address = (nint)NativeMemory.AlignedAlloc(nuint.Max(bytes, Alignment), Alignment);
        NativeMemory.Clear((void*)_address, bytes);
        // So that the collector knows what a forgotten buffer is worth.
        if (bytes > 0)
            GC.AddMemoryPressure((long)bytes);
    }

    /// <summary>Frees the memory if <see cref="Dispose"/> was forgotten.</summary>
    ~NativeBuffer() => Free();

    /// <summary>Number of elements.</summary>
    public int Length { get; }

    /// <summary>Whether the memory has been freed.</summary>
    public bool IsDisposed => Volatile.Read(ref _address) == 0;

    /// <summary>The elements; the first lies at a multiple of 64 bytes.</summary>
    /// <exception cref="ObjectDisposedException">The memory has been freed.</exception>
    public Span<T> Span
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var address = _address;
            ObjectDisposedException.ThrowIf(address == 0, this);
            return new Span<T>((void*)address, Length);
        }
    }

    /// <summary>Elements [start, start + length).</summary>
    /// <exception cref="ObjectDisposedException">The memory has been freed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the buffer.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Slice(int start, int length) => Span.Slice(start, length);

    /// <summary>Frees the memory. Spans of it must not be used any more.</summary>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        var address = Interlocked.Exchange(ref _address, 0);
        if (address == 0)
            return;
        NativeMemory.AlignedFree((void*)address);
        if (Length > 0)
            GC.RemoveMemoryPressure((long)Length * sizeof(T));
    }
}
