namespace NetGen.Integration.Tests.Networks;

/// <summary>For the test of the first calls only.</summary>
[Network]
[Input(6)]
[Dense(9)]
[BatchNorm]
[Activation(Activation.GELU)]
[Dropout(0.5)]
[Dense(3)]
[SoftmaxCrossEntropy]
public partial class NeverUsedBefore;
