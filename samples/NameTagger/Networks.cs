using NetGen;

namespace NameTagger;

/// <summary>Reads from left to right.</summary>
[Network]
[TokenSequence(Sentences.Characters)]
[Embedding(24)]
[Lstm(64)]
[Dense(1)]
[SigmoidCrossEntropy]
public partial class ForwardTagger;

/// <summary>Half the units read from left to right, the other half from right to left: no more state than <see cref="ForwardTagger"/>.</summary>
[Network]
[TokenSequence(Sentences.Characters)]
[Embedding(24)]
[Lstm(32, Bidirectional = Bidirectional.Concat)]
[Dense(1)]
[SigmoidCrossEntropy]
public partial class BidirectionalTagger;

/// <summary>Two layers in both directions: the second reads what the first has understood.</summary>
[Network]
[TokenSequence(Sentences.Characters)]
[Embedding(24)]
[Lstm(32, Bidirectional = Bidirectional.Concat)]
[Dropout(0.2)]
[Lstm(32, Bidirectional = Bidirectional.Concat)]
[Dense(1)]
[SigmoidCrossEntropy]
public partial class DeepTagger;
