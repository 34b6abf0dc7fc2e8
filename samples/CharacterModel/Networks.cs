using NetGen;
using static NetGen.Tensor;

namespace CharacterModel;

// Sizes are known to the compiler, so each choice of the command line is a class of its own. All have room for 96 different characters.
// Those of 256 units would learn a text of a million characters by heart within minutes, so they drop out.

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
[Dropout(0.3)]
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
[Dropout(0.3)]
[Lstm(256)]
[Dropout(0.3)]
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
[Dropout(0.3)]
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
[Dropout(0.3)]
[SimpleRnn(256)]
[Dropout(0.3)]
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
[Dropout(0.3)]
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
[Dropout(0.3)]
[Gru(256)]
[Dropout(0.3)]
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
[Dropout(0.3)]
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
[Dropout(0.3)]
[Lstm(256, Peephole = true)]
[Dropout(0.3)]
[Dense(96)]
[SoftmaxCrossEntropy]
public partial class Peephole256x2;

/// <summary>A cell from its equations: the minimal gated unit (Zhou et al. 2016), which forgets and resets by one gate.</summary>
[RecurrentCell]
public partial class MinimalGatedUnit(int units)
{
    [Dense(nameof(units))] public partial Layer Forget { get; }

    [Dense(nameof(units))] public partial Layer Candidate { get; }

    [Step]
    private Tensor Next(Tensor x, [State(nameof(units))] Tensor h)
    {
        var f = Sigmoid(Forget.Apply(Concat(x, h)));
        return (1 - f) * h + f * Tanh(Candidate.Apply(Concat(x, f * h)));
    }
}

/// <summary>Minimal gated units, one layer of 128.</summary>
[Network]
[TokenSequence(96)]
[Embedding(64)]
[Recurrent(typeof(MinimalGatedUnit), 128)]
[Dense(96)]
[SoftmaxCrossEntropy]
public partial class Custom128;

/// <summary>Minimal gated units, one layer of 256.</summary>
[Network]
[TokenSequence(96)]
[Embedding(64)]
[Recurrent(typeof(MinimalGatedUnit), 256)]
[Dropout(0.3)]
[Dense(96)]
[SoftmaxCrossEntropy]
public partial class Custom256;

/// <summary>Minimal gated units, two layers of 128.</summary>
[Network]
[TokenSequence(96)]
[Embedding(64)]
[Recurrent(typeof(MinimalGatedUnit), 128)]
[Recurrent(typeof(MinimalGatedUnit), 128)]
[Dense(96)]
[SoftmaxCrossEntropy]
public partial class Custom128x2;

/// <summary>Minimal gated units, two layers of 256.</summary>
[Network]
[TokenSequence(96)]
[Embedding(64)]
[Recurrent(typeof(MinimalGatedUnit), 256)]
[Dropout(0.3)]
[Recurrent(typeof(MinimalGatedUnit), 256)]
[Dropout(0.3)]
[Dense(96)]
[SoftmaxCrossEntropy]
public partial class Custom256x2;
