using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Gpu.Emulator;

namespace ILGPU.Runtime;

/// <summary>A device in use: its memory, streams and kernels. Launches, copies and frees from several host threads go one after the other.</summary>
public sealed class Accelerator : IDisposable
{
    private readonly List<MemoryBuffer> _buffers = [];
    private readonly List<AcceleratorStream> _streams = [];
    private long _held;

    internal Accelerator(Context context, EmulatedDevice device)
    {
        Context = context;
        Device = device;
        IsLate = device.IsLate;
        DefaultStream = CreateStream();
    }

    public Context Context { get; }

    public Device Device { get; }

    public string Name => Device.Name;

    public AcceleratorType AcceleratorType => Device.AcceleratorType;

    public long MemorySize => Device.MemorySize;

    public int WarpSize => Device.WarpSize;

    public int MaxNumThreadsPerGroup => Device.MaxNumThreadsPerGroup;

    public int MaxSharedMemoryPerGroup => Device.MaxSharedMemoryPerGroup;

    public int NumMultiprocessors => Device.NumMultiprocessors;

    public AcceleratorStream DefaultStream { get; }

    /// <summary>The buffers that are not disposed.</summary>
    public IReadOnlyList<string> LiveBuffers
    {
        get
        {
            lock (Clock)
                return [.. _buffers.Select(buffer => buffer.Block.Name)];
        }
    }

    internal Clock Clock { get; } = new();

    internal bool IsLate { get; }

    internal bool IsDisposed { get; private set; }

    internal EmulatedThread PlainThread { get; } = new();

    internal GroupThreads Threads { get; } = new();

    public AcceleratorStream CreateStream()
    {
        var stream = new AcceleratorStream(this);
        lock (Clock)
            _streams.Add(stream);
        return stream;
    }

    public MemoryBuffer1D<T, Stride1D.Dense> Allocate1D<T>(long length)
        where T : unmanaged => new(this, length);

    public void Synchronize()
    {
        AcceleratorStream[] streams;
        lock (Clock)
            streams = [.. _streams];
        foreach (var stream in streams)
            stream.Synchronize();
    }

    public override string ToString() => Device.ToString();

    /// <summary>Buffers that are not disposed are reported, and freed.</summary>
    public void Dispose()
    {
        if (IsDisposed)
            return;
        Synchronize();
        IsDisposed = true;
        MemoryBuffer[] left;
        lock (Clock)
            left = [.. _buffers];
        foreach (var buffer in left)
            buffer.Dispose();
        if (Collection.OpenOnThisThread is { } collection)
            foreach (var buffer in left)
                collection.Add(new(ViolationKind.Leak, "not disposed before its device") { Memory = buffer.Block.Name });
    }

    /// <summary>Takes memory, if there is enough.</summary>
    internal void Hold(long bytes)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        lock (Clock)
        {
            if (bytes > MemorySize - _held)
                throw new DeviceMemoryException(Device, bytes, _held);
            _held += bytes;
        }
    }

    internal void Add(MemoryBuffer buffer)
    {
        lock (Clock)
            _buffers.Add(buffer);
    }

    internal void Remove(MemoryBuffer buffer)
    {
        lock (Clock)
        {
            if (_buffers.Remove(buffer))
                _held -= buffer.LengthInBytes;
        }
    }

    internal void Remove(AcceleratorStream stream)
    {
        lock (Clock)
            _streams.Remove(stream);
    }
}
