namespace NetGen.Integration.Tests.Networks.Recurrent;

/// <summary>As language models are.</summary>
[Network, Outputs(11)]
[TokenSequence(11)]
[Embedding(16)]
[Lstm(24)]
[Lstm(20, Peephole = true)]
[Dense(11)]
[SoftmaxCrossEntropy]
public partial class SmallLanguageModel;

/// <summary>A network in single precision whose widths are multiples of registers'.</summary>
[Network, Outputs(5)]
[Sequence(8)]
[Gru(32)]
[SimpleRnn(16)]
[Dense(5)]
[SoftmaxCrossEntropy]
public partial class SmallTagger;

/// <summary>A number for a whole sequence.</summary>
[Network, Outputs(1)]
[Sequence(2)]
[Gru(13, Output = SequenceOutput.Last)]
[Dense(1)]
[MeanSquaredError]
public partial class SmallCounter;

/// <summary>Statistics of the running steps of all sequences.</summary>
[Network, Outputs(5)]
[TokenSequence(9)]
[Embedding(12)]
[BatchNorm]
[SimpleRnn(16)]
[BatchNorm]
[Dense(5)]
[SoftmaxCrossEntropy]
public partial class SmallNormalizedTagger;
