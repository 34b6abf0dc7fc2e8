namespace NetGen.Gpu;

/// <summary>4 x 4 sums of a thread. Named fields, because a device has no registers that can be indexed.</summary>
internal struct Sums
{
    public Float4 Row0, Row1, Row2, Row3;

    /// <summary>Adds the outer product of four elements of the left factor and four of the right one, at one place of the depth.</summary>
    public void Add(Float4 a, Float4 b)
    {
        Row0.X = (a.X * b.X) + Row0.X;
        Row0.Y = (a.X * b.Y) + Row0.Y;
        Row0.Z = (a.X * b.Z) + Row0.Z;
        Row0.W = (a.X * b.W) + Row0.W;
        Row1.X = (a.Y * b.X) + Row1.X;
        Row1.Y = (a.Y * b.Y) + Row1.Y;
        Row1.Z = (a.Y * b.Z) + Row1.Z;
        Row1.W = (a.Y * b.W) + Row1.W;
        Row2.X = (a.Z * b.X) + Row2.X;
        Row2.Y = (a.Z * b.Y) + Row2.Y;
        Row2.Z = (a.Z * b.Z) + Row2.Z;
        Row2.W = (a.Z * b.W) + Row2.W;
        Row3.X = (a.W * b.X) + Row3.X;
        Row3.Y = (a.W * b.Y) + Row3.Y;
        Row3.Z = (a.W * b.Z) + Row3.Z;
        Row3.W = (a.W * b.W) + Row3.W;
    }

    /// <summary>Hands the sums over, whose first is element [row, column].</summary>
    public void Store<TResult>(TResult result, int slice, int row, int column)
        where TResult : struct, IResult
    {
        result.Store(Row0, slice, row, column);
        result.Store(Row1, slice, row + 1, column);
        result.Store(Row2, slice, row + 2, column);
        result.Store(Row3, slice, row + 3, column);
    }
}
