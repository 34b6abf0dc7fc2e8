using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Maximum and average; iterations are output rows over (sample, y), registers run over channels.</summary>
internal unsafe struct PoolingForward<T> : ILoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* X, Y;
    public PoolingShape Shape;
    public bool IsMaximum;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run<V>(int first, int last) where V : struct, IVector<V, T>
    {
        if (FewChannels.Fit<Wide128<T>, T>(Shape))
            FewChannelRows<Wide128<T>>(first, last);
        else if (V.Count >= Wide256<T>.Count && FewChannels.Fit<Wide256<T>, T>(Shape))
            FewChannelRows<Wide256<T>>(first, last);
        else if (FewChannels.Fit<V, T>(Shape))
            FewChannelRows<V>(first, last);
        else
            ManyChannelRows<V>(first, last);
    }

    private readonly void ManyChannelRows<V>(int first, int last) where V : struct, IVector<V, T>
    {
        for (int row = first; row < last; row++)
        {
            int channel = Row<V>(row, 0);
            if (V.Count > Wide128<T>.Count)
                channel = Row<Wide128<T>>(row, channel);
            Row<Scalar<T>>(row, channel);
        }
    }

    /// <summary>All channels of a cell in one register, which reaches into the cells after it: they are written later. The last cells of the last row are written with registers that fit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private readonly void FewChannelRows<V>(int first, int last) where V : struct, IVector<V, T>
    {
        int channels = Shape.Channels;
        V cells = V.Broadcast(Scalar<T>.FromInteger(Shape.WindowHeight * Shape.WindowWidth));
        for (int row = first; row < last; row++)
        {
            int wide = FewChannels.WidePixels<V, T>(Shape, followed: row < last - 1);
            T* corner = X + ((nint)(row / Shape.OutHeight) * Shape.InHeight + (nint)(row % Shape.OutHeight) * Shape.StrideHeight) * Shape.InWidth * channels;
            T* y = Y + (nint)row * Shape.OutWidth * channels;
            for (int q = 0; q < wide; q++, y += channels, corner += Shape.StrideWidth * channels)
            {
                V result = V.Broadcast(IsMaximum ? T.NegativeInfinity : T.Zero);
                for (int h = 0; h < Shape.WindowHeight; h++)
                {
                    T* cell = corner + (nint)h * Shape.InWidth * channels;
                    for (int w = 0; w < Shape.WindowWidth; w++, cell += channels)
                        result = IsMaximum ? V.Max(result, V.Load(ref *cell, 0)) : result + V.Load(ref *cell, 0);
                }
                V.Store(IsMaximum ? result : result / cells, ref *y, 0);
            }
            if (wide == Shape.OutWidth)
                continue;
            int channel = Row<Wide128<T>>(row, 0, wide);
            Row<Scalar<T>>(row, channel, wide);
        }
    }

    /// <summary>As many channels from <paramref name="channel"/> on as fill registers; returns the first that is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private readonly int Row<V>(int row, int channel, int firstPixel = 0) where V : struct, IVector<V, T>
    {
        int channels = Shape.Channels, end = channel + (channels - channel) / V.Count * V.Count;
        if (channel == end)
            return end;
        var vertical = Window.Of(row % Shape.OutHeight, Shape.StrideHeight, Shape.PadTop, Shape.WindowHeight, Shape.InHeight);
        T* image = X + (nint)(row / Shape.OutHeight) * Shape.InHeight * Shape.InWidth * channels, y = Y + ((nint)row * Shape.OutWidth + firstPixel) * channels;
        for (int q = firstPixel; q < Shape.OutWidth; q++, y += channels)
        {
            var horizontal = Window.Of(q, Shape.StrideWidth, Shape.PadLeft, Shape.WindowWidth, Shape.InWidth);
            V cells = V.Broadcast(Scalar<T>.FromInteger(vertical.Length * horizontal.Length));
            for (nint c = channel; c < end; c += V.Count)
            {
                V result = V.Broadcast(IsMaximum ? T.NegativeInfinity : T.Zero);
                for (int h = vertical.First; h < vertical.Last; h++)
                {
                    T* cell = image + ((nint)h * Shape.InWidth + horizontal.First) * channels + c;
                    for (int w = horizontal.First; w < horizontal.Last; w++, cell += channels)
                        result = IsMaximum ? V.Max(result, V.Load(ref *cell, 0)) : result + V.Load(ref *cell, 0);
                }
                V.Store(IsMaximum ? result : result / cells, ref *y, c);
            }
        }
        return end;
    }
}

/// <summary>Iterations are blocks of channels of one sample, so that what overlapping windows add to a cell is added in one order.</summary>
internal unsafe struct MaxPoolingGradient<T> : ILoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int BlockChannels = 64;

    public T* X, Y, Dy, Dx;
    public PoolingShape Shape;

    public static int ChannelBlocks(PoolingShape shape) => (shape.Channels + BlockChannels - 1) / BlockChannels;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run<V>(int first, int last) where V : struct, IVector<V, T>
    {
        int blocks = ChannelBlocks(Shape);
        for (int block = first; block < last; block++)
        {
            int sample = block / blocks, channel = block % blocks * BlockChannels, end = Math.Min(Shape.Channels, channel + BlockChannels);
            channel = Channels<V>(sample, channel, end);
            if (V.Count > Wide128<T>.Count)
                channel = Channels<Wide128<T>>(sample, channel, end);
            Channels<Scalar<T>>(sample, channel, end);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private readonly int Channels<V>(int sample, int channel, int limit) where V : struct, IVector<V, T>
    {
        int channels = Shape.Channels, end = channel + (limit - channel) / V.Count * V.Count;
        if (channel == end)
            return end;
        nint image = (nint)sample * Shape.InHeight * Shape.InWidth * channels, result = (nint)sample * Shape.OutHeight * Shape.OutWidth * channels;
        V zero = V.Broadcast(T.Zero);
        for (nint cell = image; cell < image + (nint)Shape.InHeight * Shape.InWidth * channels; cell += channels)
        {
            for (nint c = channel; c < end; c += V.Count)
                V.Store(zero, ref *Dx, cell + c);
        }
        for (int p = 0; p < Shape.OutHeight; p++)
        {
            var vertical = Window.Of(p, Shape.StrideHeight, Shape.PadTop, Shape.WindowHeight, Shape.InHeight);
            for (int q = 0; q < Shape.OutWidth; q++, result += channels)
            {
                var horizontal = Window.Of(q, Shape.StrideWidth, Shape.PadLeft, Shape.WindowWidth, Shape.InWidth);
                for (nint c = channel; c < end; c += V.Count)
                {
                    V maximum = V.Load(ref *Y, result + c);
                    // What is left to give: zero once a cell has taken it.
                    V left = V.Load(ref *Dy, result + c);
                    for (int h = vertical.First; h < vertical.Last; h++)
                    {
                        nint cell = image + ((nint)h * Shape.InWidth + horizontal.First) * channels + c;
                        for (int w = horizontal.First; w < horizontal.Last; w++, cell += channels)
                        {
                            V here = V.Equal(V.Load(ref *X, cell), maximum);
                            V.Store(V.Load(ref *Dx, cell) + V.And(here, left), ref *Dx, cell);
                            left = V.And(left, V.Not(here));
                        }
                    }
                }
            }
        }
        return end;
    }
}
