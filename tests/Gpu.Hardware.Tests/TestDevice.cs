using System;

namespace NetGen.Gpu.Tests.Execution;

/// <summary>The device that NETGEN_DEVICE names, or ILGPU's CPU accelerator.</summary>
internal static class TestDevice
{
    public static Device Prompt { get; } = Device.Best(Enum.Parse<DeviceKind>(Environment.GetEnvironmentVariable("NETGEN_DEVICE") is { Length: > 0 } kind ? kind : nameof(DeviceKind.Cpu), ignoreCase: true));
}
