using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>A product, cut into a grid of rectangles of the result.</summary>
internal unsafe ref struct GemmJob<T, TEpilogue> : IJob
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TEpilogue : struct, IEpilogue<T>, allows ref struct
{
    /// <summary>Cuts are at multiples of these, so that few tiles are partial.</summary>
    private const int RowUnit = 12, ColumnUnit = 32;

    public T* A, B, C;
    public GemmShape Shape;
    public TEpilogue Epilogue;
    private int _rowParts, _columnParts;

    /// <summary>Chooses the grid; returns its number of rectangles.</summary>
    public int Cut(Workers workers)
    {
        int rowUnits = (Shape.M + RowUnit - 1) / RowUnit, columnUnits = (Shape.N + ColumnUnit - 1) / ColumnUnit;
        int parts = workers.PartsFor((long)Shape.M * Shape.N * Shape.K / Workers.MultiplyAddsPerElement);
        (_rowParts, _columnParts) = (1, 1);
        long best = long.MaxValue;
        for (int rowParts = 1; rowParts <= parts; rowParts++)
        {
            // The largest rectangle is what takes the time; among equals, the one with less to pack.
            int columnParts = parts / rowParts;
            long height = (rowUnits + rowParts - 1) / rowParts * RowUnit, width = (columnUnits + columnParts - 1) / columnParts * ColumnUnit;
            long cost = height * width * 8 + height + width;
            if (cost < best)
                (best, _rowParts, _columnParts) = (cost, rowParts, columnParts);
        }
        return _rowParts * _columnParts;
    }

    public void Run(int part, int parts)
    {
        var (firstRow, lastRow) = Range(Shape.M, RowUnit, part % _rowParts, _rowParts);
        var (firstColumn, lastColumn) = Range(Shape.N, ColumnUnit, part / _rowParts, _columnParts);
        if (firstRow >= lastRow || firstColumn >= lastColumn)
            return;
        if (Vector512.IsHardwareAccelerated)
            Run<Wide512<T>>(firstRow, lastRow, firstColumn, lastColumn);
        else if (Vector256.IsHardwareAccelerated)
            Run<Wide256<T>>(firstRow, lastRow, firstColumn, lastColumn);
        else if (Vector128.IsHardwareAccelerated)
            Run<Wide128<T>>(firstRow, lastRow, firstColumn, lastColumn);
        else
            Run<Scalar<T>>(firstRow, lastRow, firstColumn, lastColumn);
    }

    /// <summary>Computes rows [firstRow, lastRow) of columns [firstColumn, lastColumn).</summary>
    internal void Run<V>(int firstRow, int lastRow, int firstColumn, int lastColumn) where V : struct, IVector<V, T>
    {
        if (!Shape.BTransposed && Shape.Run == int.MaxValue && !Shape.Continues && (Shape.M == 1 || (Shape.M <= Gemv<V, T>.MaxRows && Shape.BStride > Gemv<V, T>.WidestOfStrips)))
            Gemv<V, T>.Run(A, B, C, Shape, firstRow, lastRow, firstColumn, lastColumn, ref Epilogue);
        else
            GemmBlocks<V, T>.Run(A, B, C, Shape, firstRow, lastRow, firstColumn, lastColumn, ref Epilogue);
    }

    private static (int First, int Last) Range(int size, int unit, int part, int parts)
    {
        long units = (size + unit - 1) / unit;
        return ((int)Math.Min(size, units * part / parts * unit), (int)Math.Min(size, units * (part + 1) / parts * unit));
    }
}
