namespace NetGen.Integration.Tests.Networks;

/// <summary>Initialisers by their names, of every kind of weight.</summary>
[Network]
[Input(8, 8, 3)]
[Conv2D(4, WeightInitializer = Initializer.Orthogonal, BiasInitializer = Initializer.Default)]
[ConvTranspose2D(6, Stride = 2, Groups = 2, WeightInitializer = Initializer.Orthogonal)]
[SeparableConv2D(5, WeightInitializer = Initializer.LeCunNormal)]
[Flatten]
[Maxout(7, WeightInitializer = Initializer.Orthogonal, BiasInitializer = Initializer.Ones)]
[Dense(4, WeightInitializer = Initializer.HeNormal, BiasInitializer = Initializer.LeCunUniform)]
[SoftmaxCrossEntropy]
public partial class Initialized;
