using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using NetGen.Integration.Tests.Networks.GraphSequences;
using NetGen.Integration.Tests.Networks.RecomputedGraphs;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Integration.Tests.Graphs;

/// <summary>Steps of every trainer of every graph network here allocate nothing. (Those of every function of the vocabulary, and of random graphs, are in the generator's tests.)</summary>
[Collection("Alone")]
public sealed class GraphAllocationTests
{
    private const int Samples = 32, Time = 5;

    /// <summary>By the trainer's name: a model's trainer on so many threads, as a step.</summary>
    private static readonly Dictionary<string, Func<int, Action>> s_steps = new()
    {
        ["Residual.Trainer"] = threads => Step(new Residual().CreateTrainer(new Adam(), Samples, threads), trainer => trainer.Step(Doubles(60), Doubles(60))),
        ["Variational.Trainer"] = threads => Step(new Variational().CreateTrainer(new Adam(), Samples, threads), trainer => trainer.Step(Doubles(12), Doubles(3))),
        ["Contrast.Trainer"] = threads => Step(new Contrast().CreateTrainer(new Adam(), Samples, threads), trainer => trainer.Step(Doubles(6), Doubles(6))),
        ["Adversaries.FoolTrainer"] = threads => Step(new Adversaries().CreateFoolTrainer(new Adam(), Samples, threads), trainer => trainer.Step(Floats(4))),
        ["Adversaries.JudgeTrainer"] = threads => Step(new Adversaries().CreateJudgeTrainer(new Adam(), Samples, threads), trainer => trainer.Step(Floats(4), Floats(6))),
        ["Tied.WholeTrainer"] = threads => Step(new Tied().CreateWholeTrainer(new Adam(), Samples, threads), trainer => trainer.Step(Floats(16))),
        ["Tied.OuterPairTrainer"] = threads => Step(new Tied().CreateOuterPairTrainer(new Adam(), Samples, threads), trainer => trainer.Step(Floats(16))),
        ["Tied.InnerPairTrainer"] = threads => Step(new Tied().CreateInnerPairTrainer(new Adam(), Samples, threads), trainer => trainer.Step(Floats(16))),
        ["Points.Trainer"] = threads => Step(new Points().CreateTrainer(new Adam(), 1, threads), trainer => trainer.Step(s_floats.AsSpan(0, 400))),
        ["Tower.Trainer"] = threads => Step(new Tower().CreateTrainer(new Adam(), Samples, threads), trainer => trainer.Step(Tokens(1), Tokens(1))),
        ["Started.Trainer"] = threads => Step(new Started().CreateTrainer(new Adam(), Samples, Time, threads), trainer => trainer.Step(Doubles(4), Doubles(2 * Time), Doubles(1), Lengths)),
        ["OverTime.Trainer"] = threads => Step(new OverTime().CreateTrainer(new Adam(), Samples, Time, threads), trainer => trainer.Step(Doubles(3 * Time), Lengths)),
        ["Attentive.Trainer"] = threads => Step(new Attentive().CreateTrainer(new Adam(), Samples, Time, Time, threads), trainer => trainer.Step(Doubles(3 * Time), Doubles(2 * Time), Doubles(2 * Time), Lengths, Lengths)),
        ["Carrying.Trainer"] = threads => Step(new Carrying().CreateTrainer(new Adam(), Samples, Time, threads), trainer => trainer.Step(Doubles(2 * Time), Doubles(3 * Time), Lengths)),
        ["Tagger.Trainer"] = threads => Step(new Tagger().CreateTrainer(new Adam(), Samples, Time, threads), trainer => trainer.Step(Tokens(Time), Tokens(Time), Lengths)),
        ["Translator.Trainer"] = threads => Step(new Translator().CreateTrainer(new Adam(), Samples, Time, Time, threads), trainer => trainer.Step(Tokens(Time), Tokens(Time), Tokens(Time), Lengths, Lengths)),
        ["Captions.Trainer"] = threads => Step(new Captions().CreateTrainer(new Adam(), Samples, Time, threads, recomputeEvery: 2), trainer => trainer.Step(Tokens(Time), Doubles(3), Tokens(Time), Lengths)),
        ["Answers.Trainer"] = threads => Step(new Answers().CreateTrainer(new Adam(), Samples, Time, threads, recomputeEvery: 2), trainer => trainer.Step(Doubles(3 * Time), Doubles(2), Lengths)),
    };

    private static readonly double[] s_doubles = [.. Enumerable.Range(0, 60 * Samples).Select(i => Math.Sin(i))];
    private static readonly float[] s_floats = [.. s_doubles.Select(value => (float)value)];
    private static readonly int[] s_tokens = [.. Enumerable.Range(0, Time * Samples).Select(i => i % 3)];
    private static readonly int[] s_lengths = [.. Enumerable.Range(0, Samples).Select(i => Time - (i % Time))];

    public static TheoryData<string> Trainers => new(typeof(Residual).Assembly.GetTypes()
        .Where(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Any(method => method.IsDefined(typeof(GraphAttribute))))
        .SelectMany(type => type.GetNestedTypes().Where(nested => nested.Name.EndsWith("Trainer", StringComparison.Ordinal)).Select(trainer => $"{type.Name}.{trainer.Name}"))
        .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Trainers))]
    public void StepsAllocateNothing(string trainer)
    {
        Assert.True(s_steps.ContainsKey(trainer), $"{trainer} is not in the table.");
        foreach (int threads in new[] { 1, 2 })
        {
            var step = s_steps[trainer](threads);
            step();
            long least = long.MaxValue;
            for (int attempt = 0; attempt < 50 && least > 0; attempt++)
            {
                long before = Allocated();
                step();
                least = Math.Min(least, Allocated() - before);
            }

            Assert.True(least == 0, $"{trainer} on {threads} threads: {least} bytes.");
        }
    }

    private static long Allocated() => GC.GetAllocatedBytesForCurrentThread() + Workers.AllocatedBytes;

    private static Action Step<T>(T trainer, Action<T> step) => () => step(trainer);

    private static ReadOnlySpan<double> Doubles(int perSample) => s_doubles.AsSpan(0, perSample * Samples);

    private static ReadOnlySpan<int> Lengths => s_lengths;

    private static ReadOnlySpan<int> Tokens(int perSample) => s_tokens.AsSpan(0, perSample * Samples);

    private static ReadOnlySpan<float> Floats(int perSample) => s_floats.AsSpan(0, perSample * Samples);
}
