namespace ILGPU;

/// <summary>An index or extent of one dimension; converts from and to int.</summary>
public readonly struct Index1D(int x)
{
    public int X => x;

    public int Size => x;

    public static implicit operator Index1D(int x) => new(x);

    public static implicit operator int(Index1D index) => index.X;
}

/// <summary>An index or extent of two dimensions.</summary>
public readonly struct Index2D(int x, int y)
{
    public int X => x;

    public int Y => y;

    public int Size => x * y;

    public static implicit operator Index2D((int X, int Y) index) => new(index.X, index.Y);
}

/// <summary>An index or extent of three dimensions.</summary>
public readonly struct Index3D(int x, int y, int z)
{
    public int X => x;

    public int Y => y;

    public int Z => z;

    public int Size => x * y * z;

    public static implicit operator Index3D((int X, int Y, int Z) index) => new(index.X, index.Y, index.Z);

    public override string ToString() => $"({x}, {y}, {z})";
}

/// <summary>A 64-bit index or extent of one dimension; converts from and to long.</summary>
public readonly struct LongIndex1D(long x)
{
    public long X => x;

    public static implicit operator LongIndex1D(long x) => new(x);

    public static implicit operator LongIndex1D(Index1D index) => new(index.X);

    public static implicit operator long(LongIndex1D index) => index.X;
}
