using ILGPU;

namespace NetGen.Gpu;

/// <summary>64 x 64 by 256 threads, 4 x 4 each: for results too small for many large tiles.</summary>
internal struct MiddleTile : ITile
{
    private const int Stride = 16 + SharedTile.Padding;

    public Quad Sums;

    public static int Threads => 256;

    public static int Side => 64;

    public static int Depth => 16;

    public static int RowOf(int thread) => ((thread >> 3) & 3) | ((thread >> 6) << 2);

    public static int ColumnOf(int thread) => (thread & 7) | ((thread >> 2) & 8);

    public void Add(ArrayView<Float4> left, ArrayView<Float4> right, int a, int b)
    {
        Sums.Add(left[a], right[b]);
        Sums.Add(left[a + Stride], right[b + Stride]);
        Sums.Add(left[a + (2 * Stride)], right[b + (2 * Stride)]);
        Sums.Add(left[a + (3 * Stride)], right[b + (3 * Stride)]);
        Sums.Add(left[a + (4 * Stride)], right[b + (4 * Stride)]);
        Sums.Add(left[a + (5 * Stride)], right[b + (5 * Stride)]);
        Sums.Add(left[a + (6 * Stride)], right[b + (6 * Stride)]);
        Sums.Add(left[a + (7 * Stride)], right[b + (7 * Stride)]);
        Sums.Add(left[a + (8 * Stride)], right[b + (8 * Stride)]);
        Sums.Add(left[a + (9 * Stride)], right[b + (9 * Stride)]);
        Sums.Add(left[a + (10 * Stride)], right[b + (10 * Stride)]);
        Sums.Add(left[a + (11 * Stride)], right[b + (11 * Stride)]);
        Sums.Add(left[a + (12 * Stride)], right[b + (12 * Stride)]);
        Sums.Add(left[a + (13 * Stride)], right[b + (13 * Stride)]);
        Sums.Add(left[a + (14 * Stride)], right[b + (14 * Stride)]);
        Sums.Add(left[a + (15 * Stride)], right[b + (15 * Stride)]);
    }

    public void Store<TResult>(TResult result, int slice, int row, int column, int thread)
        where TResult : struct, IResult =>
        Sums.Store(result, slice, row + (4 * RowOf(thread)), column + (4 * ColumnOf(thread)));
}
