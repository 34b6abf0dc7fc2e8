namespace NetGen.Integration.Tests.Networks.Gradients;
// The first convolution makes the derivative with respect to the input of the second count.

[Network(Precision = Precision.Double), Outputs(4 * 4 * 3)]
[Input(6, 6, 2)]
[Conv2D(2, Kernel = 1)]
[Conv2D(3)]
[MeanSquaredError]
public partial class ConvValid;

[Network(Precision = Precision.Double), Outputs(6 * 5 * 3)]
[Input(6, 5, 2)]
[Conv2D(2, Kernel = 1)]
[Conv2D(3, Padding = Padding.Same)]
[MeanSquaredError]
public partial class ConvSame;

[Network(Precision = Precision.Double), Outputs(5 * 5 * 3)]
[Input(5, 5, 2)]
[Conv2D(2, Kernel = 1)]
[Conv2D(3, Kernel = 2, Padding = Padding.Same)]
[MeanSquaredError]
public partial class ConvSameEvenKernel;

[Network(Precision = Precision.Double), Outputs(3 * 3 * 3)]
[Input(6, 5, 2)]
[Conv2D(2, Kernel = 1)]
[Conv2D(3, Stride = 2, Padding = Padding.Same)]
[MeanSquaredError]
public partial class ConvSameStrideTwo;

[Network(Precision = Precision.Double), Outputs(3 * 3 * 3)]
[Input(7, 8, 2)]
[Conv2D(2, Kernel = 1)]
[Conv2D(3, Kernel = 4, Stride = 3, Padding = Padding.Same)]
[MeanSquaredError]
public partial class ConvSameStrideThree;

[Network(Precision = Precision.Double), Outputs(6 * 5 * 2)]
[Input(6, 5, 2)]
[Conv2D(2, Kernel = 1)]
[Conv2D(2, Dilation = 2, Padding = Padding.Same)]
[MeanSquaredError]
public partial class ConvSameDilated;

[Network(Precision = Precision.Double), Outputs(3 * 2 * 3)]
[Input(7, 8, 2)]
[Conv2D(2, Kernel = 1)]
[Conv2D(3, StrideHeight = 2, StrideWidth = 3)]
[MeanSquaredError]
public partial class ConvStrideHeightWidth;

[Network(Precision = Precision.Double), Outputs(2 * 2 * 3)]
[Input(7, 6, 2)]
[Conv2D(2, Kernel = 1)]
[Conv2D(3, Kernel = 2, Stride = 3)]
[MeanSquaredError]
public partial class ConvStrideLeavesRest;

[Network(Precision = Precision.Double), Outputs(3 * 2 * 3)]
[Input(7, 6, 2)]
[Conv2D(2, Kernel = 1)]
[Conv2D(3, Dilation = 2)]
[MeanSquaredError]
public partial class ConvDilated;

[Network(Precision = Precision.Double), Outputs(2 * 2 * 3)]
[Input(5, 4, 2)]
[Conv2D(2, Kernel = 1)]
[Conv2D(3, KernelHeight = 2, KernelWidth = 3, DilationHeight = 3, DilationWidth = 1)]
[MeanSquaredError]
public partial class ConvDilatedHeightWidth;

[Network(Precision = Precision.Double), Outputs(3 * 2 * 6)]
[Input(5, 4, 2)]
[Conv2D(4, Kernel = 1)]
[Conv2D(6, Groups = 2)]
[MeanSquaredError]
public partial class ConvGroups;

[Network(Precision = Precision.Double), Outputs(3 * 2 * 4)]
[Input(5, 4, 2)]
[Conv2D(4, Kernel = 1)]
[Conv2D(4, Groups = 4)]
[MeanSquaredError]
public partial class ConvGroupsOfOne;

[Network(Precision = Precision.Double), Outputs(3 * 5 * 4)]
[Input(5, 6, 2)]
[Conv2D(4, Kernel = 1)]
[Conv2D(4, KernelHeight = 3, KernelWidth = 2, StrideHeight = 2, DilationWidth = 2, Groups = 2, Padding = Padding.Explicit, PadTop = 2, PadLeft = 1, Activation = Activation.Tanh)]
[MeanSquaredError]
public partial class ConvEverything;

[Network(Precision = Precision.Double), Outputs(4 * 5 * 3)]
[Input(4, 5, 2)]
[Conv2D(2, Kernel = 1)]
[Conv2D(3, Padding = Padding.Explicit, Pad = 1)]
[MeanSquaredError]
public partial class ConvExplicit;

[Network(Precision = Precision.Double), Outputs(4 * 7 * 3)]
[Input(4, 5, 2)]
[Conv2D(2, Kernel = 1)]
[Conv2D(3, Padding = Padding.Explicit, PadTop = 2, PadBottom = 0, PadLeft = 1, PadRight = 3)]
[MeanSquaredError]
public partial class ConvExplicitAsymmetric;

[Network(Precision = Precision.Double), Outputs(8 * 8 * 2)]
[Input(3, 3, 2)]
[Conv2D(2, Kernel = 1)]
[Conv2D(2, Kernel = 2, Padding = Padding.Explicit, Pad = 3)]
[MeanSquaredError]
public partial class ConvExplicitBeyondKernel;

[Network(Precision = Precision.Double), Outputs(3 * 4 * 5)]
[Input(3, 4, 2)]
[Conv2D(2, Kernel = 1)]
[Conv2D(5, Kernel = 1)]
[MeanSquaredError]
public partial class ConvOneByOne;

[Network(Precision = Precision.Double), Outputs(3 * 2 * 5)]
[Input(5, 4, 2)]
[Conv2D(2, Kernel = 1)]
[Conv2D(5, Kernel = 1, Stride = 2)]
[MeanSquaredError]
public partial class ConvOneByOneStrideTwo;

[Network(Precision = Precision.Double), Outputs(1 * 1 * 5)]
[Input(4, 3, 2)]
[Conv2D(2, Kernel = 1)]
[Conv2D(5, KernelHeight = 4, KernelWidth = 3)]
[MeanSquaredError]
public partial class ConvWholeImage;

[Network(Precision = Precision.Double), Outputs(3 * 3 * 3)]
[Input(3, 6, 2)]
[Conv2D(2, Kernel = 1)]
[Conv2D(3, KernelHeight = 1, KernelWidth = 4)]
[MeanSquaredError]
public partial class ConvRectangular;

[Network(Precision = Precision.Double), Outputs(3 * 3 * 3)]
[Input(5, 5, 2)]
[Conv2D(2, Kernel = 1)]
[Conv2D(3, UseBias = false)]
[MeanSquaredError]
public partial class ConvWithoutBias;

[Network(Precision = Precision.Double), Outputs(3 * 3 * 3)]
[Input(5, 5, 2)]
[Conv2D(3, Kernel = 1)]
[DepthwiseConv2D]
[MeanSquaredError]
public partial class Depthwise;

[Network(Precision = Precision.Double), Outputs(4 * 5 * 6)]
[Input(4, 5, 2)]
[Conv2D(3, Kernel = 1)]
[DepthwiseConv2D(Multiplier = 2, Padding = Padding.Same, Activation = Activation.Tanh)]
[MeanSquaredError]
public partial class DepthwiseMultiplier;

[Network(Precision = Precision.Double), Outputs(3 * 3 * 3)]
[Input(6, 5, 2)]
[Conv2D(3, Kernel = 1)]
[DepthwiseConv2D(Kernel = 5, Stride = 2, Padding = Padding.Same, UseBias = false)]
[MeanSquaredError]
public partial class DepthwiseStride;

[Network(Precision = Precision.Double), Outputs(3 * 2 * 5)]
[Input(4, 4, 2)]
[Conv2D(5, Kernel = 1)]
[DepthwiseConv2D(Kernel = 2, Dilation = 2, Padding = Padding.Explicit, PadTop = 1)]
[MeanSquaredError]
public partial class DepthwiseDilated;
