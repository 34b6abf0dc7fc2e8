using System;
using ILGPU;
using ILGPU.Runtime;

namespace NetGen.Gpu.Emulator;

/// <summary>Copies and fills, and what they do to what is known of the memory: the device's memory is written by them, and its unwritten words may not come to the host.</summary>
internal static class Copies
{
    public static void Clear<T>(ArrayView<T> view, AcceleratorStream stream)
        where T : unmanaged
    {
        if (stream.IsLate)
            EnqueueClear(view, stream);
        else
            ClearNow(view, stream);
    }

    /// <summary>As many elements as the target has.</summary>
    public static void CopyTo<T>(ArrayView<T> source, ArrayView<T> target, AcceleratorStream stream)
        where T : unmanaged
    {
        if (target.Length > source.Length)
            throw new ArgumentException($"A target of {target.Length} elements takes more than the source's {source.Length}.");
        if (target.Length > 0)
            Copy(source.SubView(0, target.Length), target, stream);
    }

    /// <summary>As many elements as the source has.</summary>
    public static void CopyFrom<T>(ArrayView<T> target, ArrayView<T> source, AcceleratorStream stream)
        where T : unmanaged
    {
        if (source.Length > target.Length)
            throw new ArgumentException($"{source.Length} elements do not fit a target of {target.Length}.");
        if (source.Length > 0)
            Copy(source, target.SubView(0, source.Length), stream);
    }

    /// <summary>Device to host; waits.</summary>
    public static void Read<T>(ArrayView<T> source, Span<T> target, AcceleratorStream stream)
        where T : unmanaged
    {
        stream.Synchronize();
        if (target.Length > source.Length)
            throw new ArgumentException($"A span of {target.Length} elements takes more than the view's {source.Length}.");
        source = source.SubView(0, target.Length);
        lock (stream.Accelerator.Clock)
        {
            if (!IsUsable(source))
                return;
            CheckWritten(source);
            source.Data.CopyTo(target);
        }
    }

    /// <summary>Host to device; waits.</summary>
    public static void Write<T>(ArrayView<T> target, ReadOnlySpan<T> source, AcceleratorStream stream)
        where T : unmanaged
    {
        stream.Synchronize();
        if (source.Length > target.Length)
            throw new ArgumentException($"{source.Length} elements do not fit a view of {target.Length}.");
        lock (stream.Accelerator.Clock)
        {
            if (!IsUsable(target))
                return;
            source.CopyTo(target.Data);
            MarkWritten(target.SubView(0, source.Length));
        }
    }

    private static void Copy<T>(ArrayView<T> source, ArrayView<T> target, AcceleratorStream stream)
        where T : unmanaged
    {
        if (stream.IsLate)
            EnqueueCopy(source, target, stream);
        else
            CopyNow(source, target, stream);
    }

    private static void EnqueueClear<T>(ArrayView<T> view, AcceleratorStream stream)
        where T : unmanaged => stream.Enqueue(() => ClearNow(view, stream));

    private static void EnqueueCopy<T>(ArrayView<T> source, ArrayView<T> target, AcceleratorStream stream)
        where T : unmanaged
    {
        // What the host reads too early is not a number.
        if (target.Block is { Kind: MemoryKind.Host })
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(target.Data).Fill(0xFF);
        stream.Enqueue(() => CopyNow(source, target, stream));
    }

    private static void ClearNow<T>(ArrayView<T> view, AcceleratorStream stream)
        where T : unmanaged
    {
        lock (stream.Accelerator.Clock)
        {
            if (!IsUsable(view))
                return;
            view.Data.Clear();
            MarkWritten(view);
        }
    }

    private static void CopyNow<T>(ArrayView<T> source, ArrayView<T> target, AcceleratorStream stream)
        where T : unmanaged
    {
        lock (stream.Accelerator.Clock)
        {
            if (!IsUsable(source) || !IsUsable(target))
                return;
            if (target.Block!.Kind == MemoryKind.Host)
                CheckWritten(source);
            source.Data.CopyTo(target.Data);
            target.Block.CopyMarks(target.Start, source.Block!, source.Start, Words(source));
        }
    }

    private static bool IsUsable<T>(ArrayView<T> view)
        where T : unmanaged
    {
        if (view.Block is not { IsFreed: true })
            return view.Block is not null;
        Violations.Report(ViolationKind.UseAfterFree, "a copy or fill of memory that was freed", view, 0, default);
        return false;
    }

    private static void CheckWritten<T>(ArrayView<T> view)
        where T : unmanaged
    {
        long unwritten = view.Block!.FirstUnwritten(view.Start, Words(view));
        if (unwritten >= 0)
            Violations.Report(ViolationKind.UninitializedRead, "a copy to the host of memory that nothing has written", view, unwritten * MemoryBlock.WordSize / ArrayView<T>.ElementSize, default);
    }

    private static void MarkWritten<T>(ArrayView<T> view)
        where T : unmanaged => view.Block?.MarkWritten(view.Start, Words(view));

    private static long Words<T>(ArrayView<T> view)
        where T : unmanaged => view.LengthInBytes / MemoryBlock.WordSize;
}
