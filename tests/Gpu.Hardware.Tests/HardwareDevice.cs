using System;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime.CPU;

namespace NetGen.Gpu.Tests;

/// <summary>The best device of the kind that NETGEN_DEVICE names (Cuda, OpenCL, Cpu); without it, ILGPU's CPU accelerator with groups of 16 threads, which does what a GPU does and takes its time.</summary>
internal static class HardwareDevice
{
    private static readonly string? s_named = Environment.GetEnvironmentVariable("NETGEN_DEVICE");

    public static Device Instance { get; } = IsNamed ? Device.Best(Enum.Parse<DeviceKind>(s_named!, ignoreCase: true)) : Grouped();

    public static bool IsNamed => !string.IsNullOrEmpty(s_named);

    // NetGen's own device of this kind has groups of one thread.
    private static Device Grouped() =>
        new(Context.Create(builder => builder.CPU(CPUDevice.Default).EnableAlgorithms().Optimize(OptimizationLevel.O2)), CPUDevice.Default);
}
