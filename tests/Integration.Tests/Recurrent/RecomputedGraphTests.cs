using System;
using System.Linq;
using NetGen.Integration.Tests.Gradients;
using NetGen.Integration.Tests.Networks;
using NetGen.Integration.Tests.Networks.RecomputedGraphs;
using Xunit;

namespace NetGen.Integration.Tests.Recurrent;

/// <summary>Networks wired by methods, in segments of time: what does not depend on the step is computed before or after the segments, and its derivatives are those of all of them.</summary>
public sealed class RecomputedGraphTests
{
    private const int Steps = 7;

    private static readonly int[] s_lengths = [7, 2, 5];

    private static readonly int[] s_segments = [7, 1, 2, 3, 6];

    [Fact]
    public void WhatIsTheSameAtEveryStep()
    {
        var model = new Captions(seed: 2);
        Perturb(model.Parameters);
        var random = new Random(1);
        int[] words = [.. Enumerable.Range(0, 3 * Steps).Select(_ => random.Next(5))], next = [.. Enumerable.Range(0, 3 * Steps).Select(_ => random.Next(5))];
        double[] pictures = [.. Enumerable.Range(0, 9).Select(_ => random.NextDouble())];
        double[]? expected = null;
        foreach (int every in s_segments)
        {
            using var trainer = model.CreateTrainer(new Sgd(0.1), batchSize: 3, maxTime: Steps, threads: 1 + (every % 2), seed: 4, recomputeEvery: every);
            double Loss() => trainer.Forward(words, pictures, next, s_lengths);
            Check(model.Parameters, trainer, Loss, trainer.Backward, every, ref expected);
        }
    }

    [Fact]
    public void OneAnswerForAWholeSequence()
    {
        var model = new Answers(seed: 2);
        Perturb(model.Parameters);
        var random = new Random(1);
        double[] x = [.. Enumerable.Range(0, 9 * Steps).Select(_ => (2 * random.NextDouble()) - 1)], wanted = [.. Enumerable.Range(0, 6).Select(_ => random.NextDouble())];
        double[]? expected = null;
        foreach (int every in s_segments)
        {
            using var trainer = model.CreateTrainer(new Sgd(0.1), batchSize: 3, maxTime: Steps, recomputeEvery: every);
            double Loss() => trainer.Forward(x, wanted, s_lengths);
            Check(model.Parameters, trainer, Loss, trainer.Backward, every, ref expected);
        }
    }

    private static void Check(ParameterSet<double> parameters, Trainer<double> trainer, Func<double> loss, Action backward, int every, ref double[]? expected)
    {
        double[] result = [loss(), 0];
        backward();
        result = [result[0], .. trainer.Gradients.All];
        expected ??= result;
        Bits.AssertEqual<double>(expected, result, $"segments of {every}");
        GradientCheck.Verify(parameters, loss, trainer.Gradients);
    }

    private static void Perturb(ParameterSet<double> parameters)
    {
        var random = new Random(5);
        foreach (ref double value in parameters.Trainable)
            value += random.NextDouble() - 0.5;
        parameters.MarkChanged();
    }
}
