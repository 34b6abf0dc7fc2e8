using System;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Threading;

namespace NetGen.Gpu.Emulator;

/// <summary>
/// Keeps threads of which one runs at a time on one processor, where a hand-off costs a third. Each device takes the next processor. Linux only; elsewhere nothing happens.
/// </summary>
internal sealed unsafe partial class Processor
{
    private static int s_taken;

    private readonly ulong _mask;

    private Processor(ulong mask)
    {
        _mask = mask;
    }

    public static Processor TakeNext()
    {
        ulong allowed = 0;
        // The call gives the bytes it wrote; machines of more than 64 processors fail it, and their threads stay free.
        if (!OperatingSystem.IsLinux() || sched_getaffinity(0, sizeof(ulong), &allowed) < 0 || allowed == 0)
            return new(0);
        int skip = (Interlocked.Increment(ref s_taken) - 1) % BitOperations.PopCount(allowed);
        for (; skip > 0; skip--)
            allowed &= allowed - 1;
        return new(allowed & (~allowed + 1));
    }

    /// <summary>Keeps the calling thread here.</summary>
    public void Keep()
    {
        ulong mask = _mask;
        if (mask != 0)
            _ = sched_setaffinity(0, sizeof(ulong), &mask);
    }

    [LibraryImport("libc")]
    private static partial int sched_getaffinity(int thread, nint size, ulong* mask);

    [LibraryImport("libc")]
    private static partial int sched_setaffinity(int thread, nint size, ulong* mask);
}
