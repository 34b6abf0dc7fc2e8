namespace NetGen.Integration.Tests.Networks.Gradients;

[Network(Precision = Precision.Double), Outputs(4)]
[Tokens(6, 5)]
[Embedding(3)]
[Flatten]
[Dense(4)]
[SoftmaxCrossEntropy]
public partial class EmbeddingDense;

/// <summary>Most tokens of the vocabulary do not occur: their rows have no gradient, and Adam moves them by nothing.</summary>
[Network(Precision = Precision.Double), Outputs(2)]
[Tokens(3, 40)]
[Embedding(5)]
[LayerNorm]
[GlobalAveragePool1D]
[Dense(2, Activation = Activation.Tanh)]
[MeanSquaredError]
public partial class EmbeddingMean;

/// <summary>The output is a row per token.</summary>
[Network(Precision = Precision.Double), Outputs(8)]
[Tokens(4, 3)]
[Embedding(2)]
[MeanSquaredError]
public partial class EmbeddingAlone;
