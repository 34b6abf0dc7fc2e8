using System;
using System.Linq;
using System.Numerics;
using NetGen.Integration.Tests.Gradients;
using NetGen.Integration.Tests.Networks;
using NetGen.Integration.Tests.Networks.Recurrent;
using Xunit;
using Xunit.Abstractions;

namespace NetGen.Integration.Tests.Recurrent;

/// <summary>
/// Training in segments of time. What other tests check of recurrent networks they check of these, too, in segments of the default length; here are other lengths, and that none changes a bit.
/// </summary>
public sealed class RecomputationTests(ITestOutputHelper output)
{
    private static readonly int[] s_lengths = [13, 1, 7, 12, 4, 13];

    public static TheoryData<string> Doubles => SequenceNetwork<double>.Recomputed;

    public static TheoryData<string> Singles => SequenceNetwork<float>.Recomputed;

    [Theory]
    [MemberData(nameof(Doubles))]
    public void SegmentsChangeNoBitInDouble(string name) => SegmentsChangeNoBit(SequenceNetwork<double>.Named(name));

    [Theory]
    [MemberData(nameof(Singles))]
    public void SegmentsChangeNoBitInSingle(string name) => SegmentsChangeNoBit(SequenceNetwork<float>.Named(name));

    /// <summary>The sums are the same but for their order, and so are random numbers.</summary>
    [Theory]
    [MemberData(nameof(Doubles))]
    public void LossAndGradientsAreThoseOfTheNetworkWithoutRecomputation(string name)
    {
        var network = SequenceNetwork<double>.Named(name);
        var plain = SequenceNetwork<double>.Named(name["Recomputed".Length..]);
        var sequences = Sequences<double>.Random(network, s_lengths, seed: 2);
        using var expected = plain.Create(seed: 7).Perturbed(seed: 1).CreateTrainer(new Sgd(0.1), s_lengths.Length, 13, seed: 3);
        using var actual = network.Create(seed: 7).Perturbed(seed: 1).CreateTrainer(new Sgd(0.1), s_lengths.Length, 13, seed: 3);
        for (int step = 0; step < 3; step++)
        {
            Near(expected.Step(sequences), actual.Step(sequences), "loss");
            double scale = expected.Gradients.All.ToArray().Max(Math.Abs);
            foreach (var (a, b) in expected.Gradients.All.ToArray().Zip(actual.Gradients.All.ToArray()))
                Near(a / scale, b / scale, "gradient");
        }

        void Near(double a, double b, string what) => Assert.True(Math.Abs(a - b) <= 1e-12 * Math.Max(1, Math.Abs(a)), $"{name}: {what} {a:R} and {b:R}");
    }

    [Theory]
    [MemberData(nameof(Doubles))]
    public void DerivativesAreThoseOfTheLoss(string name)
    {
        var network = SequenceNetwork<double>.Named(name);
        double worst = 0;
        for (int steps = 2; steps <= 7; steps++)
        {
            foreach (int every in new[] { 1, 2, 3 })
            {
                var model = network.Create(seed: 7).Perturbed(seed: 10 + steps);
                using var trainer = model.CreateTrainer(new Sgd(0.1), batchSize: 3, maxTime: 7, seed: 5, recomputeEvery: every);
                var sequences = Sequences<double>.Random(network, [1, steps, (steps + 1) / 2], seed: steps);
                trainer.Forward(sequences);
                trainer.Backward();
                Assert.Contains(trainer.Gradients.All.ToArray(), gradient => gradient != 0);
                worst = Math.Max(worst, GradientCheck.Verify(model.Parameters, () => trainer.Forward(sequences), trainer.Gradients));
            }
        }

        output.WriteLine($"Worst error: {worst:E1}");
    }

    /// <summary>Where batches overlap, a segment ends at the step that the next batch begins with.</summary>
    [Theory]
    [InlineData("RecomputedStackedLstm")]
    [InlineData("RecomputedThree")]
    [InlineData("RecomputedLstmLearned")]
    public void StatesGoOnFromAnyStep(string name)
    {
        var network = SequenceNetwork<double>.Named(name);
        var sequences = Sequences<double>.Random(network, [11, 11], seed: 3);
        double[] Train(int every, int carried)
        {
            using var trainer = network.Create(seed: 7).Perturbed(seed: 3).CreateTrainer(new Sgd(0.1), batchSize: 2, maxTime: 7, recomputeEvery: every);
            (trainer.Trainer.KeepsState, trainer.Trainer.CarriedSteps) = (true, carried);
            double first = trainer.Step(sequences.Window(0, 7)), second = trainer.Step(sequences.Window(carried, 7));
            return [first, second, .. trainer.Gradients.All, .. trainer.Trainer.State];
        }

        foreach (int carried in new[] { 1, 3, 4 })
        {
            double[] whole = Train(7, carried);
            foreach (int every in new[] { 1, 2, 3, 5 })
                Bits.AssertEqual<double>(whole, Train(every, carried), $"{name}, {carried} steps carried, segments of {every}");
        }
    }

    [Fact]
    public void BatchesAddUp()
    {
        var network = SequenceNetwork<double>.Named("RecomputedStackedKinds");
        double[] Train(int every)
        {
            var model = network.Create(seed: 7);
            using var trainer = (RecomputedStackedKinds.Trainer)model.CreateTrainer(new Sgd(0.1) { Clipping = Clipping.GlobalNorm(0.5) }, batchSize: 2, maxTime: 9, recomputeEvery: every).Trainer;
            foreach (int seed in new[] { 1, 2, 3 })
            {
                var sequences = Sequences<double>.Random(network, [9, 4], seed);
                _ = seed < 3 ? trainer.Accumulate(sequences.Input, sequences.Labels, sequences.Lengths) : trainer.Step(sequences.Input, sequences.Labels, sequences.Lengths);
            }

            return model.Parameters.All.ToArray();
        }

        Bits.AssertEqual<double>(Train(9), Train(2), "parameters");
    }

    /// <summary>Four times the steps need about twice the memory.</summary>
    [Fact]
    public void MemoryGrowsAsTheSquareRootOfTime()
    {
        var model = new RecomputedSmallLanguageModel();
        long Of(int steps, int every = 0)
        {
            using var trainer = model.CreateTrainer(new Sgd(0.1), batchSize: 4, maxTime: steps, recomputeEvery: every);
            return trainer.WorkspaceLength;
        }

        long short1 = Of(256), long1 = Of(4096), whole = Of(4096, every: 4096);
        output.WriteLine($"256 steps: {short1:N0}, 4,096 steps: {long1:N0}, all of them at once: {whole:N0}");
        Assert.InRange(long1 / (double)short1, 2, 4.2);
        Assert.True(long1 * 20 < whole, $"{long1} of {whole}");
        Assert.Equal(64, Every(4096));
        Assert.Equal(3, Every(7));
        Assert.Equal(1, Every(1));

        int Every(int steps)
        {
            using var trainer = model.CreateTrainer(new Sgd(0.1), batchSize: 1, maxTime: steps);
            return trainer.RecomputeEvery;
        }
    }

    [Fact]
    public void SegmentsAreNotNegative()
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new RecomputedSmallCounter().CreateTrainer(new Sgd(0.1), batchSize: 2, maxTime: 3, recomputeEvery: -1));
        Assert.Equal("recomputeEvery", exception.ParamName);
        Assert.Equal("maxTime", Assert.Throws<ArgumentOutOfRangeException>(() => new RecomputedSmallCounter().CreateTrainer(new Sgd(0.1), batchSize: 2, maxTime: 0)).ParamName);
    }

    private static void SegmentsChangeNoBit<T>(SequenceNetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var expected = Train(every: 13, threads: 1);
        foreach (var (every, threads) in new[] { (1, 1), (2, 2), (3, 1), (4, 2), (7, 1), (12, 1), (13, 2), (100, 1), (0, 1) })
        {
            string what = $"{network}, segments of {every}, {threads} threads";
            var other = Train(every, threads);
            Bits.AssertEqual<T>(expected.Losses, other.Losses, $"{what}, losses");
            Bits.AssertEqual<T>(expected.Gradients, other.Gradients, $"{what}, gradients");
            Bits.AssertEqual<T>(expected.Parameters, other.Parameters, $"{what}, parameters");
            Bits.AssertEqual<T>(expected.States, other.States, $"{what}, states");
        }

        (T[] Losses, T[] Gradients, T[] Parameters, T[] States) Train(int every, int threads)
        {
            var model = network.Create(seed: 9).Perturbed(seed: 1, scale: 0.2);
            using var trainer = model.CreateTrainer(new Adam(learningRate: 0.01) { Clipping = Clipping.GlobalNorm(1) }, s_lengths.Length, 13, threads, seed: 4, recomputeEvery: every);
            trainer.Trainer.KeepsState = true;
            T[] losses = [.. Enumerable.Range(0, 3).Select(k => trainer.Step(Sequences<T>.Random(network, k == 0 ? s_lengths : s_lengths[..(k == 1 ? 4 : 1)], seed: k)))];
            return (losses, trainer.Gradients.All.ToArray(), model.Parameters.All.ToArray(), trainer.Trainer.State.ToArray());
        }
    }
}
