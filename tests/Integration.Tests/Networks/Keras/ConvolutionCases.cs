namespace NetGen.Integration.Tests.Networks.Keras;

[Network, Keras("convolutional.Conv2D.0"), Input(5, 5, 2), Conv2D(4)]
public partial class Conv2DCase0;

[Network, Keras("convolutional.Conv2D.1"), Input(5, 5, 2), Conv2D(4, UseBias = false)]
public partial class Conv2DCase1;

[Network, Keras("convolutional.Conv2D.2"), Input(5, 5, 2), Conv2D(4, Stride = 2, Activation = Activation.ReLU)]
public partial class Conv2DCase2;

[Network, Keras("convolutional.Conv2D.3"), Input(7, 7, 3), Conv2D(5, Kernel = 4, StrideHeight = 2, StrideWidth = 1, Activation = Activation.ReLU)]
public partial class Conv2DCase3;

[Network, Keras("convolutional.Conv2D.4"), Input(5, 5, 2), Conv2D(4, Padding = Padding.Same, Activation = Activation.ReLU)]
public partial class Conv2DCase4;

[Network, Keras("convolutional.Conv2D.5"), Input(4, 4, 2), Conv2D(4, Stride = 2, Padding = Padding.Same, Activation = Activation.ReLU)]
public partial class Conv2DCase5;

[Network, Keras("convolutional.Conv2D.6"), Input(6, 3, 1), Conv2D(4, StrideHeight = 3, StrideWidth = 2, Padding = Padding.Same, Activation = Activation.ReLU)]
public partial class Conv2DCase6;

[Network, Keras("convolutional.Conv2D.7"), Input(5, 5, 2), Conv2D(4, Dilation = 2)]
public partial class Conv2DCase7;

[Network, Keras("convolutional.Conv2D.8"), Input(5, 5, 2), Conv2D(4, Dilation = 2, UseBias = false)]
public partial class Conv2DCase8;

[Network, Keras("convolutional.Conv2D.9"), Input(7, 7, 2), Conv2D(4, Dilation = 3, Activation = Activation.ReLU)]
public partial class Conv2DCase9;

[Network, Keras("convolutional.Conv2D.10"), Input(4, 8, 3), Conv2D(3, Kernel = 4, Dilation = 2, Padding = Padding.Same, Activation = Activation.ReLU)]
public partial class Conv2DCase10;

[Network, Keras("convolutional.Conv2D.11"), Input(8, 8, 2), Conv2D(4, Dilation = 4, Padding = Padding.Same, Activation = Activation.ReLU)]
public partial class Conv2DCase11;

[Network, Keras("convolutional.Conv1D.0"), Input(5, 2), Conv1D(4)]
public partial class Conv1DCase0;

[Network, Keras("convolutional.Conv1D.1"), Input(6, 3), Conv1D(4, UseBias = false)]
public partial class Conv1DCase1;

[Network, Keras("convolutional.Conv1D.2"), Input(4, 6), Conv1D(2, Stride = 2, Padding = Padding.Same, Activation = Activation.Sigmoid)]
public partial class Conv1DCase2;

[Network, Keras("convolutional.Conv1D.3"), Input(8, 3), Conv1D(2, Kernel = 7, Padding = Padding.Same, Activation = Activation.Tanh)]
public partial class Conv1DCase3;

[Network, Keras("convolutional.Conv1D.4"), Input(8, 3), Conv1D(2, Kernel = 7, Dilation = 2, Padding = Padding.Same, Activation = Activation.Tanh)]
public partial class Conv1DCase4;

[Network, Keras("convolutional.Conv2DTranspose.0"), Input(4, 4, 2), ConvTranspose2D(4, UseBias = false)]
public partial class ConvTranspose2DCase0;

[Network, Keras("convolutional.Conv2DTranspose.1"), Input(4, 4, 2), ConvTranspose2D(4)]
public partial class ConvTranspose2DCase1;

[Network, Keras("convolutional.Conv2DTranspose.2"), Input(4, 4, 2), ConvTranspose2D(4, Stride = 2, Activation = Activation.ReLU)]
public partial class ConvTranspose2DCase2;

[Network, Keras("convolutional.Conv2DTranspose.3"), Input(4, 4, 2), ConvTranspose2D(4, Padding = Padding.Same, Activation = Activation.ReLU)]
public partial class ConvTranspose2DCase3;

[Network, Keras("convolutional.Conv2DTranspose.4"), Input(4, 4, 2), ConvTranspose2D(5, Stride = 2, Padding = Padding.Same, Activation = Activation.ReLU)]
public partial class ConvTranspose2DCase4;

[Network, Keras("convolutional.Conv2DTranspose.5"), Input(4, 4, 2), ConvTranspose2D(3, KernelHeight = 2, KernelWidth = 3, Padding = Padding.Same, Activation = Activation.ReLU)]
public partial class ConvTranspose2DCase5;

[Network, Keras("convolutional.SeparableConv2D.0"), Input(5, 5, 2), SeparableConv2D(4)]
public partial class SeparableConv2DCase0;

[Network, Keras("convolutional.SeparableConv2D.1"), Input(5, 5, 2), SeparableConv2D(4, Multiplier = 2, Activation = Activation.ReLU)]
public partial class SeparableConv2DCase1;

[Network, Keras("convolutional.SeparableConv2D.2"), Input(5, 5, 4), SeparableConv2D(16, Multiplier = 3, Activation = Activation.ReLU)]
public partial class SeparableConv2DCase2;

[Network, Keras("convolutional.SeparableConv2D.3"), Input(5, 5, 2), SeparableConv2D(4, Stride = 2, Activation = Activation.ReLU)]
public partial class SeparableConv2DCase3;

[Network, Keras("convolutional.SeparableConv2D.4"), Input(5, 5, 2), SeparableConv2D(4, Padding = Padding.Same, Activation = Activation.ReLU)]
public partial class SeparableConv2DCase4;

[Network, Keras("convolutional.SeparableConv2D.5"), Input(5, 5, 2), SeparableConv2D(4, Multiplier = 2, Padding = Padding.Same, UseBias = false, Activation = Activation.ReLU)]
public partial class SeparableConv2DCase5;

[Network, Keras("convolutional.SeparableConv2D.6"), Input(5, 5, 2), SeparableConv2D(4, Multiplier = 2, Stride = 2, Padding = Padding.Same, Activation = Activation.ReLU)]
public partial class SeparableConv2DCase6;
