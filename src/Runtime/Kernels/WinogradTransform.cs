using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// The transforms of the minimal filtering algorithm F(4x4, 3x3) (Winograd 1980; Lavin, Gray 2016), at the points 0, 1, -1, 2, -2 and infinity:
/// y = A^T ((G g G^T) . (B^T d B)) A for a filter g of 3x3 cells and a patch d of 6x6, element by element over registers of channels.
/// </summary>
internal static unsafe class WinogradTransform<V, T>
    where V : struct, IVector<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Cells of a patch along an axis, and results.</summary>
    public const int Patch = 6, Results = 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Channels(T* from, nint index, nint stride) => stride == 1 ? V.Load(ref *from, index) : V.LoadStrided(ref *from, index, stride);

    private static V Of(double value) => V.Broadcast(T.CreateTruncating(value));

    /// <summary>target[p] = (B^T d B)[p] for channels from c on, as many as fill registers; returns the first that is left. Cell p of d is at cells[p], target p at p * stride.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining), SkipLocalsInit]
    public static int Input(T** cells, int c, int channels, T* target, nint stride)
    {
        T* half = stackalloc T[Patch * Patch * 16];
        V two = Of(2), four = Of(4), minusFour = Of(-4), minusFive = Of(-5);
        for (; c <= channels - V.Count; c += V.Count)
        {
            for (int pass = 0; pass < 2; pass++)
            {
                for (int line = 0; line < Patch; line++)
                {
                    V a0, a1, a2, a3, a4, a5;
                    if (pass == 0)
                    {
                        T** column = cells + line;
                        a0 = V.Load(ref *column[0], c);
                        a1 = V.Load(ref *column[Patch], c);
                        a2 = V.Load(ref *column[2 * Patch], c);
                        a3 = V.Load(ref *column[3 * Patch], c);
                        a4 = V.Load(ref *column[4 * Patch], c);
                        a5 = V.Load(ref *column[5 * Patch], c);
                    }
                    else
                    {
                        T* row = half + line * Patch * V.Count;
                        a0 = V.Load(ref *row, 0);
                        a1 = V.Load(ref *row, V.Count);
                        a2 = V.Load(ref *row, 2 * V.Count);
                        a3 = V.Load(ref *row, 3 * V.Count);
                        a4 = V.Load(ref *row, 4 * V.Count);
                        a5 = V.Load(ref *row, 5 * V.Count);
                    }
                    V even = V.MultiplyAdd(minusFour, a2, a4), odd = V.MultiplyAdd(minusFour, a1, a3);
                    V evenTwo = a4 - a2, oddTwo = two * (a3 - a1);
                    V t0 = V.MultiplyAdd(four, a0, V.MultiplyAdd(minusFive, a2, a4)), t5 = V.MultiplyAdd(four, a1, V.MultiplyAdd(minusFive, a3, a5));
                    T* to = pass == 0 ? half + line * V.Count : target + c + line * Patch * stride;
                    nint step = pass == 0 ? Patch * V.Count : stride;
                    V.Store(t0, ref *to, 0);
                    V.Store(even + odd, ref *to, step);
                    V.Store(even - odd, ref *to, 2 * step);
                    V.Store(evenTwo + oddTwo, ref *to, 3 * step);
                    V.Store(evenTwo - oddTwo, ref *to, 4 * step);
                    V.Store(t5, ref *to, 5 * step);
                }
            }
        }
        return c;
    }

    /// <summary>result[r, s] = (A^T m A)[r, s] for channels from c on, as many as fill registers; returns the first that is left. Element p of m is at p * stride, result r, s at r * rowStride + s * columnStride.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining), SkipLocalsInit]
    public static int Output(T* m, nint stride, int c, int channels, T* result, nint rowStride, nint columnStride)
    {
        T* half = stackalloc T[Results * Patch * 16];
        V two = Of(2), four = Of(4), eight = Of(8);
        for (; c <= channels - V.Count; c += V.Count)
        {
            for (int pass = 0; pass < 2; pass++)
            {
                for (int line = 0; line < (pass == 0 ? Patch : Results); line++)
                {
                    T* from = pass == 0 ? m + c + line * stride : half + line * Patch * V.Count;
                    nint fromStep = pass == 0 ? Patch * stride : V.Count;
                    V m0 = V.Load(ref *from, 0), m1 = V.Load(ref *from, fromStep), m2 = V.Load(ref *from, 2 * fromStep);
                    V m3 = V.Load(ref *from, 3 * fromStep), m4 = V.Load(ref *from, 4 * fromStep), m5 = V.Load(ref *from, 5 * fromStep);
                    V sum = m1 + m2, difference = m1 - m2, sumTwo = m3 + m4, differenceTwo = m3 - m4;
                    T* to = pass == 0 ? half + line * V.Count : result + c + line * rowStride;
                    nint step = pass == 0 ? Patch * V.Count : columnStride;
                    V.Store(m0 + sum + sumTwo, ref *to, 0);
                    V.Store(V.MultiplyAdd(two, differenceTwo, difference), ref *to, step);
                    V.Store(V.MultiplyAdd(four, sumTwo, sum), ref *to, 2 * step);
                    V.Store(V.MultiplyAdd(eight, differenceTwo, difference) + m5, ref *to, 3 * step);
                }
            }
        }
        return c;
    }

    /// <summary>
    /// target[p] = (G g G^T)[p] for result channels from o on, as many as fill registers; returns the first that is left. Cell (r, s) of g is at r * rowStride + s * columnStride,
    /// the next result channel channelStride further; target p is at p * stride.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining), SkipLocalsInit]
    public static int Filter(T* g, nint rowStride, nint columnStride, nint channelStride, int o, int channels, T* target, nint stride)
    {
        T* half = stackalloc T[Patch * 3 * 16];
        V quarter = Of(1.0 / 4), sixth = Of(-1.0 / 6), small = Of(1.0 / 24), twelfth = Of(1.0 / 12), third = Of(1.0 / 6);
        for (; o <= channels - V.Count; o += V.Count)
        {
            for (int pass = 0; pass < 2; pass++)
            {
                for (int line = 0; line < (pass == 0 ? 3 : Patch); line++)
                {
                    V g0, g1, g2;
                    if (pass == 0)
                    {
                        T* from = g + line * columnStride;
                        g0 = Channels(from, o * channelStride, channelStride);
                        g1 = Channels(from, rowStride + o * channelStride, channelStride);
                        g2 = Channels(from, 2 * rowStride + o * channelStride, channelStride);
                    }
                    else
                    {
                        T* from = half + line * 3 * V.Count;
                        g0 = V.Load(ref *from, 0);
                        g1 = V.Load(ref *from, V.Count);
                        g2 = V.Load(ref *from, 2 * V.Count);
                    }
                    V outer = sixth * (g0 + g2), inner = sixth * g1;
                    V outerTwo = V.MultiplyAdd(small, g0, third * g2), innerTwo = twelfth * g1;
                    T* to = pass == 0 ? half + line * V.Count : target + o + line * Patch * stride;
                    nint step = pass == 0 ? 3 * V.Count : stride;
                    V.Store(quarter * g0, ref *to, 0);
                    V.Store(outer + inner, ref *to, step);
                    V.Store(outer - inner, ref *to, 2 * step);
                    V.Store(outerTwo + innerTwo, ref *to, 3 * step);
                    V.Store(outerTwo - innerTwo, ref *to, 4 * step);
                    V.Store(g2, ref *to, 5 * step);
                }
            }
        }
        return o;
    }
}
