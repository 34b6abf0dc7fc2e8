using System;

namespace NetGen.Gpu.Emulator;

/// <summary>A thread of a group: where it is in the group, and, if the group's threads cooperate, how far it has come.</summary>
internal sealed class EmulatedThread
{
    [ThreadStatic]
    private static EmulatedThread? t_running;

    private readonly byte[] _offered = new byte[2 * MaxValue];
    private int _offers;

    /// <summary>The most bytes a shuffled value has.</summary>
    public const int MaxValue = 64;

    public static EmulatedThread? RunningOrNull
    {
        get => t_running;
        set => t_running = value;
    }

    public static EmulatedThread Running =>
        t_running ?? throw new InvalidOperationException("Grid, Group, Warp and SharedMemory are for kernels: no kernel runs on this thread.");

    public Launch Launch { get; private set; } = null!;

    public int X { get; private set; }

    public int Y { get; private set; }

    public int Z { get; private set; }

    /// <summary>The number of the thread in its group.</summary>
    public int Index { get; private set; }

    public int Lane { get; private set; }

    public int Warp { get; private set; }

    public Journal Journal { get; } = new();

    public ThreadState State { get; set; }

    /// <summary>The barrier or shuffle where the thread waits, or was last.</summary>
    public CallSite Site { get; set; }

    /// <summary>How many barriers and shuffles the thread has passed.</summary>
    public int Passed { get; set; }

    /// <summary>How many barriers and shuffles its running copy has come to.</summary>
    public int Met { get; set; }

    /// <summary>Behind which of them the running copy no longer repeats what was, and lives.</summary>
    public int LivesAfter { get; set; }

    public bool IsReplaying { get; set; }

    /// <summary>How often the thread was begun. Copies but the newest are out of date.</summary>
    public int Copies { get; set; }

    public void Place(Launch launch, int index, int x, int y, int z)
    {
        Launch = launch;
        Index = index;
        X = x;
        Y = y;
        Z = z;
        Warp = index / launch.WarpSize;
        Lane = index - Warp * launch.WarpSize;
    }

    /// <summary>Begins with the next group.</summary>
    public void Restart()
    {
        Journal.Clear();
        State = ThreadState.Runnable;
        Passed = 0;
        Copies = 0;
        IsReplaying = false;
        _offers = 0;
    }

    /// <summary>Gives a value to the warp. Two places are enough: no lane is two shuffles ahead of another.</summary>
    public Span<byte> Offer() => _offered.AsSpan(++_offers % 2 * MaxValue, MaxValue);

    /// <summary>What the thread gave at the shuffle where the reader is.</summary>
    public ReadOnlySpan<byte> OfferedTo(EmulatedThread reader) => _offered.AsSpan(reader._offers % 2 * MaxValue, MaxValue);
}

/// <summary>What a thread of a group does.</summary>
internal enum ThreadState { Runnable, AtBarrier, AtWarpBarrier, AtShuffle, Ended }
