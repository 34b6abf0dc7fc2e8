using System;

namespace NetGen.Gpu.Emulator;

/// <summary>A thread of a group: where it is in the group, and, if the group's threads cooperate, what it waits for.</summary>
internal sealed class EmulatedThread
{
    [ThreadStatic]
    private static EmulatedThread? t_running;

    private readonly byte[] _shuffled = new byte[2 * MaxValue];
    private int _shuffles;

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

    /// <summary>Gives a value to the warp. Two places are enough: nobody is two shuffles ahead of another lane.</summary>
    public Span<byte> Offer() => _shuffled.AsSpan(++_shuffles % 2 * MaxValue, MaxValue);

    /// <summary>The value given last; of a lane that may be one shuffle ahead of the reader's count, the one before.</summary>
    public ReadOnlySpan<byte> Offered(EmulatedThread reader) => _shuffled.AsSpan(reader._shuffles % 2 * MaxValue, MaxValue);

    public void ForgetShuffles() => _shuffles = 0;
}
