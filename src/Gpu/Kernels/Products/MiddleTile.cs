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

    // Four places at a time. ILGPU would order the additions of a long block sum by sum, all operands first, which leaves no registers; and views that begin at a place have it in their address, where indices would be
    // added up again.
    public void Add(ArrayView<Float4> shared, int left, int right)
    {
        for (int place = 0; place < Depth * Stride; place += 4 * Stride, left += 4 * Stride, right += 4 * Stride)
        {
            AddPlace(shared, left, right);
            AddPlace(shared.SubView(Stride), left, right);
            AddPlace(shared.SubView(2 * Stride), left, right);
            AddPlace(shared.SubView(3 * Stride), left, right);
        }
    }

    private void AddPlace(ArrayView<Float4> place, int left, int right) => Sums.Add(place[left], place[right]);

    public void Store<TResult>(TResult result, int slice, int row, int column, int thread)
        where TResult : struct, IResult =>
        Sums.Store(result, slice, row + (4 * RowOf(thread)), column + (4 * ColumnOf(thread)));
}
