using ILGPU;

namespace NetGen.Gpu;

/// <summary>
/// A factor's part in shared memory: for each place of the depth the elements of a tile's side, and four more, so that threads that store elements of one index at several places of the depth use several banks. Each thread
/// brings four neighbouring elements; where that is more than there are, the last threads bring none.
/// </summary>
/// <typeparam name="TOperand">The factor.</typeparam>
internal struct SharedTile<TOperand>
    where TOperand : struct, IOperand
{
    /// <summary>The tile's rows or columns, its places of the depth and threads, and where the part begins in shared memory.</summary>
    public int Side, Depth, Threads, Start;

    /// <summary>Numbers from one place of the depth to the next.</summary>
    public int Stride => Side + (4 * SharedTile.Padding);

    /// <summary>Numbers of the part.</summary>
    public int Size => Depth * Stride;

    /// <summary>The first index, within the side, of the elements that a thread brings.</summary>
    public int IndexOf(int thread) => TOperand.IsAlongDepth ? thread / (Depth / 4) : (thread & ((Side / 4) - 1)) * 4;

    /// <summary>Their first place of the depth.</summary>
    public int PlaceOf(int thread) => TOperand.IsAlongDepth ? (thread & ((Depth / 4) - 1)) * 4 : thread / (Side / 4);

    /// <summary>Whether it brings any.</summary>
    public bool Has(int thread) => Side * Depth >= 4 * Threads || 4 * thread < Side * Depth;

    /// <summary>Where they belong.</summary>
    public int PositionOf(int thread) => Start + (PlaceOf(thread) * Stride) + IndexOf(thread);

    /// <summary>Stores them.</summary>
    public void Store(ArrayView<float> shared, int thread, int position, Float4 elements)
    {
        if (!Has(thread))
            return;
        if (TOperand.IsAlongDepth)
        {
            shared[position] = elements.X;
            shared[position + Stride] = elements.Y;
            shared[position + (2 * Stride)] = elements.Z;
            shared[position + (3 * Stride)] = elements.W;
        }
        else
        {
            var fours = shared.Cast<Float4>();
            fours[position >> 2] = elements;
        }
    }
}

internal static class SharedTile
{
    /// <summary>Fours of elements that are not used.</summary>
    public const int Padding = 1;
}
