using System;
using ILGPU.Runtime;

namespace NetGen.Gpu.Emulator;

/// <summary>An emulated device has not that much memory.</summary>
internal sealed class DeviceMemoryException(Device device, long bytes, long held)
    : AcceleratorException(FormattableString.Invariant($"{bytes} bytes, of {device.MemorySize} that {device} has, {held} of them taken."))
{
    public override AcceleratorType AcceleratorType => device.AcceleratorType;
}
