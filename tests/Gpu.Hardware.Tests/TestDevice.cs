namespace NetGen.Gpu.Tests.Execution;

/// <inheritdoc cref="HardwareDevice"/>
internal static class TestDevice
{
    public static Device Prompt => HardwareDevice.Instance;
}
