using System;
using Xunit;

namespace NetGen.Gpu.Networks.Tests;

/// <summary>Whether numbers of a GPU and of the processor agree.</summary>
internal static class Agreement
{
    public const float Tolerance = 1e-4f;

    /// <summary>Fails unless |a - b| is at most the tolerance times max(1, largest |b|), element by element.</summary>
    public static void Check(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what, float tolerance = Tolerance)
    {
        Assert.True(expected.Length == actual.Length, $"{what}: {actual.Length} values instead of {expected.Length}.");
        float scale = 1;
        foreach (float value in expected)
            scale = Math.Max(scale, float.IsFinite(value) ? Math.Abs(value) : 0);
        for (int i = 0; i < expected.Length; i++)
        {
            bool same = float.IsFinite(expected[i]) ? Math.Abs(expected[i] - actual[i]) <= tolerance * scale : expected[i].Equals(actual[i]);
            Assert.True(same, FormattableString.Invariant($"{what}[{i}] is {actual[i]:R} on the GPU and {expected[i]:R} on the processor; the largest magnitude is {scale}."));
        }
    }
}
