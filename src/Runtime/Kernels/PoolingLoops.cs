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
        for (int row = first; row < last; row++)
        {
            int channel = Row<V>(row, 0);
            if (V.Count > Wide128<T>.Count)
                channel = Row<Wide128<T>>(row, channel);
            Row<Scalar<T>>(row, channel);
        }
    }

    /// <summary>As many channels from <paramref name="channel"/> on as fill registers; returns the first that is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private readonly int Row<V>(int row, int channel) where V : struct, IVector<V, T>
    {
        int channels = Shape.Channels, end = channel + (channels - channel) / V.Count * V.Count;
        if (channel == end)
            return end;
        var vertical = Window.Of(row % Shape.OutHeight, Shape.StrideHeight, Shape.PadTop, Shape.WindowHeight, Shape.InHeight);
        T* image = X + (nint)(row / Shape.OutHeight) * Shape.InHeight * Shape.InWidth * channels, y = Y + (nint)row * Shape.OutWidth * channels;
        for (int q = 0; q < Shape.OutWidth; q++, y += channels)
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

/// <summary>Iterations are input rows over (sample, y): each cell collects from the windows that cover it.</summary>
internal unsafe struct AveragePoolingGradient<T> : ILoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* Dy, Dx;
    public PoolingShape Shape;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run<V>(int first, int last) where V : struct, IVector<V, T>
    {
        for (int row = first; row < last; row++)
        {
            int channel = Row<V>(row, 0);
            if (V.Count > Wide128<T>.Count)
                channel = Row<Wide128<T>>(row, channel);
            Row<Scalar<T>>(row, channel);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private readonly int Row<V>(int row, int channel) where V : struct, IVector<V, T>
    {
        int channels = Shape.Channels, end = channel + (channels - channel) / V.Count * V.Count;
        if (channel == end)
            return end;
        var vertical = Window.Covering(row % Shape.InHeight, Shape.StrideHeight, Shape.PadTop, Shape.WindowHeight, Shape.OutHeight);
        T* slopes = Dy + (nint)(row / Shape.InHeight) * Shape.OutHeight * Shape.OutWidth * channels, target = Dx + (nint)row * Shape.InWidth * channels;
        for (int w = 0; w < Shape.InWidth; w++, target += channels)
        {
            var horizontal = Window.Covering(w, Shape.StrideWidth, Shape.PadLeft, Shape.WindowWidth, Shape.OutWidth);
            for (nint c = channel; c < end; c += V.Count)
            {
                V sum = V.Broadcast(T.Zero);
                for (int p = vertical.First; p < vertical.Last; p++)
                {
                    int height = Window.Of(p, Shape.StrideHeight, Shape.PadTop, Shape.WindowHeight, Shape.InHeight).Length;
                    for (int q = horizontal.First; q < horizontal.Last; q++)
                    {
                        int width = Window.Of(q, Shape.StrideWidth, Shape.PadLeft, Shape.WindowWidth, Shape.InWidth).Length;
                        sum += V.Load(ref *slopes, ((nint)p * Shape.OutWidth + q) * channels + c) / V.Broadcast(Scalar<T>.FromInteger(height * width));
                    }
                }
                V.Store(sum, ref *target, c);
            }
        }
        return end;
    }
}
