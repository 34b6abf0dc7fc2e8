using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>Runs emitted loops with the widest registers of the machine, on several workers where the loop is long enough.</summary>
public static class Loop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Runs iterations [0, <paramref name="count"/>) with the widest registers.</summary>
    public static void Run<TLoop>(Workers workers, int count, int work, TLoop loop)
        where TLoop : struct, ILoop<T>, allows ref struct =>
        Run(workers, count, work, int.MaxValue, loop);

    /// <summary>Runs iterations [0, <paramref name="count"/>).</summary>
    /// <param name="workers">The threads that may be used.</param>
    /// <param name="count">Iterations; they are independent.</param>
    /// <param name="work">Elements per iteration, about.</param>
    /// <param name="width">Elements along the innermost axis: registers are chosen no wider, so that short rows are not left to the scalar tail.</param>
    /// <param name="loop">The body.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TLoop>(Workers workers, int count, int work, int width, TLoop loop)
        where TLoop : struct, ILoop<T>, allows ref struct
    {
        if (count <= 0)
            return;
        int parts = Math.Min(count, workers.PartsFor((long)count * Math.Max(work, 1)));
        if (parts == 1)
        {
            RunRange(ref loop, 0, count, width);
            return;
        }
        RunParts(workers, parts, count, width, ref loop);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RunParts<TLoop>(Workers workers, int parts, int count, int width, ref TLoop loop)
        where TLoop : struct, ILoop<T>, allows ref struct
    {
        var job = new LoopJob<T, TLoop> { Loop = loop, Count = count, Width = width };
        workers.Run(ref job, parts);
    }

    /// <summary>The choice of the register width, once per range.</summary>
    /// <remarks>
    /// The body is never inlined here (<see cref="ILoop{T}"/> asks for that): it must be the root of its own compilation. A root inlines everything that asks for it; inlined
    /// elsewhere, it would use up the inliner's budget, and operations on registers would become calls (twenty times slower).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void RunRange<TLoop>(ref TLoop loop, int first, int last, int width)
        where TLoop : struct, ILoop<T>, allows ref struct
    {
        if (Vector512.IsHardwareAccelerated && width >= Wide512<T>.Count)
            loop.Run<Wide512<T>>(first, last);
        else if (Vector256.IsHardwareAccelerated && width >= Wide256<T>.Count)
            loop.Run<Wide256<T>>(first, last);
        else if (Vector128.IsHardwareAccelerated && width >= Wide128<T>.Count)
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
    public int Width;

    public void Run(int part, int parts) =>
        Loop<T>.RunRange(ref Loop, (int)((long)Count * part / parts), (int)((long)Count * (part + 1) / parts), Width);
}
