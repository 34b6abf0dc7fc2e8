using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Iterations are input rows over (sample, y): each cell collects from the windows that cover it.</summary>
internal unsafe struct AveragePoolingGradient<T> : ILoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* Dy, Dx;
    public PoolingShape Shape;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run<V>(int first, int last) where V : struct, IVector<V, T>
    {
        bool tiles = Shape.StrideWidth == Shape.WindowWidth && Shape.StrideHeight == Shape.WindowHeight;
        if (tiles && FewChannels.Fit<Wide128<T>, T>(Shape))
            FewChannelRows<Wide128<T>>(first, last);
        else if (tiles && V.Count >= Wide256<T>.Count && FewChannels.Fit<Wide256<T>, T>(Shape))
            FewChannelRows<Wide256<T>>(first, last);
        else if (tiles && FewChannels.Fit<V, T>(Shape))
            FewChannelRows<V>(first, last);
        else
        {
            for (int row = first; row < last; row++)
                Row<V>(row);
        }
    }

    private readonly void Row<V>(int row, int firstCell = 0) where V : struct, IVector<V, T>
    {
        int channel = Row<V>(row, 0, firstCell);
        if (V.Count > Wide128<T>.Count)
            channel = Row<Wide128<T>>(row, channel, firstCell);
        Row<Scalar<T>>(row, channel, firstCell);
    }

    /// <summary>Each cell is in one window at most, and all channels are in one register, which reaches into the cells after it: they are written later.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private readonly void FewChannelRows<V>(int first, int last) where V : struct, IVector<V, T>
    {
        int channels = Shape.Channels;
        V zero = V.Broadcast(T.Zero), cells = V.Broadcast(Scalar<T>.FromInteger(Shape.WindowHeight * Shape.WindowWidth));
        for (int row = first; row < last; row++)
        {
            int h = row % Shape.InHeight;
            if (h >= Shape.OutHeight * Shape.WindowHeight)
            {
                Row<V>(row, 0);
                continue;
            }
            T* slope = Dy + ((nint)(row / Shape.InHeight) * Shape.OutHeight + h / Shape.WindowHeight) * Shape.OutWidth * channels;
            T* target = Dx + (nint)row * Shape.InWidth * channels;
            int wide = FewChannels.WidePixels<V, T>(Shape, followed: row < last - (Shape.InHeight - (Shape.OutHeight - 1) * Shape.WindowHeight));
            for (int q = 0; q < wide; q++, slope += channels)
            {
                V share = zero + V.Load(ref *slope, 0) / cells;
                for (int w = 0; w < Shape.WindowWidth; w++, target += channels)
                    V.Store(share, ref *target, 0);
            }
            if (wide * Shape.WindowWidth < Shape.InWidth)
                Row<V>(row, firstCell: wide * Shape.WindowWidth);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private readonly int Row<V>(int row, int channel, int firstCell) where V : struct, IVector<V, T>
    {
        int channels = Shape.Channels, end = channel + (channels - channel) / V.Count * V.Count;
        if (channel == end)
            return end;
        var vertical = Window.Covering(row % Shape.InHeight, Shape.StrideHeight, Shape.PadTop, Shape.WindowHeight, Shape.OutHeight);
        T* slopes = Dy + (nint)(row / Shape.InHeight) * Shape.OutHeight * Shape.OutWidth * channels, target = Dx + ((nint)row * Shape.InWidth + firstCell) * channels;
        for (int w = firstCell; w < Shape.InWidth; w++, target += channels)
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

/// <summary>Poolings without padding whose channels do not fill a register.</summary>
internal static class FewChannels
{
    public static bool Fit<V, T>(PoolingShape shape)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        shape.Channels < V.Count && shape.PadTop == 0 && shape.PadLeft == 0
        && (shape.OutHeight - 1) * shape.StrideHeight + shape.WindowHeight <= shape.InHeight && (shape.OutWidth - 1) * shape.StrideWidth + shape.WindowWidth <= shape.InWidth;

    /// <summary>
    /// Pixels of a result's row whose register, and those of their cells, end before the row does; or before the next row does, where this row and its cells are <paramref name="followed"/>
    /// by others, which are written later.
    /// </summary>
    public static int WidePixels<V, T>(PoolingShape shape, bool followed)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (followed && shape.OutWidth * shape.Channels >= V.Count)
            return shape.OutWidth;
        int beyond = (V.Count + shape.Channels - 1) / shape.Channels;
        return Math.Max(0, Math.Min(shape.OutWidth - beyond, (shape.InWidth - shape.WindowWidth - beyond) / shape.StrideWidth));
    }
}
