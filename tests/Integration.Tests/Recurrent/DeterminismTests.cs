using System.Linq;
using System.Numerics;
using NetGen.Integration.Tests.Networks;
using Xunit;

namespace NetGen.Integration.Tests.Recurrent;

/// <summary>The same bits on any number of threads and with any room.</summary>
public sealed class DeterminismTests
{
    public static TheoryData<string> Doubles => SequenceNetwork<double>.All;

    public static TheoryData<string> Singles => SequenceNetwork<float>.All;

    [Theory]
    [MemberData(nameof(Doubles))]
    public void DoubleTrainingDoesNotDependOnThreads(string name) => TrainingDoesNotDependOnThreads(SequenceNetwork<double>.Named(name));

    [Theory]
    [MemberData(nameof(Singles))]
    public void SingleTrainingDoesNotDependOnThreads(string name) => TrainingDoesNotDependOnThreads(SequenceNetwork<float>.Named(name));

    private static void TrainingDoesNotDependOnThreads<T>(SequenceNetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[] lengths = [.. Enumerable.Range(0, 37).Select(n => 1 + (n * 7 % 15))];
        var (outputs, losses, gradients, states) = Train(threads: 1, batchSize: 37, maxTime: 15);
        foreach (var (threads, batchSize, maxTime) in new[] { (2, 37, 15), (0, 37, 15), (1, 50, 40), (2, 64, 16) })
        {
            string what = $"{network} on {threads} threads with room for {batchSize} x {maxTime}";
            var other = Train(threads, batchSize, maxTime);
            Bits.AssertEqual<T>(outputs, other.Outputs, $"{what}, outputs");
            Bits.AssertEqual<T>(losses, other.Losses, $"{what}, losses");
            Bits.AssertEqual<T>(gradients, other.Gradients, $"{what}, gradients");
            if (batchSize == 37)
                Bits.AssertEqual<T>(states, other.States, $"{what}, states");
        }

        (T[] Outputs, T[] Losses, T[] Gradients, T[] States) Train(int threads, int batchSize, int maxTime)
        {
            var model = network.Create(seed: 9);
            using var trainer = model.CreateTrainer(new Adam(learningRate: 0.01), batchSize, maxTime, threads, seed: 4);
            trainer.Trainer.KeepsState = !network.IsReversed;
            T[] losses = [.. Enumerable.Range(0, 3).Select(k => trainer.Step(Sequences<T>.Random(network, k == 1 ? lengths[..20] : lengths, seed: k)))];
            using var session = model.CreateSession(batchSize, maxTime, threads);
            return (session.Forward(Sequences<T>.Random(network, lengths, seed: 8)), losses, trainer.Gradients.All.ToArray(), trainer.Trainer.State.ToArray());
        }
    }
}
