using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// A correlation of images with a filter as a product of patches and weights (implicit GEMM): the micro-kernel walks through the patches in the padded image, nothing
/// is unrolled. Rows of a tile are neighbouring output pixels, columns output channels. Iterations are output rows over (sample, y).
/// </summary>
/// <remarks>An element is a chain over (filter row, filter column, channel), cut after whole runs into blocks of at most <see cref="Depth"/> where it is longer, which are added in order.</remarks>
internal unsafe ref struct PatchConvolution<T, TEpilogue> : ILoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TEpilogue : struct, IEpilogue<T>, allows ref struct
{
    private const int Depth = 1024;

    public T* Source, Weights, Result;
    public ConvolutionAxis Rows, Columns;
    /// <summary>Of the source and of the result.</summary>
    public int SourceChannels, ResultChannels;
    public int ResultHeight, ResultWidth;
    public int KernelWidth, Groups;
    /// <summary>Whether the weights are those of the convolution whose gradient this is: [..., result channel, source channel] instead of [..., source channel, result channel].</summary>
    public bool Turned;
    public TEpilogue Epilogue;

    private readonly int GroupSource => SourceChannels / Groups;

    private readonly int GroupResult => ResultChannels / Groups;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run<V>(int first, int last) where V : struct, IVector<V, T>
    {
        if (Rows.Length == 0 || Columns.Length == 0)
            return;
        var image = new PaddedImage<T>(Source, Rows, Columns, SourceChannels);
        int stripRows = Math.Min(image.StripRows, last - first);
        int width = MicroKernel<V, T>.Columns;
        int panels = (GroupResult + width - 1) / width;
        int taps = Rows.Taps * Columns.Taps, depth = taps * GroupSource;

        // Taps that lie side by side in the image are one run.
        bool merged = Groups == 1 && Columns.PositionStep == 1;
        int runs = taps == 0 ? 0 : merged ? Rows.Taps : taps, runLength = merged ? Columns.Taps * GroupSource : GroupSource;

        bool narrow = IsNarrow<V>(runs, runLength), acrossPixels = narrow && merged && FillsWithPixels<V>(image);
        // Registers of pixels reach beyond the last row.
        nint stripLength = image.StripLength(Math.Min(stripRows, Rows.Length)) + (acrossPixels ? width : 0), packedLength = (nint)Groups * panels * width * depth;
        nint tileLength = narrow ? NarrowRows * Columns.Length * ResultChannels + width : RegisterTile.Rows * width, turnedLength = acrossPixels ? ResultChannels * PixelsInRegisters<V>() : 0;
        nint alignment = 64 / sizeof(T);
        stripLength = (stripLength + alignment - 1) / alignment * alignment;
        using var scratch = Scratch.Rent((nuint)((stripLength + packedLength + tileLength + turnedLength) * sizeof(T) + 2 * (taps + 1) * sizeof(nint)));
        T* packed = (T*)scratch.Memory, sums = packed + packedLength, turned = sums + tileLength, strip = turned + turnedLength;
        nint* offsets = (nint*)(strip + stripLength), weightOffsets = offsets + taps + 1;

        // Panels of weights pay where many pixels use them; else they are read where they are, if they are as the kernel wants them.
        bool pack = Turned || Groups > 1 || (long)(last - first) * Columns.Length >= 3 * RegisterTile.Rows;
        Pack<V>(packed, panels, depth, pack);
        for (int r = 0; r < Rows.Taps; r++)
        {
            for (int s = 0; s < (merged ? 1 : Columns.Taps); s++)
                offsets[merged ? r : r * Columns.Taps + s] = Rows.Position(r) * image.RowStride + (nint)Columns.Position(s) * SourceChannels;
        }

        for (int run = 0; run < runs; run++)
            weightOffsets[run] = (nint)run * runLength * width;

        var tile = new Tile<T> { ARow = (nint)Columns.Step * SourceChannels, AStep = 1, RunLength = runLength, Sums = sums, SumsRow = width };
        for (int row = first; row < last;)
        {
            int sample = row / Rows.Length, y = row % Rows.Length;
            int count = Math.Min(Math.Min(stripRows, Rows.Length - y), last - row);
            T* start = image.Strip(sample, y, count, strip);
            for (int panel = 0; panel < Groups * panels; panel++)
            {
                int group = panel / panels, groupColumn = panel % panels * width;
                int column = group * GroupResult + groupColumn, used = Math.Min(width, GroupResult - groupColumn);
                bool isPacked = pack || (used != width && used != V.Count);
                T* weights = isPacked ? packed + (nint)panel * width * depth : Weights + column;
                tile.BStep = isPacked ? width : ResultChannels;
                if (narrow)
                {
                    var part = tile;
                    part.Runs = runs;
                    if (acrossPixels)
                    {
                        (part.ARow, part.AStep, part.BStep) = (1, tile.BStep, 1);
                        part.A = weights;
                        part.Offsets = weightOffsets;
                        part.BOffsets = offsets;
                        part.SumsRow = PixelsInRegisters<V>();
                    }
                    else
                    {
                        part.B = weights;
                        part.Offsets = offsets;
                        part.SumsRow = ResultChannels;
                    }
                    RunNarrowRows<V>(&part, sums, turned, start, image.RowStride, sample, y, count);
                    continue;
                }
                for (int i = 0; i < count; i++)
                {
                    tile.A = start + i * Rows.Step * image.RowStride + group * GroupSource;
                    RunRow<V>(ref tile, offsets, runs, weights, sample, y + i, column, used);
                }
            }
            row += count;
        }
    }

    /// <summary>Rows of narrow results that are finished together: their sums stay in the L1 cache.</summary>
    private readonly int NarrowRows => Math.Max(1, 16 * 1024 / sizeof(T) / (Columns.Length * ResultChannels));

    /// <summary>Whether the channels of a pixel do not fill a register, and pixels and rows lie one after the other.</summary>
    private readonly bool IsNarrow<V>(int runs, int runLength) where V : struct, IVector<V, T> =>
        TEpilogue.Wraps && Groups == 1 && ResultChannels < V.Count && Columns.OutputStep == 1 && Rows.OutputStep == 1 && Columns.Length == ResultWidth && runs <= RunsAtOnce(runLength);

    /// <summary>Runs of a block of the sum.</summary>
    private static int RunsAtOnce(int runLength) => Math.Max(1, Depth / Math.Max(1, runLength));

    /// <summary>Whether pixels in the place of channels fill registers so much better that turning the sums pays: for images with one channel, whose neighbouring patches are neighbours in memory, and few filters.</summary>
    private readonly bool FillsWithPixels<V>(PaddedImage<T> image) where V : struct, IVector<V, T> =>
        image.Copies && SourceChannels == 1 && Columns.Step == 1 && ResultChannels <= RegisterTile.Rows
        && 3 * ResultChannels * ((Columns.Length + V.Count - 1) / V.Count) <= 2 * Columns.Length;

    /// <summary>Pixels of a row, filled up to whole tiles.</summary>
    private readonly int PixelsInRegisters<V>() where V : struct, IVector<V, T> => (Columns.Length + 2 * V.Count - 1) / (2 * V.Count) * 2 * V.Count;

    /// <summary>Rows of the result, finished as if they were one row of registers.</summary>
    private void RunNarrowRows<V>(Tile<T>* tile, T* sums, T* turned, T* start, nint rowStride, int sample, int y, int count) where V : struct, IVector<V, T>
    {
        for (int first = 0, rows; first < count; first += rows)
        {
            rows = Math.Min(NarrowRows, count - first);
            for (int i = 0; i < rows; i++)
            {
                T* row = start + (first + i) * Rows.Step * rowStride, sumsOfRow = sums + (nint)i * Columns.Length * ResultChannels;
                if (tile->BOffsets != null)
                    SumRowOfPixels<V>(tile, row, turned, sumsOfRow);
                else
                    SumRow<V>(tile, row, sumsOfRow);
            }
            int pixel = (sample * ResultHeight + Rows.FirstOutput + y + first) * ResultWidth;
            Finish<V, T>.Run(ref Epilogue, sums, ResultChannels, rows * Columns.Length, ResultChannels, pixel, 1, 0, Result + (nint)pixel * ResultChannels, ResultChannels);
        }
    }

    /// <summary>With channels in registers. What the sums of a pixel write beyond its channels is overwritten by the next pixel.</summary>
    private readonly void SumRow<V>(Tile<T>* tile, T* row, T* sums) where V : struct, IVector<V, T>
    {
        int tiles = (Columns.Length + RegisterTile.Rows - 1) / RegisterTile.Rows;
        for (int t = 0; t < tiles; t++)
        {
            int x = (int)((long)Columns.Length * t / tiles), height = (int)((long)Columns.Length * (t + 1) / tiles) - x;
            tile->A = row + x * tile->ARow;
            tile->Sums = sums + (nint)x * ResultChannels;
            MicroKernel<V, T>.Run(height, two: false, tile);
        }
    }

    /// <summary>With pixels in registers, for each filter; then turned, so that channels lie side by side.</summary>
    private readonly void SumRowOfPixels<V>(Tile<T>* tile, T* row, T* turned, T* sums) where V : struct, IVector<V, T>
    {
        for (int x = 0; x < Columns.Length; x += 2 * V.Count)
        {
            tile->B = row + x;
            tile->Sums = turned + x;
            MicroKernel<V, T>.Run(ResultChannels, two: Columns.Length - x > V.Count, tile);
        }
        Packing<T>.Transposed(turned, tile->SumsRow, ResultChannels, ResultChannels, Columns.Length, sums);
    }

    /// <summary>A row of pixels of the result, for one panel of channels.</summary>
    private void RunRow<V>(ref Tile<T> tile, nint* offsets, int runs, T* weights, int sample, int y, int column, int used) where V : struct, IVector<V, T>
    {
        int width = MicroKernel<V, T>.Columns;
        int tiles = (Columns.Length + RegisterTile.Rows - 1) / RegisterTile.Rows;
        int runsAtOnce = RunsAtOnce(tile.RunLength);
        int pixelOfRow = (sample * ResultHeight + Rows.FirstOutput + y * Rows.OutputStep) * ResultWidth + Columns.FirstOutput;
        T* row = tile.A;
        for (int t = 0; t < tiles; t++)
        {
            int x = (int)((long)Columns.Length * t / tiles), height = (int)((long)Columns.Length * (t + 1) / tiles) - x;
            var part = tile;
            part.A = row + x * tile.ARow;
            for (int run = 0; run < runs || run == 0; run += runsAtOnce)
            {
                part.Offsets = offsets + run;
                part.Runs = Math.Min(runsAtOnce, runs - run);
                part.B = weights + (nint)run * tile.RunLength * tile.BStep;
                part.Accumulate = run > 0;
                MicroKernel<V, T>.Run(height, used > V.Count, &part);
            }
            int pixel = pixelOfRow + x * Columns.OutputStep;
            Finish<V, T>.Run(ref Epilogue, part.Sums, width, height, used, pixel, Columns.OutputStep, column, Result + (nint)pixel * ResultChannels + column, (nint)Columns.OutputStep * ResultChannels);
        }
    }

    /// <summary>Copies the weights to panels [group, panel][tap, source channel][result channel].</summary>
    private readonly void Pack<V>(T* packed, int panels, int depth, bool all) where V : struct, IVector<V, T>
    {
        int width = MicroKernel<V, T>.Columns;
        for (int panel = 0; panel < Groups * panels; panel++)
        {
            int group = panel / panels, column = panel % panels * width, used = Math.Min(width, GroupResult - column);
            if (!all && (used == width || used == V.Count))
                continue;
            T* target = packed + (nint)panel * width * depth;
            for (int r = 0; r < Rows.Taps; r++)
            {
                for (int s = 0; s < Columns.Taps; s++, target += (nint)GroupSource * width)
                {
                    nint tap = Rows.Index(r) * KernelWidth + Columns.Index(s);
                    if (Turned)
                        Packing<T>.Transposed(Weights + (tap * GroupResult + column) * SourceChannels + group * GroupSource, SourceChannels, used, width, GroupSource, target);
                    else
                        Packing<T>.Straight(Weights + tap * GroupSource * ResultChannels + group * GroupResult + column, ResultChannels, used, width, GroupSource, target);
                }
            }
        }
    }
}
