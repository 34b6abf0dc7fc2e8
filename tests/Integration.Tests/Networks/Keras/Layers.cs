using NetGen.Integration.Tests.Reference;

namespace NetGen.Integration.Tests.Networks.Keras;

[Network(Precision = Precision.Double), KerasCase("convolutional.Conv1D.0"), Outputs(12)]
[Input(5, 2)]
[Conv1D(4, Kernel = 3, Stride = 1, Dilation = 1, Padding = Padding.Valid, Activation = Activation.None, UseBias = true)]
public partial class Conv1D0;

[Network(Precision = Precision.Double), KerasCase("convolutional.Conv1D.1"), Outputs(16)]
[Input(6, 3)]
[Conv1D(4, Kernel = 3, Stride = 1, Dilation = 1, Padding = Padding.Valid, Activation = Activation.None, UseBias = false)]
public partial class Conv1D1;

[Network(Precision = Precision.Double), KerasCase("convolutional.Conv1D.2"), Outputs(4)]
[Input(4, 6)]
[Conv1D(2, Kernel = 3, Stride = 2, Dilation = 1, Padding = Padding.Same, Activation = Activation.Sigmoid, UseBias = true)]
public partial class Conv1D2;

[Network(Precision = Precision.Double), KerasCase("convolutional.Conv1D.3"), Outputs(16)]
[Input(8, 3)]
[Conv1D(2, Kernel = 7, Stride = 1, Dilation = 1, Padding = Padding.Same, Activation = Activation.Tanh, UseBias = true)]
public partial class Conv1D3;

[Network(Precision = Precision.Double), KerasCase("convolutional.Conv1D.4"), Outputs(16)]
[Input(8, 3)]
[Conv1D(2, Kernel = 7, Stride = 1, Dilation = 2, Padding = Padding.Same, Activation = Activation.Tanh, UseBias = true)]
public partial class Conv1D4;

[Network(Precision = Precision.Double), KerasCase("convolutional.Conv2DTranspose.0"), Outputs(144)]
[Input(4, 4, 2)]
[ConvTranspose2D(4, KernelHeight = 3, KernelWidth = 3, Stride = 1, Padding = Padding.Valid, Activation = Activation.None, UseBias = false)]
public partial class Conv2DTranspose0;

[Network(Precision = Precision.Double), KerasCase("convolutional.Conv2DTranspose.1"), Outputs(144)]
[Input(4, 4, 2)]
[ConvTranspose2D(4, KernelHeight = 3, KernelWidth = 3, Stride = 1, Padding = Padding.Valid, Activation = Activation.None, UseBias = true)]
public partial class Conv2DTranspose1;

[Network(Precision = Precision.Double), KerasCase("convolutional.Conv2DTranspose.2"), Outputs(324)]
[Input(4, 4, 2)]
[ConvTranspose2D(4, KernelHeight = 3, KernelWidth = 3, Stride = 2, Padding = Padding.Valid, Activation = Activation.ReLU, UseBias = true)]
public partial class Conv2DTranspose2;

[Network(Precision = Precision.Double), KerasCase("convolutional.Conv2DTranspose.3"), Outputs(64)]
[Input(4, 4, 2)]
[ConvTranspose2D(4, KernelHeight = 3, KernelWidth = 3, Stride = 1, Padding = Padding.Same, Activation = Activation.ReLU, UseBias = true)]
public partial class Conv2DTranspose3;

[Network(Precision = Precision.Double), KerasCase("convolutional.Conv2DTranspose.4"), Outputs(320)]
[Input(4, 4, 2)]
[ConvTranspose2D(5, KernelHeight = 3, KernelWidth = 3, Stride = 2, Padding = Padding.Same, Activation = Activation.ReLU, UseBias = true)]
public partial class Conv2DTranspose4;

[Network(Precision = Precision.Double), KerasCase("convolutional.Conv2DTranspose.5"), Outputs(48)]
[Input(4, 4, 2)]
[ConvTranspose2D(3, KernelHeight = 2, KernelWidth = 3, Stride = 1, Padding = Padding.Same, Activation = Activation.ReLU, UseBias = true)]
public partial class Conv2DTranspose5;

[Network(Precision = Precision.Double), KerasCase("convolutional.SeparableConv2D.0"), Outputs(36)]
[Input(5, 5, 2)]
[SeparableConv2D(4, Multiplier = 1, Stride = 1, Padding = Padding.Valid, Activation = Activation.None, UseBias = true)]
public partial class SeparableConv2D0;

[Network(Precision = Precision.Double), KerasCase("convolutional.SeparableConv2D.1"), Outputs(36)]
[Input(5, 5, 2)]
[SeparableConv2D(4, Multiplier = 2, Stride = 1, Padding = Padding.Valid, Activation = Activation.ReLU, UseBias = true)]
public partial class SeparableConv2D1;

[Network(Precision = Precision.Double), KerasCase("convolutional.SeparableConv2D.2"), Outputs(144)]
[Input(5, 5, 4)]
[SeparableConv2D(16, Multiplier = 3, Stride = 1, Padding = Padding.Valid, Activation = Activation.ReLU, UseBias = true)]
public partial class SeparableConv2D2;

[Network(Precision = Precision.Double), KerasCase("convolutional.SeparableConv2D.3"), Outputs(16)]
[Input(5, 5, 2)]
[SeparableConv2D(4, Multiplier = 1, Stride = 2, Padding = Padding.Valid, Activation = Activation.ReLU, UseBias = true)]
public partial class SeparableConv2D3;

[Network(Precision = Precision.Double), KerasCase("convolutional.SeparableConv2D.4"), Outputs(100)]
[Input(5, 5, 2)]
[SeparableConv2D(4, Multiplier = 1, Stride = 1, Padding = Padding.Same, Activation = Activation.ReLU, UseBias = true)]
public partial class SeparableConv2D4;

[Network(Precision = Precision.Double), KerasCase("convolutional.SeparableConv2D.5"), Outputs(100)]
[Input(5, 5, 2)]
[SeparableConv2D(4, Multiplier = 2, Stride = 1, Padding = Padding.Same, Activation = Activation.ReLU, UseBias = false)]
public partial class SeparableConv2D5;

[Network(Precision = Precision.Double), KerasCase("convolutional.SeparableConv2D.6"), Outputs(36)]
[Input(5, 5, 2)]
[SeparableConv2D(4, Multiplier = 2, Stride = 2, Padding = Padding.Same, Activation = Activation.ReLU, UseBias = true)]
public partial class SeparableConv2D6;

[Network(Precision = Precision.Double), KerasCase("convolutional.Cropping1D.0"), Outputs(16)]
[Input(6, 4)]
[Cropping1D(1)]
public partial class Cropping1D0;

[Network(Precision = Precision.Double), KerasCase("convolutional.Cropping1D.1"), Outputs(4)]
[Input(6, 4)]
[Cropping1D(2, After = 3)]
public partial class Cropping1D1;

[Network(Precision = Precision.Double), KerasCase("convolutional.Cropping1D.2"), Outputs(8)]
[Input(6, 4)]
[Cropping1D(2)]
public partial class Cropping1D2;

[Network(Precision = Precision.Double), KerasCase("convolutional.Cropping2D.0"), Outputs(12)]
[Input(3, 5, 4)]
[Cropping2D(1)]
public partial class Cropping2D0;

[Network(Precision = Precision.Double), KerasCase("convolutional.Cropping2D.2"), Outputs(36)]
[Input(8, 7, 6)]
[Cropping2D(4, Bottom = 2, Left = 3, Right = 1)]
public partial class Cropping2D2;

[Network(Precision = Precision.Double), KerasCase("convolutional.Cropping2D.4"), Outputs(24)]
[Input(8, 7, 6)]
[Cropping2D(2, Left = 3, Right = 3)]
public partial class Cropping2D4;

[Network(Precision = Precision.Double), KerasCase("convolutional.ZeroPadding1D.0"), Outputs(25)]
[Input(3, 5)]
[ZeroPadding1D(1)]
public partial class ZeroPadding1D0;

[Network(Precision = Precision.Double), KerasCase("convolutional.ZeroPadding1D.1"), Outputs(40)]
[Input(4, 4)]
[ZeroPadding1D(3)]
public partial class ZeroPadding1D1;

[Network(Precision = Precision.Double), KerasCase("convolutional.ZeroPadding1D.2"), Outputs(36)]
[Input(4, 4)]
[ZeroPadding1D(3, After = 2)]
public partial class ZeroPadding1D2;

[Network(Precision = Precision.Double), KerasCase("convolutional.ZeroPadding2D.0"), Outputs(70)]
[Input(3, 5, 2)]
[ZeroPadding2D(1)]
public partial class ZeroPadding2D0;

[Network(Precision = Precision.Double), KerasCase("convolutional.ZeroPadding2D.2"), Outputs(320)]
[Input(2, 6, 4)]
[ZeroPadding2D(3, Left = 2, Right = 2)]
public partial class ZeroPadding2D2;

[Network(Precision = Precision.Double), KerasCase("convolutional.ZeroPadding2D.4"), Outputs(260)]
[Input(2, 6, 4)]
[ZeroPadding2D(1, Bottom = 2, Left = 3, Right = 4)]
public partial class ZeroPadding2D4;

[Network(Precision = Precision.Double), KerasCase("convolutional.ZeroPadding2D.5"), Outputs(240)]
[Input(2, 6, 4)]
[ZeroPadding2D(2)]
public partial class ZeroPadding2D5;

[Network(Precision = Precision.Double), KerasCase("convolutional.UpSampling1D.0"), Outputs(30)]
[Input(3, 5)]
[Upsample1D(2)]
public partial class UpSampling1D0;

[Network(Precision = Precision.Double), KerasCase("convolutional.UpSampling1D.1"), Outputs(48)]
[Input(4, 4)]
[Upsample1D(3)]
public partial class UpSampling1D1;

[Network(Precision = Precision.Double), KerasCase("convolutional.UpSampling2D.0"), Outputs(108)]
[Input(3, 3, 3)]
[Upsample2D(2)]
public partial class UpSampling2D0;

[Network(Precision = Precision.Double), KerasCase("convolutional.UpSampling2D.2"), Outputs(96)]
[Input(4, 2, 2)]
[Upsample2D(3, FactorWidth = 2)]
public partial class UpSampling2D2;

[Network(Precision = Precision.Double), KerasCase("convolutional.UpSampling2D.4"), Outputs(24)]
[Input(1, 3, 2)]
[Upsample2D(2)]
public partial class UpSampling2D4;

[Network(Precision = Precision.Double), KerasCase("core.Permute.0"), Outputs(6)]
[Input(3, 2)]
[Permute(2, 1)]
public partial class Permute0;

[Network(Precision = Precision.Double), KerasCase("core.Permute.1"), Outputs(24)]
[Input(2, 3, 4)]
[Permute(3, 2, 1)]
public partial class Permute1;

[Network(Precision = Precision.Double), KerasCase("core.Permute.2"), Outputs(24)]
[Input(1, 6, 4)]
[Permute(2, 1, 3)]
public partial class Permute2;

[Network(Precision = Precision.Double), KerasCase("core.Permute.3"), Outputs(24)]
[Input(1, 3, 4, 2)]
[Permute(3, 1, 2, 4)]
public partial class Permute3;

[Network(Precision = Precision.Double), KerasCase("core.RepeatVector.0"), Outputs(42)]
[Input(6)]
[RepeatVector(7)]
public partial class RepeatVector0;

[Network(Precision = Precision.Double), KerasCase("core.Reshape.0"), Outputs(6)]
[Input(6)]
[Reshape(2, 3)]
public partial class Reshape0;

[Network(Precision = Precision.Double), KerasCase("core.Reshape.1"), Outputs(6)]
[Input(3, 2)]
[Reshape(6)]
public partial class Reshape1;

[Network(Precision = Precision.Double), KerasCase("core.Reshape.2"), Outputs(12)]
[Input(3, 2, 2)]
[Reshape(4, 3)]
public partial class Reshape2;

[Network(Precision = Precision.Double), KerasCase("pooling.AveragePooling1D.0"), Outputs(18)]
[Input(6, 6)]
[AveragePool1D(2)]
public partial class AveragePooling1D0;

[Network(Precision = Precision.Double), KerasCase("pooling.AveragePooling1D.1"), Outputs(30)]
[Input(6, 6)]
[AveragePool1D(2, Stride = 1)]
public partial class AveragePooling1D1;

[Network(Precision = Precision.Double), KerasCase("pooling.AveragePooling1D.2"), Outputs(12)]
[Input(6, 6)]
[AveragePool1D(2, Stride = 3)]
public partial class AveragePooling1D2;

[Network(Precision = Precision.Double), KerasCase("pooling.AveragePooling1D.3"), Outputs(18)]
[Input(6, 6)]
[AveragePool1D(2, Padding = Padding.Same)]
public partial class AveragePooling1D3;

[Network(Precision = Precision.Double), KerasCase("pooling.AveragePooling1D.4"), Outputs(36)]
[Input(6, 6)]
[AveragePool1D(2, Stride = 1, Padding = Padding.Same)]
public partial class AveragePooling1D4;

[Network(Precision = Precision.Double), KerasCase("pooling.AveragePooling1D.5"), Outputs(12)]
[Input(6, 6)]
[AveragePool1D(2, Stride = 3, Padding = Padding.Same)]
public partial class AveragePooling1D5;

[Network(Precision = Precision.Double), KerasCase("pooling.AveragePooling1D.6"), Outputs(12)]
[Input(6, 6)]
[AveragePool1D(3)]
public partial class AveragePooling1D6;

[Network(Precision = Precision.Double), KerasCase("pooling.AveragePooling1D.7"), Outputs(49)]
[Input(7, 7)]
[AveragePool1D(3, Stride = 1, Padding = Padding.Same)]
public partial class AveragePooling1D7;

[Network(Precision = Precision.Double), KerasCase("pooling.AveragePooling1D.8"), Outputs(21)]
[Input(7, 7)]
[AveragePool1D(3, Stride = 3, Padding = Padding.Same)]
public partial class AveragePooling1D8;

[Network(Precision = Precision.Double), KerasCase("pooling.MaxPooling1D.0"), Outputs(18)]
[Input(6, 6)]
[MaxPool1D(2)]
public partial class MaxPooling1D0;

[Network(Precision = Precision.Double), KerasCase("pooling.MaxPooling1D.1"), Outputs(30)]
[Input(6, 6)]
[MaxPool1D(2, Stride = 1)]
public partial class MaxPooling1D1;

[Network(Precision = Precision.Double), KerasCase("pooling.MaxPooling1D.2"), Outputs(12)]
[Input(6, 6)]
[MaxPool1D(2, Stride = 3)]
public partial class MaxPooling1D2;

[Network(Precision = Precision.Double), KerasCase("pooling.MaxPooling1D.3"), Outputs(18)]
[Input(6, 6)]
[MaxPool1D(2, Padding = Padding.Same)]
public partial class MaxPooling1D3;

[Network(Precision = Precision.Double), KerasCase("pooling.MaxPooling1D.4"), Outputs(36)]
[Input(6, 6)]
[MaxPool1D(2, Stride = 1, Padding = Padding.Same)]
public partial class MaxPooling1D4;

[Network(Precision = Precision.Double), KerasCase("pooling.MaxPooling1D.5"), Outputs(12)]
[Input(6, 6)]
[MaxPool1D(2, Stride = 3, Padding = Padding.Same)]
public partial class MaxPooling1D5;

[Network(Precision = Precision.Double), KerasCase("pooling.MaxPooling1D.6"), Outputs(12)]
[Input(6, 6)]
[MaxPool1D(3)]
public partial class MaxPooling1D6;

[Network(Precision = Precision.Double), KerasCase("pooling.MaxPooling1D.7"), Outputs(49)]
[Input(7, 7)]
[MaxPool1D(3, Stride = 1, Padding = Padding.Same)]
public partial class MaxPooling1D7;

[Network(Precision = Precision.Double), KerasCase("pooling.MaxPooling1D.8"), Outputs(21)]
[Input(7, 7)]
[MaxPool1D(3, Stride = 3, Padding = Padding.Same)]
public partial class MaxPooling1D8;

[Network(Precision = Precision.Double), KerasCase("pooling.GlobalAveragePooling1D.0"), Outputs(6)]
[Input(6, 6)]
[GlobalAveragePool1D]
public partial class GlobalAveragePooling1D0;

[Network(Precision = Precision.Double), KerasCase("pooling.GlobalMaxPooling1D.0"), Outputs(6)]
[Input(6, 6)]
[GlobalMaxPool1D]
public partial class GlobalMaxPooling1D0;

[Network(Precision = Precision.Double), KerasCase("pooling.GlobalAveragePooling1D.1"), Outputs(7)]
[Input(3, 7)]
[GlobalAveragePool1D]
public partial class GlobalAveragePooling1D1;

[Network(Precision = Precision.Double), KerasCase("pooling.GlobalMaxPooling1D.1"), Outputs(7)]
[Input(3, 7)]
[GlobalMaxPool1D]
public partial class GlobalMaxPooling1D1;

[Network(Precision = Precision.Double), KerasCase("pooling.GlobalAveragePooling1D.2"), Outputs(4)]
[Input(8, 4)]
[GlobalAveragePool1D]
public partial class GlobalAveragePooling1D2;

[Network(Precision = Precision.Double), KerasCase("pooling.GlobalMaxPooling1D.2"), Outputs(4)]
[Input(8, 4)]
[GlobalMaxPool1D]
public partial class GlobalMaxPooling1D2;

[Network(Precision = Precision.Double), KerasCase("pooling.GlobalMaxPooling2D.0"), Outputs(3)]
[Input(6, 6, 3)]
[GlobalMaxPool2D]
public partial class GlobalMaxPooling2D0;

[Network(Precision = Precision.Double), KerasCase("pooling.GlobalMaxPooling2D.2"), Outputs(2)]
[Input(5, 3, 2)]
[GlobalMaxPool2D]
public partial class GlobalMaxPooling2D2;

[Network(Precision = Precision.Double), KerasCase("advanced_activations.LeakyReLU.0"), Outputs(6)]
[Input(6)]
[LeakyReLU(Slope = 0.4)]
public partial class LeakyReLU0;

[Network(Precision = Precision.Double), KerasCase("advanced_activations.PReLU.0"), Outputs(6)]
[Input(6)]
[PReLU(Slopes = Slopes.PerElement)]
public partial class PReLU0;

[Network(Precision = Precision.Double), KerasCase("advanced_activations.ELU.0"), Outputs(6)]
[Input(6)]
[ELU(Alpha = 1.1)]
public partial class ELU0;

[Network(Precision = Precision.Double), KerasCase("advanced_activations.ThresholdedReLU.0"), Outputs(6)]
[Input(6)]
[ThresholdedReLU(Threshold = 0.9)]
public partial class ThresholdedReLU0;

[Network(Precision = Precision.Double), KerasCase("activations.selu.0"), Outputs(6)]
[Input(6)]
[Activation(Activation.SELU)]
public partial class ActivationSelu0;

[Network(Precision = Precision.Double), KerasCase("activations.selu.1"), Outputs(12)]
[Input(2, 6)]
[Activation(Activation.SELU)]
public partial class ActivationSelu1;

[Network(Precision = Precision.Double), KerasCase("activations.selu.2"), Outputs(12)]
[Input(2, 2, 3)]
[Activation(Activation.SELU)]
public partial class ActivationSelu2;

[Network(Precision = Precision.Double), KerasCase("activations.softplus.0"), Outputs(6)]
[Input(6)]
[Activation(Activation.Softplus)]
public partial class ActivationSoftplus0;

[Network(Precision = Precision.Double), KerasCase("activations.softplus.1"), Outputs(12)]
[Input(2, 6)]
[Activation(Activation.Softplus)]
public partial class ActivationSoftplus1;

[Network(Precision = Precision.Double), KerasCase("activations.softplus.2"), Outputs(12)]
[Input(2, 2, 3)]
[Activation(Activation.Softplus)]
public partial class ActivationSoftplus2;

[Network(Precision = Precision.Double), KerasCase("activations.softsign.0"), Outputs(6)]
[Input(6)]
[Activation(Activation.Softsign)]
public partial class ActivationSoftsign0;

[Network(Precision = Precision.Double), KerasCase("activations.softsign.1"), Outputs(12)]
[Input(2, 6)]
[Activation(Activation.Softsign)]
public partial class ActivationSoftsign1;

[Network(Precision = Precision.Double), KerasCase("activations.softsign.2"), Outputs(12)]
[Input(2, 2, 3)]
[Activation(Activation.Softsign)]
public partial class ActivationSoftsign2;

[Network(Precision = Precision.Double), KerasCase("activations.elu.0"), Outputs(6)]
[Input(6)]
[Activation(Activation.ELU)]
public partial class ActivationElu0;

[Network(Precision = Precision.Double), KerasCase("activations.elu.1"), Outputs(12)]
[Input(2, 6)]
[Activation(Activation.ELU)]
public partial class ActivationElu1;

[Network(Precision = Precision.Double), KerasCase("activations.elu.2"), Outputs(12)]
[Input(2, 2, 3)]
[Activation(Activation.ELU)]
public partial class ActivationElu2;

[Network(Precision = Precision.Double), KerasCase("activations.softmax.0"), Outputs(6)]
[Input(6)]
[Activation(Activation.Softmax)]
public partial class ActivationSoftmax0;

[Network(Precision = Precision.Double), KerasCase("activations.softmax.1"), Outputs(12)]
[Input(2, 6)]
[Activation(Activation.Softmax)]
public partial class ActivationSoftmax1;

[Network(Precision = Precision.Double), KerasCase("activations.softmax.2"), Outputs(6)]
[Input(6)]
[Activation(Activation.Softmax)]
public partial class ActivationSoftmax2;
