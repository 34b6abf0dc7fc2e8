using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The taps of a cell: how far apart its rows and columns are in the source and in the weights, and how many are inside the image.</summary>
internal readonly record struct DepthwiseTaps(nint SourceRow, nint SourceColumn, nint WeightRow, nint WeightColumn, int Rows, int Columns);

/// <summary>The inner loops of depthwise convolutions.</summary>
internal static unsafe class DepthwiseKernel<V, T>
    where V : struct, IVector<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Cells whose sums are in registers together.</summary>
    public const int PixelsAtOnce = 6;

    /// <summary>sums[c] = sum over the taps of x[tap, c] w[tap, c].</summary>
    public static void Patch(T* x, T* w, DepthwiseTaps* taps, int channels, T* sums)
    {
        int c = Registers(x, w, taps, 0, channels, sums);
        if (c < channels && V.Count > Wide128<T>.Count)
            c = DepthwiseKernel<Wide128<T>, T>.Registers(x, w, taps, c, channels, sums);
        if (c < channels && V.Count > 1)
            DepthwiseKernel<Scalar<T>, T>.Registers(x, w, taps, c, channels, sums);
    }

    /// <summary>The same for cells that are step apart, at least <see cref="PixelsAtOnce"/> of them.</summary>
    public static void Pixels(T* x, nint step, int count, T* w, DepthwiseTaps* taps, int channels, T* sums)
    {
        int c = RegistersOfPixels(x, step, count, w, taps, 0, channels, sums);
        if (c < channels && V.Count > Wide128<T>.Count)
            c = DepthwiseKernel<Wide128<T>, T>.RegistersOfPixels(x, step, count, w, taps, c, channels, sums);
        if (c < channels && V.Count > 1)
            DepthwiseKernel<Scalar<T>, T>.RegistersOfPixels(x, step, count, w, taps, c, channels, sums);
    }

    /// <summary>Channels from c on, as many as fill registers; returns the first that is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int Registers(T* x, T* w, DepthwiseTaps* taps, int c, int channels, T* sums)
    {
        for (; c <= channels - V.Count; c += V.Count)
        {
            V sum = V.Broadcast(T.Zero);
            for (int r = 0; r < taps->Rows; r++)
            {
                T* cell = x + r * taps->SourceRow + c, weight = w + r * taps->WeightRow + c;
                for (int s = 0; s < taps->Columns; s++, cell += taps->SourceColumn, weight += taps->WeightColumn)
                    sum = V.MultiplyAdd(V.Load(ref *cell, 0), V.Load(ref *weight, 0), sum);
            }
            V.Store(sum, ref *sums, c);
        }
        return c;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int RegistersOfPixels(T* x, nint step, int count, T* w, DepthwiseTaps* taps, int c, int channels, T* sums)
    {
        nint sourceColumn = taps->SourceColumn, weightColumn = taps->WeightColumn;
        int columns = taps->Columns, rows = taps->Rows;
        for (; c <= channels - V.Count; c += V.Count)
        {
            for (int pixel = 0; pixel < count; pixel += PixelsAtOnce)
            {
                // The last ones again, rather than fewer.
                if (pixel > count - PixelsAtOnce)
                    pixel = count - PixelsAtOnce;
                V s0 = V.Broadcast(T.Zero), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0;
                T* corner = x + pixel * step + c, weights = w + c;
                for (int r = rows; r > 0; r--, corner += taps->SourceRow, weights += taps->WeightRow)
                {
                    T* cell = corner, cell3 = corner + 3 * step, weight = weights;
                    for (int s = columns; s > 0; s--, cell += sourceColumn, cell3 += sourceColumn, weight += weightColumn)
                    {
                        V factor = V.Load(ref *weight, 0);
                        s0 = V.MultiplyAdd(V.Load(ref *cell, 0), factor, s0);
                        s1 = V.MultiplyAdd(V.Load(ref *cell, step), factor, s1);
                        s2 = V.MultiplyAdd(V.Load(ref *cell, 2 * step), factor, s2);
                        s3 = V.MultiplyAdd(V.Load(ref *cell3, 0), factor, s3);
                        s4 = V.MultiplyAdd(V.Load(ref *cell3, step), factor, s4);
                        s5 = V.MultiplyAdd(V.Load(ref *cell3, 2 * step), factor, s5);
                    }
                }
                T* result = sums + (nint)pixel * channels + c;
                V.Store(s0, ref *result, 0);
                V.Store(s1, ref *result, channels);
                V.Store(s2, ref *result, 2 * channels);
                V.Store(s3, ref *result, 3 * channels);
                V.Store(s4, ref *result, 4 * channels);
                V.Store(s5, ref *result, 5 * channels);
            }
        }
        return c;
    }

    /// <summary>sums[c] += sum over i of x[i, c] dy[i, c].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void AddProducts(T* x, nint xStep, T* dy, int count, int channels, T* sums)
    {
        nint c = 0;
        for (; c <= channels - 4 * V.Count; c += 4 * V.Count)
        {
            V s0 = V.Broadcast(T.Zero), s1 = s0, s2 = s0, s3 = s0;
            T* cell = x + c, slope = dy + c;
            for (int i = 0; i < count; i++, cell += xStep, slope += channels)
            {
                s0 = V.MultiplyAdd(V.Load(ref *cell, 0), V.Load(ref *slope, 0), s0);
                s1 = V.MultiplyAdd(V.Load(ref *cell, V.Count), V.Load(ref *slope, V.Count), s1);
                s2 = V.MultiplyAdd(V.Load(ref *cell, 2 * V.Count), V.Load(ref *slope, 2 * V.Count), s2);
                s3 = V.MultiplyAdd(V.Load(ref *cell, 3 * V.Count), V.Load(ref *slope, 3 * V.Count), s3);
            }
            V.Store(V.Load(ref *sums, c) + s0, ref *sums, c);
            V.Store(V.Load(ref *sums, c + V.Count) + s1, ref *sums, c + V.Count);
            V.Store(V.Load(ref *sums, c + 2 * V.Count) + s2, ref *sums, c + 2 * V.Count);
            V.Store(V.Load(ref *sums, c + 3 * V.Count) + s3, ref *sums, c + 3 * V.Count);
        }
        for (; c <= channels - V.Count; c += V.Count)
        {
            V sum = V.Broadcast(T.Zero);
            for (nint i = 0; i < count; i++)
                sum = V.MultiplyAdd(V.Load(ref *x, i * xStep + c), V.Load(ref *dy, i * channels + c), sum);
            V.Store(V.Load(ref *sums, c) + sum, ref *sums, c);
        }
        for (; c < channels; c++)
        {
            T sum = T.Zero;
            for (nint i = 0; i < count; i++)
                sum = T.MultiplyAddEstimate(x[i * xStep + c], dy[i * channels + c], sum);
            sums[c] += sum;
        }
    }
}
