using ILGPU;

namespace NetGen.Gpu;

/// <summary>16 x 16 by 16 threads, 4 x 4 each: for devices with few threads per group, as those that run on the CPU are.</summary>
internal struct SmallTile : ITile
{
    private const int Stride = 4 + SharedTile.Padding;

    public Quad Sums;

    public static int Threads => 16;

    public static int Side => 16;

    public static int Depth => 4;

    public static int RowOf(int thread) => thread >> 2;

    public static int ColumnOf(int thread) => thread & 3;

    public void Add(ArrayView<Float4> shared, int left, int right)
    {
        AddPlace(shared, left, right);
        AddPlace(shared.SubView(Stride), left, right);
        AddPlace(shared.SubView(2 * Stride), left, right);
        AddPlace(shared.SubView(3 * Stride), left, right);
    }

    private void AddPlace(ArrayView<Float4> place, int left, int right) => Sums.Add(place[left], place[right]);

    public void Store<TResult>(TResult result, int slice, int row, int column, int thread)
        where TResult : struct, IResult =>
        Sums.Store(result, slice, row + (4 * RowOf(thread)), column + (4 * ColumnOf(thread)));
}
