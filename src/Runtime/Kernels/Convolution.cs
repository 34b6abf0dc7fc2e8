using System;
using System.Numerics;

namespace NetGen.Kernels;

/// <summary>Two-dimensional convolutions of NHWC images, as <see cref="ConvolutionShape"/> has them, and their gradients.</summary>
/// <remarks>
/// An element is a chain of multiply-adds over (filter row, filter column, channel), long ones in blocks that are added in order; a weight's gradient is a chain over the
/// pixels of each chunk, whose length depends on the sizes of the image alone. No element depends on the batch beside it or on the workers.
/// </remarks>
public static unsafe class Convolution
{
    /// <summary>y = epilogue(x * w). Rows of the epilogue are the pixels (n, p, q) of y, columns its channels.</summary>
    public static void Forward<T, TEpilogue>(Workers workers, ReadOnlySpan<T> x, ReadOnlySpan<T> w, Span<T> y, ConvolutionShape shape, int batch, TEpilogue epilogue)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        Check(workers, shape, batch, x.Length, w.Length, y.Length);
        if (batch == 0)
            return;
        if (IsProduct(shape))
        {
            Gemm.Multiply(workers, x, w, y, batch * shape.OutHeight * shape.OutWidth, shape.OutChannels, FilterSize(shape), epilogue);
            return;
        }
        if (Winograd.Takes(shape))
        {
            fixed (T* px = x, pw = w, py = y)
            {
                Winograd.Run(workers, px, pw, py, shape, batch, turned: false, ref epilogue);
            }
            return;
        }
        var rows = ConvolutionAxis.Forward(shape.InHeight, shape.OutHeight, shape.KernelHeight, shape.StrideHeight, shape.DilationHeight, shape.PadTop);
        var columns = ConvolutionAxis.Forward(shape.InWidth, shape.OutWidth, shape.KernelWidth, shape.StrideWidth, shape.DilationWidth, shape.PadLeft);
        fixed (T* px = x, pw = w, py = y)
        {
            Correlate(workers, px, pw, py, rows, columns, shape.InChannels, shape.OutChannels, shape.OutHeight, shape.OutWidth, shape, batch, false, ref epilogue);
        }
    }

    /// <summary>dx = epilogue(the adjoint of x -> x * w at dy). Rows of the epilogue are the pixels of x, columns its channels.</summary>
    public static void InputGradient<T, TEpilogue>(Workers workers, ReadOnlySpan<T> dy, ReadOnlySpan<T> w, Span<T> dx, ConvolutionShape shape, int batch, TEpilogue epilogue)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        Check(workers, shape, batch, dx.Length, w.Length, dy.Length);
        if (batch == 0)
            return;
        if (IsProduct(shape))
        {
            // One product for each cell of the filter, whose results are the pixels at that cell of all samples.
            int taps = shape.KernelHeight * shape.KernelWidth, samples = batch * (shape.InHeight * shape.InWidth / taps);
            fixed (T* pdx = dx, pw = w, pdy = dy)
            {
                for (int tap = 0; tap < taps; tap++)
                {
                    var product = new GemmShape(samples, shape.InChannels, shape.OutChannels, shape.OutChannels, 1, shape.OutChannels, true, taps * shape.InChannels, taps, tap);
                    Gemm.Run(workers, pdy, pw + (nint)tap * shape.InChannels * shape.OutChannels, pdx + (nint)tap * shape.InChannels, product, ref epilogue);
                }
            }
            return;
        }
        if (Winograd.Takes(shape))
        {
            fixed (T* pdx = dx, pw = w, pdy = dy)
            {
                Winograd.Run(workers, pdy, pw, pdx, shape, batch, turned: true, ref epilogue);
            }
            return;
        }
        if (ScatterGradient<T, TEpilogue>.Takes(shape))
        {
            fixed (T* pdx = dx, pw = w, pdy = dy)
            {
                int work = Work((long)shape.OutHeight * shape.OutWidth * shape.OutChannels * FilterSize(shape));
                Loop<T>.Run(workers, batch, work, new ScatterGradient<T, TEpilogue> { Dy = pdy, Weights = pw, Dx = pdx, Shape = shape, Epilogue = epilogue });
            }
            return;
        }
        // Cells of x whose distances differ by the stride meet the same taps: each such phase is a convolution of dy with stride 1.
        fixed (T* pdx = dx, pw = w, pdy = dy)
        {
            for (int phaseY = 0; phaseY < Math.Min(shape.StrideHeight, shape.InHeight); phaseY++)
            {
                var rows = ConvolutionAxis.Gradient(shape.InHeight, shape.OutHeight, shape.KernelHeight, shape.StrideHeight, shape.DilationHeight, shape.PadTop, phaseY);
                for (int phaseX = 0; phaseX < Math.Min(shape.StrideWidth, shape.InWidth); phaseX++)
                {
                    var columns = ConvolutionAxis.Gradient(shape.InWidth, shape.OutWidth, shape.KernelWidth, shape.StrideWidth, shape.DilationWidth, shape.PadLeft, phaseX);
                    Correlate(workers, pdy, pw, pdx, rows, columns, shape.OutChannels, shape.InChannels, shape.InHeight, shape.InWidth, shape, batch, true, ref epilogue);
                }
            }
        }
    }

    /// <summary>dw = the adjoint of w -> x * w at dy, summed over the batch.</summary>
    public static void WeightGradient<T>(Workers workers, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dw, ConvolutionShape shape, int batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(workers, shape, batch, x.Length, dw.Length, dy.Length);
        int pixels = batch * shape.OutHeight * shape.OutWidth;
        if (IsProduct(shape))
        {
            Gemm.MultiplyTransposedA(workers, x, dy, dw, FilterSize(shape), shape.OutChannels, pixels, default(Identity<T>));
            return;
        }
        fixed (T* px = x, pdy = dy, pdw = dw)
        {
            if (IsDepthwise(shape))
            {
                var depthwise = new DepthwiseWeightGradient<T> { X = px, Dy = pdy, Dw = pdw, Shape = shape, Batch = batch };
                Loop<T>.Run(workers, shape.KernelHeight * shape.KernelWidth, Work((long)pixels * shape.InChannels), depthwise);
                return;
            }
            if (NarrowWeightGradient<T>.Takes(shape))
            {
                NarrowWeightGradient<T>.Run(workers, px, pdy, pdw, shape, batch, Work((long)pixels / batch * FilterSize(shape) * shape.OutChannels));
                return;
            }
            var gradient = new PatchWeightGradient<T> { X = px, Dy = pdy, Dw = pdw, Shape = shape, Batch = batch };
            Loop<T>.Run(workers, gradient.Tiles, Work((long)pixels * RegisterTile.Rows * shape.OutChannels / shape.Groups), gradient);
        }
    }

    private static void Correlate<T, TEpilogue>(
        Workers workers, T* source, T* w, T* result, ConvolutionAxis rows, ConvolutionAxis columns,
        int sourceChannels, int resultChannels, int resultHeight, int resultWidth, ConvolutionShape shape, int batch, bool turned, ref TEpilogue epilogue)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        int count = batch * rows.Length;
        int work = Work((long)columns.Length * rows.Taps * columns.Taps * sourceChannels / shape.Groups * resultChannels);
        if (IsDepthwise(shape))
        {
            Loop<T>.Run(workers, count, work, new DepthwiseConvolution<T, TEpilogue>
            {
                Source = source, Weights = w, Result = result, Rows = rows, Columns = columns, Channels = sourceChannels,
                ResultHeight = resultHeight, ResultWidth = resultWidth, KernelWidth = shape.KernelWidth, Epilogue = epilogue,
            });
            return;
        }
        Loop<T>.Run(workers, count, work, new PatchConvolution<T, TEpilogue>
        {
            Source = source, Weights = w, Result = result, Rows = rows, Columns = columns, SourceChannels = sourceChannels, ResultChannels = resultChannels,
            ResultHeight = resultHeight, ResultWidth = resultWidth, KernelWidth = shape.KernelWidth, Groups = shape.Groups, Turned = turned, Epilogue = epilogue,
        });
    }

    /// <summary>Multiply-adds in the elements that <see cref="Loop{T}"/> counts.</summary>
    private static int Work(long multiplyAdds) => (int)Math.Min(int.MaxValue, multiplyAdds / Workers.MultiplyAddsPerElement + 1);

    private static int FilterSize(ConvolutionShape shape) => shape.KernelHeight * shape.KernelWidth * shape.InChannels;

    /// <summary>One filter per channel.</summary>
    private static bool IsDepthwise(ConvolutionShape shape) => shape.Groups > 1 && shape.Groups == shape.InChannels && shape.Groups == shape.OutChannels;

    /// <summary>Whether patches are rows of x as it lies in memory: filters of one cell, and filters as large as the image.</summary>
    internal static bool IsProduct(ConvolutionShape shape)
    {
        if (shape.Groups > 1 || shape.PadTop > 0 || shape.PadLeft > 0)
            return false;
        bool cell = shape.KernelHeight == 1 && shape.KernelWidth == 1 && shape.StrideHeight == 1 && shape.StrideWidth == 1
            && shape.OutHeight == shape.InHeight && shape.OutWidth == shape.InWidth;
        bool image = shape.OutHeight == 1 && shape.OutWidth == 1 && shape.KernelHeight == shape.InHeight && shape.KernelWidth == shape.InWidth
            && shape.DilationHeight == 1 && shape.DilationWidth == 1;
        return cell || image;
    }

    private static void Check(Workers workers, ConvolutionShape shape, int batch, int x, int w, int y)
    {
        ArgumentNullException.ThrowIfNull(workers);
        if (batch < 0 || shape.Groups < 1 || shape.InChannels % shape.Groups != 0 || shape.OutChannels % shape.Groups != 0
            || x < (long)batch * shape.InHeight * shape.InWidth * shape.InChannels
            || w < (long)shape.KernelHeight * shape.KernelWidth * (shape.InChannels / shape.Groups) * shape.OutChannels
            || y < (long)batch * shape.OutHeight * shape.OutWidth * shape.OutChannels)
            throw new ArgumentException($"A batch of {batch} for {shape} does not fit into {x} elements of images, {w} of weights and {y} of results.");
    }
}
