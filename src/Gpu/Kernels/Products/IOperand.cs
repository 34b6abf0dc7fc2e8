namespace NetGen.Gpu;

/// <summary>
/// A factor of a product: element (index, depth) is that of row, or column, <c>index</c> of the result at one place of the depth. A thread loads four elements at a time, which follow each other along the depth or along
/// the index, whichever is the order in memory.
/// </summary>
internal interface IOperand
{
    /// <summary>Whether the four elements are of one index, and not at one place of the depth.</summary>
    static abstract bool IsAlongDepth { get; }

    /// <summary>What a thread needs to load elements of <paramref name="index"/>, or of it and the three after it.</summary>
    Origin OriginOf(int batch, int index);

    /// <summary>Four elements from a place of the depth on; zeros outside the factor, and at places from <paramref name="end"/> on.</summary>
    Float4 Load(Origin origin, int depth, int end);
}

/// <summary>Where the elements are that a thread loads.</summary>
internal struct Origin
{
    /// <summary>How many of its indices exist.</summary>
    public int Count;

    /// <summary>The address that elements at all places of the depth have in common.</summary>
    public int Offset;

    /// <summary>The part of the row, and of the column, in an image.</summary>
    public int Row, Column;
}

/// <summary>Whether four elements lie at addresses that are multiples of 16 bytes and are all inside the factor or all outside: then they are loaded at once.</summary>
internal interface IWidth
{
    static abstract bool IsFour { get; }
}

internal struct Fours : IWidth
{
    public static bool IsFour => true;
}

internal struct Singles : IWidth
{
    public static bool IsFour => false;
}
