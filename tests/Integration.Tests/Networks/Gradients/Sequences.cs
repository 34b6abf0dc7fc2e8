namespace NetGen.Integration.Tests.Networks.Gradients;

[Network(Precision = Precision.Double), Outputs(3 * 4)]
[Input(5, 2)]
[Conv1D(3, Kernel = 1)]
[Conv1D(4)]
[MeanSquaredError]
public partial class Conv1DValid;

[Network(Precision = Precision.Double), Outputs(3 * 4)]
[Input(5, 2)]
[Conv1D(3, Kernel = 1)]
[Conv1D(4, Stride = 2, Padding = Padding.Same, Activation = Activation.Tanh)]
[MeanSquaredError]
public partial class Conv1DSameStrideTwo;

[Network(Precision = Precision.Double), Outputs(5 * 6)]
[Input(5, 2)]
[Conv1D(3, Kernel = 1)]
[Conv1D(6, Kernel = 2, Dilation = 2, Groups = 3, Padding = Padding.Explicit, PadBefore = 2, UseBias = false)]
[MeanSquaredError]
public partial class Conv1DDilatedGroups;

[Network(Precision = Precision.Double), Outputs(11 * 4)]
[Input(5, 2)]
[Conv1D(3, Kernel = 1)]
[ConvTranspose1D(4, Stride = 2)]
[MeanSquaredError]
public partial class ConvTranspose1DValid;

[Network(Precision = Precision.Double), Outputs(10 * 4)]
[Input(5, 2)]
[Conv1D(3, Kernel = 1)]
[ConvTranspose1D(4, Stride = 2, Padding = Padding.Same, Activation = Activation.Sigmoid)]
[MeanSquaredError]
public partial class ConvTranspose1DSame;

[Network(Precision = Precision.Double), Outputs(10 * 6)]
[Input(5, 2)]
[Conv1D(3, Kernel = 1)]
[ConvTranspose1D(6, Stride = 2, Groups = 3, Padding = Padding.Explicit, Pad = 1, OutputPadding = 1)]
[MeanSquaredError]
public partial class ConvTranspose1DExplicit;

[Network(Precision = Precision.Double), Outputs(2 * 3)]
[Input(5, 2)]
[Conv1D(3, Kernel = 1)]
[MaxPool1D(2)]
[MeanSquaredError]
public partial class MaxPool1DPlain;

[Network(Precision = Precision.Double), Outputs(3 * 3)]
[Input(5, 2)]
[Conv1D(3, Kernel = 1)]
[MaxPool1D(3, Stride = 2, Padding = Padding.Same)]
[MeanSquaredError]
public partial class MaxPool1DSame;

[Network(Precision = Precision.Double), Outputs(5 * 3)]
[Input(5, 2)]
[Conv1D(3, Kernel = 1)]
[AveragePool1D(3, Stride = 1, Padding = Padding.Same)]
[MeanSquaredError]
public partial class AveragePool1DSame;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(5, 2)]
[Conv1D(3, Kernel = 1)]
[GlobalMaxPool1D]
[MeanSquaredError]
public partial class GlobalMaxPool1DPlain;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(5, 2)]
[Conv1D(3, Kernel = 1)]
[GlobalAveragePool1D]
[MeanSquaredError]
public partial class GlobalAveragePool1DPlain;

[Network(Precision = Precision.Double), Outputs(8 * 3)]
[Input(5, 2)]
[Conv1D(3, Kernel = 1)]
[ZeroPadding1D(1, After = 2)]
[MeanSquaredError]
public partial class ZeroPadding1DPlain;

[Network(Precision = Precision.Double), Outputs(2 * 3)]
[Input(5, 2)]
[Conv1D(3, Kernel = 1)]
[Cropping1D(1, After = 2)]
[MeanSquaredError]
public partial class Cropping1DPlain;

[Network(Precision = Precision.Double), Outputs(10 * 3)]
[Input(5, 2)]
[Conv1D(3, Kernel = 1)]
[Upsample1D(2)]
[MeanSquaredError]
public partial class Upsample1DNearest;

[Network(Precision = Precision.Double), Outputs(15 * 3)]
[Input(5, 2)]
[Conv1D(3, Kernel = 1)]
[Upsample1D(3, Interpolation = Interpolation.Linear)]
[MeanSquaredError]
public partial class Upsample1DLinear;

[Network(Precision = Precision.Double), Outputs(5 * 3)]
[Input(5, 2)]
[Conv1D(3, Kernel = 1)]
[SpatialDropout1D(0.4)]
[MeanSquaredError]
public partial class SpatialDropout1DPlain;

[Network(Precision = Precision.Double), Outputs(5 * 4)]
[Input(5, 2)]
[Conv1D(3, Kernel = 1)]
[Dense(4, Activation = Activation.Tanh)]
[MeanSquaredError]
public partial class DenseOnSequence;

[Network(Precision = Precision.Double), Outputs(3 * 2)]
[Input(5, 2)]
[Conv1D(3, Kernel = 1)]
[Permute(2, 1)]
[Dense(2)]
[MeanSquaredError]
public partial class PermuteOfSequence;

[Network(Precision = Precision.Double), Outputs(3 * 2)]
[Input(4)]
[Dense(6)]
[RepeatVector(3)]
[Dense(2)]
[MeanSquaredError]
public partial class RepeatVectorPlain;

[Network(Precision = Precision.Double), Outputs(2 * 2 * 3)]
[Input(4)]
[Dense(18)]
[Reshape(3, -1, 2)]
[Conv2D(3, Kernel = 2)]
[MeanSquaredError]
public partial class ReshapeToImage;
