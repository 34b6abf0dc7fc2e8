using ILGPU;

namespace NetGen.Gpu;

/// <summary>The product of <see cref="Product{TTile, TLeft, TRight, TResult}"/> where each thread is alone in its group: it computes 4 x 4 elements, in the same order of addition, and shares nothing.</summary>
internal struct LoneProduct<TLeft, TRight, TResult> : IKernel
    where TLeft : struct, IOperand
    where TRight : struct, IOperand
    where TResult : struct, IResult
{
    public TLeft Left;
    public TRight Right;
    public TResult Result;

    /// <inheritdoc cref="Product{TTile, TLeft, TRight, TResult}.Depth"/>
    public int Depth, PartDepth;

    public Divisor Parts, Tiles, TileColumns;

    public void Run()
    {
        int slice = Tiles.Divide(Grid.IdxX, out int tile), batch = Parts.Divide(slice, out int part);
        int row = TileColumns.Divide(tile, out int tileColumn) * Lone.Size, column = tileColumn * Lone.Size;
        int end = (part + 1) * PartDepth;
        end = end < Depth ? end : Depth;
        var left = default(LoneOperand<TLeft>).At(Left, batch, row);
        var right = default(LoneOperand<TRight>).At(Right, batch, column);
        Sums sums = default;
        for (int depth = part * PartDepth; depth < end; depth += Lone.Size)
        {
            left = left.Load(Left, depth, end);
            right = right.Load(Right, depth, end);
            sums.Add(left.Place0, right.Place0);
            sums.Add(left.Place1, right.Place1);
            sums.Add(left.Place2, right.Place2);
            sums.Add(left.Place3, right.Place3);
        }
        sums.Store(Result, slice, row, column);
    }
}

/// <summary>A factor's elements of four indices at four places of the depth.</summary>
internal struct LoneOperand<TOperand>
    where TOperand : struct, IOperand
{
    public Float4 Place0, Place1, Place2, Place3;
    public Origin Origin0, Origin1, Origin2, Origin3;

    /// <summary>Those of four indices.</summary>
    public LoneOperand<TOperand> At(TOperand operand, int batch, int index)
    {
        LoneOperand<TOperand> at = default;
        at.Origin0 = operand.OriginOf(batch, index);
        if (TOperand.IsAlongDepth)
        {
            at.Origin1 = operand.OriginOf(batch, index + 1);
            at.Origin2 = operand.OriginOf(batch, index + 2);
            at.Origin3 = operand.OriginOf(batch, index + 3);
        }
        return at;
    }

    /// <summary>With the elements at the places from one on.</summary>
    public LoneOperand<TOperand> Load(TOperand operand, int depth, int end)
    {
        var loaded = this;
        var a = operand.Load(Origin0, depth, end);
        if (TOperand.IsAlongDepth)
        {
            Float4 b = operand.Load(Origin1, depth, end), c = operand.Load(Origin2, depth, end), d = operand.Load(Origin3, depth, end);
            loaded.Place0 = new Float4(a.X, b.X, c.X, d.X);
            loaded.Place1 = new Float4(a.Y, b.Y, c.Y, d.Y);
            loaded.Place2 = new Float4(a.Z, b.Z, c.Z, d.Z);
            loaded.Place3 = new Float4(a.W, b.W, c.W, d.W);
        }
        else
        {
            loaded.Place0 = a;
            loaded.Place1 = operand.Load(Origin0, depth + 1, end);
            loaded.Place2 = operand.Load(Origin0, depth + 2, end);
            loaded.Place3 = operand.Load(Origin0, depth + 3, end);
        }
        return loaded;
    }
}
