namespace NetGen.Integration.Tests.Networks;

/// <summary><see cref="Typical.Linear"/> with another layer behind it.</summary>
[Network]
[Input(6)]
[Dense(10)]
[Dense(3)]
[SoftmaxCrossEntropy]
public partial class FineTuned;
