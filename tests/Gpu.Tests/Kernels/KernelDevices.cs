using System;
using ILGPU;
using NetGen.Gpu.Emulator;

namespace NetGen.Gpu.Tests.Kernels;

/// <summary>How many threads a group has: one, as on the processor; a few, as on ILGPU's CPU accelerator; many, as on a GPU.</summary>
public enum Groups
{
    Lone,
    Small,
    Large,
}

/// <summary>A session on an emulated device, whose violations end the test.</summary>
internal sealed class Emulated : IDisposable
{
    private readonly Context _context = Context.CreateDefault();

    private Emulated(int warpSize, int groupSize) => Session = new KernelSession(new Device(_context, new EmulatedDevice(warpSize, groupSize)));

    public KernelSession Session { get; }

    /// <summary>As ILGPU's CPU accelerator: small tiles.</summary>
    public static Emulated Small() => new(4, 16);

    /// <summary>As a GPU: warps of 32 and groups of 256, middle and large tiles.</summary>
    public static Emulated Large() => new(32, 256);

    public static Emulated Of(Groups groups) => groups switch
    {
        Groups.Lone => new(2, 2),
        Groups.Small => Small(),
        _ => Large(),
    };

    public void Dispose()
    {
        Session.Dispose();
        Session.Device.Accelerator.Dispose();
        _context.Dispose();
    }
}

/// <summary>Numbers for tests, and their comparison.</summary>
internal static class Numbers
{
    public static float[] Random(int count, int seed)
    {
        var random = new Random(seed);
        var values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = (float)(random.NextDouble() * 2 - 1);
        return values;
    }

    /// <summary>The largest difference, relative to the largest expected magnitude.</summary>
    public static void AreClose(float[] expected, float[] actual, double tolerance = 1e-5)
    {
        Xunit.Assert.Equal(expected.Length, actual.Length);
        double scale = 1e-30;
        foreach (float e in expected)
            scale = Math.Max(scale, Math.Abs(e));
        for (int i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(expected[i] - (double)actual[i]) <= tolerance * scale))
                Xunit.Assert.Fail($"Element {i} is {actual[i]:R} and should be {expected[i]:R}; the largest is {scale:R}.");
        }
    }
}
