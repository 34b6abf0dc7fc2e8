using System;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NetGen.Kernels;

namespace NetGen.Benchmarks;

/// <summary>What one core can do at most: fused multiply-adds on registers alone, with the width that the kernels use.</summary>
internal static class PeakMeasurement
{
    private const int Chains = 12;

    /// <summary>Billions of operations per second; a multiply-add counts two.</summary>
    public static double Gflops()
    {
        if (Vector512.IsHardwareAccelerated)
            return Measure<Wide512<float>>();
        if (Vector256.IsHardwareAccelerated)
            return Measure<Wide256<float>>();
        return Vector128.IsHardwareAccelerated ? Measure<Wide128<float>>() : Measure<Scalar<float>>();
    }

    private static double Measure<V>() where V : struct, IVector<V, float>
    {
        const int Steps = 20_000;
        var sink = new float[V.Count];
        double best = 0;
        for (int round = 0; round < 60; round++)
        {
            long start = Stopwatch.GetTimestamp();
            Spin<V>(Steps, ref sink[0]);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            best = Math.Max(best, 2.0 * Chains * V.Count * Steps / seconds * 1e-9);
        }
        return best;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Spin<V>(int steps, ref float sink) where V : struct, IVector<V, float>
    {
        V a = V.Broadcast(0.5f), b = V.Broadcast(0.25f);
        V s0 = a, s1 = a, s2 = a, s3 = a, s4 = a, s5 = a, s6 = a, s7 = a, s8 = a, s9 = a, s10 = a, s11 = a;
        for (int i = 0; i < steps; i++)
        {
            s0 = V.MultiplyAdd(s0, a, b);
            s1 = V.MultiplyAdd(s1, a, b);
            s2 = V.MultiplyAdd(s2, a, b);
            s3 = V.MultiplyAdd(s3, a, b);
            s4 = V.MultiplyAdd(s4, a, b);
            s5 = V.MultiplyAdd(s5, a, b);
            s6 = V.MultiplyAdd(s6, a, b);
            s7 = V.MultiplyAdd(s7, a, b);
            s8 = V.MultiplyAdd(s8, a, b);
            s9 = V.MultiplyAdd(s9, a, b);
            s10 = V.MultiplyAdd(s10, a, b);
            s11 = V.MultiplyAdd(s11, a, b);
        }
        V sum = s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11;
        V.Store(sum, ref sink, 0);
    }
}
