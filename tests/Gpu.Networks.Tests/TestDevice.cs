using ILGPU;
using NetGen.Gpu.Emulator;

namespace NetGen.Gpu.Networks.Tests;

/// <summary>The device that networks are tested on: the emulator's.</summary>
internal static class TestDevice
{
    private static readonly Context s_context = Context.CreateDefault();

    public static Device Instance { get; } = new(s_context, new EmulatedDevice());

    /// <summary>Steps of a training.</summary>
    public static int TrainingSteps => 100;

    /// <summary>Whether a network, or a graph's trainer, is tested: all are.</summary>
    public static bool Tests(string network) => network.Length > 0;
}
