using System;
using System.Numerics;
using NetGen.Integration.Tests.Networks;
using Xunit;

namespace NetGen.Integration.Tests.Recurrent;

/// <summary>Step by step gives what the whole pass gives.</summary>
public sealed class StreamingTests
{
    public static TheoryData<string> Doubles => SequenceNetwork<double>.Streaming;

    public static TheoryData<string> AllDoubles => SequenceNetwork<double>.All;

    public static TheoryData<string> Singles => SequenceNetwork<float>.Streaming;

    [Theory]
    [MemberData(nameof(Doubles))]
    public void DoubleStepsEqualTheWholePass(string name) => StepsEqualTheWholePass(SequenceNetwork<double>.Named(name), 1e-12);

    [Theory]
    [MemberData(nameof(Singles))]
    public void SingleStepsEqualTheWholePass(string name) => StepsEqualTheWholePass(SequenceNetwork<float>.Named(name), 1e-6);

    [Theory]
    [MemberData(nameof(AllDoubles))]
    public void OnlyCausalNetworksStream(string name)
    {
        var network = SequenceNetwork<double>.Named(name);
        using var session = network.Create().CreateSession(maxBatch: 1, maxTime: 1);
        Assert.Equal(network.Streams, session.Streams);
    }

    [Theory]
    [MemberData(nameof(Singles))]
    public void StatesGoOutAndIn(string name)
    {
        var network = SequenceNetwork<float>.Named(name);
        var sequences = Sequences<float>.Random(network, [9, 9], seed: 5);
        var model = network.Create();
        using var first = model.CreateSession(maxBatch: 2, maxTime: 1);
        using var second = model.CreateSession(maxBatch: 2, maxTime: 1);
        float[] expected = new float[2 * network.Outputs], actual = new float[2 * network.Outputs], start = new float[2 * network.Outputs];
        for (int t = 0; t < 4; t++)
            first.Step(sequences.Window(t, 1), t == 0 ? start : expected);
        float[] state = first.State.ToArray();

        // Something else in between.
        second.Step(sequences.Window(7, 1), actual);
        state.CopyTo(second.State);
        for (int t = 4; t < 9; t++)
        {
            first.Step(sequences.Window(t, 1), expected);
            second.Step(sequences.Window(t, 1), actual);
            Bits.AssertEqual<float>(expected, actual, $"{name}, step {t}");
        }

        first.Reset();
        first.Step(sequences.Window(0, 1), actual);
        Bits.AssertEqual<float>(start, actual, $"{name} after Reset");
    }

    private static void StepsEqualTheWholePass<T>(SequenceNetwork<T> network, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Count = 3, Steps = 40;
        var sequences = Sequences<T>.Random(network, [Steps, Steps, Steps], seed: 2);
        var model = network.Create(seed: 3).Perturbed(seed: 4, scale: 0.2);
        using var session = model.CreateSession(Count, Steps);
        using var streaming = model.CreateSession(Count, maxTime: 1);
        var whole = session.Forward(sequences);
        var step = new T[Count * network.Outputs];
        for (int t = 0; t < Steps; t++)
        {
            streaming.Step(sequences.Window(t, 1), step);
            for (int n = 0; n < Count; n++)
            {
                for (int j = 0; j < network.Outputs; j++)
                {
                    double expected = double.CreateTruncating(whole[(((n * Steps) + t) * network.Outputs) + j]), actual = double.CreateTruncating(step[(n * network.Outputs) + j]);
                    Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)), FormattableString.Invariant($"{network}: sequence {n}, step {t}, output {j} is {actual}, in the whole pass {expected}"));
                }
            }
        }
    }
}
