namespace NetGen.Integration.Tests.Networks;

/// <summary>Layers that are trained each in its own way.</summary>
[Network(Precision = Precision.Double)]
[Input(4)]
[Dense(6, Frozen = true, Activation = Activation.Tanh)]
[Dense(5, LearningRateScale = 0.25, Activation = Activation.Tanh)]
[BatchNorm(Decay = false)]
[Dense(3, LearningRateScale = 3, Decay = false)]
[MeanSquaredError]
public partial class Grouped;

/// <summary><see cref="Grouped"/> with all layers trained alike.</summary>
[Network(Precision = Precision.Double)]
[Input(4)]
[Dense(6, Activation = Activation.Tanh)]
[Dense(5, Activation = Activation.Tanh)]
[BatchNorm]
[Dense(3)]
[MeanSquaredError]
public partial class Ungrouped;
