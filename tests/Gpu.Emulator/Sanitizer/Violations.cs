using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text;
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
        if (collection is not null && !collection.IsNew(violation))
            return;
        if (thread is not null)
            violation = violation with { Calls = Calls() };
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

    /// <summary>The running copy's part of the stack; what it buried, and the emulator, is left out.</summary>
    private static string Calls()
    {
        var calls = new StringBuilder();
        foreach (var frame in new StackTrace(fNeedFileInfo: true).GetFrames())
        {
            var method = frame.GetMethod();
            if (typeof(Launch).IsAssignableFrom(method?.DeclaringType))
                break;
            if (method?.DeclaringType is { } type && type.Assembly != typeof(Launch).Assembly)
                calls.Append(CultureInfo.InvariantCulture, $"\n    in {type.Name}.{method.Name}, {Path.GetFileName(frame.GetFileName())}:{frame.GetFileLineNumber()}");
        }
        return calls.ToString();
    }

    public static ArrayView<T> SubViewOutside<T>(ArrayView<T> view, long index, long length, CallSite site)
        where T : unmanaged
    {
        Report(ViolationKind.OutOfBounds, $"a part of {length} elements from {index} of a view of {view.Length} elements", view, index, site);
        long start = Math.Clamp(index, 0, Math.Max(view.Length - 1, 0));
        return view.SubView(start, Math.Clamp(length, 0, view.Length - start));
    }
}
