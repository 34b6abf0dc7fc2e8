namespace NetGen.Integration.Tests.Networks.Gradients;

[Network(Precision = Precision.Double), Outputs(4)]
[Input(3)]
[Dense(4)]
[SoftmaxCrossEntropy]
public partial class LossSoftmaxCrossEntropy;

[Network(Precision = Precision.Double), Outputs(4)]
[Input(3)]
[Dense(4)]
[SoftmaxCrossEntropy(Reduction = Reduction.Sum)]
public partial class LossSoftmaxCrossEntropySum;

[Network(Precision = Precision.Double), Outputs(2)]
[Input(3)]
[Dense(5, Activation = Activation.Tanh)]
[Dense(2)]
[SoftmaxCrossEntropy]
public partial class LossSoftmaxCrossEntropyTwoClasses;

[Network(Precision = Precision.Double), Outputs(4)]
[Input(3)]
[Dense(4)]
[SigmoidCrossEntropy]
public partial class LossSigmoidCrossEntropy;

[Network(Precision = Precision.Double), Outputs(4)]
[Input(3)]
[Dense(4)]
[SigmoidCrossEntropy(Reduction = Reduction.Sum)]
public partial class LossSigmoidCrossEntropySum;

[Network(Precision = Precision.Double), Outputs(4)]
[Input(3)]
[Dense(4)]
[MeanSquaredError(Reduction = Reduction.Sum)]
public partial class LossMeanSquaredErrorSum;

[Network(Precision = Precision.Double), Outputs(3 * 4 * 2)]
[Input(3, 4, 2)]
[Conv2D(2, Kernel = 1)]
[MeanSquaredError]
public partial class LossMeanSquaredErrorOfImage;

[Network(Precision = Precision.Double), Outputs(3 * 4 * 2)]
[Input(3, 4, 2)]
[Conv2D(2, Padding = Padding.Same)]
[SigmoidCrossEntropy(Reduction = Reduction.Sum)]
public partial class LossSigmoidCrossEntropyOfImage;

[Network(Precision = Precision.Double), Outputs(4)]
[Input(3)]
[Dense(4, Activation = Activation.Sigmoid)]
[MeanSquaredError]
public partial class LossAfterActivation;

[Network(Precision = Precision.Double), Outputs(4)]
[Input(3)]
[Dense(5, Activation = Activation.Tanh)]
[Dense(4, Activation = Activation.Softmax)]
[MeanSquaredError]
public partial class LossAfterSoftmax;
