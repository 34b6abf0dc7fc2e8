namespace NetGen.Integration.Tests.Networks.Keras;

[Network, Keras("core.Dense.0", "core.Dense.3", "core.Activation.9"), Input(6), Dense(2)]
public partial class DenseCase0;

[Network, Keras("core.Dense.1", "core.Dense.4", "core.Activation.7"), Input(6), Dense(2, Activation = Activation.Sigmoid)]
public partial class DenseCase1;

[Network, Keras("core.Activation.0"), Input(6), Dense(2), Activation(Activation.Softmax)]
public partial class ActivationCase0;

[Network, Keras("core.Activation.5"), Input(6), Dense(2), Activation(Activation.ReLU)]
public partial class ActivationCase5;

[Network, Keras("core.Activation.6"), Input(6), Dense(2), Activation(Activation.Tanh)]
public partial class ActivationCase6;

[Network, Keras("core.Dropout.0"), Input(6), Dense(2), Dropout(0.4)]
public partial class DropoutCase0;

[Network, Keras("core.Flatten.0"), Input(6), Flatten]
public partial class FlattenCase0;

[Network, Keras("core.Flatten.1"), Input(3, 2), Flatten]
public partial class FlattenCase1;

[Network, Keras("core.Flatten.2"), Input(3, 2, 2), Flatten]
public partial class FlattenCase2;

[Network, Keras("normalization.BatchNormalization.0"), Input(4, 3), BatchNorm]
public partial class BatchNormCase0;

[Network, Keras("normalization.BatchNormalization.1"), Input(4, 3), BatchNorm(Epsilon = 1e-2)]
public partial class BatchNormCase1;

[Network, Keras("normalization.BatchNormalization.2", ChannelAxis = 1), Input(3, 2, 4), BatchNorm]
public partial class BatchNormCase2;

[Network, Keras("normalization.BatchNormalization.3", ChannelAxis = 2), Input(4, 2, 3), BatchNorm]
public partial class BatchNormCase3;

[Network, Keras("normalization.BatchNormalization.4", Weights = ["BatchNorm1.bias", "BatchNorm1.running_mean", "BatchNorm1.running_var"]), Input(4, 3, 2), BatchNorm]
public partial class BatchNormCase4;

[Network, Keras("normalization.BatchNormalization.5", Weights = ["BatchNorm1.weight", "BatchNorm1.running_mean", "BatchNorm1.running_var"]), Input(4, 3, 2), BatchNorm]
public partial class BatchNormCase5;

[Network, Keras("normalization.BatchNormalization.6", Weights = ["BatchNorm1.running_mean", "BatchNorm1.running_var"]), Input(4, 3, 2), BatchNorm(Epsilon = 1e-3)]
public partial class BatchNormCase6;

[Network, Keras("core.Dense.2", "core.Dense.5"), Input(6), Dense(2, Activation = Activation.Softplus, UseBias = false)]
public partial class DenseCase2;

[Network, Keras("core.Activation.1"), Input(6), Dense(2), Activation(Activation.ELU)]
public partial class ActivationCase1;

[Network, Keras("core.Activation.2"), Input(6), Dense(2), Activation(Activation.SELU)]
public partial class ActivationCase2;

[Network, Keras("core.Activation.3"), Input(6), Dense(2), Activation(Activation.Softplus)]
public partial class ActivationCase3;

[Network, Keras("core.Activation.4"), Input(6), Dense(2), Activation(Activation.Softsign)]
public partial class ActivationCase4;
