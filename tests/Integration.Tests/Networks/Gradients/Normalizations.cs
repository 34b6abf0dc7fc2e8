namespace NetGen.Integration.Tests.Networks.Gradients;

[Network(Precision = Precision.Double), Outputs(6)]
[Input(4)]
[Dense(6)]
[LayerNorm]
[MeanSquaredError]
public partial class LayerNormOfVector;

[Network(Precision = Precision.Double), Outputs(5 * 2)]
[Input(5, 2)]
[Conv1D(3, Kernel = 1)]
[LayerNorm]
[Dense(2)]
[MeanSquaredError]
public partial class LayerNormOfSequence;

[Network(Precision = Precision.Double), Outputs(4 * 5 * 3)]
[Input(4, 5, 2)]
[Conv2D(3, Kernel = 1)]
[LayerNorm(UseBias = false, Epsilon = 0.01)]
[MeanSquaredError]
public partial class LayerNormOfImage;

[Network(Precision = Precision.Double), Outputs(2 * 3 * 4)]
[Input(2, 3, 2)]
[Conv2D(4, Kernel = 1)]
[GroupNorm(2)]
[Activation(Activation.Tanh)]
[MeanSquaredError]
public partial class GroupNormOfImage;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Dense(6)]
[GroupNorm(2)]
[Dense(3)]
[MeanSquaredError]
public partial class GroupNormOfVector;

[Network(Precision = Precision.Double), Outputs(5 * 3)]
[Input(5, 2)]
[Conv1D(3, Kernel = 1)]
[GroupNorm(1, UseBias = false)]
[MeanSquaredError]
public partial class GroupNormOfSequence;

[Network(Precision = Precision.Double), Outputs(6)]
[Input(4)]
[Dense(6)]
[RMSNorm]
[MeanSquaredError]
public partial class RMSNormOfVector;

[Network(Precision = Precision.Double), Outputs(5 * 2)]
[Input(5, 2)]
[Conv1D(3, Kernel = 1)]
[RMSNorm]
[Dense(2)]
[MeanSquaredError]
public partial class RMSNormOfSequence;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Dense(6)]
[GaussianNoise(0.3)]
[Dense(3)]
[MeanSquaredError]
public partial class GaussianNoisePlain;
