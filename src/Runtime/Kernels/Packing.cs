using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>Copies parts of operands to panels in which the micro-kernel walks straight on: element (k, i) at k * width + i.</summary>
internal static unsafe class Packing<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows that are fetched ahead: they may lie in pages of their own, into which the processor's prefetchers do not look.</summary>
    private const int RowsAhead = 6;

    /// <summary>
    /// Rows become rows: panel p has columns bounds[p] to bounds[p + 1] of the source, and begins at bounds[p] * count. All panels of a row are written
    /// before the next row is read, because rows of a large matrix are far apart. The last panel is filled up with zeros to lastWidth.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Straight(T* source, nint stride, int* bounds, int panels, int lastWidth, int count, T* packed)
    {
        for (nint k = 0; k < count; k++, source += stride)
        {
            int first = bounds[0];
            for (int p = 0; p < panels; p++)
            {
                int end = bounds[p + 1], used = end - first;
                int width = p == panels - 1 ? lastWidth : used;
                T* from = source + (first - bounds[0]), to = packed + (nint)(first - bounds[0]) * count + k * width;
                first = end;
                if (Sse.IsSupported)
                {
                    for (nint line = 0; line < used; line += 64 / sizeof(T))
                        Sse.Prefetch0(from + RowsAhead * stride + line);
                }
                // What a register writes beyond its row is overwritten by the next row of the panel, and what it reads there is the next row of the source.
                if (k < count - 1 && used == width)
                {
                    if (Vector512.IsHardwareAccelerated && used <= Vector512<T>.Count && used > Vector256<T>.Count)
                    {
                        Vector512.Store(Vector512.Load(from), to);
                        continue;
                    }
                    if (Vector256.IsHardwareAccelerated && used <= Vector256<T>.Count && used > Vector128<T>.Count)
                    {
                        Vector256.Store(Vector256.Load(from), to);
                        continue;
                    }
                }
                nint i = 0;
                if (Vector512.IsHardwareAccelerated)
                {
                    for (; i <= used - Vector512<T>.Count; i += Vector512<T>.Count)
                        Vector512.Store(Vector512.Load(from + i), to + i);
                }
                if (Vector256.IsHardwareAccelerated)
                {
                    for (; i <= used - Vector256<T>.Count; i += Vector256<T>.Count)
                        Vector256.Store(Vector256.Load(from + i), to + i);
                }
                if (Vector128.IsHardwareAccelerated && used >= Vector128<T>.Count)
                {
                    for (; i <= used - Vector128<T>.Count; i += Vector128<T>.Count)
                        Vector128.Store(Vector128.Load(from + i), to + i);
                    // The last elements once more, with some before them.
                    if (i < used)
                        Vector128.Store(Vector128.Load(from + used - Vector128<T>.Count), to + used - Vector128<T>.Count);
                    i = used;
                }
                for (; i < used; i++)
                    to[i] = from[i];
                for (; i < width; i++)
                    to[i] = T.Zero;
            }
        }
    }

    /// <summary>One panel: panel[k, i] = source[k * stride + i] for i &lt; used, zero for used &lt;= i &lt; width.</summary>
    public static void Straight(T* source, nint stride, int used, int width, int count, T* panel)
    {
        int* bounds = stackalloc int[2] { 0, used };
        Straight(source, stride, bounds, 1, width, count, panel);
    }

    /// <summary>panel[k, i] = source[i * stride + k] for i &lt; used, zero for used &lt;= i &lt; width: rows become columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Transposed(T* source, nint stride, int used, int width, int count, T* panel)
    {
        int i = 0;
        if (typeof(T) == typeof(float) && Avx.IsSupported)
        {
            for (; i <= used - 8; i += 8)
                Transpose8((float*)(source + i * stride), stride, width, count, (float*)(panel + i));
        }
        if (Vector128.IsHardwareAccelerated && used >= Vector128<T>.Count)
        {
            while (i < used)
            {
                // The last rows are taken once more, with some before them.
                i = Math.Min(i, used - Vector128<T>.Count);
                if (typeof(T) == typeof(float))
                    Transpose4((float*)(source + i * stride), stride, width, count, (float*)(panel + i));
                else
                    Transpose2((double*)(source + i * stride), stride, width, count, (double*)(panel + i));
                i += Vector128<T>.Count;
            }
        }
        for (; i < used; i++)
        {
            T* row = source + i * stride;
            for (int k = 0; k < count; k++)
                panel[k * (nint)width + i] = row[k];
        }
        for (; i < width; i++)
        {
            for (int k = 0; k < count; k++)
                panel[k * (nint)width + i] = T.Zero;
        }
    }

    /// <summary>Eight rows of floats become eight columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Transpose8(float* source, nint stride, nint width, int count, float* panel)
    {
        int k = 0;
        for (; k <= count - 8; k += 8, source += 8)
        {
            // Rows i and i + 4 side by side, then 4 x 4 within each half.
            var r0 = Vector256.Create(Vector128.Load(source), Vector128.Load(source + 4 * stride));
            var r1 = Vector256.Create(Vector128.Load(source + stride), Vector128.Load(source + 5 * stride));
            var r2 = Vector256.Create(Vector128.Load(source + 2 * stride), Vector128.Load(source + 6 * stride));
            var r3 = Vector256.Create(Vector128.Load(source + 3 * stride), Vector128.Load(source + 7 * stride));
            Store4(r0, r1, r2, r3, width, panel + k * width);
            r0 = Vector256.Create(Vector128.Load(source + 4), Vector128.Load(source + 4 * stride + 4));
            r1 = Vector256.Create(Vector128.Load(source + stride + 4), Vector128.Load(source + 5 * stride + 4));
            r2 = Vector256.Create(Vector128.Load(source + 2 * stride + 4), Vector128.Load(source + 6 * stride + 4));
            r3 = Vector256.Create(Vector128.Load(source + 3 * stride + 4), Vector128.Load(source + 7 * stride + 4));
            Store4(r0, r1, r2, r3, width, panel + (k + 4) * width);
        }
        for (; k < count; k++, source++)
        {
            for (int i = 0; i < 8; i++)
                panel[k * width + i] = source[i * stride];
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Store4(Vector256<float> r0, Vector256<float> r1, Vector256<float> r2, Vector256<float> r3, nint width, float* panel)
        {
            var low01 = Avx.UnpackLow(r0, r1).AsDouble();
            var low23 = Avx.UnpackLow(r2, r3).AsDouble();
            var high01 = Avx.UnpackHigh(r0, r1).AsDouble();
            var high23 = Avx.UnpackHigh(r2, r3).AsDouble();
            Vector256.Store(Avx.UnpackLow(low01, low23).AsSingle(), panel);
            Vector256.Store(Avx.UnpackHigh(low01, low23).AsSingle(), panel + width);
            Vector256.Store(Avx.UnpackLow(high01, high23).AsSingle(), panel + 2 * width);
            Vector256.Store(Avx.UnpackHigh(high01, high23).AsSingle(), panel + 3 * width);
        }
    }

    /// <summary>Four rows of floats become four columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Transpose4(float* source, nint stride, nint width, int count, float* panel)
    {
        int k = 0;
        for (; k <= count - 4; k += 4, source += 4)
        {
            var r0 = Vector128.Load(source);
            var r1 = Vector128.Load(source + stride);
            var r2 = Vector128.Load(source + 2 * stride);
            var r3 = Vector128.Load(source + 3 * stride);
            var low01 = InterleaveLow(r0, r1).AsDouble();
            var low23 = InterleaveLow(r2, r3).AsDouble();
            var high01 = InterleaveHigh(r0, r1).AsDouble();
            var high23 = InterleaveHigh(r2, r3).AsDouble();
            float* column = panel + k * width;
            Vector128.Store(InterleaveLow(low01, low23).AsSingle(), column);
            Vector128.Store(InterleaveHigh(low01, low23).AsSingle(), column + width);
            Vector128.Store(InterleaveLow(high01, high23).AsSingle(), column + 2 * width);
            Vector128.Store(InterleaveHigh(high01, high23).AsSingle(), column + 3 * width);
        }
        for (; k < count; k++, source++)
        {
            for (int i = 0; i < 4; i++)
                panel[k * width + i] = source[i * stride];
        }
    }

    /// <summary>Two rows of doubles become two columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Transpose2(double* source, nint stride, nint width, int count, double* panel)
    {
        int k = 0;
        for (; k <= count - 2; k += 2, source += 2)
        {
            var r0 = Vector128.Load(source);
            var r1 = Vector128.Load(source + stride);
            Vector128.Store(InterleaveLow(r0, r1), panel + k * width);
            Vector128.Store(InterleaveHigh(r0, r1), panel + (k + 1) * width);
        }
        if (k < count)
        {
            panel[k * width] = source[0];
            panel[k * width + 1] = source[stride];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> InterleaveLow(Vector128<float> left, Vector128<float> right)
    {
        if (Sse.IsSupported)
            return Sse.UnpackLow(left, right);
        if (AdvSimd.Arm64.IsSupported)
            return AdvSimd.Arm64.ZipLow(left, right);
        return Vector128.Create(left[0], right[0], left[1], right[1]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> InterleaveHigh(Vector128<float> left, Vector128<float> right)
    {
        if (Sse.IsSupported)
            return Sse.UnpackHigh(left, right);
        if (AdvSimd.Arm64.IsSupported)
            return AdvSimd.Arm64.ZipHigh(left, right);
        return Vector128.Create(left[2], right[2], left[3], right[3]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> InterleaveLow(Vector128<double> left, Vector128<double> right)
    {
        if (Sse2.IsSupported)
            return Sse2.UnpackLow(left, right);
        if (AdvSimd.Arm64.IsSupported)
            return AdvSimd.Arm64.ZipLow(left, right);
        return Vector128.Create(left[0], right[0]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> InterleaveHigh(Vector128<double> left, Vector128<double> right)
    {
        if (Sse2.IsSupported)
            return Sse2.UnpackHigh(left, right);
        if (AdvSimd.Arm64.IsSupported)
            return AdvSimd.Arm64.ZipHigh(left, right);
        return Vector128.Create(left[1], right[1]);
    }
}
