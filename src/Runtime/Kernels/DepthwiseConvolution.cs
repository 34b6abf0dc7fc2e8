using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>One filter per channel, forward or gradient with respect to the input: registers run over channels, each sum is a chain over the taps inside the image. Iterations are output rows over (sample, y).</summary>
internal unsafe ref struct DepthwiseConvolution<T, TEpilogue> : ILoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TEpilogue : struct, IEpilogue<T>, allows ref struct
{
    public T* Source, Weights, Result;
    public ConvolutionAxis Rows, Columns;
    public int Channels, ResultHeight, ResultWidth, KernelWidth;
    public TEpilogue Epilogue;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run<V>(int first, int last) where V : struct, IVector<V, T>
    {
        using var scratch = Scratch.Rent((nuint)((nint)Columns.Length * Channels * sizeof(T)));
        T* sums = (T*)scratch.Memory;
        for (int row = first; row < last; row++)
        {
            int sample = row / Rows.Length, y = row % Rows.Length;
            var (firstTapY, tapsY) = Inside(Rows, y);
            T* image = Source + (nint)sample * Rows.Source * Columns.Source * Channels;
            for (int x = 0; x < Columns.Length; x++)
            {
                var (firstTapX, tapsX) = Inside(Columns, x);
                nint cell = (nint)(y * Rows.Step + Rows.Position(firstTapY) - Rows.Pad) * Columns.Source + x * Columns.Step + Columns.Position(firstTapX) - Columns.Pad;
                nint weight = (nint)Rows.Index(firstTapY) * KernelWidth + Columns.Index(firstTapX);
                DepthwiseKernel<V, T>.Patch(
                    image + cell * Channels, (nint)Rows.PositionStep * Columns.Source * Channels, (nint)Columns.PositionStep * Channels,
                    Weights + weight * Channels, (nint)Rows.IndexStep * KernelWidth * Channels, (nint)Columns.IndexStep * Channels,
                    tapsY, tapsX, Channels, sums + (nint)x * Channels);
            }
            int pixel = (sample * ResultHeight + Rows.FirstOutput + y * Rows.OutputStep) * ResultWidth + Columns.FirstOutput;
            Finish<V, T>.Run(ref Epilogue, sums, Channels, Columns.Length, Channels, pixel, Columns.OutputStep, 0, Result + (nint)pixel * Channels, (nint)Columns.OutputStep * Channels);
        }
    }

    /// <summary>The taps of output index a that are inside the source.</summary>
    private static (int First, int Count) Inside(ConvolutionAxis axis, int a)
    {
        int start = a * axis.Step + axis.FirstPosition - axis.Pad;
        int first = start >= 0 ? 0 : (-start + axis.PositionStep - 1) / axis.PositionStep;
        int end = start >= axis.Source ? 0 : (axis.Source - 1 - start) / axis.PositionStep + 1;
        return (first, Math.Max(0, Math.Min(axis.Taps, end) - first));
    }
}

/// <summary>dw[r, s, c] = sum over n, p, q of x[n, p.., q.., c] dy[n, p, q, c]: a chain for each row of dy, the rows added in order. Iterations are taps (r, s).</summary>
internal unsafe struct DepthwiseWeightGradient<T> : ILoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* X, Dy, Dw;
    public ConvolutionShape Shape;
    public int Batch;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run<V>(int first, int last) where V : struct, IVector<V, T>
    {
        int channels = Shape.InChannels;
        for (int tap = first; tap < last; tap++)
        {
            T* sums = Dw + (nint)tap * channels;
            new Span<T>(sums, channels).Clear();
            int dilatedY = tap / Shape.KernelWidth * Shape.DilationHeight - Shape.PadTop, dilatedX = tap % Shape.KernelWidth * Shape.DilationWidth - Shape.PadLeft;
            var (firstP, lastP) = Inside(dilatedY, Shape.StrideHeight, Shape.InHeight, Shape.OutHeight);
            var (firstQ, lastQ) = Inside(dilatedX, Shape.StrideWidth, Shape.InWidth, Shape.OutWidth);
            if (firstQ >= lastQ)
                continue;
            for (int n = 0; n < Batch; n++)
            {
                for (int p = firstP; p < lastP; p++)
                {
                    nint cell = ((nint)n * Shape.InHeight + p * Shape.StrideHeight + dilatedY) * Shape.InWidth + firstQ * Shape.StrideWidth + dilatedX;
                    nint pixel = ((nint)n * Shape.OutHeight + p) * Shape.OutWidth + firstQ;
                    DepthwiseKernel<V, T>.AddProducts(X + cell * channels, (nint)Shape.StrideWidth * channels, Dy + pixel * channels, lastQ - firstQ, channels, sums);
                }
            }
        }
    }

    /// <summary>The outputs whose cell at this tap is inside the image.</summary>
    private static (int First, int Last) Inside(int offset, int stride, int source, int outputs)
    {
        int first = offset >= 0 ? 0 : (-offset + stride - 1) / stride;
        int last = offset >= source ? 0 : Math.Min(outputs, (source - 1 - offset) / stride + 1);
        return (first, last);
    }
}

/// <summary>The inner loops of depthwise convolutions.</summary>
internal static unsafe class DepthwiseKernel<V, T>
    where V : struct, IVector<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>sums[c] = sum over the taps of x[tap, c] w[tap, c].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Patch(T* x, nint xRow, nint xColumn, T* w, nint wRow, nint wColumn, int rows, int columns, int channels, T* sums)
    {
        nint c = 0;
        for (; c <= channels - 4 * V.Count; c += 4 * V.Count)
        {
            V s0 = V.Broadcast(T.Zero), s1 = s0, s2 = s0, s3 = s0;
            for (int r = 0; r < rows; r++)
            {
                T* cell = x + r * xRow + c, weight = w + r * wRow + c;
                for (int s = 0; s < columns; s++, cell += xColumn, weight += wColumn)
                {
                    s0 = V.MultiplyAdd(V.Load(ref *cell, 0), V.Load(ref *weight, 0), s0);
                    s1 = V.MultiplyAdd(V.Load(ref *cell, V.Count), V.Load(ref *weight, V.Count), s1);
                    s2 = V.MultiplyAdd(V.Load(ref *cell, 2 * V.Count), V.Load(ref *weight, 2 * V.Count), s2);
                    s3 = V.MultiplyAdd(V.Load(ref *cell, 3 * V.Count), V.Load(ref *weight, 3 * V.Count), s3);
                }
            }
            V.Store(s0, ref *sums, c);
            V.Store(s1, ref *sums, c + V.Count);
            V.Store(s2, ref *sums, c + 2 * V.Count);
            V.Store(s3, ref *sums, c + 3 * V.Count);
        }
        for (; c <= channels - V.Count; c += V.Count)
        {
            V sum = V.Broadcast(T.Zero);
            for (int r = 0; r < rows; r++)
            {
                T* cell = x + r * xRow + c, weight = w + r * wRow + c;
                for (int s = 0; s < columns; s++, cell += xColumn, weight += wColumn)
                    sum = V.MultiplyAdd(V.Load(ref *cell, 0), V.Load(ref *weight, 0), sum);
            }
            V.Store(sum, ref *sums, c);
        }
        for (; c < channels; c++)
        {
            T sum = T.Zero;
            for (int r = 0; r < rows; r++)
            {
                T* cell = x + r * xRow + c, weight = w + r * wRow + c;
                for (int s = 0; s < columns; s++, cell += xColumn, weight += wColumn)
                    sum = T.MultiplyAddEstimate(*cell, *weight, sum);
            }
            sums[c] = sum;
        }
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
