using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using NetGen.Integration.Tests.Graphs;
using NetGen.Integration.Tests.Networks.GraphSequences;
using Xunit;

namespace NetGen.Gpu.Networks.Tests;

/// <summary>Every graph network of the tests computes on a GPU what it computes on the processor: losses and gradients of each of its trainers, and three updates.</summary>
public sealed class GraphTests
{
    private const int Samples = 3, Time = 4;

    private static readonly Device s_device = TestDevice.Instance;
    private static readonly float[] s_numbers = [.. Enumerable.Range(0, 600).Select(i => (float)Math.Sin(i))];
    private static readonly int[] s_tokens = [.. Enumerable.Range(0, Time * Samples).Select(i => i % 3)];
    private static readonly int[] s_lengths = [Time, 1, Time - 1];

    /// <summary>By the trainer's name.</summary>
    private static readonly Dictionary<string, Action> s_checks = new()
    {
        ["Residual.GpuTrainer"] = () => Check(() => new Residual(), m => m.CreateTrainer(new Adam(), Samples), t => t.Forward(Numbers(60), Numbers(60)), t => t.Backward(), t => t.Step(Numbers(60), Numbers(60)),
            m => m.CreateTrainer(s_device, new Adam(), Samples), t => t.Forward(Numbers(60), Numbers(60)), t => t.Backward(), t => t.Step(Numbers(60), Numbers(60))),
        ["Variational.GpuTrainer"] = () => Check(() => new Variational(), m => m.CreateTrainer(new Adam(), Samples), t => t.Forward(Numbers(12), Numbers(3)), t => t.Backward(), t => t.Step(Numbers(12), Numbers(3)),
            m => m.CreateTrainer(s_device, new Adam(), Samples), t => t.Forward(Numbers(12), Numbers(3)), t => t.Backward(), t => t.Step(Numbers(12), Numbers(3))),
        ["Contrast.GpuTrainer"] = () => Check(() => new Contrast(), m => m.CreateTrainer(new Adam(), Samples), t => t.Forward(Numbers(6), Numbers(6)), t => t.Backward(), t => t.Step(Numbers(6), Numbers(6)),
            m => m.CreateTrainer(s_device, new Adam(), Samples), t => t.Forward(Numbers(6), Numbers(6)), t => t.Backward(), t => t.Step(Numbers(6), Numbers(6))),
        ["Adversaries.GpuFoolTrainer"] = () => Check(() => new Adversaries(), m => m.CreateFoolTrainer(new Adam(), Samples), t => t.Forward(Numbers(4)), t => t.Backward(), t => t.Step(Numbers(4)),
            m => m.CreateFoolTrainer(s_device, new Adam(), Samples), t => t.Forward(Numbers(4)), t => t.Backward(), t => t.Step(Numbers(4))),
        ["Adversaries.GpuJudgeTrainer"] = () => Check(() => new Adversaries(), m => m.CreateJudgeTrainer(new Adam(), Samples), t => t.Forward(Numbers(4), Numbers(6)), t => t.Backward(), t => t.Step(Numbers(4), Numbers(6)),
            m => m.CreateJudgeTrainer(s_device, new Adam(), Samples), t => t.Forward(Numbers(4), Numbers(6)), t => t.Backward(), t => t.Step(Numbers(4), Numbers(6))),
        ["Tied.GpuWholeTrainer"] = () => Check(() => new Tied(), m => m.CreateWholeTrainer(new Adam(), Samples), t => t.Forward(Numbers(16)), t => t.Backward(), t => t.Step(Numbers(16)),
            m => m.CreateWholeTrainer(s_device, new Adam(), Samples), t => t.Forward(Numbers(16)), t => t.Backward(), t => t.Step(Numbers(16))),
        ["Tied.GpuOuterPairTrainer"] = () => Check(() => new Tied(), m => m.CreateOuterPairTrainer(new Adam(), Samples), t => t.Forward(Numbers(16)), t => t.Backward(), t => t.Step(Numbers(16)),
            m => m.CreateOuterPairTrainer(s_device, new Adam(), Samples), t => t.Forward(Numbers(16)), t => t.Backward(), t => t.Step(Numbers(16))),
        ["Tied.GpuInnerPairTrainer"] = () => Check(() => new Tied(), m => m.CreateInnerPairTrainer(new Adam(), Samples), t => t.Forward(Numbers(16)), t => t.Backward(), t => t.Step(Numbers(16)),
            m => m.CreateInnerPairTrainer(s_device, new Adam(), Samples), t => t.Forward(Numbers(16)), t => t.Backward(), t => t.Step(Numbers(16))),
        ["Points.GpuTrainer"] = () => Check(() => new Points(), m => m.CreateTrainer(new Adam(), 1), t => t.Forward(s_numbers.AsSpan(0, 400)), t => t.Backward(), t => t.Step(s_numbers.AsSpan(0, 400)),
            m => m.CreateTrainer(s_device, new Adam(), 1), t => t.Forward(s_numbers.AsSpan(0, 400)), t => t.Backward(), t => t.Step(s_numbers.AsSpan(0, 400))),
        ["Tower.GpuTrainer"] = () => Check(() => new Tower(), m => m.CreateTrainer(new Adam(), Samples), t => t.Forward(Tokens(1), Tokens(1)), t => t.Backward(), t => t.Step(Tokens(1), Tokens(1)),
            m => m.CreateTrainer(s_device, new Adam(), Samples), t => t.Forward(Tokens(1), Tokens(1)), t => t.Backward(), t => t.Step(Tokens(1), Tokens(1))),
        ["Started.GpuTrainer"] = () => Check(() => new Started(), m => m.CreateTrainer(new Adam(), Samples, Time), t => t.Forward(Numbers(4), Numbers(2 * Time), Numbers(1), s_lengths), t => t.Backward(), t => t.Step(Numbers(4), Numbers(2 * Time), Numbers(1), s_lengths),
            m => m.CreateTrainer(s_device, new Adam(), Samples, Time), t => t.Forward(Numbers(4), Numbers(2 * Time), Numbers(1), s_lengths), t => t.Backward(), t => t.Step(Numbers(4), Numbers(2 * Time), Numbers(1), s_lengths)),
        ["OverTime.GpuTrainer"] = () => Check(() => new OverTime(), m => m.CreateTrainer(new Adam(), Samples, Time), t => t.Forward(Numbers(3 * Time), s_lengths), t => t.Backward(), t => t.Step(Numbers(3 * Time), s_lengths),
            m => m.CreateTrainer(s_device, new Adam(), Samples, Time), t => t.Forward(Numbers(3 * Time), s_lengths), t => t.Backward(), t => t.Step(Numbers(3 * Time), s_lengths)),
        ["Attentive.GpuTrainer"] = () => Check(() => new Attentive(), m => m.CreateTrainer(new Adam(), Samples, Time, Time), t => t.Forward(Numbers(3 * Time), Numbers(2 * Time), Numbers(2 * Time), s_lengths, s_lengths), t => t.Backward(), t => t.Step(Numbers(3 * Time), Numbers(2 * Time), Numbers(2 * Time), s_lengths, s_lengths),
            m => m.CreateTrainer(s_device, new Adam(), Samples, Time, Time), t => t.Forward(Numbers(3 * Time), Numbers(2 * Time), Numbers(2 * Time), s_lengths, s_lengths), t => t.Backward(), t => t.Step(Numbers(3 * Time), Numbers(2 * Time), Numbers(2 * Time), s_lengths, s_lengths)),
        ["Carrying.GpuTrainer"] = () => Check(() => new Carrying(), m => m.CreateTrainer(new Adam(), Samples, Time), t => t.Forward(Numbers(2 * Time), Numbers(3 * Time), s_lengths), t => t.Backward(), t => t.Step(Numbers(2 * Time), Numbers(3 * Time), s_lengths),
            m => m.CreateTrainer(s_device, new Adam(), Samples, Time), t => t.Forward(Numbers(2 * Time), Numbers(3 * Time), s_lengths), t => t.Backward(), t => t.Step(Numbers(2 * Time), Numbers(3 * Time), s_lengths)),
        ["Tagger.GpuTrainer"] = () => Check(() => new Tagger(), m => m.CreateTrainer(new Adam(), Samples, Time), t => t.Forward(Tokens(Time), Tokens(Time), s_lengths), t => t.Backward(), t => t.Step(Tokens(Time), Tokens(Time), s_lengths),
            m => m.CreateTrainer(s_device, new Adam(), Samples, Time), t => t.Forward(Tokens(Time), Tokens(Time), s_lengths), t => t.Backward(), t => t.Step(Tokens(Time), Tokens(Time), s_lengths)),
        ["Translator.GpuTrainer"] = () => Check(() => new Translator(), m => m.CreateTrainer(new Adam(), Samples, Time, Time), t => t.Forward(Tokens(Time), Tokens(Time), Tokens(Time), s_lengths, s_lengths), t => t.Backward(), t => t.Step(Tokens(Time), Tokens(Time), Tokens(Time), s_lengths, s_lengths),
            m => m.CreateTrainer(s_device, new Adam(), Samples, Time, Time), t => t.Forward(Tokens(Time), Tokens(Time), Tokens(Time), s_lengths, s_lengths), t => t.Backward(), t => t.Step(Tokens(Time), Tokens(Time), Tokens(Time), s_lengths, s_lengths)),
    };

    /// <summary>Whatever networks with methods there are, but for those of whole trainings.</summary>
    public static TheoryData<string> Trainers => new(typeof(Residual).Assembly.GetTypes()
        .Where(type => type.Namespace != typeof(GraphTests).Namespace && type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Any(method => method.IsDefined(typeof(GraphAttribute))))
        .SelectMany(type => type.GetNestedTypes().Where(nested => nested.IsSubclassOf(typeof(GpuTrainer))).Select(trainer => $"{type.Name}.{trainer.Name}"))
        .Where(TestDevice.Tests)
        .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Trainers))]
    public void LossesAndGradientsAgree(string trainer)
    {
        Assert.True(s_checks.ContainsKey(trainer), $"{trainer} is not in the table.");
        s_checks[trainer]();
    }

    private static void Check<TModel, TTrainer, TGpuTrainer>(
        Func<TModel> create,
        Func<TModel, TTrainer> createTrainer, Func<TTrainer, float> forward, Action<TTrainer> backward, Func<TTrainer, float> step,
        Func<TModel, TGpuTrainer> createGpuTrainer, Func<TGpuTrainer, PendingLoss> gpuForward, Action<TGpuTrainer> gpuBackward, Func<TGpuTrainer, PendingLoss> gpuStep)
        where TTrainer : Trainer<float>
        where TGpuTrainer : GpuTrainer
    {
        using var expected = createTrainer(create());
        using var trainer = createGpuTrainer(create());
        Agreement.Check([forward(expected)], [gpuForward(trainer)], "loss");
        backward(expected);
        gpuBackward(trainer);
        Agreement.Check(expected.Gradients.All, trainer.Gradients.All, "gradients");
        for (int k = 0; k < 3; k++)
            Agreement.Check([step(expected)], [gpuStep(trainer)], $"loss of step {k}", 1e-3f);
    }

    private static ReadOnlySpan<float> Numbers(int perSample) => s_numbers.AsSpan(0, perSample * Samples);

    private static ReadOnlySpan<int> Tokens(int perSample) => s_tokens.AsSpan(0, perSample * Samples);
}
