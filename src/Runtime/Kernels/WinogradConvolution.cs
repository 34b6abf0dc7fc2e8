using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// A correlation with filters of 3x3 cells at stride 1 by F(4x4, 3x3): 36 products over channels for 16 results instead of 144. Iterations are rows of tiles of 4x4 results, over (sample, row).
/// </summary>
/// <remarks>
/// A product is a chain over channels, cut into blocks of <see cref="GemmBlocks{V, T}.Depth"/> that are added in order; a result depends on its own patch alone.
/// Error: at most 1e-5 (float32) or 2e-14 (float64) of the sum of the magnitudes of what a result adds up (WinogradTests).
/// </remarks>
internal unsafe ref struct WinogradConvolution<T, TEpilogue> : ILoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TEpilogue : struct, IEpilogue<T>, allows ref struct
{
    private const int Patch = 6, Results = 4, Products = Patch * Patch;

    /// <summary>Tiles that are transformed together: two register tiles of rows, so that the weights, which come from the L2 cache, are used often enough.</summary>
    private const int TilesAtOnce = 24;

    public T* Source, Result;
    /// <summary>[product, panel of columns, source channel, column]</summary>
    public T* Weights;
    public int SourceHeight, SourceWidth, SourceChannels, ResultHeight, ResultWidth, ResultChannels, PadTop, PadLeft;
    public TEpilogue Epilogue;

    private readonly int TileColumns => (ResultWidth + Results - 1) / Results;

    /// <summary>Rows of tiles of a sample.</summary>
    public readonly int TileRows => (ResultHeight + Results - 1) / Results;

    private static int Panels<V>(int channels) where V : struct, IVector<V, T> => (channels + MicroKernel<V, T>.Columns - 1) / MicroKernel<V, T>.Columns;

    /// <summary>Elements of the transformed weights.</summary>
    public static nint WeightsLength<V>(int source, int result) where V : struct, IVector<V, T> => (nint)Products * Panels<V>(result) * source * MicroKernel<V, T>.Columns;

    /// <summary>Transforms filters: those of the correlation, [3, 3, source, result], or turned, of the convolution whose gradient it is: [3, 3, result, source], cells from last to first.</summary>
    public static void TransformWeights<V>(T* weights, int source, int result, bool turned, T* target) where V : struct, IVector<V, T>
    {
        int width = MicroKernel<V, T>.Columns, panels = Panels<V>(result);
        nint product = (nint)panels * source * width, cell = (nint)source * result;
        for (int panel = 0; panel < panels; panel++)
        {
            int first = panel * width, used = Math.Min(width, result - first);
            for (int i = 0; i < source; i++)
            {
                T* to = target + ((nint)panel * source + i) * width;
                T* from = turned ? weights + (8 * cell) + (nint)first * source + i : weights + (nint)i * result + first;
                nint row = turned ? -3 * cell : 3 * cell, column = turned ? -cell : cell, channel = turned ? source : 1;
                int done = WinogradTransform<V, T>.Filter(from, row, column, channel, 0, used, to, product);
                WinogradTransform<Scalar<T>, T>.Filter(from, row, column, channel, done, used, to, product);
                for (int p = 0; used < width && p < Products; p++)
                    new Span<T>(to + p * product + used, width - used).Clear();
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run<V>(int first, int last) where V : struct, IVector<V, T>
    {
        int rowsAtOnce = Math.Max(1, TilesAtOnce / TileColumns), panels = Panels<V>(ResultChannels), width = MicroKernel<V, T>.Columns;
        nint tiles = (nint)Math.Min(rowsAtOnce, last - first) * TileColumns;
        nint patchesLength = Products * tiles * SourceChannels, sumsLength = Products * panels * tiles * width;
        nint rowLength = (nint)TileColumns * Results * width;
        using var scratch = Scratch.Rent((nuint)((patchesLength + sumsLength + Results * rowLength + SourceChannels + 64) * sizeof(T)));
        T* sums = (T*)scratch.Memory, rows = sums + sumsLength, patches = rows + Results * rowLength, zeros = patches + patchesLength;
        new Span<T>(zeros, SourceChannels).Clear();
        for (int row = first; row < last; row += rowsAtOnce)
        {
            int count = Math.Min(rowsAtOnce, last - row), used = count * TileColumns;
            for (int i = 0; i < count; i++)
                TransformPatches<V>((row + i) / TileRows, (row + i) % TileRows, patches + (nint)i * TileColumns * SourceChannels, (nint)used * SourceChannels, zeros);
            Multiply<V>(patches, sums, used, panels);
            for (int i = 0; i < count; i++)
            {
                for (int panel = 0; panel < panels; panel++)
                    FinishRow<V>((row + i) / TileRows, (row + i) % TileRows, panel, sums + ((nint)panel * used + (nint)i * TileColumns) * width, (nint)panels * used * width, rows);
            }
        }
    }

    /// <summary>A row of patches to [product, tile, channel].</summary>
    private readonly void TransformPatches<V>(int sample, int tileRow, T* target, nint product, T* zeros) where V : struct, IVector<V, T>
    {
        T** cells = stackalloc T*[Products];
        T* image = Source + (nint)sample * SourceHeight * SourceWidth * SourceChannels;
        for (int tile = 0; tile < TileColumns; tile++, target += SourceChannels)
        {
            for (int p = 0; p < Products; p++)
            {
                int y = tileRow * Results + p / Patch - PadTop, x = tile * Results + p % Patch - PadLeft;
                bool inside = (uint)y < (uint)SourceHeight && (uint)x < (uint)SourceWidth;
                cells[p] = inside ? image + ((nint)y * SourceWidth + x) * SourceChannels : zeros;
            }
            int channel = WinogradTransform<V, T>.Input(cells, 0, SourceChannels, target, product);
            WinogradTransform<Scalar<T>, T>.Input(cells, channel, SourceChannels, target, product);
        }
    }

    /// <summary>For each of the 36: patches [tile, source channel] times weights, to [panel, tile, column].</summary>
    private readonly void Multiply<V>(T* patches, T* sums, int tiles, int panels) where V : struct, IVector<V, T>
    {
        int width = MicroKernel<V, T>.Columns;
        int parts = (tiles + RegisterTile.Rows - 1) / RegisterTile.Rows;
        nint offset = 0;
        var tile = new Tile<T> { Offsets = &offset, Runs = 1, ARow = SourceChannels, AStep = 1, BStep = width, SumsRow = width };
        for (int p = 0; p < Products; p++)
        {
            for (int panel = 0; panel < panels; panel++)
            {
                int used = Math.Min(width, ResultChannels - panel * width);
                for (int part = 0; part < parts; part++)
                {
                    int first = tiles * part / parts, height = tiles * (part + 1) / parts - first;
                    tile.Sums = sums + (((nint)p * panels + panel) * tiles + first) * width;
                    for (int k = 0; k < SourceChannels; k += tile.RunLength)
                    {
                        tile.RunLength = Math.Min(GemmBlocks<V, T>.Depth, SourceChannels - k);
                        tile.Accumulate = k > 0;
                        tile.A = patches + ((nint)p * tiles + first) * SourceChannels + k;
                        tile.B = Weights + (((nint)p * panels + panel) * SourceChannels + k) * width;
                        MicroKernel<V, T>.Run(height, used > V.Count, &tile);
                    }
                }
            }
        }
    }

    /// <summary>A row of tiles of a panel back to pixels, and these through the epilogue.</summary>
    private void FinishRow<V>(int sample, int tileRow, int panel, T* sums, nint product, T* rows) where V : struct, IVector<V, T>
    {
        int width = MicroKernel<V, T>.Columns, column = panel * width, used = Math.Min(width, ResultChannels - column);
        nint rowLength = (nint)TileColumns * Results * width;
        // Columns beyond the used ones are computed where that fills a register.
        int transformed = Math.Min(width, (used + V.Count - 1) / V.Count * V.Count);
        for (int tile = 0; tile < TileColumns; tile++)
            WinogradTransform<V, T>.Output(sums + (nint)tile * width, product, 0, transformed, rows + (nint)tile * Results * width, rowLength, width);
        for (int r = 0; r < Results && tileRow * Results + r < ResultHeight; r++)
        {
            int pixel = (sample * ResultHeight + tileRow * Results + r) * ResultWidth;
            Finish<V, T>.Run(ref Epilogue, rows + r * rowLength, width, ResultWidth, used, pixel, 1, column, Result + (nint)pixel * ResultChannels + column, ResultChannels);
        }
    }
}

/// <summary>Where F(4x4, 3x3) is chosen, and its start.</summary>
internal static unsafe class Winograd
{
    /// <summary>Pixels per image from which transforming the weights costs little beside the products, and channels from which transforming the images does.</summary>
    private const int MinPixels = 400, MinChannels = 16;

    /// <summary>Transformed weights are four times as large and are read once for each block of tiles: they have to stay near.</summary>
    private const int MaxWeights = 128 * 256;

    /// <summary>Whether convolutions of this shape, and their gradients with respect to the input, are computed so: by the shape alone, never by the batch.</summary>
    public static bool Takes(in ConvolutionShape shape) =>
        shape is { KernelHeight: 3, KernelWidth: 3, StrideHeight: 1, StrideWidth: 1, DilationHeight: 1, DilationWidth: 1, Groups: 1, InChannels: >= MinChannels, OutChannels: >= MinChannels }
        && shape.OutHeight * shape.OutWidth >= MinPixels && shape.InChannels * shape.OutChannels <= MaxWeights;

    /// <summary>result = epilogue(correlation of the source), of the shape itself or, turned, of its gradient with respect to the input.</summary>
    public static void Run<T, TEpilogue>(Workers workers, T* source, T* w, T* result, in ConvolutionShape shape, int batch, bool turned, ref TEpilogue epilogue)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        if (Vector512.IsHardwareAccelerated)
            Run<Wide512<T>, T, TEpilogue>(workers, source, w, result, shape, batch, turned, ref epilogue);
        else if (Vector256.IsHardwareAccelerated)
            Run<Wide256<T>, T, TEpilogue>(workers, source, w, result, shape, batch, turned, ref epilogue);
        else if (Vector128.IsHardwareAccelerated)
            Run<Wide128<T>, T, TEpilogue>(workers, source, w, result, shape, batch, turned, ref epilogue);
        else
            Run<Scalar<T>, T, TEpilogue>(workers, source, w, result, shape, batch, turned, ref epilogue);
    }

    private static void Run<V, T, TEpilogue>(Workers workers, T* source, T* w, T* result, in ConvolutionShape shape, int batch, bool turned, ref TEpilogue epilogue)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        var loop = new WinogradConvolution<T, TEpilogue>
        {
            Source = source, Result = result, Epilogue = epilogue,
            SourceHeight = turned ? shape.OutHeight : shape.InHeight, SourceWidth = turned ? shape.OutWidth : shape.InWidth, SourceChannels = turned ? shape.OutChannels : shape.InChannels,
            ResultHeight = turned ? shape.InHeight : shape.OutHeight, ResultWidth = turned ? shape.InWidth : shape.OutWidth, ResultChannels = turned ? shape.InChannels : shape.OutChannels,
            // Turned, a cell of the source is as far from the last cell of the filter as it was from the first.
            PadTop = turned ? 2 - shape.PadTop : shape.PadTop, PadLeft = turned ? 2 - shape.PadLeft : shape.PadLeft,
        };
        using var scratch = Scratch.Rent((nuint)(WinogradConvolution<T, TEpilogue>.WeightsLength<V>(loop.SourceChannels, loop.ResultChannels) * sizeof(T)));
        loop.Weights = (T*)scratch.Memory;
        WinogradConvolution<T, TEpilogue>.TransformWeights<V>(w, loop.SourceChannels, loop.ResultChannels, turned, loop.Weights);
        int work = (int)Math.Min(int.MaxValue, 9L * shape.InWidth * shape.InChannels * shape.OutChannels / Workers.MultiplyAddsPerElement);
        Loop<T>.Run(workers, batch * loop.TileRows, work, loop);
    }
}
