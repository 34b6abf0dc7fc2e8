using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// dw[r, s, i, o] = sum over n, p, q of x[n, p.., q.., i] dy[n, p, q, o] as a product over pixels, again walking through the padded image. Rows of a tile are neighbouring
/// (s, i) of the filter, columns output channels. Iterations are tiles of rows, so a worker has its own weights and sums them over the whole batch.
/// </summary>
/// <remarks>A sum is cut into chunks of pixels whose length depends on the sizes of the image alone; each is one chain, and they are added in order.</remarks>
internal unsafe ref struct PatchWeightGradient<T> : ILoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Tiles of rows that share a copied panel of dy; with fewer, or if dy is no wider than a panel, it is read where it is.</summary>
    private const int PackFromTiles = 4;

    public T* X, Dy, Dw;
    public ConvolutionShape Shape;
    public int Batch;

    private readonly ConvolutionAxis Rows => ConvolutionAxis.Forward(Shape.InHeight, Shape.OutHeight, Shape.KernelHeight, Shape.StrideHeight, Shape.DilationHeight, Shape.PadTop);

    private readonly ConvolutionAxis Columns => ConvolutionAxis.Forward(Shape.InWidth, Shape.OutWidth, Shape.KernelWidth, Shape.StrideWidth, Shape.DilationWidth, Shape.PadLeft);

    private readonly int GroupIn => Shape.InChannels / Shape.Groups;

    private readonly int GroupOut => Shape.OutChannels / Shape.Groups;

    /// <summary>Rows of dw that lie side by side in the image: a row of the filter, or the channels of one tap.</summary>
    private readonly bool Merged => Shape.Groups == 1 && Shape.DilationWidth == 1;

    private readonly int RunLength => Merged ? Shape.KernelWidth * GroupIn : GroupIn;

    private readonly int Runs => Shape.Groups * (Merged ? Shape.KernelHeight : Shape.KernelHeight * Shape.KernelWidth);

    private readonly int TilesPerRun => (RunLength + RegisterTile.Rows - 1) / RegisterTile.Rows;

    /// <summary>Tiles of rows.</summary>
    public readonly int Tiles => Runs * TilesPerRun;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run<V>(int first, int last) where V : struct, IVector<V, T>
    {
        ConvolutionAxis rows = Rows, columns = Columns;
        var image = new PaddedImage<T>(X, rows, columns, Shape.InChannels);
        int width = MicroKernel<V, T>.Columns, tileLength = RegisterTile.Rows * width;
        int panels = (GroupOut + width - 1) / width;

        var chunks = new PixelChunks(rows.Length, columns.Length);
        int rowsPerChunk = chunks.Rows, samplesPerChunk = chunks.Samples;

        nint alignment = 64 / sizeof(T);
        nint stripLength = (image.StripLength(rowsPerChunk) + alignment - 1) / alignment * alignment;
        nint sumsLength = (nint)(last - first) * panels * tileLength, packedLength = (nint)chunks.Pixels * width;
        using var scratch = Scratch.Rent((nuint)((samplesPerChunk * stripLength + sumsLength + packedLength) * sizeof(T) + samplesPerChunk * rowsPerChunk * sizeof(nint)));
        T* sums = (T*)scratch.Memory, packed = sums + sumsLength, strips = packed + packedLength;
        nint* offsets = (nint*)(strips + samplesPerChunk * stripLength);
        if (Batch == 0)
            new Span<T>(sums, (int)sumsLength).Clear();

        for (int sample = 0; sample < Batch; sample += samplesPerChunk)
        {
            int samples = Math.Min(samplesPerChunk, Batch - sample);
            for (int y = 0; y < rows.Length; y += rowsPerChunk)
            {
                int count = Math.Min(rowsPerChunk, rows.Length - y);
                T* start = null;
                for (int s = 0; s < samples; s++)
                {
                    T* strip = image.Strip(sample + s, y, count, strips + s * stripLength);
                    start = s == 0 ? strip : start;
                    for (int i = 0; i < count; i++)
                        offsets[s * count + i] = (nint)(strip - start) + i * rows.Step * image.RowStride;
                }
                T* dy = Dy + (nint)(sample * rows.Length + y) * columns.Length * Shape.OutChannels;
                AddChunk<V>(first, last, start, image.RowStride, offsets, samples * count, dy, packed, sums, sample > 0 || y > 0);
            }
        }
        for (int unit = first; unit < last; unit++)
        {
            var (group, row, _, height) = Locate(unit, 0);
            for (int panel = 0; panel < panels; panel++)
            {
                int column = group * GroupOut + panel * width;
                var identity = default(Identity<T>);
                Finish<V, T>.Run(ref identity, sums + ((nint)(unit - first) * panels + panel) * tileLength, width, height, Math.Min(width, GroupOut - panel * width), row, 1, column, Dw + (nint)row * Shape.OutChannels + column, Shape.OutChannels);
            }
        }
    }

    private readonly void AddChunk<V>(int first, int last, T* start, nint rowStride, nint* offsets, int chunkRows, T* dy, T* packed, T* sums, bool accumulate)
        where V : struct, IVector<V, T>
    {
        int width = MicroKernel<V, T>.Columns, tileLength = RegisterTile.Rows * width;
        int panels = (GroupOut + width - 1) / width;
        Tile<T> tile;
        tile.ARow = 1;
        tile.AStep = (nint)Shape.StrideWidth * Shape.InChannels;
        tile.Offsets = offsets;
        tile.Runs = chunkRows;
        tile.RunLength = Shape.OutWidth;
        tile.Accumulate = accumulate;
        tile.Continue = false;
        tile.SumsRow = width;
        int tilesPerGroup = Tiles / Shape.Groups;
        for (int group = first / tilesPerGroup; group * tilesPerGroup < last; group++)
        {
            int from = Math.Max(first, group * tilesPerGroup), to = Math.Min(last, (group + 1) * tilesPerGroup);
            for (int panel = 0; panel < panels; panel++)
            {
                int used = Math.Min(width, GroupOut - panel * width);
                tile.B = dy + group * GroupOut + panel * width;
                tile.BStep = Shape.OutChannels;
                // A register may reach beyond the last columns, whose sums nobody reads, but not beyond the last pixel.
                nint end = (nint)((group * GroupOut) + (panel * width) - Shape.OutChannels) + (nint)chunkRows * Shape.OutWidth * Shape.OutChannels + (used > V.Count ? width : V.Count);
                if (dy + end > Dy + (nint)Batch * Shape.OutHeight * Shape.OutWidth * Shape.OutChannels || (Shape.OutChannels > width && to - from >= PackFromTiles))
                {
                    Packing<T>.Straight(tile.B, Shape.OutChannels, used, width, chunkRows * Shape.OutWidth, packed);
                    tile.B = packed;
                    tile.BStep = width;
                }
                for (int unit = from; unit < to; unit++)
                {
                    var (_, _, offset, height) = Locate(unit, rowStride);
                    tile.A = start + offset;
                    tile.Sums = sums + ((nint)(unit - first) * panels + panel) * tileLength;
                    MicroKernel<V, T>.Run(height, used > V.Count, &tile);
                }
            }
        }
    }

    /// <summary>Group, first row in dw, first element of the first patch, and number of rows of a tile.</summary>
    private readonly (int Group, int Row, nint Offset, int Height) Locate(int unit, nint rowStride)
    {
        int tiles = TilesPerRun, run = unit / tiles, tile = unit % tiles;
        int start = (int)((long)RunLength * tile / tiles), height = (int)((long)RunLength * (tile + 1) / tiles) - start;
        int runsPerGroup = Runs / Shape.Groups;
        int group = run / runsPerGroup, tap = run % runsPerGroup;
        int r = Merged ? tap : tap / Shape.KernelWidth, s = Merged ? 0 : tap % Shape.KernelWidth;
        int row = (r * Shape.KernelWidth + s) * GroupIn + start;
        nint offset = r * Shape.DilationHeight * rowStride + (nint)s * Shape.DilationWidth * Shape.InChannels + group * GroupIn + start;
        return (group, row, offset, height);
    }
}
