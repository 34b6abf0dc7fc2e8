using ILGPU;

namespace NetGen.Gpu;

/// <summary>
/// Matrix products, several of one size at a time: the sum over the depth of left (row, depth) times right (column, depth). A group computes a tile of one of them, over one of the parts that the depth is cut into. While
/// it multiplies what is in one half of its shared memory, the next elements are on their way to the other.
/// </summary>
internal struct Product<TTile, TLeft, TRight, TResult> : IGroupKernel
    where TTile : struct, ITile
    where TLeft : struct, IOperand
    where TRight : struct, IOperand
    where TResult : struct, IResult
{
    public TLeft Left;
    public TRight Right;
    public TResult Result;

    /// <summary>The depth, and that of a part.</summary>
    public int Depth, PartDepth;

    public Divisor Parts, Tiles, TileColumns;

    public void Run()
    {
        var shared = SharedMemory.Allocate<float>(4 * SharedTile.Size<TTile>());
        var fours = shared.Cast<Float4>();
        int thread = Group.IdxX;
        int slice = Tiles.Divide(Grid.IdxX, out int tile), batch = Parts.Divide(slice, out int part);
        int row = TileColumns.Divide(tile, out int tileColumn) * TTile.Side, column = tileColumn * TTile.Side;
        int depth = part * PartDepth, end = depth + PartDepth;
        end = end < Depth ? end : Depth;

        int leftIndex = SharedTile.IndexOf<TTile, TLeft>(thread), leftPlace = SharedTile.PlaceOf<TTile, TLeft>(thread);
        int rightIndex = SharedTile.IndexOf<TTile, TRight>(thread), rightPlace = SharedTile.PlaceOf<TTile, TRight>(thread);
        var leftOrigin = Left.OriginOf(batch, row + leftIndex);
        var rightOrigin = Right.OriginOf(batch, column + rightIndex);
        int leftStore = (leftPlace * SharedTile.Stride<TTile>()) + leftIndex;
        int rightStore = (2 * SharedTile.Size<TTile>()) + (rightPlace * SharedTile.Stride<TTile>()) + rightIndex;
        int leftLoad = TTile.RowOf(thread), rightLoad = (2 * SharedTile.Size<TTile>() / 4) + TTile.ColumnOf(thread);

        SharedTile.Store<TTile, TLeft>(shared, leftStore, Left.Load(leftOrigin, depth + leftPlace, end));
        SharedTile.Store<TTile, TRight>(shared, rightStore, Right.Load(rightOrigin, depth + rightPlace, end));
        Group.Barrier();

        TTile sums = default;
        int half = 0;
        // The sums are added to at one place only: what follows the loop is in branches, and ILGPU would move the last additions there, whose operands would wait in registers.
        for (; ; )
        {
            depth += TTile.Depth;
            var left = Left.Load(leftOrigin, depth + leftPlace, end);
            var right = Right.Load(rightOrigin, depth + rightPlace, end);
            sums.Add(fours, leftLoad + half, rightLoad + half);
            if (depth >= end)
                break;
            half = (SharedTile.Size<TTile>() / 4) - half;
            SharedTile.Store<TTile, TLeft>(shared, leftStore + (4 * half), left);
            SharedTile.Store<TTile, TRight>(shared, rightStore + (4 * half), right);
            Group.Barrier();
        }
        sums.Store(Result, slice, row, column, thread);
    }
}
