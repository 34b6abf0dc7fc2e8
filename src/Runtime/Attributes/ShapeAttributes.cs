namespace NetGen;

/// <summary>The same numbers as one vector per sample.</summary>
public sealed class FlattenAttribute : LayerAttribute;

/// <summary>The same numbers, in order, in another shape.</summary>
/// <param name="shape">Extents of one sample; one of them may be -1: what is left.</param>
public sealed class ReshapeAttribute(params int[] shape) : LayerAttribute
{
    /// <summary>Extents of one sample.</summary>
    public int[] Shape => shape;
}

/// <summary>Reorders the axes of a sample: <c>[Permute(2, 1)]</c> transposes length x channels.</summary>
/// <param name="axes">Axis k of the result is axis axes[k] of the sample, counted from 1.</param>
public sealed class PermuteAttribute(params int[] axes) : LayerAttribute
{
    /// <summary>Axes of the sample, counted from 1.</summary>
    public int[] Axes => axes;
}

/// <summary>A vector as each element of a sequence: [features] to [times, features].</summary>
/// <param name="times">Length of the sequence, at least 1.</param>
public sealed class RepeatVectorAttribute(int times) : LayerAttribute
{
    /// <summary>Length of the sequence.</summary>
    public int Times => times;
}

/// <summary>Zeros around a sequence: length x channels.</summary>
/// <param name="size">Zeros at both ends, at least 0.</param>
public sealed class ZeroPadding1DAttribute(int size) : LayerAttribute
{
    /// <summary>Zeros at both ends.</summary>
    public int Size => size;

    /// <summary>Zeros in front. Default <see cref="Size"/>.</summary>
    public int Before { get; set; }

    /// <summary>Zeros behind. Default <see cref="Size"/>.</summary>
    public int After { get; set; }
}

/// <summary>Zeros around an image: height x width x channels.</summary>
/// <param name="size">Zeros on all four sides, at least 0.</param>
public sealed class ZeroPadding2DAttribute(int size) : LayerAttribute
{
    /// <summary>Zeros on all four sides.</summary>
    public int Size => size;

    /// <summary>Zeros above. Default <see cref="Size"/>.</summary>
    public int Top { get; set; }

    /// <summary>Zeros below. Default <see cref="Size"/>.</summary>
    public int Bottom { get; set; }

    /// <summary>Zeros on the left. Default <see cref="Size"/>.</summary>
    public int Left { get; set; }

    /// <summary>Zeros on the right. Default <see cref="Size"/>.</summary>
    public int Right { get; set; }
}

/// <summary>Takes cells off a sequence: length x channels.</summary>
/// <param name="size">Cells at both ends, at least 0.</param>
public sealed class Cropping1DAttribute(int size) : LayerAttribute
{
    /// <summary>Cells at both ends.</summary>
    public int Size => size;

    /// <summary>Cells in front. Default <see cref="Size"/>.</summary>
    public int Before { get; set; }

    /// <summary>Cells behind. Default <see cref="Size"/>.</summary>
    public int After { get; set; }
}

/// <summary>Takes cells off an image: height x width x channels.</summary>
/// <param name="size">Cells on all four sides, at least 0.</param>
public sealed class Cropping2DAttribute(int size) : LayerAttribute
{
    /// <summary>Cells on all four sides.</summary>
    public int Size => size;

    /// <summary>Cells above. Default <see cref="Size"/>.</summary>
    public int Top { get; set; }

    /// <summary>Cells below. Default <see cref="Size"/>.</summary>
    public int Bottom { get; set; }

    /// <summary>Cells on the left. Default <see cref="Size"/>.</summary>
    public int Left { get; set; }

    /// <summary>Cells on the right. Default <see cref="Size"/>.</summary>
    public int Right { get; set; }
}

/// <summary>A longer sequence: length x channels to (length factor) x channels.</summary>
/// <param name="factor">Cells made of each, at least 1.</param>
public sealed class Upsample1DAttribute(int factor) : LayerAttribute
{
    /// <summary>Cells made of each.</summary>
    public int Factor => factor;

    /// <summary>Whether cells are repeated (the default) or interpolated between their centres.</summary>
    public Interpolation Interpolation { get; set; } = Interpolation.Nearest;
}

/// <summary>A larger image: height x width x channels to (height factor) x (width factor) x channels.</summary>
/// <param name="factor">Rows and columns made of each, at least 1.</param>
public sealed class Upsample2DAttribute(int factor) : LayerAttribute
{
    /// <summary>Rows and columns made of each.</summary>
    public int Factor => factor;

    /// <summary>Rows made of each. Default <see cref="Factor"/>.</summary>
    public int FactorHeight { get; set; }

    /// <summary>Columns made of each. Default <see cref="Factor"/>.</summary>
    public int FactorWidth { get; set; }

    /// <summary>Whether pixels are repeated (the default) or interpolated between their centres.</summary>
    public Interpolation Interpolation { get; set; } = Interpolation.Nearest;
}
