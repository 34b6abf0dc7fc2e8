using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// The innermost loop of matrix products and convolutions: up to 12 rows by two registers of columns, all sums in registers. Each sum is one chain of
/// multiply-adds in the order of k, whatever the tile around it.
/// </summary>
/// <remarks>
/// The one text below is compiled for every number of rows (1 to 12) and for one or two registers of columns: conditions on TRows and TColumns are constants.
/// It is a leaf: nothing is called, so nothing is spilled (no vector register survives a call on Linux); the epilogue runs on the stored sums, in the L1 cache.
/// </remarks>
internal static unsafe class MicroKernel<V, T>
    where V : struct, IVector<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Columns of a full tile, and the row stride of its sums.</summary>
    public static int Columns
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2 * V.Count;
    }

    /// <summary>Computes a tile of this many rows, with one register of columns or two.</summary>
    public static void Run(int rows, bool two, Tile<T>* tile)
    {
        if (two)
            Run<N2>(rows, tile);
        else
            Run<N1>(rows, tile);
    }

    private static void Run<TColumns>(int rows, Tile<T>* tile) where TColumns : struct, INumber
    {
        switch (rows)
        {
            case 1: Run<N1, TColumns>(tile); break;
            case 2: Run<N2, TColumns>(tile); break;
            case 3: Run<N3, TColumns>(tile); break;
            case 4: Run<N4, TColumns>(tile); break;
            case 5: Run<N5, TColumns>(tile); break;
            case 6: Run<N6, TColumns>(tile); break;
            case 7: Run<N7, TColumns>(tile); break;
            case 8: Run<N8, TColumns>(tile); break;
            case 9: Run<N9, TColumns>(tile); break;
            case 10: Run<N10, TColumns>(tile); break;
            case 11: Run<N11, TColumns>(tile); break;
            case 12: Run<N12, TColumns>(tile); break;
            default: throw new UnreachableException();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Run<TRows, TColumns>(Tile<T>* tile)
        where TRows : struct, INumber
        where TColumns : struct, INumber
    {
        V zero = V.Broadcast(T.Zero);
        V s00 = zero, s01 = zero;
        V s10 = zero, s11 = zero;
        V s20 = zero, s21 = zero;
        V s30 = zero, s31 = zero;
        V s40 = zero, s41 = zero;
        V s50 = zero, s51 = zero;
        V s60 = zero, s61 = zero;
        V s70 = zero, s71 = zero;
        V s80 = zero, s81 = zero;
        V s90 = zero, s91 = zero;
        V s100 = zero, s101 = zero;
        V s110 = zero, s111 = zero;
        if (tile->Continue)
        {
            T* before = tile->Sums;
            {
                s00 = V.Load(ref *before, 0 * Columns);
                if (TColumns.Value > 1)
                    s01 = V.Load(ref *before, 0 * Columns + V.Count);
            }
            if (TRows.Value > 1)
            {
                s10 = V.Load(ref *before, 1 * Columns);
                if (TColumns.Value > 1)
                    s11 = V.Load(ref *before, 1 * Columns + V.Count);
            }
            if (TRows.Value > 2)
            {
                s20 = V.Load(ref *before, 2 * Columns);
                if (TColumns.Value > 1)
                    s21 = V.Load(ref *before, 2 * Columns + V.Count);
            }
            if (TRows.Value > 3)
            {
                s30 = V.Load(ref *before, 3 * Columns);
                if (TColumns.Value > 1)
                    s31 = V.Load(ref *before, 3 * Columns + V.Count);
            }
            if (TRows.Value > 4)
            {
                s40 = V.Load(ref *before, 4 * Columns);
                if (TColumns.Value > 1)
                    s41 = V.Load(ref *before, 4 * Columns + V.Count);
            }
            if (TRows.Value > 5)
            {
                s50 = V.Load(ref *before, 5 * Columns);
                if (TColumns.Value > 1)
                    s51 = V.Load(ref *before, 5 * Columns + V.Count);
            }
            if (TRows.Value > 6)
            {
                s60 = V.Load(ref *before, 6 * Columns);
                if (TColumns.Value > 1)
                    s61 = V.Load(ref *before, 6 * Columns + V.Count);
            }
            if (TRows.Value > 7)
            {
                s70 = V.Load(ref *before, 7 * Columns);
                if (TColumns.Value > 1)
                    s71 = V.Load(ref *before, 7 * Columns + V.Count);
            }
            if (TRows.Value > 8)
            {
                s80 = V.Load(ref *before, 8 * Columns);
                if (TColumns.Value > 1)
                    s81 = V.Load(ref *before, 8 * Columns + V.Count);
            }
            if (TRows.Value > 9)
            {
                s90 = V.Load(ref *before, 9 * Columns);
                if (TColumns.Value > 1)
                    s91 = V.Load(ref *before, 9 * Columns + V.Count);
            }
            if (TRows.Value > 10)
            {
                s100 = V.Load(ref *before, 10 * Columns);
                if (TColumns.Value > 1)
                    s101 = V.Load(ref *before, 10 * Columns + V.Count);
            }
            if (TRows.Value > 11)
            {
                s110 = V.Load(ref *before, 11 * Columns);
                if (TColumns.Value > 1)
                    s111 = V.Load(ref *before, 11 * Columns + V.Count);
            }
        }

        // Rows 3, 6 and 9 have pointers of their own; the rows after them are one and two strides further, which fits the addressing modes.
        nint row = tile->ARow, row2 = 2 * row, aStep = tile->AStep, bStep = tile->BStep;
        T* b = tile->B;
        for (int run = 0; run < tile->Runs; run++)
        {
            T* a0 = tile->A + tile->Offsets[run], a3 = a0 + 3 * row, a6 = a0 + 6 * row, a9 = a0 + 9 * row;
            for (int k = tile->RunLength; k > 0; k--)
            {
                V b0 = V.Load(ref *b, 0), b1 = TColumns.Value > 1 ? V.Load(ref *b, V.Count) : zero;
                b += bStep;

                {
                    V a = V.Broadcast(*a0);
                    s00 = V.MultiplyAdd(a, b0, s00);
                    if (TColumns.Value > 1)
                        s01 = V.MultiplyAdd(a, b1, s01);
                }
                if (TRows.Value > 1)
                {
                    V a = V.Broadcast(a0[row]);
                    s10 = V.MultiplyAdd(a, b0, s10);
                    if (TColumns.Value > 1)
                        s11 = V.MultiplyAdd(a, b1, s11);
                }
                if (TRows.Value > 2)
                {
                    V a = V.Broadcast(a0[row2]);
                    s20 = V.MultiplyAdd(a, b0, s20);
                    if (TColumns.Value > 1)
                        s21 = V.MultiplyAdd(a, b1, s21);
                }
                if (TRows.Value > 3)
                {
                    V a = V.Broadcast(*a3);
                    s30 = V.MultiplyAdd(a, b0, s30);
                    if (TColumns.Value > 1)
                        s31 = V.MultiplyAdd(a, b1, s31);
                }
                if (TRows.Value > 4)
                {
                    V a = V.Broadcast(a3[row]);
                    s40 = V.MultiplyAdd(a, b0, s40);
                    if (TColumns.Value > 1)
                        s41 = V.MultiplyAdd(a, b1, s41);
                }
                if (TRows.Value > 5)
                {
                    V a = V.Broadcast(a3[row2]);
                    s50 = V.MultiplyAdd(a, b0, s50);
                    if (TColumns.Value > 1)
                        s51 = V.MultiplyAdd(a, b1, s51);
                }
                if (TRows.Value > 6)
                {
                    V a = V.Broadcast(*a6);
                    s60 = V.MultiplyAdd(a, b0, s60);
                    if (TColumns.Value > 1)
                        s61 = V.MultiplyAdd(a, b1, s61);
                }
                if (TRows.Value > 7)
                {
                    V a = V.Broadcast(a6[row]);
                    s70 = V.MultiplyAdd(a, b0, s70);
                    if (TColumns.Value > 1)
                        s71 = V.MultiplyAdd(a, b1, s71);
                }
                if (TRows.Value > 8)
                {
                    V a = V.Broadcast(a6[row2]);
                    s80 = V.MultiplyAdd(a, b0, s80);
                    if (TColumns.Value > 1)
                        s81 = V.MultiplyAdd(a, b1, s81);
                }
                if (TRows.Value > 9)
                {
                    V a = V.Broadcast(*a9);
                    s90 = V.MultiplyAdd(a, b0, s90);
                    if (TColumns.Value > 1)
                        s91 = V.MultiplyAdd(a, b1, s91);
                }
                if (TRows.Value > 10)
                {
                    V a = V.Broadcast(a9[row]);
                    s100 = V.MultiplyAdd(a, b0, s100);
                    if (TColumns.Value > 1)
                        s101 = V.MultiplyAdd(a, b1, s101);
                }
                if (TRows.Value > 11)
                {
                    V a = V.Broadcast(a9[row2]);
                    s110 = V.MultiplyAdd(a, b0, s110);
                    if (TColumns.Value > 1)
                        s111 = V.MultiplyAdd(a, b1, s111);
                }

                a0 += aStep;
                if (TRows.Value > 3)
                    a3 += aStep;
                if (TRows.Value > 6)
                    a6 += aStep;
                if (TRows.Value > 9)
                    a9 += aStep;
            }
        }

        T* sums = tile->Sums;
        if (tile->Accumulate)
        {
            {
                s00 = V.Load(ref *sums, 0 * Columns) + s00;
                if (TColumns.Value > 1)
                    s01 = V.Load(ref *sums, 0 * Columns + V.Count) + s01;
            }
            if (TRows.Value > 1)
            {
                s10 = V.Load(ref *sums, 1 * Columns) + s10;
                if (TColumns.Value > 1)
                    s11 = V.Load(ref *sums, 1 * Columns + V.Count) + s11;
            }
            if (TRows.Value > 2)
            {
                s20 = V.Load(ref *sums, 2 * Columns) + s20;
                if (TColumns.Value > 1)
                    s21 = V.Load(ref *sums, 2 * Columns + V.Count) + s21;
            }
            if (TRows.Value > 3)
            {
                s30 = V.Load(ref *sums, 3 * Columns) + s30;
                if (TColumns.Value > 1)
                    s31 = V.Load(ref *sums, 3 * Columns + V.Count) + s31;
            }
            if (TRows.Value > 4)
            {
                s40 = V.Load(ref *sums, 4 * Columns) + s40;
                if (TColumns.Value > 1)
                    s41 = V.Load(ref *sums, 4 * Columns + V.Count) + s41;
            }
            if (TRows.Value > 5)
            {
                s50 = V.Load(ref *sums, 5 * Columns) + s50;
                if (TColumns.Value > 1)
                    s51 = V.Load(ref *sums, 5 * Columns + V.Count) + s51;
            }
            if (TRows.Value > 6)
            {
                s60 = V.Load(ref *sums, 6 * Columns) + s60;
                if (TColumns.Value > 1)
                    s61 = V.Load(ref *sums, 6 * Columns + V.Count) + s61;
            }
            if (TRows.Value > 7)
            {
                s70 = V.Load(ref *sums, 7 * Columns) + s70;
                if (TColumns.Value > 1)
                    s71 = V.Load(ref *sums, 7 * Columns + V.Count) + s71;
            }
            if (TRows.Value > 8)
            {
                s80 = V.Load(ref *sums, 8 * Columns) + s80;
                if (TColumns.Value > 1)
                    s81 = V.Load(ref *sums, 8 * Columns + V.Count) + s81;
            }
            if (TRows.Value > 9)
            {
                s90 = V.Load(ref *sums, 9 * Columns) + s90;
                if (TColumns.Value > 1)
                    s91 = V.Load(ref *sums, 9 * Columns + V.Count) + s91;
            }
            if (TRows.Value > 10)
            {
                s100 = V.Load(ref *sums, 10 * Columns) + s100;
                if (TColumns.Value > 1)
                    s101 = V.Load(ref *sums, 10 * Columns + V.Count) + s101;
            }
            if (TRows.Value > 11)
            {
                s110 = V.Load(ref *sums, 11 * Columns) + s110;
                if (TColumns.Value > 1)
                    s111 = V.Load(ref *sums, 11 * Columns + V.Count) + s111;
            }
        }
        Store<TColumns>(sums, 0, s00, s01);
        if (TRows.Value > 1)
            Store<TColumns>(sums, 1, s10, s11);
        if (TRows.Value > 2)
            Store<TColumns>(sums, 2, s20, s21);
        if (TRows.Value > 3)
            Store<TColumns>(sums, 3, s30, s31);
        if (TRows.Value > 4)
            Store<TColumns>(sums, 4, s40, s41);
        if (TRows.Value > 5)
            Store<TColumns>(sums, 5, s50, s51);
        if (TRows.Value > 6)
            Store<TColumns>(sums, 6, s60, s61);
        if (TRows.Value > 7)
            Store<TColumns>(sums, 7, s70, s71);
        if (TRows.Value > 8)
            Store<TColumns>(sums, 8, s80, s81);
        if (TRows.Value > 9)
            Store<TColumns>(sums, 9, s90, s91);
        if (TRows.Value > 10)
            Store<TColumns>(sums, 10, s100, s101);
        if (TRows.Value > 11)
            Store<TColumns>(sums, 11, s110, s111);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TColumns>(T* sums, int row, V s0, V s1) where TColumns : struct, INumber
    {
        V.Store(s0, ref *sums, row * Columns);
        if (TColumns.Value > 1)
            V.Store(s1, ref *sums, row * Columns + V.Count);
    }
}
