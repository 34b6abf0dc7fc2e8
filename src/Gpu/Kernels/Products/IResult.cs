using ILGPU;

namespace NetGen.Gpu;

/// <summary>Where sums go.</summary>
internal interface IResult
{
    /// <summary>Stores four neighbouring elements, less those outside the result.</summary>
    /// <param name="sums">The sums.</param>
    /// <param name="slice">Which of the matrices.</param>
    /// <param name="row">The elements' row.</param>
    /// <param name="column">The first one's column.</param>
    void Store(Float4 sums, int slice, int row, int column);
}

/// <summary>Element [row, column] of matrix <c>slice</c> becomes epilogue(sum) at slice SliceStride + row Stride + column; to the epilogue it is column slice SliceColumns + column.</summary>
internal struct FinishedSums<TEpilogue> : IResult
    where TEpilogue : struct, IEpilogue
{
    public ArrayView<float> View;
    public int Rows, Columns, Stride, SliceStride, SliceColumns;
    /// <summary>4 where four elements can be moved at once, 1 where not. Arguments of kernels cannot be <c>bool</c>.</summary>
    public int MoveWidth;
    public TEpilogue Epilogue;

    public void Store(Float4 sums, int slice, int row, int column)
    {
        if (row < Rows)
            FourSums.Store(View, sums, (slice * SliceStride) + (row * Stride) + column, Columns - column, row, (slice * SliceColumns) + column, MoveWidth, Epilogue);
    }
}

/// <summary>Sums over parts of the depth, one matrix after the other.</summary>
internal struct PartialSums : IResult
{
    public ArrayView<float> View;
    public int Rows, Columns;
    public int MoveWidth;

    public void Store(Float4 sums, int slice, int row, int column)
    {
        if (row < Rows)
            FourSums.Store(View, sums, (((slice * Rows) + row) * Columns) + column, Columns - column, row, column, MoveWidth, default(Identity));
    }
}

/// <summary>Joins the sums over parts of the depth, in their order; iterations are fours of columns.</summary>
internal struct JoinedSums<TResult> : IElements
    where TResult : struct, IResult
{
    public ArrayView<float> Partial;
    public TResult Result;
    public Divisor Rows, Fours;
    public int Columns, Parts;
    public int MoveWidth;

    public void Run(int index)
    {
        int slice = Rows.Divide(Fours.Divide(index, out int four), out int row), column = 4 * four, left = Columns - column;
        int step = Rows.Value * Columns, at = (((slice * Parts * Rows.Value) + row) * Columns) + column;
        Float4 sums = default;
        for (int part = 0; part < Parts; part++, at += step)
        {
            var next = FourSums.Load(Partial, at, left, MoveWidth);
            sums.X += next.X;
            sums.Y += next.Y;
            sums.Z += next.Z;
            sums.W += next.W;
        }
        Result.Store(sums, slice, row, column);
    }
}

/// <summary>Four neighbouring elements of a row.</summary>
internal static class FourSums
{
    /// <summary>Loads as many as there are columns left.</summary>
    public static Float4 Load(ArrayView<float> view, int at, int left, int width)
    {
        if (width == 4)
            return view.Cast<Float4>()[at >> 2];
        return new Float4(view[at], left > 1 ? view[at + 1] : 0f, left > 2 ? view[at + 2] : 0f, left > 3 ? view[at + 3] : 0f);
    }

    /// <summary>Stores as many as there are columns left.</summary>
    public static void Store<TEpilogue>(ArrayView<float> view, Float4 sums, int at, int left, int row, int column, int width, TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue
    {
        if (width == 4)
        {
            if (left <= 0)
                return;
            var fours = view.Cast<Float4>();
            fours[at >> 2] = new Float4(
                epilogue.Apply(sums.X, row, column), epilogue.Apply(sums.Y, row, column + 1), epilogue.Apply(sums.Z, row, column + 2), epilogue.Apply(sums.W, row, column + 3));
            return;
        }
        if (left > 0)
            view[at] = epilogue.Apply(sums.X, row, column);
        if (left > 1)
            view[at + 1] = epilogue.Apply(sums.Y, row, column + 1);
        if (left > 2)
            view[at + 2] = epilogue.Apply(sums.Z, row, column + 2);
        if (left > 3)
            view[at + 3] = epilogue.Apply(sums.W, row, column + 3);
    }
}
