using System;

namespace NetGen.Gpu.Networks.Tests;

/// <summary>The device that networks are tested on: the processor's, by ILGPU's own accelerator or by the emulator, or what NETGEN_DEVICE says (Cuda, OpenCL).</summary>
internal static class TestDevice
{
    public static Device Instance { get; } = Find();

    private static Device Find()
    {
        var kind = Enum.Parse<DeviceKind>(Environment.GetEnvironmentVariable("NETGEN_DEVICE") is { Length: > 0 } named ? named : nameof(DeviceKind.Cpu));
        foreach (var device in Device.Enumerate())
        {
            if (device.Kind == kind)
                return device;
        }

        throw new InvalidOperationException($"There is no {kind} device.");
    }
}
