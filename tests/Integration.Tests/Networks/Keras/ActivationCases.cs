namespace NetGen.Integration.Tests.Networks.Keras;

[Network, Keras("activations.softmax.0"), Input(6), Activation(Activation.Softmax)]
public partial class SoftmaxCase0;

[Network, Keras("activations.softmax.1"), Input(2, 6), Activation(Activation.Softmax)]
public partial class SoftmaxCase1;

[Network, Keras("activations.softmax.2"), Input(6), Activation(Activation.Softmax)]
public partial class SoftmaxCase2;

[Network, Keras("activations.relu.0"), Input(6), Activation(Activation.ReLU)]
public partial class ReLUCase0;

[Network, Keras("activations.relu.1"), Input(2, 6), Activation(Activation.ReLU)]
public partial class ReLUCase1;

[Network, Keras("activations.relu.2"), Input(2, 2, 3), Activation(Activation.ReLU)]
public partial class ReLUCase2;

[Network, Keras("activations.tanh.0"), Input(6), Activation(Activation.Tanh)]
public partial class TanhCase0;

[Network, Keras("activations.tanh.1"), Input(2, 6), Activation(Activation.Tanh)]
public partial class TanhCase1;

[Network, Keras("activations.tanh.2"), Input(2, 2, 3), Activation(Activation.Tanh)]
public partial class TanhCase2;

[Network, Keras("activations.sigmoid.0"), Input(6), Activation(Activation.Sigmoid)]
public partial class SigmoidCase0;

[Network, Keras("activations.sigmoid.1"), Input(2, 6), Activation(Activation.Sigmoid)]
public partial class SigmoidCase1;

[Network, Keras("activations.sigmoid.2"), Input(2, 2, 3), Activation(Activation.Sigmoid)]
public partial class SigmoidCase2;

[Network, Keras("activations.linear.0"), Input(6), Activation(Activation.None)]
public partial class NoneCase0;

[Network, Keras("activations.linear.1"), Input(2, 6), Activation(Activation.None)]
public partial class NoneCase1;

[Network, Keras("activations.linear.2"), Input(2, 2, 3), Activation(Activation.None)]
public partial class NoneCase2;
