using System;
using System.Collections.Generic;
using NetGen.Kernels;

namespace NetGen.Benchmarks;

/// <summary>Convolutions by themselves: forward, and the gradients with respect to input and weights.</summary>
internal static class ConvolutionCases
{
    private const int Batch = 8;

    private static readonly (string Name, ConvolutionShape Shape)[] Shapes =
    [
        ("28x28x1-32", Same(28, 1, 32)),
        ("28x28x32-64", Same(28, 32, 64)),
        ("56x56x64-64", Same(56, 64, 64)),
    ];

    public static IEnumerable<BenchmarkCase> All
    {
        get
        {
            foreach (var (name, shape) in Shapes)
            {
                yield return Case($"conv/forward/{name}", shape, (w, x, filter, y) => Convolution.Forward<float, Identity<float>>(w, x, filter, y, shape, Batch, default));
                yield return Case($"conv/input/{name}", shape, (w, x, filter, y) => Convolution.InputGradient<float, Identity<float>>(w, y, filter, x, shape, Batch, default));
                yield return Case($"conv/weight/{name}", shape, (w, x, filter, y) => Convolution.WeightGradient<float>(w, x, y, filter, shape, Batch));
            }
        }
    }

    private static ConvolutionShape Same(int size, int channels, int filters) => new(size, size, channels, size, size, filters, 3, 3, PadTop: 1, PadLeft: 1);

    private static BenchmarkCase Case(string name, ConvolutionShape shape, Action<Workers, float[], float[], float[]> run)
    {
        int pixels = Batch * shape.OutHeight * shape.OutWidth;
        return new(name, (long)pixels * 9 * shape.InChannels * shape.OutChannels, 0, workers =>
        {
            float[] x = Workloads.Numbers(pixels * shape.InChannels), w = Workloads.Numbers(9 * shape.InChannels * shape.OutChannels), y = Workloads.Numbers(pixels * shape.OutChannels);
            return () => run(workers, x, w, y);
        });
    }
}
