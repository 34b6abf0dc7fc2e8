using NetGen;

namespace CharacterModel;

// Sizes are known to the compiler, so each choice of the command line is a class of its own. All have room for 96 different characters.

/// <summary>Long short-term memory, one layer of 128.</summary>
[Network]
[TokenSequence(96)]
[Embedding(64)]
[Lstm(128)]
[Dense(96)]
[SoftmaxCrossEntropy]
public partial class Lstm128;

/// <summary>Long short-term memory, one layer of 256.</summary>
[Network]
[TokenSequence(96)]
[Embedding(64)]
[Lstm(256)]
[Dense(96)]
[SoftmaxCrossEntropy]
public partial class Lstm256;

/// <summary>Long short-term memory, two layers of 128.</summary>
[Network]
[TokenSequence(96)]
[Embedding(64)]
[Lstm(128)]
[Lstm(128)]
[Dense(96)]
[SoftmaxCrossEntropy]
public partial class Lstm128x2;

/// <summary>Long short-term memory, two layers of 256.</summary>
[Network]
[TokenSequence(96)]
[Embedding(64)]
[Lstm(256)]
[Lstm(256)]
[Dense(96)]
[SoftmaxCrossEntropy]
public partial class Lstm256x2;

/// <summary>Plain recurrent cells, one layer of 128.</summary>
[Network]
[TokenSequence(96)]
[Embedding(64)]
[SimpleRnn(128)]
[Dense(96)]
[SoftmaxCrossEntropy]
public partial class Rnn128;

/// <summary>Plain recurrent cells, one layer of 256.</summary>
[Network]
[TokenSequence(96)]
[Embedding(64)]
[SimpleRnn(256)]
[Dense(96)]
[SoftmaxCrossEntropy]
public partial class Rnn256;

/// <summary>Plain recurrent cells, two layers of 128.</summary>
[Network]
[TokenSequence(96)]
[Embedding(64)]
[SimpleRnn(128)]
[SimpleRnn(128)]
[Dense(96)]
[SoftmaxCrossEntropy]
public partial class Rnn128x2;

/// <summary>Plain recurrent cells, two layers of 256.</summary>
[Network]
[TokenSequence(96)]
[Embedding(64)]
[SimpleRnn(256)]
[SimpleRnn(256)]
[Dense(96)]
[SoftmaxCrossEntropy]
public partial class Rnn256x2;

/// <summary>Gated recurrent units, one layer of 128.</summary>
[Network]
[TokenSequence(96)]
[Embedding(64)]
[Gru(128)]
[Dense(96)]
[SoftmaxCrossEntropy]
public partial class Gru128;

/// <summary>Gated recurrent units, one layer of 256.</summary>
[Network]
[TokenSequence(96)]
[Embedding(64)]
[Gru(256)]
[Dense(96)]
[SoftmaxCrossEntropy]
public partial class Gru256;

/// <summary>Gated recurrent units, two layers of 128.</summary>
[Network]
[TokenSequence(96)]
[Embedding(64)]
[Gru(128)]
[Gru(128)]
[Dense(96)]
[SoftmaxCrossEntropy]
public partial class Gru128x2;

/// <summary>Gated recurrent units, two layers of 256.</summary>
[Network]
[TokenSequence(96)]
[Embedding(64)]
[Gru(256)]
[Gru(256)]
[Dense(96)]
[SoftmaxCrossEntropy]
public partial class Gru256x2;

/// <summary>Long short-term memory with peepholes, one layer of 128.</summary>
[Network]
[TokenSequence(96)]
[Embedding(64)]
[Lstm(128, Peephole = true)]
[Dense(96)]
[SoftmaxCrossEntropy]
public partial class Peephole128;

/// <summary>Long short-term memory with peepholes, one layer of 256.</summary>
[Network]
[TokenSequence(96)]
[Embedding(64)]
[Lstm(256, Peephole = true)]
[Dense(96)]
[SoftmaxCrossEntropy]
public partial class Peephole256;

/// <summary>Long short-term memory with peepholes, two layers of 128.</summary>
[Network]
[TokenSequence(96)]
[Embedding(64)]
[Lstm(128, Peephole = true)]
[Lstm(128, Peephole = true)]
[Dense(96)]
[SoftmaxCrossEntropy]
public partial class Peephole128x2;

/// <summary>Long short-term memory with peepholes, two layers of 256.</summary>
[Network]
[TokenSequence(96)]
[Embedding(64)]
[Lstm(256, Peephole = true)]
[Lstm(256, Peephole = true)]
[Dense(96)]
[SoftmaxCrossEntropy]
public partial class Peephole256x2;
