namespace NetGen.Gpu.Emulator;

/// <summary>
/// The time of a device in barrier intervals, and who runs. Two touches of a word race where nothing orders them: by different threads of a group
/// (of a warp) in one interval, or by threads of different groups of one launch.
/// </summary>
internal sealed class Clock
{
    /// <summary>The stamp of the thread that runs; 0 when the host does.</summary>
    public ulong Now;

    /// <summary>Where the interval, the group, the launch begin.</summary>
    public ulong Interval;
    public ulong GroupStart;
    public ulong LaunchStart;

    /// <summary>Where what the running thread reads is noted, if it may have to be run again.</summary>
    public Journal? Journal;

    /// <summary>What the running thread has read, if it repeats what was.</summary>
    public Journal? Repeated;

    private int _warpSize = 1;

    public void StartLaunch(int warpSize)
    {
        _warpSize = warpSize;
        StartInterval();
        LaunchStart = Interval;
    }

    public void StartGroup()
    {
        StartInterval();
        GroupStart = Interval;
    }

    public void StartInterval() => Interval = checked(Interval + Stamp.OneInterval);

    public void RunThread(int thread, int warpInterval) => Now = Stamp.Of(Interval, warpInterval, thread);

    public void RunHost() => Now = 0;

    /// <summary>Whether the running thread's touch races with the last write.</summary>
    public bool RacesWithWrite(ulong write) =>
        write >= LaunchStart && (write < GroupStart || (write >= Interval && IsUnordered(write)));

    /// <summary>Whether the running thread's write races with one of the reads that the stamp stands for.</summary>
    public bool RacesWithReads(ulong reads)
    {
        if (reads < LaunchStart)
            return false;
        if (reads < GroupStart || (reads & Stamp.OtherGroups) != 0)
            return true;
        if (reads < Interval)
            return false;
        return (reads & Stamp.OtherWarps) != 0
            || ((reads & Stamp.OtherThreads) != 0 && Stamp.WarpInterval(reads) == Stamp.WarpInterval(Now))
            || IsUnordered(reads);
    }

    /// <summary>The reads so far, and that of the running thread.</summary>
    public ulong Join(ulong reads)
    {
        if (reads < LaunchStart)
            return Now;
        if (reads < GroupStart)
            return Now | Stamp.OtherGroups;
        var joined = Now | (reads & Stamp.OtherGroups);
        if (reads < Interval)
            return joined;
        joined |= reads & Stamp.OtherWarps;
        if (Warp(reads) != Warp(Now))
            return joined | Stamp.OtherWarps;
        if (Stamp.WarpInterval(reads) == Stamp.WarpInterval(Now))
            joined |= reads & Stamp.OtherThreads | (Stamp.Thread(reads) != Stamp.Thread(Now) ? Stamp.OtherThreads : 0);
        return joined;
    }

    /// <summary>Whether a touch in this interval is another thread's, and no barrier of the warp lies between.</summary>
    private bool IsUnordered(ulong earlier) =>
        Stamp.Thread(earlier) != Stamp.Thread(Now)
        && (Warp(earlier) != Warp(Now) || Stamp.WarpInterval(earlier) == Stamp.WarpInterval(Now));

    private int Warp(ulong stamp) => Stamp.Thread(stamp) / _warpSize;
}
