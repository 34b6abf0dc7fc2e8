using System;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>A 64-bit digest against damage: every step is a bijection of the state, so no change of a single word goes unseen.</summary>
internal static class CheckpointDigest
{
    // FNV-1a's offset; the multiplier is that of Knuth's linear congruential generator MMIX.
    private const ulong Start = 14695981039346656037, Multiplier = 6364136223846793005;

    /// <summary>Of values, by their bits.</summary>
    public static string Of<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Text(Add(Start, MemoryMarshal.AsBytes(values)));

    /// <summary>Of names and texts, in order.</summary>
    public static string Of(IEnumerable<KeyValuePair<string, string>> texts)
    {
        var state = Start;
        foreach (var (name, text) in texts)
        {
            state = Add(state, MemoryMarshal.AsBytes(name.AsSpan()));
            state = Add(state, MemoryMarshal.AsBytes(text.AsSpan()));
        }

        return Text(state);
    }

    private static ulong Add(ulong state, ReadOnlySpan<byte> bytes)
    {
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes))
            state = Mix(state ^ word);
        foreach (var rest in bytes[(bytes.Length & ~7)..])
            state = Mix(state ^ rest);
        // So that where one text ends and the next begins counts too.
        return Mix(state ^ (ulong)bytes.Length);
    }

    private static ulong Mix(ulong state)
    {
        state *= Multiplier;
        return state ^ (state >> 32);
    }

    private static string Text(ulong state) => state.ToString("x16", CultureInfo.InvariantCulture);
}
