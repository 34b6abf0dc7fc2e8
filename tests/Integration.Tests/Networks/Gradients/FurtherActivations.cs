namespace NetGen.Integration.Tests.Networks.Gradients;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Dense(7, Activation = Activation.ELU)]
[Dense(3)]
[MeanSquaredError]
public partial class DenseELU;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Dense(7, Activation = Activation.SELU)]
[Dense(3)]
[MeanSquaredError]
public partial class DenseSELU;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Dense(7, Activation = Activation.GELUTanh)]
[Dense(3)]
[MeanSquaredError]
public partial class DenseGELUTanh;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Dense(7, Activation = Activation.SiLU)]
[Dense(3)]
[MeanSquaredError]
public partial class DenseSiLU;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Dense(7, Activation = Activation.Mish)]
[Dense(3)]
[MeanSquaredError]
public partial class DenseMish;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Dense(7, Activation = Activation.Softplus)]
[Dense(3)]
[MeanSquaredError]
public partial class DenseSoftplus;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Dense(7, Activation = Activation.Softsign)]
[Dense(3)]
[MeanSquaredError]
public partial class DenseSoftsign;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Dense(7, Activation = Activation.HardSigmoid)]
[Dense(3)]
[MeanSquaredError]
public partial class DenseHardSigmoid;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Dense(7, Activation = Activation.HardSwish)]
[Dense(3)]
[MeanSquaredError]
public partial class DenseHardSwish;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Dense(7, Activation = Activation.LogSoftmax)]
[Dense(3)]
[MeanSquaredError]
public partial class DenseLogSoftmax;

[Network(Precision = Precision.Double), Outputs(5 * 3)]
[Input(5, 2)]
[Conv1D(3, Kernel = 1)]
[PReLU]
[MeanSquaredError]
public partial class PReLUPerChannel;

[Network(Precision = Precision.Double), Outputs(5 * 3)]
[Input(5, 2)]
[Conv1D(3, Kernel = 1)]
[PReLU(Slopes = Slopes.One)]
[MeanSquaredError]
public partial class PReLUOne;

[Network(Precision = Precision.Double), Outputs(5 * 3)]
[Input(5, 2)]
[Conv1D(3, Kernel = 1)]
[PReLU(Slopes = Slopes.PerElement)]
[MeanSquaredError]
public partial class PReLUPerElement;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Dense(6)]
[LeakyReLU(Slope = 0.3)]
[Dense(3)]
[MeanSquaredError]
public partial class LeakyReLUSlope;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Dense(6)]
[ELU(Alpha = 1.5)]
[Dense(3)]
[MeanSquaredError]
public partial class ELUAlpha;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Dense(6)]
[ThresholdedReLU(Threshold = 0.05)]
[Dense(3)]
[MeanSquaredError]
public partial class ThresholdedReLUPlain;

[Network(Precision = Precision.Double), Outputs(4)]
[Input(4)]
[Dense(6)]
[Maxout(4, Pieces = 3)]
[MeanSquaredError]
public partial class MaxoutPlain;
