using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NetGen.Kernels;

namespace NetGen.Benchmarks;

internal readonly ref struct TanhLoop(ReadOnlySpan<float> x, Span<float> y) : ILoop<float>
{
    private readonly ReadOnlySpan<float> _x = x;
    private readonly Span<float> _y = y;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Run<V>(int first, int last) where V : struct, IVector<V, float>
    {
        ref readonly float x = ref _x[0];
        ref float y = ref _y[0];
        int i = first;
        for (; i <= last - V.Count; i += V.Count)
            V.Store(V.Tanh(V.Load(in x, i)), ref y, i);
        for (; i < last; i++)
            Scalar<float>.Store(Scalar<float>.Tanh(Scalar<float>.Load(in x, i)), ref y, i);
    }
}

internal readonly ref struct ExpLoop(ReadOnlySpan<float> x, Span<float> y) : ILoop<float>
{
    private readonly ReadOnlySpan<float> _x = x;
    private readonly Span<float> _y = y;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Run<V>(int first, int last) where V : struct, IVector<V, float>
    {
        ref readonly float x = ref _x[0];
        ref float y = ref _y[0];
        int i = first;
        for (; i <= last - V.Count; i += V.Count)
            V.Store(V.Exp(V.Load(in x, i)), ref y, i);
        for (; i < last; i++)
            Scalar<float>.Store(Scalar<float>.Exp(Scalar<float>.Load(in x, i)), ref y, i);
    }
}

internal static class StreamLoop
{
    private static float s_sink;

    /// <summary>The rate at which so many bytes are read again and again.</summary>
    public static double GigabytesPerSecond(long bytes)
    {
        var x = GC.AllocateUninitializedArray<float>((int)(bytes / sizeof(float)), pinned: true);
        Array.Fill(x, 0.5f);
        double best = double.MaxValue;
        for (int round = 0; round < 200; round++)
        {
            long start = Stopwatch.GetTimestamp();
            Read(x);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return 1e-9 * bytes / best;
    }

    /// <summary>Reads all elements, in the widest registers of the machine, with eight sums.</summary>
    public static void Read(float[] x)
    {
        if (Vector512.IsHardwareAccelerated)
            Read512(x);
        else
            Read256(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Read512(float[] x)
    {
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        ref float start = ref x[0];
        for (nuint i = 0; i + 128 <= (nuint)x.Length; i += 128)
        {
            s0 += Vector512.LoadUnsafe(ref start, i);
            s1 += Vector512.LoadUnsafe(ref start, i + 16);
            s2 += Vector512.LoadUnsafe(ref start, i + 32);
            s3 += Vector512.LoadUnsafe(ref start, i + 48);
            s4 += Vector512.LoadUnsafe(ref start, i + 64);
            s5 += Vector512.LoadUnsafe(ref start, i + 80);
            s6 += Vector512.LoadUnsafe(ref start, i + 96);
            s7 += Vector512.LoadUnsafe(ref start, i + 112);
        }
        s_sink = Vector512.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Read256(float[] x)
    {
        Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        ref float start = ref x[0];
        for (nuint i = 0; i + 64 <= (nuint)x.Length; i += 64)
        {
            s0 += Vector256.LoadUnsafe(ref start, i);
            s1 += Vector256.LoadUnsafe(ref start, i + 8);
            s2 += Vector256.LoadUnsafe(ref start, i + 16);
            s3 += Vector256.LoadUnsafe(ref start, i + 24);
            s4 += Vector256.LoadUnsafe(ref start, i + 32);
            s5 += Vector256.LoadUnsafe(ref start, i + 40);
            s6 += Vector256.LoadUnsafe(ref start, i + 48);
            s7 += Vector256.LoadUnsafe(ref start, i + 56);
        }
        s_sink = Vector256.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7);
    }
}
