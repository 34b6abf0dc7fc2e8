using System;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;

namespace NetGen.Gpu;

/// <summary>
/// The way of an argument to the device: values are copied to one of a few pinned slots, and from there to the device while the host goes on. A slot is free again when the device has done the call that used it.
/// </summary>
internal sealed class PinnedRing<T>
    where T : unmanaged
{
    private const int Slots = Progress.CallsAhead;

    private readonly DeviceMemory _memory;
    private readonly DeviceStream _stream;
    private readonly Progress _progress;
    private readonly int _length;
    private readonly PageLockedArray1D<T>[] _slots = new PageLockedArray1D<T>[Slots];
    private readonly long[] _calls = new long[Slots];
    private int _next;

    /// <param name="memory">Whose the buffers are.</param>
    /// <param name="stream">Where copies are queued.</param>
    /// <param name="progress">Of the calls.</param>
    /// <param name="length">Most elements.</param>
    /// <param name="what">What the argument is, for messages.</param>
    public PinnedRing(DeviceMemory memory, DeviceStream stream, Progress progress, int length, string what)
    {
        (_memory, _stream, _progress, _length) = (memory, stream, progress, length);
        Buffer = memory.Allocate<T>(length, what);
    }

    /// <summary>The argument on the device, at its greatest length.</summary>
    public ArrayView<T> Buffer { get; }

    /// <summary>Queues a copy to the device; waits only if the device is some calls behind.</summary>
    public ArrayView<T> Upload(ReadOnlySpan<T> values)
    {
        // Pinned memory is made with the first values: results have none.
        var slot = _slots[_next] ??= _memory.AllocatePinned<T>(_length);
        _progress.WaitFor(_calls[_next]);
        values.CopyTo(slot.Span);
        _stream.CopyFrom(slot, values.Length, Buffer);
        _calls[_next] = _progress.Current;
        _next = (_next + 1) % Slots;
        return Buffer.SubView(0, values.Length);
    }
}
