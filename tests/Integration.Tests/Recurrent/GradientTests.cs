using System;
using System.Linq;
using NetGen.Integration.Tests.Gradients;
using NetGen.Integration.Tests.Networks;
using Xunit;
using Xunit.Abstractions;

namespace NetGen.Integration.Tests.Recurrent;

/// <summary>Backpropagation through time of every network of the namespace <c>Networks.Recurrent</c>.</summary>
public sealed class GradientTests(ITestOutputHelper output)
{
    public static TheoryData<string> Networks => SequenceNetwork<double>.All;

    public static TheoryData<string> NetworksThatGoOn => SequenceNetwork<double>.Forwards;

    [Theory]
    [MemberData(nameof(Networks))]
    public void DerivativesAreThoseOfTheLoss(string name)
    {
        var network = SequenceNetwork<double>.Named(name);
        double worst = 0;
        for (int steps = 2; steps <= 7; steps++)
        {
            var model = network.Create(seed: 7).Perturbed(seed: 10 + steps);
            using var trainer = model.CreateTrainer(new Sgd(0.1), batchSize: 4, maxTime: 7, seed: 5);
            foreach (int[] lengths in new[] { [steps, steps], new[] { 1, steps, (steps + 1) / 2 } })
            {
                var sequences = Sequences<double>.Random(network, lengths, seed: steps);
                trainer.Forward(sequences);
                trainer.Backward();
                Assert.Contains(trainer.Gradients.All.ToArray(), gradient => gradient != 0);
                worst = Math.Max(worst, GradientCheck.Verify(model.Parameters, () => trainer.Forward(sequences), trainer.Gradients));
            }
        }

        output.WriteLine($"Worst error: {worst:E1}");
    }

    /// <summary>The states before the window are constants, but the first step depends on them.</summary>
    [Theory]
    [MemberData(nameof(NetworksThatGoOn))]
    public void DerivativesWithCarriedState(string name)
    {
        var network = SequenceNetwork<double>.Named(name);
        var model = network.Create(seed: 7).Perturbed(seed: 3);
        using var trainer = model.CreateTrainer(new Sgd(0.1), batchSize: 4, maxTime: 5, seed: 5);
        trainer.Trainer.KeepsState = true;
        double[] state = new double[trainer.Trainer.State.Length];
        var random = new Random(4);
        foreach (ref double value in state.AsSpan())
            value = (2 * random.NextDouble()) - 1;
        var sequences = Sequences<double>.Random(network, [5, 2, 4, 5], seed: 1);

        double Loss()
        {
            state.CopyTo(trainer.Trainer.State);
            return trainer.Forward(sequences);
        }

        double inPieces = Loss();
        trainer.Backward();
        GradientCheck.Verify(model.Parameters, Loss, trainer.Gradients);
        double[] gradients = Gradients();
        state.CopyTo(trainer.Trainer.State);
        Assert.Equal(inPieces, trainer.Step(sequences));
        Assert.Equal(gradients, trainer.Gradients.All.ToArray());

        double[] Gradients()
        {
            Loss();
            trainer.Backward();
            return trainer.Gradients.All.ToArray();
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void StepGivesTheLossAndGradientsOfForwardAndBackward(string name)
    {
        var network = SequenceNetwork<double>.Named(name);
        var sequences = Sequences<double>.Random(network, [3, 6, 1, 2], seed: 3);
        using var inPieces = network.Create(seed: 7).CreateTrainer(new Sgd(0.1), batchSize: 4, maxTime: 8);
        using var atOnce = network.Create(seed: 7).CreateTrainer(new Sgd(0.1), batchSize: 4, maxTime: 8);

        double loss = inPieces.Forward(sequences);
        inPieces.Backward();

        Assert.Equal(loss, atOnce.Step(sequences));
        Assert.Equal(inPieces.Gradients.All.ToArray(), atOnce.Gradients.All.ToArray());
    }

    /// <summary>Overlapping windows: each begins with the state that the sequence has there, and its derivatives reach back to its own first step.</summary>
    [Theory]
    [InlineData("StackedLstm")]
    [InlineData("Three")]
    [InlineData("LstmLearned")]
    public void OverlappingWindowsContinueTheSequence(string name)
    {
        var network = SequenceNetwork<double>.Named(name);
        var sequences = Sequences<double>.Random(network, [7, 7, 7], seed: 3);
        var model = network.Create(seed: 7).Perturbed(seed: 3);
        using var trainer = model.CreateTrainer(new Sgd(0), batchSize: 3, maxTime: 7);
        using var whole = model.CreateTrainer(new Sgd(0), batchSize: 3, maxTime: 7);
        (trainer.Trainer.KeepsState, trainer.Trainer.CarriedSteps) = (true, 2);
        for (int first = 0; first + 3 <= 7; first += 2)
        {
            // The state of the sequence after its first steps.
            double[] state = new double[whole.Trainer.State.Length];
            if (first > 0)
            {
                whole.Step(sequences.Window(0, first));
                whole.Trainer.State.CopyTo(state);
            }

            AssertNear(state, trainer.Trainer.State.ToArray());
            double[] before = trainer.Trainer.State.ToArray();
            trainer.Forward(sequences.Window(first, 3));
            trainer.Backward();
            double[] after = trainer.Trainer.State.ToArray();
            GradientCheck.Verify(model.Parameters, () =>
            {
                before.CopyTo(trainer.Trainer.State);
                return trainer.Forward(sequences.Window(first, 3));
            }, trainer.Gradients);
            after.CopyTo(trainer.Trainer.State);
        }

        static void AssertNear(double[] expected, double[] actual) => Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 12));
    }

    [Fact]
    public void StatesThatComeFromTheEndAreNotCarried()
    {
        using var trainer = SequenceNetwork<double>.Named("GruBothWays").Create().CreateTrainer(new Sgd(0.1), batchSize: 2, maxTime: 3);
        Assert.Contains("from the end", Assert.Throws<InvalidOperationException>(() => trainer.Trainer.KeepsState = true).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Trainer.CarriedSteps = -1);
        Assert.False(trainer.Trainer.KeepsState);
    }

    /// <summary>Truncated: the windows' losses are those of the whole sequence, and the last window's derivatives know nothing of the windows before.</summary>
    [Fact]
    public void WindowsContinueTheSequence()
    {
        var network = SequenceNetwork<double>.Named("StackedLstm");
        var sequences = Sequences<double>.Random(network, [6, 6, 6], seed: 3);
        using var whole = network.Create(seed: 7).CreateTrainer(new Sgd(0), batchSize: 3, maxTime: 6);
        using var windows = network.Create(seed: 7).CreateTrainer(new Sgd(0), batchSize: 3, maxTime: 2);
        windows.Trainer.KeepsState = true;

        double loss = whole.Step(sequences);
        double[] losses = [.. new[] { 0, 2, 4 }.Select(first => windows.Step(sequences.Window(first, 2)))];

        Assert.Equal(loss, losses.Average(), 12);
        windows.Trainer.Reset();
        Assert.Equal(losses[0], windows.Step(sequences.Window(0, 2)));
        windows.Trainer.KeepsState = false;
        Assert.Equal(losses[0], windows.Step(sequences.Window(0, 2)));
    }
}
