using static NetGen.Tensor;

namespace NetGen.Integration.Tests.Networks.Recurrent;

/// <summary>The design's example (Zhou et al. 2016).</summary>
[RecurrentCell]
public partial class MinimalGatedUnit(int units)
{
    [Dense(nameof(units))]
    public partial Layer Forget { get; }

    [Dense(nameof(units))]
    public partial Layer Candidate { get; }

    [Step]
    private Tensor Next(Tensor x, [State(nameof(units))] Tensor h)
    {
        var f = Sigmoid(Forget.Apply(Concat(x, h)));
        return (1 - f) * h + f * Tanh(Candidate.Apply(Concat(x, f * h)));
    }
}

/// <summary>Three states of different sizes, an output that is none of them, a free parameter, a method of its own and constants.</summary>
[RecurrentCell]
public partial class ThreeStates(int units, int memory)
{
    [Dense(nameof(units), Activation = Activation.Tanh)]
    public partial Layer Mix { get; }

    [Dense(nameof(memory), UseBias = false)]
    public partial Layer Write { get; }

    [Dense(3, Activation = Activation.Softplus)]
    public partial Layer Read { get; }

    [LayerNorm]
    public partial Layer Norm { get; }

    [Parameter(nameof(memory), Deviation = 0.5)]
    public partial Parameter Decay { get; }

    [Step]
    private (Tensor Output, Tensor H, Tensor M, Tensor Mean) Next(Tensor x, [State(nameof(units))] Tensor h, [State(nameof(memory))] Tensor m, [State(2)] Tensor mean)
    {
        var mixed = Mix.Apply(Norm.Apply(Concat(x, h, m)));
        var written = Blend(Sigmoid(Decay), m, Write.Apply(mixed));
        var running = 0.9 * mean + 0.1 * Stack(Mean(mixed), Max(written));
        return (Read.Apply(Concat(mixed, running)), 0.5 * (mixed + h), written, running);
    }

    private static Tensor Blend(Tensor share, Tensor a, Tensor b) => share * a + (1 - share) * b;
}

/// <summary>A plain cell written out, to stand beside the shipped one.</summary>
[RecurrentCell]
public partial class ElmanCell(int units)
{
    [Dense(nameof(units))]
    public partial Layer Input { get; }

    [Dense(nameof(units), UseBias = false)]
    public partial Layer State { get; }

    [Step]
    private Tensor Next(Tensor x, [State(nameof(units))] Tensor h) => Tanh(Input.Apply(x) + State.Apply(h));
}

/// <summary>A cell of the user's.</summary>
[Network(Precision = Precision.Double), Outputs(4)]
[Sequence(3)]
[Recurrent(typeof(MinimalGatedUnit), 5)]
[Dense(4)]
[SoftmaxCrossEntropy]
public partial class Minimal;

/// <summary>Tokens, and another layer of the same cell.</summary>
[Network(Precision = Precision.Double), Outputs(5)]
[TokenSequence(5)]
[Embedding(3)]
[Recurrent(typeof(MinimalGatedUnit), 4)]
[Recurrent(typeof(MinimalGatedUnit), 6)]
[Dense(5)]
[SoftmaxCrossEntropy]
public partial class MinimalTwice;

/// <summary>Every option of a cell.</summary>
[Network(Precision = Precision.Double), Outputs(2)]
[Sequence(3)]
[Recurrent(typeof(ThreeStates), 5, 4)]
[Dense(2)]
[MeanSquaredError]
public partial class Three;

/// <summary>The output, which is no state, of the last step.</summary>
[Network(Precision = Precision.Double), Outputs(2)]
[Sequence(3)]
[Recurrent(typeof(ThreeStates), 5, 4, Output = SequenceOutput.Last)]
[Dense(2)]
[MeanSquaredError]
public partial class ThreeLast;

/// <summary>From the end to the beginning, whose output is that of the first step.</summary>
[Network(Precision = Precision.Double), Outputs(2)]
[Sequence(3)]
[Recurrent(typeof(ThreeStates), 5, 4, Output = SequenceOutput.Last, Reverse = true)]
[Dense(2)]
[MeanSquaredError]
public partial class ThreeReversedLast;

/// <summary>Beside SimpleRnn.</summary>
[Network(Precision = Precision.Double), Outputs(5)]
[Sequence(3)]
[Recurrent(typeof(ElmanCell), 5)]
[MeanSquaredError]
public partial class ElmanWritten;
