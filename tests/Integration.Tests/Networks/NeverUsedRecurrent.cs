namespace NetGen.Integration.Tests.Networks;

/// <summary>A recurrent network that nothing has compiled yet when its first calls are measured.</summary>
[Network]
[TokenSequence(5)]
[Embedding(3)]
[Lstm(6)]
[Dense(5)]
[SoftmaxCrossEntropy]
public partial class NeverUsedRecurrent;
