using static NetGen.Tensor;

namespace NetGen.Integration.Tests.Networks.RecomputedGraphs;

/// <summary>Words for a picture: first states that a layer computes, values that are the same at every step, positions, a weight that is used twice, random numbers.</summary>
[Network(Precision = Precision.Double, Recompute = true)]
public partial class Captions
{
    [Embedding(4)]
    public partial Layer Embed { get; }

    [Dense(4, Activation = Activation.Tanh)]
    public partial Layer See { get; }

    [Gru(4)]
    public partial Layer Tell { get; }

    [Lstm(3)]
    public partial Layer Tell2 { get; }

    [Dense(4)]
    public partial Layer Mix { get; }

    [Dense(5)]
    public partial Layer Choose { get; }

    [Parameter(4, Initial = 0.7)]
    public partial Parameter Scale { get; }

    [Graph]
    private Tensor Define([TokenSequence(5)] Tensor words, [Shape(3)] Tensor picture)
    {
        var seen = See.Apply(picture);
        var x = Mix.Apply(Embed.Apply(words)) + RepeatOverTime(Mix.Apply(seen), words);
        var placed = Transpose(Transpose(x) * Sigmoid(0.3 * Positions(words)));
        var kept = Transpose(Transpose(placed) * Bernoulli(Sigmoid(0.5 + 0.1 * Positions(words))));
        var told = Tell.Apply(kept * Scale, seen);
        return Choose.Apply(Tell2.Apply(told) * Bernoulli(0.8, 3));
    }

    [Loss]
    private static Tensor Error(Tensor output, [TokenSequence(5)] Tensor next) => SoftmaxCrossEntropy(output, next);
}

/// <summary>One answer for a whole sequence: from sums over its steps, from the last state, and from what the steps before have left.</summary>
[Network(Precision = Precision.Double, Recompute = true)]
public partial class Answers
{
    [Gru(4, InitialState = InitialState.Learned)]
    public partial Layer Read { get; }

    [Lstm(3, Peephole = true)]
    public partial Layer Remember { get; }

    [Dense(2)]
    public partial Layer Answer { get; }

    [Graph]
    private Tensor Define([Sequence(3)] Tensor x)
    {
        var h = Read.Apply(x);
        var (output, last, cell) = Remember.Run(h);
        return Answer.Apply(Concat(Mean(h * h, 0), Sum(output, 0) / 10, last, Tanh(cell)));
    }

    [Loss]
    private static Tensor Error(Tensor output, [Shape(2)] Tensor wanted) => Sum(SquaredError(output, wanted));
}
