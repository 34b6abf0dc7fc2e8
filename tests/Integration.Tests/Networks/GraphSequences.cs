using static NetGen.Tensor;

namespace NetGen.Integration.Tests.Networks.GraphSequences;

/// <summary>Both directions written out, a connection past them, and a loss per step.</summary>
[Network(Precision = Precision.Double)]
public partial class Tagger
{
    [Embedding(4)]
    public partial Layer Embed { get; }

    [Gru(3)]
    public partial Layer Forwards { get; }

    [Lstm(2, Reverse = true)]
    public partial Layer Backwards { get; }

    [Dense(3)]
    public partial Layer Tag { get; }

    [Graph]
    private Tensor Define([TokenSequence(6)] Tensor words)
    {
        var x = Embed.Apply(words);
        return Tag.Apply(Concat(x, Forwards.Apply(x), Backwards.Apply(x)));
    }

    [Loss]
    private static Tensor Error(Tensor output, [TokenSequence(3)] Tensor tags) => SoftmaxCrossEntropy(output, tags);
}

/// <summary>Encoder and decoder of different lengths; what one step of the decoder needs is a method of its own.</summary>
[Network(Precision = Precision.Double)]
public partial class Translator
{
    [Embedding(3)]
    public partial Layer Embed { get; }

    [Lstm(4)]
    public partial Layer Encoder { get; }

    [Lstm(4)]
    public partial Layer Decoder { get; }

    [Dense(5)]
    public partial Layer Choose { get; }

    [Graph]
    private Tensor Define([TokenSequence(5, Time = "question")] Tensor question, [TokenSequence(5, Time = "answer")] Tensor answer)
    {
        var (h, c) = Encode(question);
        return Choose.Apply(Decoder.Apply(Embed.Apply(answer), h, c));
    }

    [Graph]
    private (Tensor H, Tensor C) Encode([TokenSequence(5, Time = "question")] Tensor question)
    {
        var (_, h, c) = Encoder.Run(Embed.Apply(question));
        return (h, c);
    }

    [Graph]
    private (Tensor Logits, Tensor NextH, Tensor NextC) Decode([Shape(Classes = 5)] Tensor token, [Shape(4)] Tensor beforeH, [Shape(4)] Tensor beforeC)
    {
        var (output, h, c) = Decoder.Step(Embed.Apply(token), beforeH, beforeC);
        return (Choose.Apply(output), h, c);
    }

    [Loss]
    private static Tensor Error(Tensor output, [TokenSequence(5, Time = "answer")] Tensor next) => SoftmaxCrossEntropy(output, next);
}

/// <summary>Attention over a sequence of another length (Luong et al. 2015), without its padding.</summary>
[Network(Precision = Precision.Double)]
public partial class Attentive
{
    [Gru(4, Bidirectional = Bidirectional.Sum)]
    public partial Layer Encoder { get; }

    [Gru(4)]
    public partial Layer Decoder { get; }

    [Dense(2)]
    public partial Layer Output { get; }

    [Graph]
    private Tensor Define([Sequence(3, Time = "source")] Tensor source, [Sequence(2, Time = "target")] Tensor target)
    {
        var (memory, h) = Encoder.Run(source);
        var states = Decoder.Apply(target, h);
        var weights = Softmax(MatMul(states, Transpose(memory)));
        return Output.Apply(Concat(states, MatMul(weights, memory), RepeatOverTime(Mean(memory, 0), target)));
    }

    [Loss]
    private static Tensor Error(Tensor output, [Sequence(2, Time = "target")] Tensor wanted) => Mean(SquaredError(output, wanted), -1);
}

/// <summary>Everything that goes over time, of a raw input whose padding may hold anything.</summary>
[Network(Precision = Precision.Double)]
public partial class OverTime
{
    [Dense(3)]
    public partial Layer Mix { get; }

    [Graph]
    private (Tensor Pooled, Tensor Alike) Define([Sequence(3)] Tensor x)
    {
        var share = Softmax(Sum(x, 1), 0);
        var pooled = Concat(Sum(x, 0), Mean(x, 0), Max(x, 0), Min(x, 0), Variance(x, 0), LogSumExp(x, 0), MatMul(share, x), Sum(Normalize(x, 0), 0), Flatten(MatMul(Transpose(x), Standardize(x, 0))));
        return (Concat(pooled, ExpandAxis(Mean(Square(x)), 0), ExpandAxis(Sum(Positions(x) * Sum(x, 1)), 0)), Mix.Apply(x));
    }

    [Loss]
    private static Tensor Error(Tensor pooled, Tensor alike) => Sum(Square(pooled)) * 0.01 + Sum(Square(alike));
}

/// <summary>The state before the first step is an input, what is left of a sequence is its last state, and the derivative with respect to the start is asked for.</summary>
[Network(Precision = Precision.Double)]
public partial class Started
{
    [Recurrent(typeof(Recurrent.MinimalGatedUnit), 4)]
    public partial Layer Cell { get; }

    [Dense(1)]
    public partial Layer Judge { get; }

    [Graph]
    private (Tensor Verdict, Tensor Last) Define([Shape(4)] Tensor start, [Sequence(2)] Tensor x)
    {
        var run = Cell.Run(x, start);
        return (Judge.Apply(run.State), run.State + Mean(run.Output, 0));
    }

    [Loss]
    private static Tensor Error(Tensor verdict, [Shape(1)] Tensor truth) => Sum(SigmoidCrossEntropy(verdict, truth));

    [Gradient(nameof(start))]
    private static Tensor Sensitivity(Tensor verdict, Tensor start) => Sum(verdict) + 0 * Sum(start);
}

/// <summary>States that go on from window to window, and one that is learned.</summary>
[Network(Precision = Precision.Double)]
public partial class Carrying
{
    [Gru(4, InitialState = InitialState.Learned)]
    public partial Layer First { get; }

    [SimpleRnn(3)]
    public partial Layer Second { get; }

    [Graph]
    private Tensor Define([Sequence(2)] Tensor x) => Second.Apply(First.Apply(x)) + Second.Apply(First.Apply(2 * x));

    [Loss]
    private static Tensor Error(Tensor output, [Sequence(3)] Tensor wanted) => Sum(SquaredError(output, wanted), -1);
}
