namespace NetGen.Integration.Tests.Networks.Gradients;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Dense(6)]
[BatchNorm]
[Dense(3)]
[MeanSquaredError]
public partial class BatchNormAfterDense;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Dense(6, UseBias = false)]
[BatchNorm(Epsilon = 0.1)]
[Activation(Activation.Tanh)]
[Dense(3)]
[SoftmaxCrossEntropy]
public partial class BatchNormThenActivation;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Dense(6, Activation = Activation.Tanh)]
[BatchNorm]
[Dense(3)]
[MeanSquaredError]
public partial class BatchNormAfterActivation;

[Network(Precision = Precision.Double), Outputs(4 * 3 * 2)]
[Input(4, 3, 2)]
[Conv2D(5, Kernel = 2, Padding = Padding.Same)]
[BatchNorm]
[Activation(Activation.Sigmoid)]
[Conv2D(2, Kernel = 1)]
[MeanSquaredError]
public partial class BatchNormAfterConv;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4, 4, 2)]
[BatchNorm]
[Conv2D(3, Activation = Activation.ReLU)]
[BatchNorm]
[MaxPool2D(2)]
[Flatten]
[BatchNorm]
[Dense(3)]
[SoftmaxCrossEntropy]
public partial class BatchNormSeveral;

[Network(Precision = Precision.Double), Outputs(4)]
[Input(4)]
[Dense(4)]
[BatchNorm]
[MeanSquaredError]
public partial class BatchNormLast;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Dense(9, Activation = Activation.Tanh)]
[Dropout(0.5)]
[Dense(3)]
[MeanSquaredError]
public partial class DropoutAfterDense;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(8)]
[Dropout(0.2)]
[Dense(9)]
[Dropout(0.3)]
[Activation(Activation.GELU)]
[Dropout(0.4)]
[Dense(3)]
[SoftmaxCrossEntropy]
public partial class DropoutSeveral;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4, 4, 2)]
[Conv2D(5, Kernel = 2, Activation = Activation.Tanh)]
[Dropout(0.25)]
[Conv2D(3, Kernel = 3)]
[Dropout(0)]
[Flatten]
[MeanSquaredError]
public partial class DropoutAfterConv;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Dense(9)]
[BatchNorm]
[Activation(Activation.Tanh)]
[Dropout(0.5)]
[Dense(3)]
[MeanSquaredError]
public partial class DropoutAfterBatchNorm;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(3, 2, 2)]
[Conv2D(4, Kernel = 2, Activation = Activation.Tanh)]
[Flatten]
[Flatten]
[Dense(3)]
[MeanSquaredError]
public partial class FlattenTwice;
