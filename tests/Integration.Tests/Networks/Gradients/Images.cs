namespace NetGen.Integration.Tests.Networks.Gradients;

[Network(Precision = Precision.Double), Outputs(9 * 11 * 3)]
[Input(4, 5, 2)]
[Conv2D(3, Kernel = 1)]
[ConvTranspose2D(3, Stride = 2, Activation = Activation.Tanh)]
[MeanSquaredError]
public partial class ConvTranspose2DValid;

[Network(Precision = Precision.Double), Outputs(8 * 5 * 3)]
[Input(4, 5, 2)]
[Conv2D(3, Kernel = 1)]
[ConvTranspose2D(3, KernelHeight = 2, KernelWidth = 3, StrideHeight = 2, Padding = Padding.Same)]
[MeanSquaredError]
public partial class ConvTranspose2DSame;

[Network(Precision = Precision.Double), Outputs(8 * 10 * 6)]
[Input(4, 5, 2)]
[Conv2D(3, Kernel = 1)]
[ConvTranspose2D(6, Stride = 2, Groups = 3, Padding = Padding.Explicit, Pad = 1, OutputPadding = 1)]
[MeanSquaredError]
public partial class ConvTranspose2DExplicit;

[Network(Precision = Precision.Double), Outputs(2 * 3 * 5)]
[Input(4, 5, 2)]
[Conv2D(3, Kernel = 1)]
[SeparableConv2D(5, Multiplier = 2, Activation = Activation.Tanh)]
[MeanSquaredError]
public partial class SeparableConv2DPlain;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4, 5, 2)]
[Conv2D(3, Kernel = 1)]
[GlobalMaxPool2D]
[MeanSquaredError]
public partial class GlobalMaxPool2DPlain;

[Network(Precision = Precision.Double), Outputs(6 * 8 * 3)]
[Input(4, 5, 2)]
[Conv2D(3, Kernel = 1)]
[ZeroPadding2D(1, Left = 2)]
[MeanSquaredError]
public partial class ZeroPadding2DPlain;

[Network(Precision = Precision.Double), Outputs(4 * 6 * 2)]
[Input(4, 5, 2)]
[Conv2D(3, Kernel = 1)]
[ZeroPadding2D(1, Left = 2)]
[Conv2D(2)]
[MeanSquaredError]
public partial class ZeroPadding2DThenConv;

[Network(Precision = Precision.Double), Outputs(2 * 2 * 3)]
[Input(4, 5, 2)]
[Conv2D(3, Kernel = 1)]
[Cropping2D(1, Left = 2)]
[MeanSquaredError]
public partial class Cropping2DPlain;

[Network(Precision = Precision.Double), Outputs(8 * 15 * 3)]
[Input(4, 5, 2)]
[Conv2D(3, Kernel = 1)]
[Upsample2D(2, FactorWidth = 3)]
[MeanSquaredError]
public partial class Upsample2DNearest;

[Network(Precision = Precision.Double), Outputs(8 * 15 * 3)]
[Input(4, 5, 2)]
[Conv2D(3, Kernel = 1)]
[Upsample2D(2, FactorWidth = 3, Interpolation = Interpolation.Linear)]
[MeanSquaredError]
public partial class Upsample2DLinear;

[Network(Precision = Precision.Double), Outputs(2 * 3 * 2)]
[Input(4, 5, 2)]
[Conv2D(3, Kernel = 1)]
[SpatialDropout2D(0.4)]
[Conv2D(2)]
[MeanSquaredError]
public partial class SpatialDropout2DPlain;

[Network(Precision = Precision.Double), Outputs(3 * 4 * 5)]
[Input(4, 5, 2)]
[Conv2D(3, Kernel = 1)]
[Permute(3, 1, 2)]
[MeanSquaredError]
public partial class PermuteOfImage;
