using ILGPU;

namespace NetGen.Gpu;

/// <summary>
/// A product of which one factor, the thin one, has at most four indices: where the result has few rows, the rows of the left factor, and where it has few columns, the columns of the right one. Whatever the device can do,
/// such a product is the time it takes to read the other factor, the thick one, once.
/// </summary>
internal struct ThinProduct<TEpilogue>
    where TEpilogue : struct, IEpilogue
{
    /// <summary>Most indices of the thin factor.</summary>
    public const int Most = 4;

    public ArrayView<float> Thin, Thick, Result;

    /// <summary>Indices of the thin factor; from its elements to those of the next index, and of the next place of the depth; the same for the thick factor.</summary>
    public int Count, ThinStride, ThinStep, ThickStride, ThickStep;

    /// <summary>Columns of the result, and 1 where they are the thin factor's indices, 0 where those are the rows.</summary>
    public int Columns, HasFewColumns;

    public TEpilogue Epilogue;

    /// <summary>The sums of an index of the thick factor, with those of one more place of the depth.</summary>
    public Float4 Add(Float4 sums, int index, int depth)
    {
        float thick = Thick[(index * ThickStride) + (depth * ThickStep)];
        int at = depth * ThinStep;
        sums.X = (Thin[at] * thick) + sums.X;
        if (Count > 1)
            sums.Y = (Thin[at + ThinStride] * thick) + sums.Y;
        if (Count > 2)
            sums.Z = (Thin[at + (2 * ThinStride)] * thick) + sums.Z;
        if (Count > 3)
            sums.W = (Thin[at + (3 * ThinStride)] * thick) + sums.W;
        return sums;
    }

    /// <summary>Hands the finished sums of an index over.</summary>
    public void Store(Float4 sums, int index)
    {
        StoreOne(sums.X, 0, index);
        if (Count > 1)
            StoreOne(sums.Y, 1, index);
        if (Count > 2)
            StoreOne(sums.Z, 2, index);
        if (Count > 3)
            StoreOne(sums.W, 3, index);
    }

    private void StoreOne(float sum, int thin, int thick)
    {
        int row = HasFewColumns == 1 ? thick : thin, column = HasFewColumns == 1 ? thin : thick;
        Result[(row * Columns) + column] = Epilogue.Apply(sum, row, column);
    }
}

/// <summary>Where neighbouring indices of the thick factor are neighbours in memory: they are the columns, and the terms are the depth.</summary>
internal struct ThinProductColumns<TEpilogue> : IColumns<Float4>
    where TEpilogue : struct, IEpilogue
{
    public ThinProduct<TEpilogue> Product;

    public Float4 Start() => default;

    public Float4 Add(Float4 sums, int column, int term) => Product.Add(sums, column, term);

    public Float4 Join(Float4 left, Float4 right) => new Float4(left.X + right.X, left.Y + right.Y, left.Z + right.Z, left.W + right.W);

    public void Store(Float4 sums, int column) => Product.Store(sums, column);
}

/// <summary>Where neighbouring places of the depth are neighbours in memory: a team of threads takes an index.</summary>
internal struct ThinProductRows<TEpilogue> : IRows
    where TEpilogue : struct, IEpilogue
{
    public ThinProduct<TEpilogue> Product;
    public int Depth;

    public void Run<TTeam>(int row, TTeam team)
        where TTeam : struct, ITeam
    {
        Float4 sums = default;
        for (int depth = team.First; depth < Depth; depth += team.Count)
            sums = Product.Add(sums, row, depth);
        sums.X = team.Sum(sums.X);
        if (Product.Count > 1)
            sums.Y = team.Sum(sums.Y);
        if (Product.Count > 2)
            sums.Z = team.Sum(sums.Z);
        if (Product.Count > 3)
            sums.W = team.Sum(sums.W);
        if (team.IsFirst)
            Product.Store(sums, row);
    }
}
