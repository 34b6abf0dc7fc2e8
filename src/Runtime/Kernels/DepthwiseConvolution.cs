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
            // Cells whose columns of taps are all inside have the same taps: several at once, with the weights loaded once.
            var (firstWhole, endWhole) = Columns.Whole;
            for (int x = 0; x < Columns.Length; x++)
            {
                bool whole = x == firstWhole && endWhole - firstWhole >= DepthwiseKernel<V, T>.PixelsAtOnce;
                var (firstTapX, tapsX) = Inside(Columns, x);
                nint cell = (nint)(y * Rows.Step + Rows.Position(firstTapY) - Rows.Pad) * Columns.Source + x * Columns.Step + Columns.Position(firstTapX) - Columns.Pad;
                nint weight = (nint)Rows.Index(firstTapY) * KernelWidth + Columns.Index(firstTapX);
                var taps = new DepthwiseTaps(
                    (nint)Rows.PositionStep * Columns.Source * Channels, (nint)Columns.PositionStep * Channels,
                    (nint)Rows.IndexStep * KernelWidth * Channels, (nint)Columns.IndexStep * Channels, tapsY, tapsX);
                T* from = image + cell * Channels, by = Weights + weight * Channels, to = sums + (nint)x * Channels;
                if (whole)
                {
                    DepthwiseKernel<V, T>.Pixels(from, (nint)Columns.Step * Channels, endWhole - firstWhole, by, &taps, Channels, to);
                    x = endWhole - 1;
                }
                else
                    DepthwiseKernel<V, T>.Patch(from, by, &taps, Channels, to);
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
