using NetGen;

namespace NetGen.Benchmarks.Networks;

/// <summary>LeCun, Bottou, Bengio, Haffner 1998, as frameworks write it today.</summary>
[Network]
[Input(28, 28, 1)]
[Conv2D(6, Kernel = 5, Padding = Padding.Same, Activation = Activation.Tanh)]
[AveragePool2D(2)]
[Conv2D(16, Kernel = 5, Activation = Activation.Tanh)]
[AveragePool2D(2)]
[Flatten]
[Dense(120, Activation = Activation.Tanh)]
[Dense(84, Activation = Activation.Tanh)]
[Dense(10)]
[SoftmaxCrossEntropy]
public partial class LeNet5;

/// <summary>Two convolutions of 32 and 64 filters.</summary>
[Network]
[Input(28, 28, 1)]
[Conv2D(32, Kernel = 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[Conv2D(64, Kernel = 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPool2D(2)]
[Flatten]
[Dense(128, Activation = Activation.ReLU)]
[Dense(10)]
[SoftmaxCrossEntropy]
public partial class Cnn;

/// <summary>A block of VGG (Simonyan, Zisserman 2014).</summary>
[Network]
[Input(56, 56, 64)]
[Conv2D(64, Kernel = 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[Conv2D(64, Kernel = 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPool2D(2)]
public partial class VggBlock;

/// <summary>A block of MobileNet (Howard et al. 2017).</summary>
[Network]
[Input(56, 56, 32)]
[DepthwiseConv2D(Kernel = 3, Padding = Padding.Same)]
[BatchNorm]
[Activation(Activation.ReLU)]
[Conv2D(64, Kernel = 1)]
[BatchNorm]
[Activation(Activation.ReLU)]
public partial class MobileBlock;
