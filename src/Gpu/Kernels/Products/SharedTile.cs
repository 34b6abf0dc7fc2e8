using ILGPU;

namespace NetGen.Gpu;

/// <summary>
/// A factor's part in shared memory: for each place of the depth the elements of a tile's side, and four more, so that threads that store elements of one row at several places of the depth use several banks.
/// </summary>
internal static class SharedTile
{
    /// <summary>Fours of elements that are not used.</summary>
    public const int Padding = 1;

    /// <summary>Numbers from one place of the depth to the next.</summary>
    public static int Stride<TTile>() where TTile : struct, ITile => TTile.Side + (4 * Padding);

    /// <summary>Numbers that one factor takes.</summary>
    public static int Size<TTile>() where TTile : struct, ITile => TTile.Depth * Stride<TTile>();

    /// <summary>The first index, within the tile's side, of the four elements that a thread brings.</summary>
    public static int IndexOf<TTile, TOperand>(int thread)
        where TTile : struct, ITile
        where TOperand : struct, IOperand =>
        TOperand.IsAlongDepth ? thread / (TTile.Depth / 4) : thread % (TTile.Side / 4) * 4;

    /// <summary>Their first place of the depth.</summary>
    public static int PlaceOf<TTile, TOperand>(int thread)
        where TTile : struct, ITile
        where TOperand : struct, IOperand =>
        TOperand.IsAlongDepth ? thread % (TTile.Depth / 4) * 4 : thread / (TTile.Side / 4);

    /// <summary>Brings them.</summary>
    /// <param name="shared">The memory of all parts.</param>
    /// <param name="at">Where the first element belongs.</param>
    /// <param name="four">The elements.</param>
    public static void Store<TTile, TOperand>(ArrayView<float> shared, int at, Float4 four)
        where TTile : struct, ITile
        where TOperand : struct, IOperand
    {
        if (TOperand.IsAlongDepth)
        {
            shared[at] = four.X;
            shared[at + Stride<TTile>()] = four.Y;
            shared[at + (2 * Stride<TTile>())] = four.Z;
            shared[at + (3 * Stride<TTile>())] = four.W;
        }
        else
        {
            var fours = shared.Cast<Float4>();
            fours[at >> 2] = four;
        }
    }
}
