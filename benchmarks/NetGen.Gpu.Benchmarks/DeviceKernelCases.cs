using System;
using System.Collections.Generic;
using NetGen.Gpu;

namespace NetGen.Benchmarks;

/// <summary>Products, and loops that move memory.</summary>
internal static class DeviceKernelCases
{
    /// <summary>The copy that the others' rates are relative to.</summary>
    public const string Copy = "elementwise/device-copy";

    /// <param name="device">Where.</param>
    /// <param name="products">Sizes of square matrices.</param>
    /// <param name="elements">Elements of arrays.</param>
    public static IEnumerable<DeviceCase> Of(Device device, int[] products, int elements)
    {
        string size = elements >= 1 << 20 ? $"{elements >> 20}M" : $"{elements >> 10}K";
        yield return Loop($"{Copy}/{size}", 8, kernels => kernels.Copy(kernels.Numbers(0, elements), kernels.Numbers(elements, elements)));
        yield return Loop($"elementwise/copy/{size}", 8, kernels =>
        {
            var loop = new CopyLoop(kernels.Numbers(0, elements), kernels.Numbers(elements, elements));
            return kernels.Work(() => kernels.RunElements(elements, loop));
        });
        yield return Loop($"elementwise/bias-relu/{size}", 8, kernels =>
        {
            var loop = new BiasReluLoop(kernels.Numbers(0, elements), kernels.Numbers(2L * elements, BiasReluLoop.Columns), kernels.Numbers(elements, elements));
            return kernels.Work(() => kernels.RunElements(elements, loop));
        });
        // Reads gradient, weight and two moments, writes all but the gradient.
        yield return new($"elementwise/adam/{size}", 0, 28L * elements, () => new DeviceUpdates(device, new Adam(1e-4), elements).Work());
        foreach (int n in products)
        {
            yield return Product("nn", n, kernels => kernels.Multiply);
            yield return Product("nt", n, kernels => kernels.MultiplyTransposedB);
            yield return Product("tn", n, kernels => kernels.MultiplyTransposedA);
        }

        DeviceCase Loop(string name, long bytes, Func<DeviceKernels, DeviceWork> make) =>
            new(name, 0, bytes * elements, () => make(new DeviceKernels(device, (2L * elements) + BiasReluLoop.Columns)));

        DeviceCase Product(string form, int n, Func<DeviceKernels, Multiplication> multiply) =>
            new($"gemm/{form}/{n}x{n}x{n}", (long)n * n * n, 0, () =>
            {
                var kernels = new DeviceKernels(device, 3L * n * n);
                var (a, b, c, run) = (kernels.Numbers(0, n * n), kernels.Numbers((long)n * n, n * n), kernels.Numbers(2L * n * n, n * n), multiply(kernels));
                return kernels.Work(() => run(a, b, c, n, n, n));
            });
    }

    private delegate void Multiplication(ILGPU.ArrayView<float> a, ILGPU.ArrayView<float> b, ILGPU.ArrayView<float> c, int m, int n, int k);
}
