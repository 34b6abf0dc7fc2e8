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
        var leftTile = new SharedTile<TLeft> { Side = TTile.Rows, Depth = TTile.Depth, Threads = TTile.Threads };
        var rightTile = new SharedTile<TRight> { Side = TTile.Columns, Depth = TTile.Depth, Threads = TTile.Threads, Start = leftTile.Size };
        var shared = SharedMemory.Allocate<float>(2 * TTile.Depth * (TTile.Rows + TTile.Columns + (8 * SharedTile.Padding)));
        var fours = shared.Cast<Float4>();
        int thread = Group.IdxX;
        int slice = Tiles.Divide(Grid.IdxX, out int tile), batch = Parts.Divide(slice, out int part);
        int row = TileColumns.Divide(tile, out int tileColumn) * TTile.Rows, column = tileColumn * TTile.Columns;
        int depth = part * PartDepth, end = depth + PartDepth;
        end = end < Depth ? end : Depth;

        int leftPlace = leftTile.PlaceOf(thread), leftStore = leftTile.PositionOf(thread), leftLoad = TTile.RowOf(thread);
        int rightPlace = rightTile.PlaceOf(thread), rightStore = rightTile.PositionOf(thread), rightLoad = (rightTile.Start >> 2) + TTile.ColumnOf(thread);
        var leftOrigin = Left.OriginOf(batch, row + leftTile.IndexOf(thread));
        var rightOrigin = Right.OriginOf(batch, column + rightTile.IndexOf(thread));
        if (!leftTile.Has(thread))
            leftOrigin.Count = 0;
        if (!rightTile.Has(thread))
            rightOrigin.Count = 0;
        leftTile.Store(shared, thread, leftStore, Left.Load(leftOrigin, depth + leftPlace, end));
        rightTile.Store(shared, thread, rightStore, Right.Load(rightOrigin, depth + rightPlace, end));
        Group.Barrier();

        TTile sums = default;
        int half = 0;
        // The sums are added to at one place only: what follows the loop is in branches, and ILGPU would move the last additions there, whose operands would wait in registers.
        for (; ; )
        {
            depth += TTile.Depth;
            var left = Left.Load(leftOrigin, depth + leftPlace, end);
            var right = Right.Load(rightOrigin, depth + rightPlace, end);
            sums.Add(fours, leftLoad + (half >> 2), rightLoad + (half >> 2));
            if (depth >= end)
                break;
            half = leftTile.Size + rightTile.Size - half;
            leftTile.Store(shared, thread, leftStore + half, left);
            rightTile.Store(shared, thread, rightStore + half, right);
            Group.Barrier();
        }
        sums.Store(Result, slice, row, column, thread);
    }
}
