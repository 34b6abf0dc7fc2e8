using NetGen.Generator.Specification;

namespace NetGen.Generator.Graph;

/// <summary>An array from outside: samples or targets.</summary>
/// <param name="Name">Its parameter name in the generated methods.</param>
/// <param name="Classes">For integers: values are 0 to Classes - 1.</param>
/// <param name="Ignored">A further value that integers may have: the label of what does not count.</param>
/// <param name="IsState">Kept by the session or trainer from call to call, rather than given.</param>
internal sealed record InputArgument(string Name, int Classes = 0, bool IsState = false, int? Ignored = null);

/// <param name="Index">Into the network's parameters.</param>
internal sealed record ParameterArgument(int Index, string Path, bool IsState);

/// <param name="Stream">Tells this source of randomness from others of the network.</param>
/// <param name="Word">Which of the four words of a counter's block (0 to 3).</param>
internal sealed record RandomArgument(int Stream, int Word);

/// <summary>Factor times the extent, or divided by it: a number that is known when a call begins.</summary>
internal sealed record ExtentArgument(Dimension Extent, double Factor = 1, bool Reciprocal = false);

/// <summary>Axes of a reduction, or the permutation of a transposition (result axis k is input axis Axes[k]).</summary>
internal sealed record AxesArgument(EquatableArray<int> Axes);

internal sealed record SliceArgument(EquatableArray<Dimension> Starts);

internal sealed record PadArgument(EquatableArray<Dimension> Before);

internal sealed record AxisArgument(int Axis);

/// <summary>[batch..., M, K] x [batch..., K, N], each optionally stored transposed in its last two axes.</summary>
internal sealed record MatMulArgument(bool TransposeA, bool TransposeB);

/// <summary>Which of the three variables of the trilinear form sum(x, w, y) is computed from the other two.</summary>
internal enum ConvolutionForm
{
    /// <summary>y from x and w.</summary>
    Forward,
    /// <summary>x from y and w: the adjoint in x (a transposed convolution).</summary>
    Input,
    /// <summary>w from x and y.</summary>
    Weight,
}

/// <summary>Sizes of a convolution over NHWC images; weights [KernelHeight, KernelWidth, InChannels / Groups, OutChannels].</summary>
internal sealed record ConvolutionSizes(
    int InHeight, int InWidth, int InChannels,
    int OutHeight, int OutWidth, int OutChannels,
    int KernelHeight, int KernelWidth,
    int StrideHeight, int StrideWidth,
    int DilationHeight, int DilationWidth,
    int PadTop, int PadLeft,
    int Groups);

internal sealed record ConvolutionArgument(ConvolutionForm Form, ConvolutionSizes Sizes);

/// <summary>Sizes of a pooling over NHWC images.</summary>
internal sealed record PoolingSizes(
    int InHeight, int InWidth, int Channels,
    int OutHeight, int OutWidth,
    int WindowHeight, int WindowWidth,
    int StrideHeight, int StrideWidth,
    int PadTop, int PadLeft);
