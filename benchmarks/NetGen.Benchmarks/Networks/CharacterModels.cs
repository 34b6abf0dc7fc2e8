using NetGen;

namespace NetGen.Benchmarks.Networks;

/// <summary>Characters, plain recurrent cells.</summary>
[Network]
[TokenSequence(65)]
[Embedding(64)]
[SimpleRnn(128)]
[Dense(65)]
[SoftmaxCrossEntropy]
public partial class CharacterRnn;

/// <summary>Characters, gated recurrent units.</summary>
[Network]
[TokenSequence(65)]
[Embedding(64)]
[Gru(128)]
[Dense(65)]
[SoftmaxCrossEntropy]
public partial class CharacterGru;

/// <summary>Characters, long short-term memory.</summary>
[Network]
[TokenSequence(65)]
[Embedding(64)]
[Lstm(128)]
[Dense(65)]
[SoftmaxCrossEntropy]
public partial class CharacterLstm;
