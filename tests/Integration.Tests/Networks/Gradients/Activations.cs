namespace NetGen.Integration.Tests.Networks.Gradients;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Dense(7, Activation = Activation.ReLU)]
[Dense(3)]
[MeanSquaredError]
public partial class DenseReLU;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Dense(7)]
[Activation(Activation.ReLU)]
[Dense(3)]
[MeanSquaredError]
public partial class LayerReLU;

[Network(Precision = Precision.Double), Outputs(4 * 4 * 2)]
[Input(4, 4, 2)]
[Conv2D(3, Padding = Padding.Same, Activation = Activation.ReLU)]
[Conv2D(2, Kernel = 1)]
[MeanSquaredError]
public partial class ConvReLU;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Dense(7, Activation = Activation.LeakyReLU)]
[Dense(3)]
[MeanSquaredError]
public partial class DenseLeakyReLU;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Dense(7)]
[Activation(Activation.LeakyReLU)]
[Dense(3)]
[MeanSquaredError]
public partial class LayerLeakyReLU;

[Network(Precision = Precision.Double), Outputs(4 * 4 * 2)]
[Input(4, 4, 2)]
[Conv2D(3, Padding = Padding.Same, Activation = Activation.LeakyReLU)]
[Conv2D(2, Kernel = 1)]
[MeanSquaredError]
public partial class ConvLeakyReLU;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Dense(7, Activation = Activation.Sigmoid)]
[Dense(3)]
[MeanSquaredError]
public partial class DenseSigmoid;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Dense(7)]
[Activation(Activation.Sigmoid)]
[Dense(3)]
[MeanSquaredError]
public partial class LayerSigmoid;

[Network(Precision = Precision.Double), Outputs(4 * 4 * 2)]
[Input(4, 4, 2)]
[Conv2D(3, Padding = Padding.Same, Activation = Activation.Sigmoid)]
[Conv2D(2, Kernel = 1)]
[MeanSquaredError]
public partial class ConvSigmoid;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Dense(7, Activation = Activation.Tanh)]
[Dense(3)]
[MeanSquaredError]
public partial class DenseTanh;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Dense(7)]
[Activation(Activation.Tanh)]
[Dense(3)]
[MeanSquaredError]
public partial class LayerTanh;

[Network(Precision = Precision.Double), Outputs(4 * 4 * 2)]
[Input(4, 4, 2)]
[Conv2D(3, Padding = Padding.Same, Activation = Activation.Tanh)]
[Conv2D(2, Kernel = 1)]
[MeanSquaredError]
public partial class ConvTanh;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Dense(7, Activation = Activation.GELU)]
[Dense(3)]
[MeanSquaredError]
public partial class DenseGELU;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Dense(7)]
[Activation(Activation.GELU)]
[Dense(3)]
[MeanSquaredError]
public partial class LayerGELU;

[Network(Precision = Precision.Double), Outputs(4 * 4 * 2)]
[Input(4, 4, 2)]
[Conv2D(3, Padding = Padding.Same, Activation = Activation.GELU)]
[Conv2D(2, Kernel = 1)]
[MeanSquaredError]
public partial class ConvGELU;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Dense(7, Activation = Activation.Softmax)]
[Dense(3)]
[MeanSquaredError]
public partial class DenseSoftmax;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Dense(7)]
[Activation(Activation.Softmax)]
[Dense(3)]
[MeanSquaredError]
public partial class LayerSoftmax;

[Network(Precision = Precision.Double), Outputs(4 * 4 * 2)]
[Input(4, 4, 2)]
[Conv2D(3, Padding = Padding.Same, Activation = Activation.Softmax)]
[Conv2D(2, Kernel = 1)]
[MeanSquaredError]
public partial class ConvSoftmax;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Activation(Activation.None)]
[Dense(5, Activation = Activation.Tanh)]
[Activation(Activation.Sigmoid)]
[Activation(Activation.GELU)]
[Dense(3)]
[MeanSquaredError]
public partial class LayerSeveral;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(4)]
[Activation(Activation.Tanh)]
[Dense(3)]
[MeanSquaredError]
public partial class LayerOnInput;

[Network(Precision = Precision.Double), Outputs(4 * 4 * 3)]
[Input(4, 4, 2)]
[Conv2D(3, Kernel = 2, Padding = Padding.Same)]
[Activation(Activation.Softmax)]
[MeanSquaredError]
public partial class LayerSoftmaxOfImage;
