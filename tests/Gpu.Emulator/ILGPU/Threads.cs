using System.Runtime.CompilerServices;
using NetGen.Gpu.Emulator;

namespace ILGPU;

/// <summary>The running thread's group within the launch.</summary>
public static class Grid
{
    public static int IdxX => EmulatedThread.Running.Launch.GroupIndex.X;

    public static int IdxY => EmulatedThread.Running.Launch.GroupIndex.Y;

    public static int IdxZ => EmulatedThread.Running.Launch.GroupIndex.Z;

    public static int DimX => EmulatedThread.Running.Launch.GridDim.X;

    public static int DimY => EmulatedThread.Running.Launch.GridDim.Y;

    public static int DimZ => EmulatedThread.Running.Launch.GridDim.Z;
}

/// <summary>The running thread within its group.</summary>
public static class Group
{
    public static int IdxX => EmulatedThread.Running.X;

    public static int IdxY => EmulatedThread.Running.Y;

    public static int IdxZ => EmulatedThread.Running.Z;

    public static int DimX => EmulatedThread.Running.Launch.GroupDim.X;

    public static int DimY => EmulatedThread.Running.Launch.GroupDim.Y;

    public static int DimZ => EmulatedThread.Running.Launch.GroupDim.Z;

    /// <summary>Waits for all threads of the group; what they stored is then seen by all.</summary>
    public static void Barrier([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        EmulatedThread.Running.Launch.Barrier(EmulatedThread.Running, new(file, line));
}

/// <summary>The running thread within its warp.</summary>
public static class Warp
{
    public static int WarpSize => EmulatedThread.Running.Launch.WarpSize;

    public static int LaneIdx => EmulatedThread.Running.Lane;

    /// <summary>Waits for all threads of the warp; what they stored is then seen by the warp.</summary>
    public static void Barrier([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        EmulatedThread.Running.Launch.WarpBarrier(EmulatedThread.Running, new(file, line));

    /// <summary>The value of another lane of the warp.</summary>
    public static T Shuffle<T>(T variable, int sourceLane, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where T : unmanaged =>
        EmulatedThread.Running.Launch.Shuffle(EmulatedThread.Running, variable, sourceLane, new(file, line));

    /// <summary>The value of the lane whose index differs from this lane's in the bits of the mask.</summary>
    public static T ShuffleXor<T>(T variable, int mask, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where T : unmanaged
    {
        var thread = EmulatedThread.Running;
        return thread.Launch.Shuffle(thread, variable, thread.Lane ^ mask, new(file, line));
    }
}
