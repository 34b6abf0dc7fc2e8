using ILGPU;

namespace NetGen.Gpu;

/// <summary>
/// The part of a result that a group of threads computes, and the sums of it that one of its threads holds. A group takes <see cref="Depth"/> places of the depth at a time into shared memory, four neighbouring elements of
/// each factor per thread at most.
/// </summary>
internal interface ITile
{
    /// <summary>Threads of a group.</summary>
    static abstract int Threads { get; }

    /// <summary>Rows of the result.</summary>
    static abstract int Rows { get; }

    /// <summary>Columns of the result.</summary>
    static abstract int Columns { get; }

    /// <summary>Places of the depth in shared memory at a time.</summary>
    static abstract int Depth { get; }

    /// <summary>The first four rows of a thread, in fours.</summary>
    static abstract int RowOf(int thread);

    /// <summary>Its first four columns, in fours.</summary>
    static abstract int ColumnOf(int thread);

    /// <summary>Adds the products of the factors' elements at all places of the depth in shared memory.</summary>
    /// <param name="shared">The memory, in fours.</param>
    /// <param name="left">Where the thread's elements of the left factor at the first place begin.</param>
    /// <param name="right">Those of the right factor.</param>
    void Add(ArrayView<Float4> shared, int left, int right);

    /// <summary>Hands the sums over; the tile's first is element [row, column].</summary>
    void Store<TResult>(TResult result, int slice, int row, int column, int thread) where TResult : struct, IResult;
}

/// <summary>The order of a tile's threads.</summary>
internal static class TileThreads
{
    /// <summary>Of a warp's 32 threads eight lie side by side and four below each other, so that they read few different elements; of small tiles all lie row by row.</summary>
    /// <param name="width">The tile's columns, in fours: a power of two.</param>
    /// <param name="thread">The thread.</param>
    public static int ColumnOf(int width, int thread) => width < 8 ? thread & (width - 1) : (thread & 7) | ((thread >> 2) & (width - 8));

    /// <inheritdoc cref="ColumnOf"/>
    public static int RowOf(int width, int thread) => width < 8 ? thread / width : ((thread >> 3) & 3) | ((thread >> 5) / (width >> 3) << 2);
}
