using System;
using NetGen.Gpu.Emulator;

namespace ILGPU.Runtime;

/// <summary>Memory of the host that a device copies from and to while the host goes on.</summary>
public abstract class PageLockedArray<T> : IDisposable
    where T : unmanaged
{
    private readonly MemoryBlock _block;

    private protected PageLockedArray(Accelerator accelerator, long length)
    {
        MemoryBlock.CheckElement<T>();
        _block = new(MemoryKind.Host, accelerator.Clock, typeof(T), ArrayView<T>.ElementSize, length);
        Length = length;
    }

    public long Length { get; }

    public ArrayView<T> ArrayView => new(_block, 0, Length);

    public Span<T> Span => _block.IsFreed ? throw new ObjectDisposedException(nameof(PageLockedArray<T>)) : ArrayView.Data;

    public void Dispose() => _block.Free();
}

/// <summary>A one-dimensional page-locked array.</summary>
public sealed class PageLockedArray1D<T> : PageLockedArray<T>
    where T : unmanaged
{
    internal PageLockedArray1D(Accelerator accelerator, long length)
        : base(accelerator, length) { }

    public LongIndex1D Extent => new(Length);

    public ref T this[int index] => ref Span[index];

    public ref T this[long index] => ref Span[checked((int)index)];
}

/// <summary>Allocates page-locked memory.</summary>
public static class PageLockedArrayExtensions
{
    public static PageLockedArray1D<T> AllocatePageLocked1D<T>(this Accelerator accelerator, LongIndex1D extent)
        where T : unmanaged => new(accelerator, extent.X);

    public static PageLockedArray1D<T> AllocatePageLocked1D<T>(this Accelerator accelerator, LongIndex1D extent, bool uninitialized)
        where T : unmanaged => new(accelerator, extent.X);
}
