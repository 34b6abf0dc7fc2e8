namespace NetGen.Integration.Tests.Networks.Gradients;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(5)]
[Dense(3)]
[MeanSquaredError]
public partial class DenseAlone;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(5)]
[Dense(4, UseBias = false)]
[Dense(3, UseBias = false)]
[MeanSquaredError]
public partial class DenseWithoutBias;

[Network(Precision = Precision.Double), Outputs(1)]
[Input(1)]
[Dense(1)]
[Dense(1)]
[Dense(1)]
[MeanSquaredError]
public partial class DenseOfOne;

[Network(Precision = Precision.Double), Outputs(5)]
[Input(7)]
[Dense(19, Activation = Activation.Tanh)]
[Dense(6, Activation = Activation.Sigmoid)]
[Dense(5)]
[SoftmaxCrossEntropy]
public partial class DenseChain;

[Network(Precision = Precision.Double), Outputs(2)]
[Input(3)]
[Dense(40, Activation = Activation.Tanh)]
[Dense(2)]
[MeanSquaredError]
public partial class DenseWide;

[Network(Precision = Precision.Double), Outputs(12)]
[Input(3, 4)]
[Flatten]
[Dense(4, Activation = Activation.Tanh)]
[Dense(12)]
[MeanSquaredError]
public partial class DenseOfMatrix;
