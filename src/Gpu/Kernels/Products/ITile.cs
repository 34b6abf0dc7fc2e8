using ILGPU;

namespace NetGen.Gpu;

/// <summary>
/// The square of the result that a group of threads computes, and the sums of it that one of its threads holds. A group takes <see cref="Depth"/> places of the depth at a time into shared memory: four elements of each
/// factor per thread.
/// </summary>
internal interface ITile
{
    /// <summary>Threads of a group.</summary>
    static abstract int Threads { get; }

    /// <summary>Rows, and columns, of the result.</summary>
    static abstract int Side { get; }

    /// <summary>Places of the depth in shared memory at a time: 4 Threads / Side.</summary>
    static abstract int Depth { get; }

    /// <summary>The place of a thread among the rows of the tile, in fours.</summary>
    static abstract int RowOf(int thread);

    /// <summary>The place of a thread among the columns of the tile, in fours.</summary>
    static abstract int ColumnOf(int thread);

    /// <summary>Adds the products of the factors' elements at all places of the depth in shared memory.</summary>
    /// <param name="shared">The memory, in fours.</param>
    /// <param name="left">Where the thread's elements of the left factor at the first place begin.</param>
    /// <param name="right">Those of the right factor.</param>
    void Add(ArrayView<Float4> shared, int left, int right);

    /// <summary>Hands the sums over; the tile's first is element [row, column].</summary>
    void Store<TResult>(TResult result, int slice, int row, int column, int thread) where TResult : struct, IResult;
}
