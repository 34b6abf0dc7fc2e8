using System;
using System.Collections.Generic;
using NetGen.Kernels;

namespace NetGen.Benchmarks;

/// <summary>The kernels by themselves.</summary>
internal static class KernelCases
{
    private static readonly (int M, int N, int K)[] Products = [(64, 128, 784), (128, 1024, 1024), (512, 512, 512), (1024, 1024, 1024)];

    public static IEnumerable<BenchmarkCase> All
    {
        get
        {
            foreach (var (m, n, k) in Products)
            {
                yield return Gemm($"gemm/nn/{m}x{n}x{k}", m, n, k, (w, a, b, c) => NetGen.Kernels.Gemm.Multiply<float, Identity<float>>(w, a, b, c, m, n, k, default));
                yield return Gemm($"gemm/nt/{m}x{n}x{k}", m, n, k, (w, a, b, c) => NetGen.Kernels.Gemm.MultiplyTransposedB<float, Identity<float>>(w, a, b, c, m, n, k, default));
                yield return Gemm($"gemm/tn/{m}x{n}x{k}", m, n, k, (w, a, b, c) => NetGen.Kernels.Gemm.MultiplyTransposedA<float, Identity<float>>(w, a, b, c, m, n, k, default));
            }
            yield return Gemm("gemv/1x128x784", 1, 128, 784, (w, a, b, c) => NetGen.Kernels.Gemm.Multiply<float, Identity<float>>(w, a, b, c, 1, 128, 784, default));
            yield return Gemm("gemv/1x1024x1024", 1, 1024, 1024, (w, a, b, c) => NetGen.Kernels.Gemm.Multiply<float, Identity<float>>(w, a, b, c, 1, 1024, 1024, default));
            yield return Stream("stream/128x784", 128 * 784);
            yield return Stream("stream/1024x1024", 1024 * 1024);
            yield return Elementwise("tanh/1M", (w, x, y) => Loop<float>.Run(w, x.Length, 1, new TanhLoop(x, y)));
            yield return Elementwise("exp/1M", (w, x, y) => Loop<float>.Run(w, x.Length, 1, new ExpLoop(x, y)));
            yield return AdamUpdate;
        }
    }

    private static BenchmarkCase Gemm(string name, int m, int n, int k, Action<Workers, float[], float[], float[]> multiply) =>
        new(name, (long)m * n * k, m == 1 ? 4L * k * n : 0, workers =>
        {
            float[] a = Workloads.Numbers(m * k), b = Workloads.Numbers(k * n), c = new float[m * n];
            return () => multiply(workers, a, b, c);
        });

    /// <summary>Reading so many floats: the measure for products with one row.</summary>
    private static BenchmarkCase Stream(string name, int count) => new(name, 0, 4L * count, _ =>
    {
        var x = Workloads.Numbers(count);
        return () => StreamLoop.Read(x);
    });

    private static BenchmarkCase Elementwise(string name, Action<Workers, float[], float[]> run) => new(name, 0, 8L << 20, workers =>
    {
        float[] x = Workloads.Numbers(1 << 20), y = Workloads.Numbers(1 << 20);
        for (int i = 0; i < x.Length; i++)
            x[i] *= 8;
        return () => run(workers, x, y);
    });

    /// <summary>Reads gradient, weight and two moments, writes all but the gradient.</summary>
    private static BenchmarkCase AdamUpdate => new("optimizer/adam/1M", 0, 28L << 20, workers =>
    {
        const int Count = 1 << 20;
        var layout = new ParameterLayout("Update", new ParameterDefinition("weight", [Count], Initialization.Constant(0.1)));
        var parameters = new ParameterSet<float>(layout, seed: 1);
        var state = new Adam(1e-4).CreateState<float>(layout);
        float[] gradients = Workloads.Numbers(Count);
        return () => state.Update(workers, parameters, gradients);
    });
}
