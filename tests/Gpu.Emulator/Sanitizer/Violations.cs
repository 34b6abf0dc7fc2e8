using System;
using ILGPU;

namespace NetGen.Gpu.Emulator;

/// <summary>Reports what was done wrong.</summary>
internal static class Violations
{
    public static void Report(Violation violation)
    {
        var thread = EmulatedThread.RunningOrNull;
        if (thread is { IsReplaying: true })
            return;
        if (thread is not null)
        {
            var launch = thread.Launch;
            violation = violation with
            {
                Kernel = TypeName.Of(launch.Kernel),
                Thread = $"({thread.X}, {thread.Y}, {thread.Z})",
                Group = launch.GroupIndex.ToString(),
            };
        }
        var collection = thread is null ? Collection.OpenOnThisThread : thread.Launch.Collection;
        if (collection is null)
            throw new ViolationException(violation);
        collection.Add(violation);
    }

    public static void Report<T>(ViolationKind kind, string detail, ArrayView<T> view, long index, CallSite site)
        where T : unmanaged =>
        Report(new Violation(kind, detail)
        {
            Memory = view.Block?.Name ?? "an empty view",
            Index = index,
            File = site.File ?? "",
            Line = site.Line,
        });

    public static ArrayView<T> SubViewOutside<T>(ArrayView<T> view, long index, long length, CallSite site)
        where T : unmanaged
    {
        Report(ViolationKind.OutOfBounds, $"a part of {length} elements from {index} of a view of {view.Length} elements", view, index, site);
        long start = Math.Clamp(index, 0, Math.Max(view.Length - 1, 0));
        return view.SubView(start, Math.Clamp(length, 0, view.Length - start));
    }
}
