using NetGen;

namespace NetGen.Benchmarks.Networks;

/// <summary>784-128-10.</summary>
[Network]
[Input(784)]
[Dense(128, Activation = Activation.ReLU)]
[Dense(10)]
[SoftmaxCrossEntropy]
public partial class SmallPerceptron;

/// <summary>784-1024-1024-10.</summary>
[Network]
[Input(784)]
[Dense(1024, Activation = Activation.ReLU)]
[Dense(1024, Activation = Activation.ReLU)]
[Dense(10)]
[SoftmaxCrossEntropy]
public partial class LargePerceptron;

/// <summary>Nothing but the loss of 1000 classes.</summary>
[Network]
[Input(1000)]
[Flatten]
[SoftmaxCrossEntropy]
public partial class ThousandClasses;

/// <summary>Nothing but the normalisation of 1024 features.</summary>
[Network]
[Input(1024)]
[LayerNorm]
public partial class Normalisation;
