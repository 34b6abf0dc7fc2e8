using System;
using NetGen.Gpu.Emulator;

namespace ILGPU.Runtime;

/// <summary>Copies and fills of memory, in the order of a stream. Those that take arrays or spans of the host wait for it.</summary>
public static class ArrayViewExtensions
{
    public static void MemSetToZero<T>(this ArrayView<T> view, AcceleratorStream stream)
        where T : unmanaged => Copies.Clear(view, stream);

    public static void MemSetToZero<T>(this ArrayView1D<T, Stride1D.Dense> view, AcceleratorStream stream)
        where T : unmanaged => Copies.Clear(view.BaseView, stream);

    public static void MemSetToZero<T>(this MemoryBuffer1D<T, Stride1D.Dense> buffer, AcceleratorStream stream)
        where T : unmanaged => Copies.Clear(buffer.AsContiguous(), stream);

    public static void CopyTo<T>(this ArrayView<T> source, AcceleratorStream stream, in ArrayView<T> target)
        where T : unmanaged => Copies.CopyTo(source, target, stream);

    public static void CopyTo<T>(this ArrayView1D<T, Stride1D.Dense> source, AcceleratorStream stream, in ArrayView1D<T, Stride1D.Dense> target)
        where T : unmanaged => Copies.CopyTo(source.BaseView, target.BaseView, stream);

    public static void CopyFrom<T>(this ArrayView<T> target, AcceleratorStream stream, in ArrayView<T> source)
        where T : unmanaged => Copies.CopyFrom(target, source, stream);

    public static void CopyFrom<T>(this ArrayView1D<T, Stride1D.Dense> target, AcceleratorStream stream, in ArrayView1D<T, Stride1D.Dense> source)
        where T : unmanaged => Copies.CopyFrom(target.BaseView, source.BaseView, stream);

    public static void CopyToPageLockedAsync<T>(this ArrayView<T> source, AcceleratorStream stream, PageLockedArray<T> pageLockedArray)
        where T : unmanaged => Copies.CopyTo(source, pageLockedArray.ArrayView, stream);

    public static void CopyToPageLockedAsync<T>(this ArrayView1D<T, Stride1D.Dense> source, AcceleratorStream stream, PageLockedArray1D<T> pageLockedArray)
        where T : unmanaged => Copies.CopyTo(source.BaseView, pageLockedArray.ArrayView, stream);

    public static void CopyFromPageLockedAsync<T>(this ArrayView<T> target, AcceleratorStream stream, PageLockedArray<T> pageLockedArray)
        where T : unmanaged => Copies.CopyFrom(target, pageLockedArray.ArrayView, stream);

    public static void CopyFromPageLockedAsync<T>(this ArrayView1D<T, Stride1D.Dense> target, AcceleratorStream stream, PageLockedArray1D<T> pageLockedArray)
        where T : unmanaged => Copies.CopyFrom(target.BaseView, pageLockedArray.ArrayView, stream);

    public static void CopyToCPU<T>(this ArrayView<T> view, AcceleratorStream stream, T[] data)
        where T : unmanaged => Copies.Read(view, data, stream);

    public static void CopyToCPU<T>(this ArrayView<T> source, AcceleratorStream stream, in Span<T> span)
        where T : unmanaged => Copies.Read(source, span, stream);

    public static void CopyFromCPU<T>(this ArrayView<T> view, AcceleratorStream stream, T[] data)
        where T : unmanaged => Copies.Write(view, data, stream);

    public static void CopyFromCPU<T>(this ArrayView<T> target, AcceleratorStream stream, in ReadOnlySpan<T> span)
        where T : unmanaged => Copies.Write(target, span, stream);

    public static void CopyToCPU<T>(this MemoryBuffer1D<T, Stride1D.Dense> buffer, T[] data)
        where T : unmanaged => Copies.Read(buffer.AsContiguous(), data, buffer.Accelerator.DefaultStream);

    public static void CopyFromCPU<T>(this MemoryBuffer1D<T, Stride1D.Dense> buffer, T[] data)
        where T : unmanaged => Copies.Write(buffer.AsContiguous(), data, buffer.Accelerator.DefaultStream);

    public static T[] GetAsArray1D<T>(this MemoryBuffer1D<T, Stride1D.Dense> buffer)
        where T : unmanaged
    {
        var data = new T[buffer.Length];
        buffer.CopyToCPU(data);
        return data;
    }
}
