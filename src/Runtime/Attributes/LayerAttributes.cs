using System;

namespace NetGen;

/// <summary>A layer of a network. Layers are applied in the order of their attributes.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute
{
    /// <summary>The layer's name in files, messages and generated code. Default: its kind and its count within that kind, such as <c>Dense2</c>.</summary>
    public string? Name { get; set; }
}

/// <summary>A layer with a weight, a bias and an activation.</summary>
public abstract class WeightedLayerAttribute : LayerAttribute
{
    /// <summary>Applied to the result. Default none.</summary>
    public Activation Activation { get; set; } = Activation.None;

    /// <summary>Adds a bias per output. Default true.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>How the weight starts. Default: He uniform before activations of the ReLU family, else Glorot uniform.</summary>
    public Initializer WeightInitializer { get; set; } = Initializer.Default;

    /// <summary>How the bias starts. Default zeros.</summary>
    public Initializer BiasInitializer { get; set; } = Initializer.Zeros;
}

/// <summary>Fully connected: y = activation(x W + b), with W [inputs, units].</summary>
/// <param name="units">Number of outputs, at least 1.</param>
public sealed class DenseAttribute(int units) : WeightedLayerAttribute
{
    /// <summary>Number of outputs.</summary>
    public int Units => units;
}

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

    /// <summary>Step between windows. Default the window's own extent: windows do not overlap.</summary>
    public int Stride { get; set; }

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

/// <summary>Batch normalisation over all axes but the last (Ioffe and Szegedy 2015): batch statistics while training, running ones in inference.</summary>
public sealed class BatchNormAttribute : LayerAttribute
{
    /// <summary>new running value = (1 - Momentum) old + Momentum batch. Default 0.1.</summary>
    public double Momentum { get; set; } = 0.1;

    /// <summary>Added to the variance. Default 1e-5.</summary>
    public double Epsilon { get; set; } = 1e-5;
}

/// <summary>While training, sets each value to 0 with the given probability and divides the others by 1 - rate (Srivastava et al. 2014); in inference does nothing.</summary>
/// <param name="rate">Probability of dropping, from 0 to below 1.</param>
public sealed class DropoutAttribute(double rate) : LayerAttribute
{
    /// <summary>Probability of dropping.</summary>
    public double Rate => rate;
}

/// <summary>The same numbers as one vector per sample.</summary>
public sealed class FlattenAttribute : LayerAttribute;

/// <summary>An activation as a layer of its own.</summary>
/// <param name="activation">The function.</param>
public sealed class ActivationAttribute(Activation activation) : LayerAttribute
{
    /// <summary>The function.</summary>
    public Activation Activation => activation;
}

/// <summary>A vector per token, from a trainable table [vocabulary, units]. Must follow <see cref="TokenSequenceAttribute"/>.</summary>
/// <param name="units">Elements of each vector.</param>
public sealed class EmbeddingAttribute(int units) : LayerAttribute
{
    /// <summary>Elements of each vector.</summary>
    public int Units => units;
}

/// <summary>What recurrent layers have in common.</summary>
/// <param name="units">Elements of the state, at least 1.</param>
public abstract class RecurrentAttribute(int units) : LayerAttribute
{
    /// <summary>Elements of the state.</summary>
    public int Units => units;

    /// <summary>Every step's state (default) or the last one only.</summary>
    public SequenceOutput Output { get; set; } = SequenceOutput.All;

    /// <summary>From the last step of each sequence to its first. Default false.</summary>
    public bool Reverse { get; set; }
}

/// <summary>h' = activation(x W + h U + b) (Elman 1990).</summary>
/// <param name="units">Elements of the state.</param>
public sealed class SimpleRnnAttribute(int units) : RecurrentAttribute(units)
{
    /// <summary>Default tanh.</summary>
    public Activation Activation { get; set; } = Activation.Tanh;
}

/// <summary>
/// Gated recurrent unit (Cho et al. 2014): r = sigmoid(x W_r + h U_r + b_r), z = sigmoid(x W_z + h U_z + b_z), n = tanh(x W_n + b_n + r (h U_n + c_n)), h' = (1 - z) n + z h.
/// Gates lie in the order r, z, n.
/// </summary>
/// <param name="units">Elements of the state.</param>
public sealed class GruAttribute(int units) : RecurrentAttribute(units)
{
    /// <summary>Apply the reset gate after the recurrent product (default; as PyTorch and cuDNN) or to the state before it, (r h) U_n, as in the paper.</summary>
    public bool ResetAfter { get; set; } = true;
}

/// <summary>
/// Long short-term memory (Hochreiter and Schmidhuber 1997; forget gates by Gers et al. 2000): i, f, g, o from x W + h U + b, c' = f c + i g, h' = o tanh c'.
/// Gates lie in the order i, f, g, o.
/// </summary>
/// <param name="units">Elements of the state.</param>
public sealed class LstmAttribute(int units) : RecurrentAttribute(units)
{
    /// <summary>Gates also see the cell: i and f the old one, o the new one (Gers and Schmidhuber 2000). Default false.</summary>
    public bool Peephole { get; set; }

    /// <summary>Input gate 1 - f, as in Greff et al. 2017. Default false.</summary>
    public bool Coupled { get; set; }
}
