using ILGPU;
using NetGen.Gpu.Emulator;

namespace NetGen.Gpu.Tests.Execution;

/// <summary>Devices of the emulator: one that does everything at once, and one that does it as late as it may.</summary>
internal static class TestDevice
{
    private static readonly Context s_context = Context.CreateDefault();

    public static Device Prompt { get; } = new(s_context, new EmulatedDevice());

    public static Device Small { get; } = new(s_context, new EmulatedDevice { MemorySize = 100_000 });

    /// <summary>A device that nobody else uses.</summary>
    public static Device New() => new(s_context, new EmulatedDevice());

    /// <inheritdoc cref="New"/>
    /// <remarks>Memory that is freed by its finalizer waits for its whole device, so a test of who waits for what has one of its own.</remarks>
    public static Device NewLate() => new(s_context, new EmulatedDevice { IsLate = true });
}
