using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Benchmarks.Networks;

namespace NetGen.Benchmarks;

/// <summary>Whole networks through their public interface: inference and steps of training with Adam.</summary>
internal static class NetworkCases
{
    private static readonly long[] SmallPerceptronWork = [784 * 128, 128 * 10];
    private static readonly long[] LargePerceptronWork = [784 * 1024, 1024 * 1024, 1024 * 10];
    private static readonly long[] LeNetWork = [28 * 28 * 25 * 6, 10 * 10 * 25 * 6 * 16, 400 * 120, 120 * 84, 84 * 10];
    private static readonly long[] CnnWork = [28 * 28 * 9 * 32, 28 * 28 * 9 * 32 * 64, 14 * 14 * 64 * 128, 128 * 10];
    private static readonly long[] VggWork = [56 * 56 * 9 * 64 * 64, 56 * 56 * 9 * 64 * 64];
    private static readonly long[] MobileWork = [56 * 56 * 9 * 32, 56 * 56 * 32 * 64];

    public static IEnumerable<BenchmarkCase> All =>
    [
        InferOne("mlp-784-128-10", SmallPerceptronWork, threads => new SmallPerceptron(seed: 1).CreateSession(1, threads), 784),
        Infer("mlp-784-128-10", 32, SmallPerceptronWork, threads => new SmallPerceptron(seed: 1).CreateSession(32, threads), 784),
        Train("mlp-784-128-10", 64, SmallPerceptronWork, threads => new SmallPerceptron(seed: 1).CreateTrainer(new Adam(1e-4), 64, threads), 784),
        Train("mlp-784-128-10", 128, SmallPerceptronWork, threads => new SmallPerceptron(seed: 1).CreateTrainer(new Adam(1e-4), 128, threads), 784),
        InferOne("mlp-784-1024-1024-10", LargePerceptronWork, threads => new LargePerceptron(seed: 1).CreateSession(1, threads), 784),
        Infer("mlp-784-1024-1024-10", 32, LargePerceptronWork, threads => new LargePerceptron(seed: 1).CreateSession(32, threads), 784),
        Train("mlp-784-1024-1024-10", 64, LargePerceptronWork, threads => new LargePerceptron(seed: 1).CreateTrainer(new Adam(1e-4), 64, threads), 784),
        Train("mlp-784-1024-1024-10", 128, LargePerceptronWork, threads => new LargePerceptron(seed: 1).CreateTrainer(new Adam(1e-4), 128, threads), 784),
        Infer("lenet5", 1, LeNetWork, threads => new LeNet5(seed: 1).CreateSession(1, threads), 784),
        Train("lenet5", 64, LeNetWork, threads => new LeNet5(seed: 1).CreateTrainer(new Adam(1e-4), 64, threads), 784),
        Infer("cnn-32-64", 1, CnnWork, threads => new Cnn(seed: 1).CreateSession(1, threads), 784),
        Infer("cnn-32-64", 32, CnnWork, threads => new Cnn(seed: 1).CreateSession(32, threads), 784),
        Train("cnn-32-64", 64, CnnWork, threads => new Cnn(seed: 1).CreateTrainer(new Adam(1e-4), 64, threads), 784),
        Block("vgg-block", VggWork, 56 * 56 * 64, 28 * 28 * 64, threads => new VggBlock(seed: 1).CreateSession(1, threads).Forward),
        Block("mobile-block", MobileWork, 56 * 56 * 32, 56 * 56 * 64, threads => new MobileBlock(seed: 1).CreateSession(1, threads).Forward),
        Block("layernorm/b64x1024", [], 64 * 1024, 64 * 1024, threads => new Normalisation(seed: 1).CreateSession(64, threads).Forward, named: true),
        new("softmax-xent/b64x1000", 0, 0, workers =>
        {
            var session = new ThousandClasses(seed: 1).CreateSession(64, workers.Count);
            float[] logits = KernelCases.Numbers(64 * 1000);
            int[] labels = Labels(64, 1000);
            return () => session.Loss(logits, labels);
        }),
    ];

    /// <summary>A single sample, where reading the weights takes longer than computing with them.</summary>
    private static BenchmarkCase InferOne(string name, long[] work, Func<int, Session<float, float, int>> make, int input) =>
        Infer(name, 1, work, make, input) with { BytesStreamed = sizeof(float) * work.Sum() };

    private static BenchmarkCase Infer(string name, int batch, long[] work, Func<int, Session<float, float, int>> make, int input) =>
        new($"{name}/infer/b{batch}", batch * work.Sum(), 0, workers =>
        {
            var session = make(workers.Count);
            float[] x = KernelCases.Numbers(batch * input), y = new float[batch * 10];
            return () => session.Forward(x, y);
        });

    /// <summary>Forward, the gradient of every weight, and the gradient of every layer's input but the first's.</summary>
    private static BenchmarkCase Train(string name, int batch, long[] work, Func<int, Trainer<float, float, int>> make, int input) =>
        new($"{name}/train/b{batch}", batch * ((3 * work.Sum()) - work[0]), 0, workers =>
        {
            var trainer = make(workers.Count);
            float[] x = KernelCases.Numbers(batch * input);
            int[] labels = Labels(batch, 10);
            return () => trainer.Step(x, labels);
        });

    private static BenchmarkCase Block(string name, long[] work, int input, int output, Func<int, Inference> make, bool named = false) =>
        new(named ? name : name + "/infer/b1", work.Sum(), 0, workers =>
        {
            var forward = make(workers.Count);
            float[] x = KernelCases.Numbers(input), y = new float[output];
            return () => forward(x, y);
        });

    internal static int[] Labels(int count, int classes)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(classes))];
    }
}

internal delegate void Inference(ReadOnlySpan<float> input, Span<float> output);
