using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The way from finished sums through the epilogue to the result.</summary>
internal static unsafe class Finish<V, T>
    where V : struct, IVector<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>result[i * resultStride + j] = epilogue(sums[i * sumsStride + j]) for a rectangle whose first element is element [row, column] to the epilogue; the next row is rowStep further.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run<TEpilogue>(ref TEpilogue epilogue, T* sums, nint sumsStride, int rows, int columns, int row, int rowStep, int column, T* result, nint resultStride)
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        if (TEpilogue.Wraps && columns < V.Count && resultStride == columns && rowStep == 1 && (sumsStride >= V.Count || sumsStride == columns))
        {
            RunWrapped(ref epilogue, sums, sumsStride, rows, columns, row, column, result);
            return;
        }
        for (int i = 0; i < rows; i++, row += rowStep, sums += sumsStride, result += resultStride)
        {
            int j = 0;
            for (; j <= columns - V.Count; j += V.Count)
                V.Store(epilogue.Apply(V.Load(ref *sums, j), row, column + j), ref *result, j);
            if (V.Count > Wide128<T>.Count)
            {
                for (; j <= columns - Wide128<T>.Count; j += Wide128<T>.Count)
                    Wide128<T>.Store(epilogue.Apply(Wide128<T>.Load(ref *sums, j), row, column + j), ref *result, j);
            }
            if (V.Count > 1)
            {
                for (; j < columns; j++)
                    Scalar<T>.Store(epilogue.Apply(Scalar<T>.Load(ref *sums, j), row, column + j), ref *result, j);
            }
        }
    }

    /// <summary>Rows that are shorter than a register and lie one after the other: as one long row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void RunWrapped<TEpilogue>(ref TEpilogue epilogue, T* sums, nint sumsStride, int rows, int columns, int row, int column, T* result)
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        // What a register moves beyond its row is overwritten by the next one, and no row is overwritten before it is moved.
        for (int i = 1; i < rows && sumsStride != columns; i++)
            V.Store(V.Load(ref *sums, i * sumsStride), ref *sums, i * columns);
        int first = column, end = rows * columns, j = 0;
        for (; j <= end - V.Count; j += V.Count)
        {
            V.Store(epilogue.Apply(V.Load(ref *sums, j), row, column), ref *result, j);
            for (column += V.Count; column >= first + columns; column -= columns)
                row++;
        }
        if (V.Count > Wide128<T>.Count)
        {
            for (; j <= end - Wide128<T>.Count; j += Wide128<T>.Count)
            {
                Wide128<T>.Store(epilogue.Apply(Wide128<T>.Load(ref *sums, j), row, column), ref *result, j);
                for (column += Wide128<T>.Count; column >= first + columns; column -= columns)
                    row++;
            }
        }
        for (; j < end; j++)
        {
            Scalar<T>.Store(epilogue.Apply(Scalar<T>.Load(ref *sums, j), row, column), ref *result, j);
            if (++column == first + columns)
                (column, row) = (first, row + 1);
        }
    }
}
