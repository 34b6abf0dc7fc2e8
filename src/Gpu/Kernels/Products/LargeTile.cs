using ILGPU;

namespace NetGen.Gpu;

/// <summary>128 x 128 by 256 threads, 8 x 8 each: 64 multiply-adds for every four loads from shared memory.</summary>
internal struct LargeTile : ITile
{
    // From one place of the depth to the next, in fours.
    private const int Stride = 32 + SharedTile.Padding;

    // The thread's rows are two fours, half a tile apart, and so are its columns: neighbouring threads read neighbouring fours.
    public Quad Upper, UpperRight, Lower, LowerRight;

    public static int Threads => 256;

    public static int Side => 128;

    public static int Depth => 8;

    // A warp of 32 threads takes 4 fours of rows by 8 of columns, so that it reads few different ones.
    public static int RowOf(int thread) => ((thread >> 3) & 3) | ((thread >> 6) << 2);

    public static int ColumnOf(int thread) => (thread & 7) | ((thread >> 2) & 8);

    public void Add(ArrayView<Float4> left, ArrayView<Float4> right, int a, int b)
    {
        AddPlace(left, right, a, b);
        AddPlace(left, right, a + Stride, b + Stride);
        AddPlace(left, right, a + (2 * Stride), b + (2 * Stride));
        AddPlace(left, right, a + (3 * Stride), b + (3 * Stride));
        AddPlace(left, right, a + (4 * Stride), b + (4 * Stride));
        AddPlace(left, right, a + (5 * Stride), b + (5 * Stride));
        AddPlace(left, right, a + (6 * Stride), b + (6 * Stride));
        AddPlace(left, right, a + (7 * Stride), b + (7 * Stride));
    }

    private void AddPlace(ArrayView<Float4> left, ArrayView<Float4> right, int a, int b)
    {
        Float4 upper = left[a], lower = left[a + 16], first = right[b], second = right[b + 16];
        Upper.Add(upper, first);
        UpperRight.Add(upper, second);
        Lower.Add(lower, first);
        LowerRight.Add(lower, second);
    }

    public void Store<TResult>(TResult result, int slice, int row, int column, int thread)
        where TResult : struct, IResult
    {
        row += 4 * RowOf(thread);
        column += 4 * ColumnOf(thread);
        Upper.Store(result, slice, row, column);
        UpperRight.Store(result, slice, row, column + 64);
        Lower.Store(result, slice, row + 64, column);
        LowerRight.Store(result, slice, row + 64, column + 64);
    }
}
