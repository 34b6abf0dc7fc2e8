using System.Runtime.CompilerServices;
using ILGPU;

namespace NetGen.Gpu.Emulator;

/// <summary>Accesses that the quick checks did not let pass: reports what is wrong with them, if anything is. Where reports are collected, a wrong read gives what is there, or zero.</summary>
internal static unsafe class CheckedAccess
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T Read<T>(ArrayView<T> view, long index, CallSite site)
        where T : unmanaged
    {
        var thread = EmulatedThread.RunningOrNull;
        if (thread is { IsReplaying: true })
            return thread.Journal.Next<T>();
        var value = ReadOnce(view, index, site);
        thread?.Launch.Clock.Journal?.Add(value);
        return value;
    }

    private static T ReadOnce<T>(ArrayView<T> view, long index, CallSite site)
        where T : unmanaged
    {
        if (!TryPlace(view, index, "read", site, out int word))
            return default;
        var block = view.Block!;
        for (int i = 0; i < sizeof(T) / MemoryBlock.WordSize; i++)
        {
            var (writer, _) = Racers(block, word + i);
            if (block.Read(word + i) is not { } found)
                continue;
            Violations.Report(found, found switch
            {
                ViolationKind.UninitializedRead => "read of memory that nothing has written" + Component<T>(i),
                ViolationKind.RaceOfThreads => $"read of what thread {writer} wrote, with no barrier between" + Component<T>(i),
                ViolationKind.RaceOfGroups => $"read of what thread {writer} of another group wrote in this launch" + Component<T>(i),
                _ => Detail(found, "read"),
            }, view, index, site);
            if (IsForbidden(found))
                return default;
            break;
        }
        return Unsafe.ReadUnaligned<T>(block.Data + word * (long)MemoryBlock.WordSize);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Write<T>(ArrayView<T> view, long index, T value, CallSite site)
        where T : unmanaged
    {
        if (EmulatedThread.RunningOrNull is { IsReplaying: true } || !TryPlace(view, index, "write", site, out int word))
            return;
        var block = view.Block!;
        for (int i = 0; i < sizeof(T) / MemoryBlock.WordSize; i++)
        {
            var (writer, reader) = Racers(block, word + i);
            var other = reader is null ? $"thread {writer} wrote" : writer is null ? $"thread {reader} read" : $"thread {writer} wrote and thread {reader} read";
            if (block.Write(word + i) is not { } found)
                continue;
            Violations.Report(found, found switch
            {
                ViolationKind.RaceOfThreads => $"write to what {other}, with no barrier between" + Component<T>(i),
                ViolationKind.RaceOfGroups => $"write to what {other}, in another group of this launch" + Component<T>(i),
                _ => Detail(found, "write"),
            }, view, index, site);
            if (IsForbidden(found))
                return;
            break;
        }
        Unsafe.WriteUnaligned(block.Data + word * (long)MemoryBlock.WordSize, value);
    }

    private static bool TryPlace<T>(ArrayView<T> view, long index, string verb, CallSite site, out int word)
        where T : unmanaged
    {
        word = 0;
        if ((ulong)index >= (ulong)view.Length)
        {
            Violations.Report(ViolationKind.OutOfBounds, $"{verb} outside of a view of {view.Length} elements", view, index, site);
            return false;
        }
        word = view.Start + (int)index * (sizeof(T) / MemoryBlock.WordSize);
        if (!ArrayView<T>.IsAligned(word))
            Violations.Report(ViolationKind.Misaligned, $"{verb} of {sizeof(T)} bytes at byte {word * (long)MemoryBlock.WordSize} of the memory", view, index, site);
        return true;
    }

    private static (int? Writer, int? Reader) Racers(MemoryBlock block, int word) => block.LastThreads(word);

    private static bool IsForbidden(ViolationKind kind) =>
        kind is ViolationKind.UseAfterFree or ViolationKind.HostMemoryInKernel or ViolationKind.DeviceMemoryOnHost or ViolationKind.OutOfBounds;

    private static string Detail(ViolationKind kind, string verb) => kind switch
    {
        ViolationKind.UseAfterFree => $"{verb} of memory that was freed",
        ViolationKind.HostMemoryInKernel => $"{verb} of the host's memory by a kernel",
        ViolationKind.DeviceMemoryOnHost => $"{verb} of the device's memory by the host",
        _ => $"{verb} outside of the memory",
    };

    private static string Component<T>(int index)
        where T : unmanaged =>
        sizeof(T) == MemoryBlock.WordSize ? "" : $" (word {index} of the element)";
}
