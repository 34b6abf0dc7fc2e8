namespace NetGen.Gpu.Emulator;

/// <summary>
/// When and by which thread a word was touched, in 64 bits: the interval between two barriers (32 bits, counted over all launches of a device),
/// who else read it (3 flags), the interval between two barriers of the warp (15 bits), the thread within its group (14 bits).
/// A stamp of a later interval is larger than one of an earlier interval.
/// </summary>
internal static class Stamp
{
    /// <summary>Threads of other groups of this launch read the word too.</summary>
    public const ulong OtherGroups = 1UL << 31;

    /// <summary>Threads of other warps read the word in the same interval.</summary>
    public const ulong OtherWarps = 1UL << 30;

    /// <summary>Other threads of the warp read the word in the same interval of the warp.</summary>
    public const ulong OtherThreads = 1UL << 29;

    /// <summary>The stamp of the host, before all launches.</summary>
    public const ulong Host = 1;

    public const ulong OneInterval = 1UL << 32;

    public const int MaxThreads = 1 << ThreadBits;

    public const int MaxWarpInterval = (1 << WarpBits) - 1;

    private const int ThreadBits = 14;
    private const int WarpBits = 15;

    public static ulong Of(ulong interval, int warpInterval, int thread) => interval | (ulong)warpInterval << ThreadBits | (uint)thread;

    public static int Thread(ulong stamp) => (int)stamp & (MaxThreads - 1);

    public static int WarpInterval(ulong stamp) => (int)(stamp >> ThreadBits) & MaxWarpInterval;
}
