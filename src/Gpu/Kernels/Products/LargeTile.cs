using ILGPU;

namespace NetGen.Gpu;

/// <summary>128 x 128 by 256 threads, 8 x 8 each: 64 multiply-adds for every four loads from shared memory.</summary>
internal struct LargeTile : ITile
{
    // From one place of the depth to the next, in fours.
    private const int Stride = 32 + SharedTile.Padding;

    // The thread's rows are two fours, half a tile apart, and so are its columns: neighbouring threads read neighbouring fours.
    public Sums Upper, UpperRight, Lower, LowerRight;

    public static int Threads => 256;

    public static int Rows => 128;

    public static int Columns => 128;

    public static int Depth => 8;

    public static int RowOf(int thread) => TileThreads.RowOf(16, thread);

    public static int ColumnOf(int thread) => TileThreads.ColumnOf(16, thread);

    // Two places at a time. ILGPU would order the additions of a long block sum by sum, all operands first, which leaves no registers; and views that begin at a place have it in their address, where indices would be
    // added up again.
    public void Add(ArrayView<Float4> shared, int left, int right)
    {
        for (int place = 0; place < Depth; place += 2, left += 2 * Stride, right += 2 * Stride)
        {
            AddPlace(shared, left, right);
            AddPlace(shared.SubView(Stride), left, right);
        }
    }

    private void AddPlace(ArrayView<Float4> place, int left, int right)
    {
        var half = place.SubView(16);
        Float4 upper = place[left], lower = half[left], first = place[right], second = half[right];
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
