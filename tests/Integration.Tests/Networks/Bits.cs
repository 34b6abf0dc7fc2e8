using System;
using System.Globalization;
using System.Runtime.InteropServices;
using Xunit;

namespace NetGen.Integration.Tests.Networks;

/// <summary>Equality to the last bit, also of zeros' signs.</summary>
public static class Bits
{
    public static void AssertEqual<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, string what)
        where T : unmanaged, IFormattable
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            if (!MemoryMarshal.AsBytes(expected.Slice(i, 1)).SequenceEqual(MemoryMarshal.AsBytes(actual.Slice(i, 1))))
                Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{what}: element {i} of {expected.Length} should be {expected[i]:R} but is {actual[i]:R}."));
        }
    }

    public static bool Equal<T>(ReadOnlySpan<T> first, ReadOnlySpan<T> second)
        where T : unmanaged
        => MemoryMarshal.AsBytes(first).SequenceEqual(MemoryMarshal.AsBytes(second));
}
