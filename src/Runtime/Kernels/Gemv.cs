using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>One row times a matrix: b streams through once, a few of its rows at a time, which suits the prefetchers; the sums stay in the L1 cache.</summary>
/// <remarks>The order of addition is that of <see cref="GemmBlocks{V, T}"/>: a chain within each block of k, the blocks in order.</remarks>
internal static unsafe class Gemv<V, T>
    where V : struct, IVector<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int RowsAtOnce = 8;

    /// <summary>Columns whose sums fit in the L1 cache beside the rows that stream by.</summary>
    private static int BlockColumns => 8192 / sizeof(T);

    public static void Run<TEpilogue>(T* a, T* b, T* c, GemmShape shape, int firstColumn, int lastColumn, ref TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        using var scratch = Scratch.Rent((nuint)(2 * BlockColumns * sizeof(T)));
        T* total = (T*)scratch.Memory, chain = total + BlockColumns;
        for (int column = firstColumn; column < lastColumn; column += BlockColumns)
        {
            int columns = Math.Min(BlockColumns, lastColumn - column);
            for (int first = 0; first < shape.K || first == 0; first += GemmBlocks<V, T>.Depth)
            {
                int last = Math.Min(shape.K, first + GemmBlocks<V, T>.Depth);
                T* target = first == 0 ? total : chain;
                new Span<T>(target, columns).Clear();
                int k = first;
                for (; k <= last - RowsAtOnce; k += RowsAtOnce)
                    AddEight(a + k, b + (nint)k * shape.BStride + column, shape.BStride, target, columns);
                for (; k < last; k++)
                    AddOne(a[k], b + (nint)k * shape.BStride + column, target, columns);
                if (first > 0)
                    AddBlock(total, chain, columns);
            }
            Finish<V, T>.Run(ref epilogue, total, 0, 1, columns, shape.FirstRow, 1, column, c + column, 0);
        }
    }

    /// <summary>sums[j] continues its chain with a[0] b[0, j], ... a[7] b[7, j].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddEight(T* a, T* b, nint stride, T* sums, int columns)
    {
        V a0 = V.Broadcast(a[0]), a1 = V.Broadcast(a[1]), a2 = V.Broadcast(a[2]), a3 = V.Broadcast(a[3]);
        V a4 = V.Broadcast(a[4]), a5 = V.Broadcast(a[5]), a6 = V.Broadcast(a[6]), a7 = V.Broadcast(a[7]);
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
                sum = T.MultiplyAddEstimate(a[k], b[k * stride + j], sum);
            sums[j] = sum;
        }
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
    private static void AddBlock(T* total, T* chain, int columns)
    {
        nint j = 0;
        for (; j <= columns - V.Count; j += V.Count)
            V.Store(V.Load(ref *total, j) + V.Load(ref *chain, j), ref *total, j);
        for (; j < columns; j++)
            total[j] += chain[j];
    }
}
