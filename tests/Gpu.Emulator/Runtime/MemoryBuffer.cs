using System;
using NetGen.Gpu.Emulator;

namespace ILGPU.Runtime;

/// <summary>Memory of a device.</summary>
public abstract class MemoryBuffer : IDisposable
{
    private protected MemoryBuffer(Accelerator accelerator, MemoryBlock block)
    {
        Accelerator = accelerator;
        Block = block;
        accelerator.Add(this);
    }

    public Accelerator Accelerator { get; }

    public abstract long Length { get; }

    public long LengthInBytes => Block.Bytes;

    public bool IsDisposed => Block.IsFreed;

    internal MemoryBlock Block { get; }

    /// <summary>Waits for the device, which may use the memory.</summary>
    public void Dispose()
    {
        if (Block.IsFreed)
            return;
        Accelerator.Synchronize();
        Accelerator.Remove(this);
        Block.Free();
    }
}

/// <summary>Memory of a device with a view of all of it.</summary>
public abstract class MemoryBuffer<TView> : MemoryBuffer
    where TView : struct
{
    private protected MemoryBuffer(Accelerator accelerator, MemoryBlock block)
        : base(accelerator, block) { }

    public abstract TView View { get; }
}

/// <summary>A one-dimensional buffer, of values that nothing has written yet.</summary>
public sealed class MemoryBuffer1D<T, TStride> : MemoryBuffer<ArrayView1D<T, TStride>>
    where T : unmanaged
    where TStride : struct, IStride1D
{
    internal MemoryBuffer1D(Accelerator accelerator, long length)
        : base(accelerator, Allocate(accelerator, length))
    {
        Length = length;
    }

    public override long Length { get; }

    public override ArrayView1D<T, TStride> View => new(AsContiguous());

    public ArrayView<T> AsContiguous() => new(Block, 0, Length);

    private static MemoryBlock Allocate(Accelerator accelerator, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        MemoryBlock.CheckElement<T>();
        accelerator.Hold(checked(length * ArrayView<T>.ElementSize));
        return new(MemoryKind.Device, accelerator.Clock, typeof(T), ArrayView<T>.ElementSize, length);
    }
}
