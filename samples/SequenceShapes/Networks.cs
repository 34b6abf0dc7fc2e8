using NetGen;
using static NetGen.Tensor;

namespace SequenceShapes;

/// <summary>One to one: a note of the melody to the bass note below it. No time at all; how far it gets is what the others are measured by.</summary>
[Network]
[Tokens(1, Chorale.Keys)]
[Embedding(32)]
[Flatten]
[Dense(64, Activation = Activation.ReLU)]
[Dense(Chorale.Keys)]
[SoftmaxCrossEntropy]
public partial class NoteHarmonizer;

/// <summary>One to many: the first chord becomes the state that a melody begins with.</summary>
[Network]
public partial class MelodyWriter
{
    public const int Units = 96;

    [Dense(Units, Activation = Activation.Tanh)]
    public partial Layer ToState { get; }

    [Embedding(32)]
    public partial Layer Embed { get; }

    [Gru(Units)]
    public partial Layer Cell { get; }

    [Dropout(0.3)]
    public partial Layer Drop { get; }

    [Dense(Chorale.Keys)]
    public partial Layer Choose { get; }

    /// <summary>Logits of the notes that follow each note of a melody.</summary>
    [Graph]
    private Tensor Define([Shape(Chorale.Keys)] Tensor chord, [TokenSequence(Chorale.Keys)] Tensor melody) =>
        Choose.Apply(Drop.Apply(Cell.Apply(Embed.Apply(melody), Begin(chord))));

    [Graph]
    private Tensor Begin([Shape(Chorale.Keys)] Tensor chord) => ToState.Apply(chord);

    /// <summary>The same for one note: the state is the caller's.</summary>
    [Graph]
    private (Tensor Logits, Tensor NextState) Continue([Shape(Classes = Chorale.Keys)] Tensor note, [Shape(Units)] Tensor state)
    {
        var (output, next) = Cell.Step(Embed.Apply(note), state);
        return (Choose.Apply(output), next);
    }

    [Loss]
    private static Tensor Error(Tensor output, [TokenSequence(Chorale.Keys)] Tensor following) => SoftmaxCrossEntropy(output, following);
}

/// <summary>Many to one: the intervals of a part to the voice that sings it.</summary>
[Network]
[TokenSequence(Chorale.Intervals)]
[Embedding(16)]
[Gru(48, Bidirectional = Bidirectional.Concat, Output = SequenceOutput.Last)]
[Dropout(0.3)]
[Dense(Chorale.VoiceCount)]
[SoftmaxCrossEntropy]
public partial class VoiceClassifier;

/// <summary>Many to many, step by step: each note of a melody to the bass note below it, with what comes before and after in mind.</summary>
[Network]
[TokenSequence(Chorale.Keys)]
[Embedding(32)]
[Gru(64, Bidirectional = Bidirectional.Concat)]
[Dropout(0.4)]
[Dense(Chorale.Keys)]
[SoftmaxCrossEntropy]
public partial class MelodyHarmonizer;

/// <summary>Many to many of different lengths: the encoder reads a sum, and its last states are all that the decoder knows when it begins to answer.</summary>
[Network]
public partial class Adder
{
    public const int Units = 128;

    [Embedding(16)]
    public partial Layer Embed { get; }

    [Lstm(Units)]
    public partial Layer Encoder { get; }

    [Lstm(Units)]
    public partial Layer Decoder { get; }

    [Dense(Sums.Symbols)]
    public partial Layer Choose { get; }

    /// <summary>For training: what the decoder reads is the right answer, one step late (teacher forcing).</summary>
    [Graph]
    private Tensor Define([TokenSequence(Sums.Symbols, Time = "question")] Tensor question, [TokenSequence(Sums.Symbols, Time = "answer")] Tensor answer)
    {
        var (h, c) = Encode(question);
        return Choose.Apply(Decoder.Apply(Embed.Apply(answer), h, c));
    }

    [Graph]
    private (Tensor H, Tensor C) Encode([TokenSequence(Sums.Symbols, Time = "question")] Tensor question)
    {
        var (_, h, c) = Encoder.Run(Embed.Apply(question));
        return (h, c);
    }

    /// <summary>For inference: one step, which reads what the step before has said.</summary>
    [Graph]
    private (Tensor Logits, Tensor NextH, Tensor NextC) Decode([Shape(Classes = Sums.Symbols)] Tensor symbol, [Shape(Units)] Tensor h, [Shape(Units)] Tensor c)
    {
        var (output, nextH, nextC) = Decoder.Step(Embed.Apply(symbol), h, c);
        return (Choose.Apply(output), nextH, nextC);
    }

    [Loss]
    private static Tensor Error(Tensor output, [TokenSequence(Sums.Symbols, Time = "answer")] Tensor next) => SoftmaxCrossEntropy(output, next);
}
