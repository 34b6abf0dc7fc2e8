using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// dx of images with few channels, which would leave most of a register empty: the product of all pixels of dy with the whole filter, whose columns are neighbouring (s, i), and
/// then each row of these added at its place in dx. Iterations are samples.
/// </summary>
/// <remarks>A product is a chain over the channels of dy, in blocks of <see cref="GemmBlocks{V, T}.Depth"/>. An element of dx adds them by rows of dy; in a row, by q modulo the width of the filter, then by q.</remarks>
internal unsafe ref struct ScatterGradient<T, TEpilogue> : ILoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TEpilogue : struct, IEpilogue<T>, allows ref struct
{
    private const int MaxChannels = 8, MinSlopes = 8;

    public T* Dy, Weights, Dx;
    public ConvolutionShape Shape;
    public TEpilogue Epilogue;

    public static bool Takes(in ConvolutionShape shape) =>
        shape is { InChannels: <= MaxChannels, OutChannels: >= MinSlopes, Groups: 1, DilationHeight: 1, DilationWidth: 1, KernelWidth: > 1 };

    /// <summary>Neighbouring (s, i) of a row of the filter.</summary>
    private readonly int FilterRow => Shape.KernelWidth * Shape.InChannels;

    private readonly int PaddedHeight => Math.Max(Shape.PadTop + Shape.InHeight, (Shape.OutHeight - 1) * Shape.StrideHeight + Shape.KernelHeight);

    private readonly int PaddedWidth => Math.Max(Shape.PadLeft + Shape.InWidth, (Shape.OutWidth - 1) * Shape.StrideWidth + Shape.KernelWidth);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run<V>(int first, int last) where V : struct, IVector<V, T>
    {
        int width = MicroKernel<V, T>.Columns, panels = (FilterRow + width - 1) / width, filterRows = Shape.KernelHeight;
        nint panelLength = (nint)Shape.OutChannels * width, rowOfSums = (nint)Shape.OutWidth * panels * width;
        nint imageLength = (nint)PaddedHeight * PaddedWidth * Shape.InChannels + width;
        nint alignment = 64 / sizeof(T);
        imageLength = (imageLength + alignment - 1) / alignment * alignment;
        using var scratch = Scratch.Rent((nuint)((filterRows * (panels * panelLength + rowOfSums) + imageLength) * sizeof(T)));
        T* packed = (T*)scratch.Memory, sums = packed + filterRows * panels * panelLength, image = sums + filterRows * rowOfSums;
        for (int r = 0; r < filterRows; r++)
        {
            for (int panel = 0; panel < panels; panel++)
            {
                T* source = Weights + ((nint)r * FilterRow + panel * width) * Shape.OutChannels;
                Packing<T>.Transposed(source, Shape.OutChannels, Math.Min(width, FilterRow - panel * width), width, Shape.OutChannels, packed + (r * panels + panel) * panelLength);
            }
        }
        for (int sample = first; sample < last; sample++)
        {
            new Span<T>(image, (int)imageLength).Clear();
            for (int p = 0; p < Shape.OutHeight; p++)
            {
                Multiply<V>(Dy + ((nint)sample * Shape.OutHeight + p) * Shape.OutWidth * Shape.OutChannels, packed, panels, sums);
                T* target = image + (nint)p * Shape.StrideHeight * PaddedWidth * Shape.InChannels;
                Scatter<V>(sums, panels * width / V.Count, Shape.OutWidth, filterRows, Shape.KernelWidth, target, (nint)Shape.StrideWidth * Shape.InChannels, (nint)PaddedWidth * Shape.InChannels);
            }
            for (int h = 0; h < Shape.InHeight; h++)
            {
                int pixel = (sample * Shape.InHeight + h) * Shape.InWidth, channels = Shape.InChannels;
                T* row = image + ((nint)(h + Shape.PadTop) * PaddedWidth + Shape.PadLeft) * channels;
                Finish<V, T>.Run(ref Epilogue, row, channels, Shape.InWidth, channels, pixel, 1, 0, Dx + (nint)pixel * channels, channels);
            }
        }
    }

    /// <summary>A row of dy times the filter, to [filter row, pixel, column].</summary>
    private readonly void Multiply<V>(T* dy, T* packed, int panels, T* sums) where V : struct, IVector<V, T>
    {
        int width = MicroKernel<V, T>.Columns, tiles = (Shape.OutWidth + RegisterTile.Rows - 1) / RegisterTile.Rows;
        T* products = stackalloc T[RegisterTile.Rows * width];
        nint offset = 0;
        var tile = new Tile<T> { Offsets = &offset, Runs = 1, ARow = Shape.OutChannels, AStep = 1, BStep = width, Sums = products, SumsRow = width };
        for (int panel = 0; panel < Shape.KernelHeight * panels; panel++)
        {
            int used = Math.Min(width, FilterRow - panel % panels * width);
            for (int t = 0; t < tiles; t++)
            {
                int q = Shape.OutWidth * t / tiles, height = Shape.OutWidth * (t + 1) / tiles - q;
                for (int k = 0; k < Shape.OutChannels; k += tile.RunLength)
                {
                    tile.RunLength = Math.Min(GemmBlocks<V, T>.Depth, Shape.OutChannels - k);
                    tile.Accumulate = k > 0;
                    tile.A = dy + (nint)q * Shape.OutChannels + k;
                    tile.B = packed + ((nint)panel * Shape.OutChannels + k) * width;
                    MicroKernel<V, T>.Run(height, used > V.Count, &tile);
                }
                T* target = sums + (((nint)(panel / panels) * Shape.OutWidth + q) * panels + panel % panels) * width;
                for (int i = 0; i < height; i++, target += panels * width)
                {
                    V.Store(V.Load(ref *products, i * width), ref *target, 0);
                    V.Store(used > V.Count ? V.Load(ref *products, i * width + V.Count) : V.Broadcast(T.Zero), ref *target, V.Count);
                }
            }
        }
    }

    /// <summary>Adds the rows of a row of pixels. Pixels that overlap come after one another as late as may be, since a load has to wait for a store that it overlaps in part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Scatter<V>(T* sums, int registers, int pixels, int filterRows, int phases, T* target, nint step, nint rowStride) where V : struct, IVector<V, T>
    {
        for (int phase = 0; phase < phases; phase++)
        {
            for (int q = phase; q < pixels; q += phases)
            {
                for (int r = 0; r < filterRows; r++)
                {
                    T* from = sums + ((nint)r * pixels + q) * registers * V.Count, to = target + r * rowStride + q * step;
                    for (nint j = 0; j < registers * V.Count; j += V.Count)
                        V.Store(V.Load(ref *to, j) + V.Load(ref *from, j), ref *to, j);
                }
            }
        }
    }
}
