using System;

namespace NetGen.Kernels;

/// <summary>
/// How the pixels of a batch are cut for the gradient of weights: some rows of one sample, or some whole samples, of about <see cref="Depth"/> pixels. By the sizes of the image alone, because
/// it decides the order of addition: each chunk is one chain, and the chains are added in order.
/// </summary>
internal readonly struct PixelChunks
{
    private const int Depth = 256;

    public PixelChunks(int rows, int columns)
    {
        int pixels = rows * columns, perSample = Math.Max(1, (pixels + Depth / 2) / Depth);
        Rows = (rows + perSample - 1) / perSample;
        Samples = perSample > 1 ? 1 : Math.Max(1, Depth / pixels);
        Pixels = Samples * Rows * columns;
    }

    /// <summary>Rows of a sample in a chunk.</summary>
    public int Rows { get; }

    /// <summary>Samples in a chunk.</summary>
    public int Samples { get; }

    /// <summary>Pixels of a chunk, at most.</summary>
    public int Pixels { get; }
}
