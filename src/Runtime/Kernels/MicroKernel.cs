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
    /// <summary>Columns of a full tile.</summary>
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
        T* sums = tile->Sums;
        if (tile->Continue)
        {
            (s00, s01) = (Sum<TRows, TColumns>(sums, 0, 0), Sum<TRows, TColumns>(sums, 0, 1));
            (s10, s11) = (Sum<TRows, TColumns>(sums, 1, 0), Sum<TRows, TColumns>(sums, 1, 1));
            (s20, s21) = (Sum<TRows, TColumns>(sums, 2, 0), Sum<TRows, TColumns>(sums, 2, 1));
            (s30, s31) = (Sum<TRows, TColumns>(sums, 3, 0), Sum<TRows, TColumns>(sums, 3, 1));
            (s40, s41) = (Sum<TRows, TColumns>(sums, 4, 0), Sum<TRows, TColumns>(sums, 4, 1));
            (s50, s51) = (Sum<TRows, TColumns>(sums, 5, 0), Sum<TRows, TColumns>(sums, 5, 1));
            (s60, s61) = (Sum<TRows, TColumns>(sums, 6, 0), Sum<TRows, TColumns>(sums, 6, 1));
            (s70, s71) = (Sum<TRows, TColumns>(sums, 7, 0), Sum<TRows, TColumns>(sums, 7, 1));
            (s80, s81) = (Sum<TRows, TColumns>(sums, 8, 0), Sum<TRows, TColumns>(sums, 8, 1));
            (s90, s91) = (Sum<TRows, TColumns>(sums, 9, 0), Sum<TRows, TColumns>(sums, 9, 1));
            (s100, s101) = (Sum<TRows, TColumns>(sums, 10, 0), Sum<TRows, TColumns>(sums, 10, 1));
            (s110, s111) = (Sum<TRows, TColumns>(sums, 11, 0), Sum<TRows, TColumns>(sums, 11, 1));
        }

        // Rows 3, 6 and 9 have pointers of their own; the rows after them are one and two strides further, which fits the addressing modes.
        nint row = tile->ARow, row2 = 2 * row, aStep = tile->AStep, bStep = tile->BStep;
        T* b = tile->B;
        for (int run = 0; run < tile->Runs; run++)
        {
            if (tile->BOffsets != null)
                b = tile->B + tile->BOffsets[run];
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

        // The rows in order, each from the one before: twelve addresses would not fit in registers.
        sums = tile->Sums;
        nint sumsRow = tile->SumsRow;
        bool accumulate = tile->Accumulate;
        StoreRow<TColumns>(sums, accumulate, s00, s01);
        if (TRows.Value > 1)
            StoreRow<TColumns>(sums += sumsRow, accumulate, s10, s11);
        if (TRows.Value > 2)
            StoreRow<TColumns>(sums += sumsRow, accumulate, s20, s21);
        if (TRows.Value > 3)
            StoreRow<TColumns>(sums += sumsRow, accumulate, s30, s31);
        if (TRows.Value > 4)
            StoreRow<TColumns>(sums += sumsRow, accumulate, s40, s41);
        if (TRows.Value > 5)
            StoreRow<TColumns>(sums += sumsRow, accumulate, s50, s51);
        if (TRows.Value > 6)
            StoreRow<TColumns>(sums += sumsRow, accumulate, s60, s61);
        if (TRows.Value > 7)
            StoreRow<TColumns>(sums += sumsRow, accumulate, s70, s71);
        if (TRows.Value > 8)
            StoreRow<TColumns>(sums += sumsRow, accumulate, s80, s81);
        if (TRows.Value > 9)
            StoreRow<TColumns>(sums += sumsRow, accumulate, s90, s91);
        if (TRows.Value > 10)
            StoreRow<TColumns>(sums += sumsRow, accumulate, s100, s101);
        if (TRows.Value > 11)
            StoreRow<TColumns>(sums += sumsRow, accumulate, s110, s111);
    }

    /// <summary>A register of the sums in memory; 0 where the tile has none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Sum<TRows, TColumns>(T* sums, int row, int register)
        where TRows : struct, INumber
        where TColumns : struct, INumber =>
        row < TRows.Value && register < TColumns.Value ? V.Load(ref *sums, row * Columns + register * V.Count) : V.Broadcast(T.Zero);

    /// <summary>Stores a row of sums, or adds it to what is there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow<TColumns>(T* sums, bool accumulate, V s0, V s1) where TColumns : struct, INumber
    {
        if (accumulate)
        {
            s0 = V.Load(ref *sums, 0) + s0;
            if (TColumns.Value > 1)
                s1 = V.Load(ref *sums, V.Count) + s1;
        }
        V.Store(s0, ref *sums, 0);
        if (TColumns.Value > 1)
            V.Store(s1, ref *sums, V.Count);
    }
}
