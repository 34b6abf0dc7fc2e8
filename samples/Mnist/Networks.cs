using NetGen;
using static NetGen.Tensor;

namespace Mnist;

/// <summary>784-300-100-10, the larger of the two-hidden-layer networks of LeCun et al., 1998.</summary>
[Network]
[Input(784)]
[Dense(300, Activation = Activation.ReLU)]
[Dense(100, Activation = Activation.ReLU)]
[Dense(10)]
[SoftmaxCrossEntropy]
public partial class Mlp;

/// <summary>784-1200-1200-10 with dropout of pixels and of hidden units and limited weights, of Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", 2014.</summary>
[Network]
[Input(784)]
[Dropout(0.2)]
[Dense(1200, Activation = Activation.ReLU, MaxNorm = 2)]
[Dropout(0.5)]
[Dense(1200, Activation = Activation.ReLU, MaxNorm = 2)]
[Dropout(0.5)]
[Dense(10)]
[SoftmaxCrossEntropy]
public partial class DropoutMlp;

/// <summary>The convolutional network of LeCun et al., "Gradient-based learning applied to document recognition", 1998.</summary>
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

/// <summary>A plain network on distorted digits, after Ciresan et al., "Deep, big, simple neural nets for handwritten digit recognition", 2010, at a size that two cores can train.</summary>
[Network]
[Input(784)]
[Dense(1000, Activation = Activation.ReLU)]
[Dense(500, Activation = Activation.ReLU)]
[Dense(250, Activation = Activation.ReLU)]
[Dense(10)]
[SoftmaxCrossEntropy]
public partial class DeepMlp;

/// <summary>Two convolutions, each normalised, and the input added to what they make (He et al., "Deep residual learning for image recognition", 2016).</summary>
[Module]
public partial class ResidualBlock(int channels)
{
    [Conv2D(nameof(channels), Kernel = 3, Padding = Padding.Same, UseBias = false)] public partial Layer First { get; }
    [BatchNorm] public partial Layer FirstNorm { get; }
    [Conv2D(nameof(channels), Kernel = 3, Padding = Padding.Same, UseBias = false)] public partial Layer Second { get; }
    [BatchNorm] public partial Layer SecondNorm { get; }

    [Graph]
    private Tensor Define(Tensor x)
    {
        var inner = ReLU(FirstNorm.Apply(First.Apply(x)));
        return ReLU(x + SecondNorm.Apply(Second.Apply(inner)));
    }
}

/// <summary>A small residual network: its blocks are modules.</summary>
[Network]
[Input(28, 28, 1)]
[Conv2D(16, Kernel = 3, Stride = 2, Padding = Padding.Same, UseBias = false)]
[BatchNorm]
[Activation(Activation.ReLU)]
[Module(typeof(ResidualBlock), 16)]
[Conv2D(32, Kernel = 3, Stride = 2, Padding = Padding.Same, UseBias = false)]
[BatchNorm]
[Activation(Activation.ReLU)]
[Module(typeof(ResidualBlock), 32)]
[GlobalAveragePool2D]
[Dense(10)]
[SoftmaxCrossEntropy]
public partial class ResNet;
