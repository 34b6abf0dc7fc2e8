using System.Linq;
using System.Numerics;
using NetGen.Integration.Tests.Networks;
using Xunit;

namespace NetGen.Integration.Tests.Recurrent;

/// <summary>What follows a sequence, and how much of it, changes no bit: of outputs, loss, gradients and statistics.</summary>
public sealed class PaddingTests
{
    private static readonly int[] s_lengths = [7, 1, 4, 12, 3];

    public static TheoryData<string> Doubles => SequenceNetwork<double>.All;

    public static TheoryData<string> Singles => SequenceNetwork<float>.All;

    [Theory]
    [MemberData(nameof(Doubles))]
    public void DoublePaddingChangesNothing(string name) => PaddingChangesNothing(SequenceNetwork<double>.Named(name));

    [Theory]
    [MemberData(nameof(Singles))]
    public void SinglePaddingChangesNothing(string name) => PaddingChangesNothing(SequenceNetwork<float>.Named(name));

    [Theory]
    [MemberData(nameof(Doubles))]
    public void DoubleOutputsDoNotDependOnOtherSequences(string name) => OutputsDoNotDependOnOtherSequences(SequenceNetwork<double>.Named(name));

    [Theory]
    [MemberData(nameof(Singles))]
    public void SingleOutputsDoNotDependOnOtherSequences(string name) => OutputsDoNotDependOnOtherSequences(SequenceNetwork<float>.Named(name));

    /// <summary>So many steps that products over all of them are summed in several blocks.</summary>
    [Theory]
    [MemberData(nameof(Singles))]
    public void PaddingOfManySequencesChangesNothing(string name) => PaddingChangesNothing(SequenceNetwork<float>.Named(name), [.. Enumerable.Range(0, 40).Select(n => 1 + (n * 5 % 12))]);

    private static void PaddingChangesNothing<T>(SequenceNetwork<T> network, int[]? lengths = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        lengths ??= s_lengths;
        var given = Sequences<T>.Random(network, lengths, seed: 1);
        var (outputs, loss, gradients, statistics) = Compute(given.Padded(12, T.Zero, 0));
        foreach (var (steps, garbage) in new[] { (12, T.CreateTruncating(-3.7)), (12, T.NaN), (12, T.PositiveInfinity), (13, T.CreateTruncating(1e30)), (33, T.NaN) })
        {
            // Labels and tokens of padding are checked to be classes, like all others.
            var padded = given.Padded(steps, garbage, network.Vocabulary > 0 || network.HasLabels ? 2 : 0);
            string what = $"{network} padded to {steps} steps with {garbage}";
            var other = Compute(padded);
            for (int n = 0; n < lengths.Length; n++)
                Bits.AssertEqual(given.Valid(outputs, n), padded.Valid(other.Outputs, n), $"{what}, outputs of sequence {n}");
            Bits.AssertEqual<T>([loss], [other.Loss], $"{what}, loss");
            Bits.AssertEqual<T>(gradients, other.Gradients, $"{what}, gradients");
            Bits.AssertEqual<T>(statistics, other.Statistics, $"{what}, running statistics");
        }

        (T[] Outputs, T Loss, T[] Gradients, T[] Statistics) Compute(Sequences<T> sequences)
        {
            var model = network.Create(seed: 7).Perturbed(seed: 1, scale: 0.2);
            using var session = model.CreateSession(lengths.Length, sequences.Steps);
            using var trainer = model.CreateTrainer(new Sgd(0.1), lengths.Length, sequences.Steps, seed: 3);
            return (session.Forward(sequences), trainer.Step(sequences), trainer.Gradients.All.ToArray(), model.Parameters.State.ToArray());
        }
    }

    private static void OutputsDoNotDependOnOtherSequences<T>(SequenceNetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var together = Sequences<T>.Random(network, s_lengths, seed: 1);
        var model = network.Create(seed: 7).Perturbed(seed: 1, scale: 0.2);
        using var session = model.CreateSession(s_lengths.Length, 12);
        var outputs = session.Forward(together);
        for (int n = 0; n < s_lengths.Length; n++)
        {
            var alone = together.Slice(n, 1).Padded(s_lengths[n], T.Zero, 0);
            Bits.AssertEqual(together.Valid(outputs, n), alone.Valid(session.Forward(alone), 0), $"{network}, sequence {n} alone");
        }
    }
}
