using System;
using System.Collections.Generic;
using System.Threading;
using ILGPU;
using ILGPU.Runtime;

namespace NetGen.Gpu;

/// <summary>
/// What one session, trainer or model holds: buffers of the device, and pinned memory of the host that the device copies from and to. Freed at once by <see cref="Dispose"/>, or some time later by the finalizer;
/// in either case not before the device has done what it was given, or it might write to memory that has become something else.
/// </summary>
internal sealed class DeviceMemory : IDisposable
{
    private readonly DeviceStream _stream;
    private readonly List<IDisposable> _parts = [];
    private long _bytes;
    private int _isDisposed;

    /// <param name="stream">Whose work uses the memory.</param>
    public DeviceMemory(DeviceStream stream)
    {
        _stream = stream;
        stream.Device.Keep(_parts);
    }

    // Of all that is forgotten at once the stream may be gone already.
    ~DeviceMemory() => Free(_stream.Device.Accelerator.Synchronize);

    /// <summary>Whether the memory has been freed.</summary>
    public bool IsDisposed => Volatile.Read(ref _isDisposed) != 0;

    /// <summary>Allocates zeros in the device's memory.</summary>
    /// <inheritdoc cref="Allocate"/>
    public ArrayView<T> AllocateZeros<T>(long length, string what)
        where T : unmanaged
    {
        var view = Allocate<T>(length, what);
        _stream.Clear(view);
        return view;
    }

    /// <summary>Allocates memory of the device, with any values.</summary>
    /// <param name="length">Number of elements.</param>
    /// <param name="what">What for, for the message.</param>
    /// <exception cref="InsufficientMemoryException">The device has not that much memory.</exception>
    public ArrayView<T> Allocate<T>(long length, string what)
        where T : unmanaged
    {
        var device = _stream.Device;
        // No device has buffers without elements.
        length = Math.Max(length, 1);
        var bytes = length * ArrayView<T>.ElementSize;
        MemoryBuffer1D<T, Stride1D.Dense> buffer;
        try
        {
            buffer = device.Accelerator.Allocate1D<T>(length);
        }
        catch (Exception error) when (error is AcceleratorException or OutOfMemoryException)
        {
            throw new InsufficientMemoryException(FormattableString.Invariant($"{what} needs {Bytes(bytes)} in the memory of {device}, of which this program holds {Bytes(device.Held)} already."), error);
        }

        Add(buffer);
        _bytes += bytes;
        device.Hold(bytes);
        return buffer.View;
    }

    /// <summary>Allocates memory of the host that never moves and is never swapped out, so that copies need not be waited for.</summary>
    public PageLockedArray1D<T> AllocatePinned<T>(int length)
        where T : unmanaged
    {
        var array = _stream.Device.Accelerator.AllocatePageLocked1D<T>(Math.Max(length, 1));
        Add(array);
        return array;
    }

    /// <summary>Frees pinned memory that nothing is copied from or to any more.</summary>
    public void Free(IDisposable pinned)
    {
        _parts.Remove(pinned);
        pinned.Dispose();
    }

    /// <summary>Waits until the stream has done what it was given, and frees all.</summary>
    public void Dispose()
    {
        Free(_stream.Synchronize);
        GC.SuppressFinalize(this);
    }

    /// <summary>A number of bytes as one reads it.</summary>
    internal static string Bytes(long bytes) => bytes < 10_000 ? FormattableString.Invariant($"{bytes:N0} bytes")
        : bytes < 10_000_000 ? FormattableString.Invariant($"{bytes / 1024.0:N0} KiB")
        : FormattableString.Invariant($"{bytes / (1024.0 * 1024):N0} MiB");

    /// <summary>Takes over something that is to be freed with the memory.</summary>
    internal void Add(IDisposable part) => _parts.Add(part);

    private static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (AcceleratorException)
        {
            // A device that has failed does nothing any more, and whoever works with it has been told.
        }
    }

    private void Free(Action wait)
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;
        Try(wait);
        foreach (var part in _parts)
            Try(part.Dispose);
        _parts.Clear();
        _stream.Device.Forget(_parts);
        _stream.Device.Hold(-_bytes);
    }
}
