using System;
using System.Diagnostics;
using Xunit;

namespace NetGen.Runtime.Tests.Data;

/// <summary>Damaged files: bytes changed, cut, added, doubled; headers more often than data. The same in every run.</summary>
internal static class Mutation
{
    private const long MostAllocated = 64 << 20;
    private static readonly TimeSpan LongestTime = TimeSpan.FromSeconds(5);

    /// <summary>Hands mutants, all different from the original, to a test; each may take memory and time in proportion to its size only.</summary>
    public static void Try(byte[] good, int count, Action<byte[]> test)
    {
        var random = new Random(17);
        for (var i = 0; i < count; i++)
        {
            var mutant = Mutant(good, random);
            if (mutant.AsSpan().SequenceEqual(good))
                continue;
            Try($"Mutant {i} of {mutant.Length} bytes", () => test(mutant));
        }
    }

    /// <summary>Fails if reading throws, allocates much or takes long.</summary>
    public static void Try(string what, Action test)
    {
        var (allocated, start) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        try
        {
            test();
        }
        catch (Exception error)
        {
            Assert.Fail($"{what}: {error}");
        }

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - allocated < MostAllocated, $"{what} made {GC.GetAllocatedBytesForCurrentThread() - allocated:N0} bytes be allocated.");
        Assert.True(Stopwatch.GetElapsedTime(start) < LongestTime, $"{what} took {Stopwatch.GetElapsedTime(start)}.");
    }

    private static byte[] Mutant(byte[] good, Random random)
    {
        var bytes = (byte[])good.Clone();
        switch (random.Next(6))
        {
            case 0:
                return bytes[..random.Next(bytes.Length)];
            case 1:
                var added = new byte[random.Next(1, 20)];
                random.NextBytes(added);
                return [.. bytes, .. added];
            case 2:
                var (from, length) = (Place(bytes, random), random.Next(1, 30));
                return [.. bytes[..from], .. bytes[Math.Min(from + length, bytes.Length)..]];
            case 3:
                var at = Place(bytes, random);
                return [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]];
            case 4:
                bytes[Place(bytes, random)] = (byte)(random.Next(2) == 0 ? 0xFF : 0);
                return bytes;
            default:
                for (var changes = random.Next(1, 4); changes > 0; changes--)
                    bytes[Place(bytes, random)] ^= (byte)(1 << random.Next(8));
                return bytes;
        }
    }

    private static int Place(byte[] bytes, Random random) => random.Next(random.Next(3) == 0 ? bytes.Length : Math.Min(bytes.Length, 128));
}
