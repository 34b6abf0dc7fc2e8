using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

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
