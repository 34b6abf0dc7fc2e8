using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace NetGen.Gpu.Emulator;

/// <summary>Threads of a group that can never all come to where some wait.</summary>
internal static class Divergence
{
    private const int MostNamed = 8;

    public static void Report(ReadOnlySpan<EmulatedThread> group)
    {
        var threads = group.ToArray();
        var waiting = threads.First(IsWaiting);
        var places = threads.Where(thread => thread.State == ThreadState.Ended || IsWaiting(thread))
            .GroupBy(thread => (thread.State, Site: thread.State == ThreadState.Ended ? default : thread.Site))
            .Select(place => $"threads {Names([.. place])} {Describe(place.Key.State, place.Key.Site)}");
        var kind = waiting.State == ThreadState.AtShuffle ? ViolationKind.MissingLanes : ViolationKind.DivergentBarrier;
        waiting.IsReplaying = false;
        EmulatedThread.RunningOrNull = waiting;
        Violations.Report(new Violation(kind, string.Join(", ", places)) { File = waiting.Site.File ?? "", Line = waiting.Site.Line });
    }

    private static bool IsWaiting(EmulatedThread thread) => thread.State is not (ThreadState.Runnable or ThreadState.Ended);

    private static string Names(IReadOnlyList<EmulatedThread> threads)
    {
        var named = string.Join(' ', threads.Take(MostNamed).Select(thread => thread.Index));
        return threads.Count > MostNamed ? $"{named} and {threads.Count - MostNamed} more" : named;
    }

    private static string Describe(ThreadState state, CallSite site)
    {
        var place = $"{Path.GetFileName(site.File)}:{site.Line}";
        return state switch
        {
            ThreadState.Ended => "have ended",
            ThreadState.AtBarrier => $"wait at the barrier of {place}",
            ThreadState.AtWarpBarrier => $"wait at the barrier of the warp of {place}",
            _ => $"wait at the shuffle of {place}",
        };
    }
}
