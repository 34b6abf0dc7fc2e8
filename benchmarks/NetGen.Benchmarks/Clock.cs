using System;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NetGen.Benchmarks;

/// <summary>What the suite measures: time that passes or, on a machine that other programs use too, the calling thread's time on a processor (Linux).</summary>
internal static partial class Clock
{
    private const int ThreadProcessorTime = 3;

    /// <summary>Leaves out the time during which another program had the processor. Says nothing about several threads.</summary>
    public static bool CountsProcessorTime { get; set; }

    public static double Microseconds
    {
        get
        {
            if (!CountsProcessorTime)
                return Stopwatch.GetTimestamp() * (1e6 / Stopwatch.Frequency);
            return GetTime(ThreadProcessorTime, out var time) == 0 ? (time.Seconds * 1e6) + (time.Nanoseconds * 1e-3) : throw new PlatformNotSupportedException();
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out Time time);

    private struct Time
    {
        public nint Seconds, Nanoseconds;
    }
}
