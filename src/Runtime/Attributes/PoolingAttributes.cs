namespace NetGen;

/// <summary>What two-dimensional pools have in common.</summary>
/// <param name="size">Height and width of the window, at least 1.</param>
public abstract class PoolAttribute(int size) : LayerAttribute
{
    /// <summary>Height and width of the window.</summary>
    public int Size => size;

    /// <summary>Height of the window. Default <see cref="Size"/>.</summary>
    public int Height { get; set; }

    /// <summary>Width of the window. Default <see cref="Size"/>.</summary>
    public int Width { get; set; }

    /// <summary>Step between windows in both directions. Default the window's own extent: windows do not overlap.</summary>
    public int Stride { get; set; }

    /// <summary>Step between windows, vertically. Default <see cref="Stride"/>.</summary>
    public int StrideHeight { get; set; }

    /// <summary>Step between windows, horizontally. Default <see cref="Stride"/>.</summary>
    public int StrideWidth { get; set; }

    /// <summary>What surrounds the image; its cells never take part. Default none.</summary>
    public Padding Padding { get; set; } = Padding.Valid;

    /// <summary>Cells on all four sides, with <see cref="Padding.Explicit"/>. Default 0.</summary>
    public int Pad { get; set; }

    /// <summary>Cells above. Default <see cref="Pad"/>.</summary>
    public int PadTop { get; set; }

    /// <summary>Cells below. Default <see cref="Pad"/>.</summary>
    public int PadBottom { get; set; }

    /// <summary>Cells on the left. Default <see cref="Pad"/>.</summary>
    public int PadLeft { get; set; }

    /// <summary>Cells on the right. Default <see cref="Pad"/>.</summary>
    public int PadRight { get; set; }
}

/// <summary>The largest value of each window, per channel.</summary>
/// <param name="size">Height and width of the window.</param>
public sealed class MaxPool2DAttribute(int size) : PoolAttribute(size);

/// <summary>The mean of each window, per channel, not counting padding.</summary>
/// <param name="size">Height and width of the window.</param>
public sealed class AveragePool2DAttribute(int size) : PoolAttribute(size);

/// <summary>The mean over all pixels, per channel: height x width x channels to a vector of channels.</summary>
public sealed class GlobalAveragePool2DAttribute : LayerAttribute;

/// <summary>The mean over all positions, per channel: length x channels to a vector of channels.</summary>
public sealed class GlobalAveragePool1DAttribute : LayerAttribute;

/// <summary>The largest value over all pixels, per channel: height x width x channels to a vector of channels.</summary>
public sealed class GlobalMaxPool2DAttribute : LayerAttribute;

/// <summary>The largest value over all positions, per channel: length x channels to a vector of channels.</summary>
public sealed class GlobalMaxPool1DAttribute : LayerAttribute;

/// <summary>What one-dimensional pools have in common.</summary>
/// <param name="size">Length of the window, at least 1.</param>
public abstract class SequencePoolAttribute(int size) : LayerAttribute
{
    /// <summary>Length of the window.</summary>
    public int Size => size;

    /// <summary>Step between windows. Default the window's own length: windows do not overlap.</summary>
    public int Stride { get; set; }

    /// <summary>What surrounds the sequence; its cells never take part. Default none.</summary>
    public Padding Padding { get; set; } = Padding.Valid;

    /// <summary>Cells at both ends, with <see cref="Padding.Explicit"/>. Default 0.</summary>
    public int Pad { get; set; }

    /// <summary>Cells in front. Default <see cref="Pad"/>.</summary>
    public int PadBefore { get; set; }

    /// <summary>Cells behind. Default <see cref="Pad"/>.</summary>
    public int PadAfter { get; set; }
}

/// <summary>The largest value of each window, per channel: length x channels.</summary>
/// <param name="size">Length of the window.</param>
public sealed class MaxPool1DAttribute(int size) : SequencePoolAttribute(size);

/// <summary>The mean of each window, per channel, not counting padding: length x channels.</summary>
/// <param name="size">Length of the window.</param>
public sealed class AveragePool1DAttribute(int size) : SequencePoolAttribute(size);
