using System;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>Runs emitted loops with the widest registers of the machine, on several workers where the loop is long enough.</summary>
public static class Loop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Elements below which another thread costs more than it brings (some microseconds of work).</summary>
    private const long ElementsPerWorker = 16 * 1024;

    /// <summary>Runs iterations [0, <paramref name="count"/>).</summary>
    /// <param name="workers">The threads that may be used.</param>
    /// <param name="count">Iterations; they are independent.</param>
    /// <param name="work">Elements per iteration, about.</param>
    /// <param name="loop">The body.</param>
    public static void Run<TLoop>(Workers workers, int count, int work, TLoop loop)
        where TLoop : struct, ILoop<T>, allows ref struct
    {
        if (count <= 0)
            return;
        int parts = (int)Math.Clamp((long)count * Math.Max(work, 1) / ElementsPerWorker, 1, Math.Min(workers.Count, count));
        if (parts == 1)
        {
            RunRange(ref loop, 0, count);
            return;
        }
        var job = new LoopJob<T, TLoop> { Loop = loop, Count = count };
        workers.Run(ref job, parts);
    }

    /// <summary>The choice of the register width: constants, so one branch is left after compilation.</summary>
    internal static void RunRange<TLoop>(ref TLoop loop, int first, int last)
        where TLoop : struct, ILoop<T>, allows ref struct
    {
        if (Vector512.IsHardwareAccelerated)
            loop.Run<Wide512<T>>(first, last);
        else if (Vector256.IsHardwareAccelerated)
            loop.Run<Wide256<T>>(first, last);
        else if (Vector128.IsHardwareAccelerated)
            loop.Run<Wide128<T>>(first, last);
        else
            loop.Run<Scalar<T>>(first, last);
    }
}

/// <summary>A loop cut into ranges of equal length.</summary>
internal ref struct LoopJob<T, TLoop> : IJob
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLoop : struct, ILoop<T>, allows ref struct
{
    public TLoop Loop;
    public int Count;

    public void Run(int part, int parts) =>
        Loop<T>.RunRange(ref Loop, (int)((long)Count * part / parts), (int)((long)Count * (part + 1) / parts));
}
