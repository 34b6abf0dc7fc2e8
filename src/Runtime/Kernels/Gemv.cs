using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>One row (or few) times a matrix: b streams through once, a few of its rows at a time, which suits the prefetchers; the sums stay in the L1 cache.</summary>
/// <remarks>The order of addition is that of <see cref="GemmBlocks{V, T}"/>: a chain within each block of k, the blocks in order.</remarks>
internal static unsafe class Gemv<V, T>
    where V : struct, IVector<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int RowsAtOnce = 8;

    /// <summary>Registers of columns whose sums stay in registers, where b is no wider.</summary>
    private const int StripVectors = 8, StripsUpTo = 4;

    /// <summary>Columns of b up to which sums stay in registers.</summary>
    public static int WidestOfStrips => StripsUpTo * StripVectors * V.Count;

    /// <summary>Columns whose sums fit in the L1 cache beside the rows that stream by.</summary>
    private static int BlockColumns => 8192 / sizeof(T);

    /// <summary>Rows of a up to which this is faster than <see cref="GemmBlocks{V, T}"/> where b is wide.</summary>
    public const int MaxRows = 3;

    public static void Run<TEpilogue>(T* a, T* b, T* c, GemmShape shape, int firstRow, int lastRow, int firstColumn, int lastColumn, ref TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        int rows = lastRow - firstRow, strip = StripVectors * V.Count;
        using var scratch = Scratch.Rent((nuint)(2 * rows * BlockColumns * sizeof(T)));
        T* totals = (T*)scratch.Memory, chains = totals + rows * BlockColumns;
        a += (nint)firstRow * shape.ARow;
        for (int column = firstColumn, columns; column < lastColumn; column += columns)
        {
            columns = Math.Min(BlockColumns, lastColumn - column);
            if (shape.BStride <= WidestOfStrips && columns >= strip)
                columns = strip;
            for (int first = 0; first < shape.K || first == 0; first += GemmBlocks<V, T>.Depth)
            {
                T* source = b + (nint)first * shape.BStride + column;
                int count = Math.Min(GemmBlocks<V, T>.Depth, shape.K - first);
                if (columns == strip)
                {
                    for (int row = 0; row < rows; row++)
                        AddStrip(a + row * shape.ARow + (nint)first * shape.AStep, shape.AStep, source, shape.BStride, count, totals + row * BlockColumns, first > 0);
                }
                else
                    AddBlock(a + (nint)first * shape.AStep, shape, rows, source, count, first == 0 ? totals : chains, columns);
                if (first > 0 && columns != strip)
                {
                    for (int row = 0; row < rows; row++)
                        AddChains(totals + row * BlockColumns, chains + row * BlockColumns, columns);
                }
            }
            Finish<V, T>.Run(ref epilogue, totals, BlockColumns, rows, columns, firstRow * shape.RowStep + shape.FirstRow, shape.RowStep, column, c + (nint)firstRow * shape.CRow + column, shape.CRow);
        }
    }

    /// <summary>The chains of one block of k. Some rows of b serve all rows of a while they are in the cache.</summary>
    private static void AddBlock(T* a, GemmShape shape, int rows, T* b, int count, T* sums, int columns)
    {
        new Span<T>(sums, rows * BlockColumns).Clear();
        int k = 0;
        for (; k <= count - RowsAtOnce; k += RowsAtOnce)
        {
            for (int row = 0; row < rows; row++)
                AddEight(a + row * shape.ARow + (nint)k * shape.AStep, shape.AStep, b + (nint)k * shape.BStride, shape.BStride, sums + row * BlockColumns, columns);
        }
        for (; k < count; k++)
        {
            for (int row = 0; row < rows; row++)
                AddOne(a[row * shape.ARow + (nint)k * shape.AStep], b + (nint)k * shape.BStride, sums + row * BlockColumns, columns);
        }
    }

    /// <summary>sums[j] continues its chain with a[0] b[0, j], ... a[7] b[7, j].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddEight(T* a, nint aStep, T* b, nint stride, T* sums, int columns)
    {
        V a0 = V.Broadcast(a[0]), a1 = V.Broadcast(a[aStep]), a2 = V.Broadcast(a[2 * aStep]), a3 = V.Broadcast(a[3 * aStep]);
        V a4 = V.Broadcast(a[4 * aStep]), a5 = V.Broadcast(a[5 * aStep]), a6 = V.Broadcast(a[6 * aStep]), a7 = V.Broadcast(a[7 * aStep]);
        T* b1 = b + stride, b2 = b1 + stride, b3 = b2 + stride, b4 = b3 + stride, b5 = b4 + stride, b6 = b5 + stride, b7 = b6 + stride;
        nint j = 0;
        for (; j <= columns - V.Count; j += V.Count)
        {
            V sum = V.MultiplyAdd(a0, V.Load(ref *b, j), V.Load(ref *sums, j));
            sum = V.MultiplyAdd(a1, V.Load(ref *b1, j), sum);
            sum = V.MultiplyAdd(a2, V.Load(ref *b2, j), sum);
            sum = V.MultiplyAdd(a3, V.Load(ref *b3, j), sum);
            sum = V.MultiplyAdd(a4, V.Load(ref *b4, j), sum);
            sum = V.MultiplyAdd(a5, V.Load(ref *b5, j), sum);
            sum = V.MultiplyAdd(a6, V.Load(ref *b6, j), sum);
            sum = V.MultiplyAdd(a7, V.Load(ref *b7, j), sum);
            V.Store(sum, ref *sums, j);
        }
        for (; j < columns; j++)
        {
            T sum = sums[j];
            for (nint k = 0; k < RowsAtOnce; k++)
                sum = T.MultiplyAddEstimate(a[k * aStep], b[k * stride + j], sum);
            sums[j] = sum;
        }
    }

    /// <summary>sums[j] = a[0] b[0, j] + a[1] b[1, j]... for eight registers of columns, or sums[j] plus that.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddStrip(T* a, nint aStep, T* b, nint stride, int count, T* sums, bool accumulate)
    {
        V s0 = V.Broadcast(T.Zero), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
        for (int k = 0; k < count; k++, a += aStep, b += stride)
        {
            V wide = V.Broadcast(*a);
            s0 = V.MultiplyAdd(wide, V.Load(ref *b, 0), s0);
            s1 = V.MultiplyAdd(wide, V.Load(ref *b, V.Count), s1);
            s2 = V.MultiplyAdd(wide, V.Load(ref *b, 2 * V.Count), s2);
            s3 = V.MultiplyAdd(wide, V.Load(ref *b, 3 * V.Count), s3);
            s4 = V.MultiplyAdd(wide, V.Load(ref *b, 4 * V.Count), s4);
            s5 = V.MultiplyAdd(wide, V.Load(ref *b, 5 * V.Count), s5);
            s6 = V.MultiplyAdd(wide, V.Load(ref *b, 6 * V.Count), s6);
            s7 = V.MultiplyAdd(wide, V.Load(ref *b, 7 * V.Count), s7);
        }
        if (accumulate)
        {
            s0 = V.Load(ref *sums, 0) + s0;
            s1 = V.Load(ref *sums, V.Count) + s1;
            s2 = V.Load(ref *sums, 2 * V.Count) + s2;
            s3 = V.Load(ref *sums, 3 * V.Count) + s3;
            s4 = V.Load(ref *sums, 4 * V.Count) + s4;
            s5 = V.Load(ref *sums, 5 * V.Count) + s5;
            s6 = V.Load(ref *sums, 6 * V.Count) + s6;
            s7 = V.Load(ref *sums, 7 * V.Count) + s7;
        }
        V.Store(s0, ref *sums, 0);
        V.Store(s1, ref *sums, V.Count);
        V.Store(s2, ref *sums, 2 * V.Count);
        V.Store(s3, ref *sums, 3 * V.Count);
        V.Store(s4, ref *sums, 4 * V.Count);
        V.Store(s5, ref *sums, 5 * V.Count);
        V.Store(s6, ref *sums, 6 * V.Count);
        V.Store(s7, ref *sums, 7 * V.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddOne(T a, T* b, T* sums, int columns)
    {
        V wide = V.Broadcast(a);
        nint j = 0;
        for (; j <= columns - V.Count; j += V.Count)
            V.Store(V.MultiplyAdd(wide, V.Load(ref *b, j), V.Load(ref *sums, j)), ref *sums, j);
        for (; j < columns; j++)
            sums[j] = T.MultiplyAddEstimate(a, b[j], sums[j]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddChains(T* total, T* chain, int columns)
    {
        nint j = 0;
        for (; j <= columns - V.Count; j += V.Count)
            V.Store(V.Load(ref *total, j) + V.Load(ref *chain, j), ref *total, j);
        for (; j < columns; j++)
            total[j] += chain[j];
    }
}
