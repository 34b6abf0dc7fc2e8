using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Benchmarks.Networks;

namespace NetGen.Benchmarks;

/// <summary>Whole networks through their public interface: inference and steps of training with Adam.</summary>
internal static class NetworkCases
{
    public static IEnumerable<BenchmarkCase> All =>
    [
        InferOne("mlp-784-128-10", Workloads.SmallPerceptron, threads => new SmallPerceptron(seed: 1).CreateSession(1, threads), 784),
        Infer("mlp-784-128-10", 32, Workloads.SmallPerceptron, threads => new SmallPerceptron(seed: 1).CreateSession(32, threads), 784),
        Train("mlp-784-128-10", 64, Workloads.SmallPerceptron, threads => new SmallPerceptron(seed: 1).CreateTrainer(new Adam(1e-4), 64, threads), 784),
        Train("mlp-784-128-10", 128, Workloads.SmallPerceptron, threads => new SmallPerceptron(seed: 1).CreateTrainer(new Adam(1e-4), 128, threads), 784),
        InferOne("mlp-784-1024-1024-10", Workloads.LargePerceptron, threads => new LargePerceptron(seed: 1).CreateSession(1, threads), 784),
        Infer("mlp-784-1024-1024-10", 32, Workloads.LargePerceptron, threads => new LargePerceptron(seed: 1).CreateSession(32, threads), 784),
        Train("mlp-784-1024-1024-10", 64, Workloads.LargePerceptron, threads => new LargePerceptron(seed: 1).CreateTrainer(new Adam(1e-4), 64, threads), 784),
        Train("mlp-784-1024-1024-10", 128, Workloads.LargePerceptron, threads => new LargePerceptron(seed: 1).CreateTrainer(new Adam(1e-4), 128, threads), 784),
        Infer("lenet5", 1, Workloads.LeNet, threads => new LeNet5(seed: 1).CreateSession(1, threads), 784),
        Train("lenet5", 64, Workloads.LeNet, threads => new LeNet5(seed: 1).CreateTrainer(new Adam(1e-4), 64, threads), 784),
        Infer("cnn-32-64", 1, Workloads.Cnn, threads => new Cnn(seed: 1).CreateSession(1, threads), 784),
        Infer("cnn-32-64", 32, Workloads.Cnn, threads => new Cnn(seed: 1).CreateSession(32, threads), 784),
        Train("cnn-32-64", 64, Workloads.Cnn, threads => new Cnn(seed: 1).CreateTrainer(new Adam(1e-4), 64, threads), 784),
        Block("vgg-block", Workloads.Vgg, 56 * 56 * 64, 28 * 28 * 64, threads => new VggBlock(seed: 1).CreateSession(1, threads).Forward),
        Block("mobile-block", Workloads.Mobile, 56 * 56 * 32, 56 * 56 * 64, threads => new MobileBlock(seed: 1).CreateSession(1, threads).Forward),
        Block("layernorm/b64x1024", [], 64 * 1024, 64 * 1024, threads => new Normalisation(seed: 1).CreateSession(64, threads).Forward, named: true),
        new("softmax-xent/b64x1000", 0, 0, workers =>
        {
            var session = new ThousandClasses(seed: 1).CreateSession(64, workers.Count);
            float[] logits = Workloads.Numbers(64 * 1000);
            int[] labels = Workloads.Labels(64, 1000);
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
            float[] x = Workloads.Numbers(batch * input), y = new float[batch * 10];
            return () => session.Forward(x, y);
        });

    private static BenchmarkCase Train(string name, int batch, long[] work, Func<int, Trainer<float, float, int>> make, int input) =>
        new($"{name}/train/b{batch}", Workloads.Training(batch, work), 0, workers =>
        {
            var trainer = make(workers.Count);
            float[] x = Workloads.Numbers(batch * input);
            int[] labels = Workloads.Labels(batch, 10);
            return () => trainer.Step(x, labels);
        });

    private static BenchmarkCase Block(string name, long[] work, int input, int output, Func<int, Inference> make, bool named = false) =>
        new(named ? name : name + "/infer/b1", work.Sum(), 0, workers =>
        {
            var forward = make(workers.Count);
            float[] x = Workloads.Numbers(input), y = new float[output];
            return () => forward(x, y);
        });
}

internal delegate void Inference(ReadOnlySpan<float> input, Span<float> output);
