namespace NetGen;

/// <summary>What two-dimensional convolutions have in common.</summary>
public abstract class ConvolutionAttribute : WeightedLayerAttribute
{
    /// <summary>Height and width of the kernel. Default 3.</summary>
    public int Kernel { get; set; } = 3;

    /// <summary>Height of the kernel. Default <see cref="Kernel"/>.</summary>
    public int KernelHeight { get; set; }

    /// <summary>Width of the kernel. Default <see cref="Kernel"/>.</summary>
    public int KernelWidth { get; set; }

    /// <summary>Step between windows in both directions. Default 1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Step between windows, vertically. Default <see cref="Stride"/>.</summary>
    public int StrideHeight { get; set; }

    /// <summary>Step between windows, horizontally. Default <see cref="Stride"/>.</summary>
    public int StrideWidth { get; set; }

    /// <summary>Distance between neighbouring taps of the kernel. Default 1.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Distance between taps, vertically. Default <see cref="Dilation"/>.</summary>
    public int DilationHeight { get; set; }

    /// <summary>Distance between taps, horizontally. Default <see cref="Dilation"/>.</summary>
    public int DilationWidth { get; set; }

    /// <summary>What surrounds the image. Default none (<see cref="Padding.Valid"/>).</summary>
    public Padding Padding { get; set; } = Padding.Valid;

    /// <summary>Zeros on all four sides, with <see cref="Padding.Explicit"/>. Default 0.</summary>
    public int Pad { get; set; }

    /// <summary>Zeros above. Default <see cref="Pad"/>.</summary>
    public int PadTop { get; set; }

    /// <summary>Zeros below. Default <see cref="Pad"/>.</summary>
    public int PadBottom { get; set; }

    /// <summary>Zeros on the left. Default <see cref="Pad"/>.</summary>
    public int PadLeft { get; set; }

    /// <summary>Zeros on the right. Default <see cref="Pad"/>.</summary>
    public int PadRight { get; set; }
}

/// <summary>Two-dimensional convolution (cross-correlation) over height x width x channels, with weights [kernelHeight, kernelWidth, inChannels / groups, filters].</summary>
/// <param name="filters">Number of output channels, at least 1.</param>
public sealed class Conv2DAttribute(int filters) : ConvolutionAttribute
{
    /// <summary>In modules: the size is a parameter of the module's constructor.</summary>
    /// <param name="filters">Its name: <c>nameof(filters)</c>.</param>
    public Conv2DAttribute(string filters)
        : this(0) => _ = filters;

    /// <summary>Number of output channels.</summary>
    public int Filters => filters;

    /// <summary>Channels are cut into this many groups that do not see each other. Default 1.</summary>
    public int Groups { get; set; } = 1;
}

/// <summary>Convolution of every channel by itself, with weights [kernelHeight, kernelWidth, 1, channels x multiplier].</summary>
public sealed class DepthwiseConv2DAttribute : ConvolutionAttribute
{
    /// <summary>Output channels per input channel. Default 1.</summary>
    public int Multiplier { get; set; } = 1;
}

/// <summary>
/// A convolution of every channel by itself, then a convolution of 1 x 1 pixels over all channels: weights [kernelHeight, kernelWidth, 1, channels x multiplier] and
/// [1, 1, channels x multiplier, filters].
/// </summary>
/// <param name="filters">Number of output channels, at least 1.</param>
public sealed class SeparableConv2DAttribute(int filters) : ConvolutionAttribute
{
    /// <summary>In modules: the size is a parameter of the module's constructor.</summary>
    /// <param name="filters">Its name: <c>nameof(filters)</c>.</param>
    public SeparableConv2DAttribute(string filters)
        : this(0) => _ = filters;

    /// <summary>Number of output channels.</summary>
    public int Filters => filters;

    /// <summary>Channels between the two convolutions per input channel. Default 1.</summary>
    public int Multiplier { get; set; } = 1;
}

/// <summary>
/// Transposed convolution, the adjoint of <see cref="Conv2DAttribute"/>: height x width x channels to (height - 1) stride + kernel (with <see cref="Padding.Same"/>: height stride) rows;
/// weights [kernelHeight, kernelWidth, filters / groups, channels].
/// </summary>
/// <param name="filters">Number of output channels, at least 1.</param>
public sealed class ConvTranspose2DAttribute(int filters) : ConvolutionAttribute
{
    /// <summary>In modules: the size is a parameter of the module's constructor.</summary>
    /// <param name="filters">Its name: <c>nameof(filters)</c>.</param>
    public ConvTranspose2DAttribute(string filters)
        : this(0) => _ = filters;

    /// <summary>Number of output channels.</summary>
    public int Filters => filters;

    /// <summary>Channels are cut into this many groups that do not see each other. Default 1.</summary>
    public int Groups { get; set; } = 1;

    /// <summary>Rows and columns added at the end of the result, less than the stride or the dilation. Default 0.</summary>
    public int OutputPadding { get; set; }
}

/// <summary>What one-dimensional convolutions have in common.</summary>
public abstract class SequenceConvolutionAttribute : WeightedLayerAttribute
{
    /// <summary>Length of the kernel. Default 3.</summary>
    public int Kernel { get; set; } = 3;

    /// <summary>Step between windows. Default 1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Distance between neighbouring taps of the kernel. Default 1.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>What surrounds the sequence. Default none (<see cref="Padding.Valid"/>).</summary>
    public Padding Padding { get; set; } = Padding.Valid;

    /// <summary>Zeros at both ends, with <see cref="Padding.Explicit"/>. Default 0.</summary>
    public int Pad { get; set; }

    /// <summary>Zeros in front. Default <see cref="Pad"/>.</summary>
    public int PadBefore { get; set; }

    /// <summary>Zeros behind. Default <see cref="Pad"/>.</summary>
    public int PadAfter { get; set; }

    /// <summary>Channels are cut into this many groups that do not see each other. Default 1.</summary>
    public int Groups { get; set; } = 1;
}

/// <summary>One-dimensional convolution (cross-correlation) over length x channels, with weights [kernel, inChannels / groups, filters].</summary>
/// <param name="filters">Number of output channels, at least 1.</param>
public sealed class Conv1DAttribute(int filters) : SequenceConvolutionAttribute
{
    /// <summary>In modules: the size is a parameter of the module's constructor.</summary>
    /// <param name="filters">Its name: <c>nameof(filters)</c>.</param>
    public Conv1DAttribute(string filters)
        : this(0) => _ = filters;

    /// <summary>Number of output channels.</summary>
    public int Filters => filters;
}

/// <summary>
/// Transposed convolution, the adjoint of <see cref="Conv1DAttribute"/>: length x channels to (length - 1) stride + kernel (with <see cref="Padding.Same"/>: length stride) x filters;
/// weights [kernel, filters / groups, channels].
/// </summary>
/// <param name="filters">Number of output channels, at least 1.</param>
public sealed class ConvTranspose1DAttribute(int filters) : SequenceConvolutionAttribute
{
    /// <summary>In modules: the size is a parameter of the module's constructor.</summary>
    /// <param name="filters">Its name: <c>nameof(filters)</c>.</param>
    public ConvTranspose1DAttribute(string filters)
        : this(0) => _ = filters;

    /// <summary>Number of output channels.</summary>
    public int Filters => filters;

    /// <summary>Cells added at the end of the result, less than the stride or the dilation. Default 0.</summary>
    public int OutputPadding { get; set; }
}
