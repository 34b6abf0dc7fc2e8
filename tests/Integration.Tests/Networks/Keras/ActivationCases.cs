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

[Network, Keras("activations.elu.0"), Input(6), Activation(Activation.ELU)]
public partial class ELUCase0;

[Network, Keras("activations.elu.1"), Input(2, 6), Activation(Activation.ELU)]
public partial class ELUCase1;

[Network, Keras("activations.elu.2"), Input(2, 2, 3), Activation(Activation.ELU)]
public partial class ELUCase2;

[Network, Keras("activations.elu.3"), Input(2, 2, 3), ELU(Alpha = 0.5)]
public partial class ELUCase3;

[Network, Keras("activations.selu.0"), Input(6), Activation(Activation.SELU)]
public partial class SELUCase0;

[Network, Keras("activations.selu.1"), Input(2, 6), Activation(Activation.SELU)]
public partial class SELUCase1;

[Network, Keras("activations.selu.2"), Input(2, 2, 3), Activation(Activation.SELU)]
public partial class SELUCase2;

[Network, Keras("activations.softplus.0"), Input(6), Activation(Activation.Softplus)]
public partial class SoftplusCase0;

[Network, Keras("activations.softplus.1"), Input(2, 6), Activation(Activation.Softplus)]
public partial class SoftplusCase1;

[Network, Keras("activations.softplus.2"), Input(2, 2, 3), Activation(Activation.Softplus)]
public partial class SoftplusCase2;

[Network, Keras("activations.softsign.0"), Input(6), Activation(Activation.Softsign)]
public partial class SoftsignCase0;

[Network, Keras("activations.softsign.1"), Input(2, 6), Activation(Activation.Softsign)]
public partial class SoftsignCase1;

[Network, Keras("activations.softsign.2"), Input(2, 2, 3), Activation(Activation.Softsign)]
public partial class SoftsignCase2;

[Network, Keras("advanced_activations.LeakyReLU.0"), Input(6), LeakyReLU(Slope = 0.4)]
public partial class LeakyReLUCase0;

[Network, Keras("activations.relu.4"), Input(2, 2, 3), LeakyReLU(Slope = 0.3)]
public partial class ReLUCase4;

[Network, Keras("advanced_activations.PReLU.0"), Input(6), PReLU(Slopes = Slopes.PerElement)]
public partial class PReLUCase0;

[Network, Keras("advanced_activations.ELU.0"), Input(6), ELU(Alpha = 1.1)]
public partial class ELULayerCase0;

[Network, Keras("advanced_activations.ThresholdedReLU.0"), Input(6), ThresholdedReLU(Threshold = 0.9)]
public partial class ThresholdedReLUCase0;
