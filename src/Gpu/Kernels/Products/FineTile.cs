using ILGPU;

namespace NetGen.Gpu;

/// <summary>Sizes of a tile whose threads have 4 x 4 sums each: Rows Columns / 16 threads.</summary>
internal interface ITileSizes
{
    static abstract int Rows { get; }

    static abstract int Columns { get; }

    /// <summary>A multiple of 4.</summary>
    static abstract int Depth { get; }
}

/// <summary>For results too small for many large tiles.</summary>
internal struct Middle : ITileSizes
{
    public static int Rows => 64;

    public static int Columns => 64;

    public static int Depth => 16;
}

/// <summary>For results of few columns.</summary>
internal struct Tall : ITileSizes
{
    public static int Rows => 128;

    public static int Columns => 32;

    public static int Depth => 8;
}

/// <summary>For results of few rows.</summary>
internal struct Wide : ITileSizes
{
    public static int Rows => 32;

    public static int Columns => 128;

    public static int Depth => 8;
}

/// <summary>For small results, of which there are often many.</summary>
internal struct Small : ITileSizes
{
    public static int Rows => 32;

    public static int Columns => 32;

    public static int Depth => 8;
}

/// <summary>For devices with few threads per group, as those that run on the CPU are.</summary>
internal struct Tiny : ITileSizes
{
    public static int Rows => 16;

    public static int Columns => 16;

    public static int Depth => 4;
}

/// <summary>For devices whose threads are alone, which share no memory: <see cref="LoneProduct{TLeft, TRight, TResult}"/>.</summary>
internal struct Lone : ITileSizes
{
    /// <summary>Rows, columns, and places of the depth.</summary>
    public const int Size = 4;

    public static int Rows => Size;

    public static int Columns => Size;

    public static int Depth => Size;
}

/// <summary>A tile whose threads have 4 x 4 sums each.</summary>
internal struct FineTile<TSizes> : ITile
    where TSizes : struct, ITileSizes
{
    public Sums Sums;

    public static int Threads => TSizes.Rows * TSizes.Columns / 16;

    public static int Rows => TSizes.Rows;

    public static int Columns => TSizes.Columns;

    public static int Depth => TSizes.Depth;

    public static int RowOf(int thread) => TileThreads.RowOf(TSizes.Columns / 4, thread);

    public static int ColumnOf(int thread) => TileThreads.ColumnOf(TSizes.Columns / 4, thread);

    // Four places at a time, for the same reasons as in large tiles.
    public void Add(ArrayView<Float4> shared, int left, int right)
    {
        int leftStride = (TSizes.Rows / 4) + SharedTile.Padding, rightStride = (TSizes.Columns / 4) + SharedTile.Padding;
        for (int place = 0; place < TSizes.Depth; place += 4, left += 4 * leftStride, right += 4 * rightStride)
        {
            Sums.Add(shared[left], shared[right]);
            Sums.Add(shared.SubView(leftStride)[left], shared.SubView(rightStride)[right]);
            Sums.Add(shared.SubView(2 * leftStride)[left], shared.SubView(2 * rightStride)[right]);
            Sums.Add(shared.SubView(3 * leftStride)[left], shared.SubView(3 * rightStride)[right]);
        }
    }

    public void Store<TResult>(TResult result, int slice, int row, int column, int thread)
        where TResult : struct, IResult =>
        Sums.Store(result, slice, row + (4 * RowOf(thread)), column + (4 * ColumnOf(thread)));
}
