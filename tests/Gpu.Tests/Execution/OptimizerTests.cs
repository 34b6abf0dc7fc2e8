using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace NetGen.Gpu.Tests.Execution;

/// <summary>Training on a device is training on the CPU.</summary>
public class OptimizerTests
{
    private const int Steps = 20;

    private static readonly Dictionary<string, Func<Optimizer>> s_optimizers = new()
    {
        ["sgd"] = () => new Sgd(0.05),
        ["sgd, decay"] = () => new Sgd(0.05, weightDecay: 0.1),
        ["sgd, momentum"] = () => new Sgd(0.02, momentum: 0.9, weightDecay: 0.01),
        ["sgd, Nesterov"] = () => new Sgd(0.02, momentum: 0.9, nesterov: true),
        ["adam"] = () => new Adam(1e-2, weightDecay: 0.01),
        ["adamw"] = () => new AdamW(1e-2, weightDecay: 0.1),
        ["adagrad"] = () => new AdaGrad(1e-2, learningRateDecay: 0.1, initialAccumulator: 0.01, weightDecay: 0.01),
        ["adadelta"] = () => new Adadelta(weightDecay: 0.01),
        ["rmsprop"] = () => new RmsProp(1e-3),
        ["rmsprop, momentum"] = () => new RmsProp(1e-3, momentum: 0.5, weightDecay: 0.01),
        ["rmsprop, centered"] = () => new RmsProp(1e-3, centered: true),
        ["rmsprop, all"] = () => new RmsProp(1e-3, momentum: 0.5, centered: true),
        ["lion"] = () => new Lion(1e-3, weightDecay: 0.1),
        ["clipping by value"] = () => new Sgd(0.05) { Clipping = Clipping.ByValue(0.02) },
        ["clipping by norm"] = () => new Adam(1e-2) { Clipping = Clipping.GlobalNorm(0.5) },
        ["schedule"] = () => new Sgd(0.1, momentum: 0.5) { Schedule = Schedule.OneCycle(Steps) },
        ["average"] = () => new Adam(1e-2) { Average = new MovingAverage(0.9) },
        ["all at once"] = () => new AdamW(1e-2) { Average = new MovingAverage(0.99), Clipping = Clipping.GlobalNorm(1), Schedule = Schedule.WarmUp(5) },
    };

    public static TheoryData<string, bool> Cases()
    {
        var cases = new TheoryData<string, bool>();
        foreach (var name in s_optimizers.Keys)
        {
            cases.Add(name, false);
            cases.Add(name, true);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Steps_are_the_same_as_on_the_CPU(string name, bool accumulates)
    {
        var (cpuModel, gpuModel) = (new ScaledRegression(), new ScaledRegression());
        using var cpu = cpuModel.CreateTrainer(s_optimizers[name]());
        using var gpu = gpuModel.CreateTrainer(TestDevice.Prompt, s_optimizers[name]());
        for (var step = 0; step < Steps; step++)
        {
            if (accumulates && step % 3 > 0)
            {
                var (moreX, moreT) = ScaledRegression.Batch(1 + step % 4, (ulong)(100 + step));
                Near(cpu.Accumulate(moreX, moreT), gpu.Accumulate(moreX, moreT));
            }

            var (x, t) = ScaledRegression.Batch(step % 5 == 4 ? 2 : 4, (ulong)step);
            Near(cpu.Step(x, t), gpu.Step(x, t));
            Assert.Equal(cpu.StepCount, gpu.StepCount);
            Assert.Equal(cpu.LearningRate, gpu.LearningRate);
            Near((float)cpu.GradientNorm, (float)gpu.GradientNorm);
        }

        Near(cpu.Gradients.All, gpu.Gradients.All);
        Near(cpuModel.Parameters.All, gpuModel.Parameters.All);
        if (cpu.Average is not null)
            Near(cpu.Average.All, gpu.Average!.All);
        Assert.NotEqual(new ScaledRegression().Parameters.Trainable[..10].ToArray(), gpuModel.Parameters.Trainable[..10].ToArray());
        Assert.Equal([0.25f, 0.25f, 0.25f, 0.25f], gpuModel.Parameters["Offset1.value"].Values.ToArray());
    }

    [Fact]
    public void Only_some_parameters_are_trained()
    {
        var (cpuModel, gpuModel) = (new ScaledRegression(), new ScaledRegression());
        using var cpu = cpuModel.CreateTrainer(new Adam(1e-2), trains: [1, 3]);
        using var gpu = gpuModel.CreateTrainer(TestDevice.Prompt, new Adam(1e-2), trains: [1, 3]);
        Train((x, t) => cpu.Step(x, t), (x, t) => gpu.Step(x, t));
        Near(cpuModel.Parameters.All, gpuModel.Parameters.All);
        Assert.Equal(new ScaledRegression().Parameters["Dense1.weight"].Values.ToArray(), gpuModel.Parameters["Dense1.weight"].Values.ToArray());
    }

    [Fact]
    public void Nothing_is_trained_where_all_is_frozen()
    {
        var model = new ScaledRegression();
        using var gpu = model.CreateTrainer(TestDevice.Prompt, new Adam(1e-2) { Clipping = Clipping.GlobalNorm(1) }, trains: []);
        var (x, t) = ScaledRegression.Batch(4, 0);
        Assert.True(gpu.Step(x, t) > 0);
        Assert.Equal(new ScaledRegression().Parameters.Trainable.ToArray(), model.Parameters.Trainable.ToArray());
    }

    [Fact]
    public void Norms_are_limited()
    {
        var (cpuModel, gpuModel) = (new ScaledRegression(maxNorm: 0.3), new ScaledRegression(maxNorm: 0.3));
        using var cpu = cpuModel.CreateTrainer(new Sgd(0.1));
        using var gpu = gpuModel.CreateTrainer(TestDevice.Prompt, new Sgd(0.1));
        Train((x, t) => cpu.Step(x, t), (x, t) => gpu.Step(x, t));
        Near(cpuModel.Parameters.All, gpuModel.Parameters.All);
        var weights = gpuModel.Parameters["Dense1.weight"].Values.ToArray();
        Assert.InRange(Math.Sqrt(weights.Where((_, i) => i % ScaledRegression.Outputs == 0).Sum(w => (double)w * w)), 0, 0.30001);
    }

    [Fact]
    public void The_learning_rate_may_be_changed_between_steps()
    {
        var (cpuModel, gpuModel) = (new ScaledRegression(), new ScaledRegression());
        using var cpu = cpuModel.CreateTrainer(new Sgd(0.05) { Schedule = Schedule.ReduceOnPlateau(patience: 0) });
        using var gpu = gpuModel.CreateTrainer(TestDevice.Prompt, new Sgd(0.05) { Schedule = Schedule.ReduceOnPlateau(patience: 0) });
        Train((x, t) => cpu.Step(x, t), (x, t) => gpu.Step(x, t));
        cpu.Optimizer.LearningRate = gpu.Optimizer.LearningRate = 0.01;
        Train((x, t) => cpu.Step(x, t), (x, t) => gpu.Step(x, t));
        foreach (var metric in new[] { 1.0, 2.0 })
        {
            cpu.ReportMetric(metric);
            gpu.ReportMetric(metric);
        }

        Train((x, t) => cpu.Step(x, t), (x, t) => gpu.Step(x, t));
        Assert.Equal(0.001, gpu.LearningRate, 1e-9);
        Near(cpuModel.Parameters.All, gpuModel.Parameters.All);
    }

    [Fact]
    public void The_average_is_exchanged()
    {
        var (cpuModel, gpuModel) = (new ScaledRegression(), new ScaledRegression());
        using var cpu = cpuModel.CreateTrainer(new Sgd(0.05) { Average = new MovingAverage(0.9) });
        using var gpu = gpuModel.CreateTrainer(TestDevice.Prompt, new Sgd(0.05) { Average = new MovingAverage(0.9) });
        Train((x, t) => cpu.Step(x, t), (x, t) => gpu.Step(x, t));
        var parameters = gpuModel.Parameters.All.ToArray();
        cpu.ExchangeAverage();
        gpu.ExchangeAverage();
        Near(cpuModel.Parameters.All, gpuModel.Parameters.All);
        Assert.Equal(parameters, gpu.Average!.All.ToArray());
        gpu.ExchangeAverage();
        Assert.Equal(parameters, gpuModel.Parameters.All.ToArray());
    }

    private static void Train(Func<float[], float[], float> cpu, Func<float[], float[], PendingLoss> gpu)
    {
        for (var step = 0; step < 5; step++)
        {
            var (x, t) = ScaledRegression.Batch(4, (ulong)step);
            Near(cpu(x, t), gpu(x, t));
        }
    }

    internal static void Near(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(MathF.Abs(expected[i] - actual[i]) <= 2e-5f * MathF.Max(1, MathF.Abs(expected[i])), $"element {i}: {expected[i]} on the CPU, {actual[i]} on the device");
    }

    private static void Near(float expected, float actual) => Near([expected], [actual]);
}
