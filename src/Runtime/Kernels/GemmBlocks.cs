using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>
/// A rectangle of a product on one thread, blocked as in BLIS (Van Zee, van de Geijn 2015): a panel of b stays in the L1 cache while the panels of a block of a,
/// which stays in the L2 cache, pass by.
/// </summary>
internal static unsafe class GemmBlocks<V, T>
    where V : struct, IVector<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Length of a block of k: the same everywhere, for it decides the order of addition.</summary>
    public const int Depth = 256;

    /// <summary>Rows of a block of a: a third of a megabyte of L2 at most.</summary>
    private static int BlockRows => 192 * sizeof(float) / sizeof(T);

    /// <summary>Rows and columns for which partial sums are kept between blocks of k.</summary>
    private const int MaxRows = 1344;
    private static int MaxColumns => 1024 * sizeof(float) / sizeof(T);

    /// <summary>
    /// Operands are copied where their rows are this far apart, since then the rows of a panel fall on the same few sets of a cache, and only where the copy is used
    /// often enough. Otherwise the kernel reads them where they are, at the same speed.
    /// </summary>
    private const int PackFromStrideBytes = 4096, PackAFromPanels = 16, PackBFromTileRows = 20;

    /// <summary>The same for a transposed a, where the tiles read short pieces of its rows: every line comes to the L1 cache several times.</summary>
    private static int PackColumnsOfAFromStrideBytes => RegisterTile.Rows * sizeof(T) < 32 ? PackFromStrideBytes / 2 : PackFromStrideBytes;

    public static void Run<TEpilogue>(T* a, T* b, T* c, GemmShape shape, int firstRow, int lastRow, int firstColumn, int lastColumn, ref TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        int tileSize = RegisterTile.Rows * MicroKernel<V, T>.Columns;
        int depth = Math.Min(shape.K, Depth);
        int rowBlocks = (lastRow - firstRow + MaxRows - 1) / MaxRows;
        int rows = (lastRow - firstRow + rowBlocks - 1) / rowBlocks, columns = Math.Min(MaxColumns, lastColumn - firstColumn);
        int panels = (columns + MicroKernel<V, T>.Columns - 1) / MicroKernel<V, T>.Columns;
        int tileRows = (rows + RegisterTile.Rows - 1) / RegisterTile.Rows;

        // Partial sums of all tiles, or room for one tile if there is one block of k.
        nint sumsLength = !shape.IsOneBlock(Depth) ? (nint)tileRows * panels * tileSize : tileSize;
        nint packedBLength = (nint)panels * MicroKernel<V, T>.Columns * depth;
        nint packedALength = (nint)Math.Min(rows, BlockRows) * depth;
        nint slack = 64 / sizeof(T);
        using var scratch = Scratch.Rent((nuint)((sumsLength + packedBLength + packedALength + 2 * slack) * sizeof(T)));
        T* packedB = (T*)scratch.Memory;
        T* sums = packedB + packedBLength;
        T* packedA = sums + (sumsLength + slack - 1) / slack * slack;

        for (int column = firstColumn; column < lastColumn; column += MaxColumns)
        {
            for (int row = firstRow; row < lastRow; row += rows)
            {
                var block = new Block(a, b, c, shape, row, Math.Min(rows, lastRow - row), column, Math.Min(MaxColumns, lastColumn - column), packedA, packedB, sums);
                int k = 0;
                do
                {
                    int length = shape.Block(k, Depth);
                    block.Add(k, length, ref epilogue);
                    k += length;
                }
                while (k < shape.K);
            }
        }
    }

    /// <summary>The part of the result whose sums are kept while k passes.</summary>
    private readonly struct Block(T* a, T* b, T* c, GemmShape shape, int firstRow, int rows, int firstColumn, int columns, T* packedA, T* packedB, T* sums)
    {
        /// <summary>Adds products [k, k + depth); with the last of them, finishes the elements.</summary>
        public void Add<TEpilogue>(int k, int depth, ref TEpilogue epilogue)
            where TEpilogue : struct, IEpilogue<T>, allows ref struct
        {
            int width = MicroKernel<V, T>.Columns;
            int panels = (columns + width - 1) / width;
            bool packA = panels >= PackAFromPanels && (long)Math.Max(shape.ARow, Math.Abs(shape.AStep)) * sizeof(T) >= (shape.ARow == 1 ? PackColumnsOfAFromStrideBytes : PackFromStrideBytes);
            PackB(panels, k, depth);
            int tileRows = (rows + RegisterTile.Rows - 1) / RegisterTile.Rows;
            int tileRowsPerBlock = BlockRows / RegisterTile.Rows;
            for (int first = 0; first < tileRows; first += tileRowsPerBlock)
            {
                int last = Math.Min(tileRows, first + tileRowsPerBlock);
                if (packA)
                    PackA(first, last, tileRows, k, depth);
                for (int panel = 0; panel < panels; panel++)
                    AddPanel(panel, panels, first, last, tileRows, packA, k, depth, ref epilogue);
            }
        }

        private void AddPanel<TEpilogue>(int panel, int panels, int firstTileRow, int lastTileRow, int tileRows, bool packA, int k, int depth, ref TEpilogue epilogue)
            where TEpilogue : struct, IEpilogue<T>, allows ref struct
        {
            int width = MicroKernel<V, T>.Columns;
            int column = firstColumn + panel * width;
            int used = Math.Min(width, firstColumn + columns - column);
            bool last = k + depth >= shape.K, single = shape.IsOneBlock(Depth);
            nint offset = 0;
            Tile<T> tile;
            tile.Offsets = &offset;
            tile.Runs = 1;
            tile.RunLength = depth;
            tile.Accumulate = k > 0 && !shape.Continues;
            tile.Continue = shape.Continues;
            // Sums that are the result at once need no other place.
            bool direct = single && !shape.Continues && typeof(TEpilogue) == typeof(Identity<T>) && used == width;
            tile.SumsRow = direct ? shape.CRow : width;
            if (IsPacked(used))
            {
                tile.B = packedB + (nint)panel * width * depth;
                tile.BStep = width;
            }
            else
            {
                tile.B = b + (nint)k * shape.BStride + column;
                tile.BStep = shape.BStride;
            }
            for (int tileRow = firstTileRow; tileRow < lastTileRow; tileRow++)
            {
                int row = RowOf(tileRow, tileRows), height = RowOf(tileRow + 1, tileRows) - row;
                T* result = c + (nint)(firstRow + row) * shape.CRow + column;
                tile.Sums = direct ? result : single ? sums : sums + ((nint)panel * tileRows + tileRow) * (RegisterTile.Rows * width);
                if (packA)
                {
                    tile.A = packedA + (nint)(row - RowOf(firstTileRow, tileRows)) * depth;
                    tile.ARow = 1;
                    tile.AStep = height;
                }
                else
                {
                    tile.A = a + (nint)(firstRow + row) * shape.ARow + (nint)k * shape.AStep;
                    tile.ARow = shape.ARow;
                    tile.AStep = shape.AStep;
                }
                if (shape.Continues && k == 0)
                    Load(result, height, used, tile.Sums);
                else if (!single)
                    Prefetch(tile.Sums, (nint)height * width);
                MicroKernel<V, T>.Run(height, used > V.Count, &tile);
                if (last && !direct)
                    Finish<V, T>.Run(ref epilogue, tile.Sums, width, height, used, (firstRow + row) * shape.RowStep + shape.FirstRow, shape.RowStep, column, result, shape.CRow);
            }
        }

        /// <summary>The sums that a tile goes on from.</summary>
        private void Load(T* from, int height, int used, T* to)
        {
            int width = MicroKernel<V, T>.Columns;
            for (int i = 0; i < height; i++)
                new ReadOnlySpan<T>(from + (nint)i * shape.CRow, used).CopyTo(new Span<T>(to + i * width, width));
        }

        /// <summary>Partial sums come from the L2 or L3 cache: they arrive while the products are added up.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Prefetch(T* memory, nint count)
        {
            if (!Sse.IsSupported)
                return;
            for (nint i = 0; i < count; i += 64 / sizeof(T))
                Sse.Prefetch0(memory + i);
        }

        /// <summary>First row of a tile: the rows are shared out evenly, so no tile is much smaller than the others.</summary>
        private int RowOf(int tileRow, int tileRows) => (int)((long)rows * tileRow / tileRows);

        /// <summary>Whether a panel of b is copied: to turn it, to fill its last columns up, or because many rows will read it.</summary>
        private bool IsPacked(int used) => shape.BTransposed || (used != MicroKernel<V, T>.Columns && used != V.Count) || PacksAllOfB;

        private bool PacksAllOfB => rows >= PackBFromTileRows * RegisterTile.Rows && (long)Math.Abs(shape.BStride) * sizeof(T) >= PackFromStrideBytes;

        private void PackB(int panels, int k, int depth)
        {
            int width = MicroKernel<V, T>.Columns;
            T* source = b + (nint)k * shape.BStride + firstColumn;
            if (!shape.BTransposed && PacksAllOfB)
            {
                int* bounds = stackalloc int[panels + 1];
                for (int panel = 0; panel <= panels; panel++)
                    bounds[panel] = Math.Min(columns, panel * width);
                Packing<T>.Straight(source, shape.BStride, bounds, panels, width, depth, packedB);
                return;
            }
            for (int panel = 0; panel < panels; panel++)
            {
                int column = panel * width, used = Math.Min(width, columns - column);
                T* destination = packedB + (nint)column * depth;
                if (shape.BTransposed)
                    Packing<T>.Transposed(b + (nint)(firstColumn + column) * shape.BStride + k, shape.BStride, used, width, depth, destination);
                else if (IsPacked(used))
                    Packing<T>.Straight(source + column, shape.BStride, used, width, depth, destination);
            }
        }

        private void PackA(int firstTileRow, int lastTileRow, int tileRows, int k, int depth)
        {
            int first = RowOf(firstTileRow, tileRows), panels = lastTileRow - firstTileRow;
            int* bounds = stackalloc int[panels + 1];
            for (int panel = 0; panel <= panels; panel++)
                bounds[panel] = RowOf(firstTileRow + panel, tileRows);
            T* source = a + (nint)(firstRow + first) * shape.ARow + (nint)k * shape.AStep;
            if (shape.ARow == 1)
            {
                Packing<T>.Straight(source, shape.AStep, bounds, panels, bounds[panels] - bounds[panels - 1], depth, packedA);
                return;
            }
            for (int panel = 0; panel < panels; panel++)
            {
                int height = bounds[panel + 1] - bounds[panel], row = bounds[panel] - first;
                Packing<T>.Transposed(source + (nint)row * shape.ARow, shape.ARow, height, height, depth, packedA + (nint)row * depth);
            }
        }
    }
}
