namespace NetGen.Kernels;

/// <summary>Sizes of a two-dimensional convolution over NHWC images; kernels are [KernelHeight, KernelWidth, InChannels / Groups, OutChannels]; cross-correlation.</summary>
/// <remarks>y[n, p, q, o] = sum over r, s, i of x[n, p StrideHeight + r DilationHeight - PadTop, q StrideWidth + s DilationWidth - PadLeft, g I + i] w[r, s, i, o], where g is the group of o and I = InChannels / Groups; x is 0 outside the image.</remarks>
public readonly record struct ConvolutionShape(
    int InHeight, int InWidth, int InChannels,
    int OutHeight, int OutWidth, int OutChannels,
    int KernelHeight, int KernelWidth,
    int StrideHeight = 1, int StrideWidth = 1,
    int DilationHeight = 1, int DilationWidth = 1,
    int PadTop = 0, int PadLeft = 0,
    int Groups = 1);

/// <summary>Sizes of a two-dimensional pooling over NHWC images. Cells outside the image do not take part: they are never the maximum, and averages do not count them.</summary>
public readonly record struct PoolingShape(
    int InHeight, int InWidth, int Channels,
    int OutHeight, int OutWidth,
    int WindowHeight, int WindowWidth,
    int StrideHeight, int StrideWidth,
    int PadTop = 0, int PadLeft = 0);
