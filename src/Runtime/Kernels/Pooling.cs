using System;
using System.Numerics;

namespace NetGen.Kernels;

/// <summary>Two-dimensional pooling of NHWC images and its gradients; windows may overlap, and cells outside the image take no part.</summary>
public static unsafe class Pooling
{
    /// <summary>y[n, p, q, c] = the largest x of the window; NaN where one of its cells is.</summary>
    public static void Max<T>(Workers workers, ReadOnlySpan<T> x, Span<T> y, PoolingShape shape, int batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(workers, shape, batch, x.Length, y.Length);
        fixed (T* px = x, py = y)
        {
            var loop = new PoolingForward<T> { X = px, Y = py, Shape = shape, IsMaximum = true };
            Loop<T>.Run(workers, batch * shape.OutHeight, shape.OutWidth * shape.WindowHeight * shape.WindowWidth * shape.Channels, loop);
        }
    }

    /// <summary>dx = dy of each window at the first cell, row by row, that is its maximum; sums where windows overlap.</summary>
    public static void MaxGradient<T>(Workers workers, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx, PoolingShape shape, int batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(workers, shape, batch, Math.Min(x.Length, dx.Length), Math.Min(y.Length, dy.Length));
        fixed (T* px = x, py = y, pdy = dy, pdx = dx)
        {
            var loop = new MaxPoolingGradient<T> { X = px, Y = py, Dy = pdy, Dx = pdx, Shape = shape };
            int blocks = MaxPoolingGradient<T>.ChannelBlocks(shape);
            Loop<T>.Run(workers, batch * blocks, shape.OutHeight * shape.OutWidth * shape.WindowHeight * shape.WindowWidth * shape.Channels / Math.Max(1, blocks), loop);
        }
    }

    /// <summary>y[n, p, q, c] = the mean of the window's cells inside the image.</summary>
    public static void Average<T>(Workers workers, ReadOnlySpan<T> x, Span<T> y, PoolingShape shape, int batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(workers, shape, batch, x.Length, y.Length);
        fixed (T* px = x, py = y)
        {
            var loop = new PoolingForward<T> { X = px, Y = py, Shape = shape, IsMaximum = false };
            Loop<T>.Run(workers, batch * shape.OutHeight, shape.OutWidth * shape.WindowHeight * shape.WindowWidth * shape.Channels, loop);
        }
    }

    /// <summary>dx[n, h, w, c] = the sum of dy / (cells of the window inside the image) over the windows that have the cell.</summary>
    public static void AverageGradient<T>(Workers workers, ReadOnlySpan<T> dy, Span<T> dx, PoolingShape shape, int batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(workers, shape, batch, dx.Length, dy.Length);
        fixed (T* pdy = dy, pdx = dx)
        {
            var loop = new AveragePoolingGradient<T> { Dy = pdy, Dx = pdx, Shape = shape };
            Loop<T>.Run(workers, batch * shape.InHeight, shape.InWidth * shape.Channels * 2, loop);
        }
    }

    private static void Check(Workers workers, PoolingShape shape, int batch, int x, int y)
    {
        ArgumentNullException.ThrowIfNull(workers);
        if (batch < 0 || x < (long)batch * shape.InHeight * shape.InWidth * shape.Channels || y < (long)batch * shape.OutHeight * shape.OutWidth * shape.Channels)
            throw new ArgumentException($"A batch of {batch} for {shape} does not fit into {x} elements of images and {y} of results.");
    }
}

/// <summary>The cells [First, Last) of an axis that a window covers inside the image.</summary>
internal readonly record struct Window(int First, int Last)
{
    public int Length => Math.Max(0, Last - First);

    public static Window Of(int output, int stride, int pad, int size, int source)
    {
        int start = output * stride - pad;
        return new(Math.Max(0, start), Math.Min(source, start + size));
    }

    /// <summary>The outputs whose windows cover a cell.</summary>
    public static Window Covering(int cell, int stride, int pad, int size, int outputs)
    {
        int above = cell + pad - size + 1;
        return new(above <= 0 ? 0 : (above + stride - 1) / stride, Math.Min(outputs, (cell + pad) / stride + 1));
    }
}
