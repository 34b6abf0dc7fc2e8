namespace NetGen.Integration.Tests.Networks.Gradients;

[Network(Precision = Precision.Double), Outputs(4)]
[Input(3)]
[Dense(4)]
[MeanAbsoluteError]
public partial class LossMeanAbsoluteError;

[Network(Precision = Precision.Double), Outputs(4)]
[Input(3)]
[Dense(4)]
[Huber(Delta = 0.3)]
public partial class LossHuber;

[Network(Precision = Precision.Double), Outputs(4)]
[Input(3)]
[Dense(4)]
[Huber(Reduction = Reduction.Sum)]
public partial class LossHuberSum;

[Network(Precision = Precision.Double), Outputs(4)]
[Input(3)]
[Dense(4)]
[Hinge]
public partial class LossHinge;

[Network(Precision = Precision.Double), Outputs(4)]
[Input(3)]
[Dense(4, Activation = Activation.LogSoftmax)]
[KullbackLeibler(Reduction = Reduction.Sum)]
public partial class LossKullbackLeibler;

[Network(Precision = Precision.Double), Outputs(4)]
[Input(3)]
[Dense(4)]
[Poisson]
public partial class LossPoisson;

[Network(Precision = Precision.Double), Outputs(4)]
[Input(3)]
[Dense(4)]
[SoftmaxCrossEntropy(LabelSmoothing = 0.1)]
public partial class LossLabelSmoothing;

[Network(Precision = Precision.Double), Outputs(4)]
[Input(3)]
[Dense(4)]
[SoftmaxCrossEntropy(ClassWeights = new[] { 1, 0.5, 2, 0.1 })]
public partial class LossClassWeights;

[Network(Precision = Precision.Double), Outputs(4)]
[Input(3)]
[Dense(4)]
[SoftmaxCrossEntropy(IgnoredIndex = 1)]
public partial class LossIgnoredIndex;

[Network(Precision = Precision.Double), Outputs(4)]
[Input(3)]
[Dense(4)]
[SoftmaxCrossEntropy(LabelSmoothing = 0.2, IgnoredIndex = 1, ClassWeights = new[] { 1, 0.5, 2, 0.1 })]
public partial class LossAllOptions;

[Network(Precision = Precision.Double), Outputs(5 * 4, Classes = 4)]
[Input(5, 2)]
[Conv1D(3, Kernel = 1)]
[Dense(4)]
[SoftmaxCrossEntropy(IgnoredIndex = 1)]
public partial class LossOfSequence;

[Network(Precision = Precision.Double), Outputs(4)]
[Input(3)]
[Dense(6, L1 = 0.01, L2 = 0.1)]
[Dense(4, L2 = 0.2)]
[MeanSquaredError]
public partial class PenaltyL1L2;

[Network(Precision = Precision.Double), Outputs(4)]
[Input(3)]
[Dense(4)]
[SoftmaxCrossEntropy(Distributions = true)]
public partial class LossDistributions;

[Network(Precision = Precision.Double), Outputs(4)]
[Input(3)]
[Dense(4)]
[SoftmaxCrossEntropy(Distributions = true, LabelSmoothing = 0.1, ClassWeights = new[] { 1, 0.5, 2, 0.1 })]
public partial class LossDistributionsAllOptions;
