namespace NetGen.Integration.Tests.Networks.Typical;

// Each in both precisions: the second is the first with Double in its name.

[Network, Outputs(10)]
[Input(6)]
[Dense(10)]
[SoftmaxCrossEntropy]
public partial class Linear;

[Network(Precision = Precision.Double), Outputs(10)]
[Input(6)]
[Dense(10)]
[SoftmaxCrossEntropy]
public partial class LinearDouble;

[Network, Outputs(10)]
[Input(20)]
[Dense(33, Activation = Activation.ReLU)]
[Dense(17, Activation = Activation.Tanh)]
[Dense(10)]
[SoftmaxCrossEntropy]
public partial class Perceptron;

[Network(Precision = Precision.Double), Outputs(10)]
[Input(20)]
[Dense(33, Activation = Activation.ReLU)]
[Dense(17, Activation = Activation.Tanh)]
[Dense(10)]
[SoftmaxCrossEntropy]
public partial class PerceptronDouble;

[Network, Outputs(4)]
[Input(9)]
[Dense(31, Activation = Activation.GELU)]
[Dense(5, Activation = Activation.Sigmoid)]
[Dense(4)]
[MeanSquaredError]
public partial class Regression;

[Network(Precision = Precision.Double), Outputs(4)]
[Input(9)]
[Dense(31, Activation = Activation.GELU)]
[Dense(5, Activation = Activation.Sigmoid)]
[Dense(4)]
[MeanSquaredError]
public partial class RegressionDouble;

[Network, Outputs(10)]
[Input(300)]
[Dense(256, Activation = Activation.LeakyReLU)]
[Dense(70, Activation = Activation.Softmax)]
[Dense(10)]
[SoftmaxCrossEntropy]
public partial class WidePerceptron;

[Network(Precision = Precision.Double), Outputs(10)]
[Input(300)]
[Dense(256, Activation = Activation.LeakyReLU)]
[Dense(70, Activation = Activation.Softmax)]
[Dense(10)]
[SoftmaxCrossEntropy]
public partial class WidePerceptronDouble;

[Network, Outputs(3)]
[Input(20)]
[Dropout(0.1)]
[Dense(64)]
[BatchNorm]
[Activation(Activation.ReLU)]
[Dropout(0.5)]
[Dense(3)]
[SigmoidCrossEntropy]
public partial class RegularizedPerceptron;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(20)]
[Dropout(0.1)]
[Dense(64)]
[BatchNorm]
[Activation(Activation.ReLU)]
[Dropout(0.5)]
[Dense(3)]
[SigmoidCrossEntropy]
public partial class RegularizedPerceptronDouble;

[Network, Outputs(10)]
[Input(16, 16, 1)]
[Conv2D(6, Kernel = 5, Padding = Padding.Same, Activation = Activation.Tanh)]
[AveragePool2D(2)]
[Conv2D(16, Kernel = 3, Activation = Activation.Tanh)]
[AveragePool2D(2)]
[Flatten]
[Dense(40, Activation = Activation.Tanh)]
[Dense(10)]
[SoftmaxCrossEntropy]
public partial class LeNet;

[Network(Precision = Precision.Double), Outputs(10)]
[Input(16, 16, 1)]
[Conv2D(6, Kernel = 5, Padding = Padding.Same, Activation = Activation.Tanh)]
[AveragePool2D(2)]
[Conv2D(16, Kernel = 3, Activation = Activation.Tanh)]
[AveragePool2D(2)]
[Flatten]
[Dense(40, Activation = Activation.Tanh)]
[Dense(10)]
[SoftmaxCrossEntropy]
public partial class LeNetDouble;

[Network, Outputs(5)]
[Input(12, 11, 3)]
[Conv2D(16, UseBias = false)]
[BatchNorm]
[Activation(Activation.ReLU)]
[MaxPool2D(3, Stride = 2, Padding = Padding.Same)]
[Conv2D(24, Padding = Padding.Same)]
[BatchNorm]
[Activation(Activation.ReLU)]
[Dropout(0.3)]
[GlobalAveragePool2D]
[Dense(5)]
[SoftmaxCrossEntropy]
public partial class ConvolutionalClassifier;

[Network(Precision = Precision.Double), Outputs(5)]
[Input(12, 11, 3)]
[Conv2D(16, UseBias = false)]
[BatchNorm]
[Activation(Activation.ReLU)]
[MaxPool2D(3, Stride = 2, Padding = Padding.Same)]
[Conv2D(24, Padding = Padding.Same)]
[BatchNorm]
[Activation(Activation.ReLU)]
[Dropout(0.3)]
[GlobalAveragePool2D]
[Dense(5)]
[SoftmaxCrossEntropy]
public partial class ConvolutionalClassifierDouble;

[Network, Outputs(7)]
[Input(14, 14, 3)]
[Conv2D(8, Stride = 2, Padding = Padding.Same, Activation = Activation.LeakyReLU)]
[DepthwiseConv2D(Padding = Padding.Same)]
[BatchNorm]
[Conv2D(20, Kernel = 1, Activation = Activation.GELU)]
[DepthwiseConv2D(Kernel = 5, Stride = 2, Multiplier = 2)]
[MaxPool2D(2, Stride = 1)]
[Flatten]
[Dense(7)]
[SoftmaxCrossEntropy]
public partial class DepthwiseClassifier;

[Network(Precision = Precision.Double), Outputs(7)]
[Input(14, 14, 3)]
[Conv2D(8, Stride = 2, Padding = Padding.Same, Activation = Activation.LeakyReLU)]
[DepthwiseConv2D(Padding = Padding.Same)]
[BatchNorm]
[Conv2D(20, Kernel = 1, Activation = Activation.GELU)]
[DepthwiseConv2D(Kernel = 5, Stride = 2, Multiplier = 2)]
[MaxPool2D(2, Stride = 1)]
[Flatten]
[Dense(7)]
[SoftmaxCrossEntropy]
public partial class DepthwiseClassifierDouble;

[Network, Outputs(9 * 8 * 2)]
[Input(9, 8, 2)]
[Conv2D(12, Dilation = 2, Padding = Padding.Same, Activation = Activation.ReLU)]
[Conv2D(12, Groups = 3, Padding = Padding.Explicit, PadTop = 2, PadLeft = 1, PadRight = 1, Activation = Activation.Sigmoid)]
[Conv2D(2, Kernel = 1)]
[SigmoidCrossEntropy(Reduction = Reduction.Sum)]
public partial class ImageToImage;

[Network(Precision = Precision.Double), Outputs(9 * 8 * 2)]
[Input(9, 8, 2)]
[Conv2D(12, Dilation = 2, Padding = Padding.Same, Activation = Activation.ReLU)]
[Conv2D(12, Groups = 3, Padding = Padding.Explicit, PadTop = 2, PadLeft = 1, PadRight = 1, Activation = Activation.Sigmoid)]
[Conv2D(2, Kernel = 1)]
[SigmoidCrossEntropy(Reduction = Reduction.Sum)]
public partial class ImageToImageDouble;
