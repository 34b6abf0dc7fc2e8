using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>The four output words of one Philox counter.</summary>
public readonly record struct PhiloxWords(uint Word0, uint Word1, uint Word2, uint Word3);

/// <summary>
/// Philox4x32-10 (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3", 2011): random words as a function of a counter,
/// so any element of a random tensor can be made again at any place, in any order, on any backend.
/// </summary>
public static class Philox
{
    private const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;
    private const int Rounds = 10;

    /// <summary>The words of counter (low half of index, high half of index, stream, step) under the key (low half of seed, high half of seed).</summary>
    public static PhiloxWords Words(RandomKey key, uint stream, long index)
    {
        uint c0 = (uint)index, c1 = (uint)(index >>> 32), c2 = stream, c3 = key.Step;
        uint k0 = (uint)key.Seed, k1 = (uint)(key.Seed >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            ulong p0 = (ulong)Multiplier0 * c0, p1 = (ulong)Multiplier1 * c2;
            c0 = (uint)(p1 >> 32) ^ c1 ^ k0;
            c1 = (uint)p1;
            c2 = (uint)(p0 >> 32) ^ c3 ^ k1;
            c3 = (uint)p0;
            k0 += Weyl0;
            k1 += Weyl1;
        }
        return new(c0, c1, c2, c3);
    }

    /// <summary>Word <paramref name="word"/> of the counters index, index + 1, index + 2..., each in the low half of a 64-bit lane whose upper half is arbitrary.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static W Words<W>(RandomKey key, uint stream, long index, int word) where W : struct, IWords<W>
    {
        // Lanes carry rubbish in their upper halves: products read the lower halves only, and a shift by 32 is applied to products only.
        W c0 = W.Counter((ulong)index), c1 = W.ShiftRight32(c0), c2 = W.Broadcast(stream), c3 = W.Broadcast(key.Step);
        uint k0 = (uint)key.Seed, k1 = (uint)(key.Seed >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            W p0 = W.MultiplyLow32(c0, Multiplier0), p1 = W.MultiplyLow32(c2, Multiplier1);
            c0 = W.Xor(W.Xor(W.ShiftRight32(p1), c1), W.Broadcast(k0));
            c1 = p1;
            c2 = W.Xor(W.Xor(W.ShiftRight32(p0), c3), W.Broadcast(k1));
            c3 = p0;
            k0 += Weyl0;
            k1 += Weyl1;
        }
        return word switch { 0 => c0, 1 => c1, 2 => c2, _ => c3 };
    }

    // float32: the upper 23 bits m of the word give (m + 1/2) / 2^23, which is exact and neither 0 nor 1:
    // as a fraction, m makes the float 1 + m / 2^23, and 1 - 2^-24 is subtracted.
    private const uint OneAsBits = 0x3F80_0000;
    private const float OneLessHalfStep = 0.99999994f;

    // float64: the word as a fraction of 2^52 makes the double 2^52 + word.
    private const ulong TwoTo52AsBits = 0x4330_0000_0000_0000;
    private const double TwoTo52 = 4503599627370496.0;
    private const double TwoToMinus32 = 1.0 / 4294967296.0;

    internal static float ToSingle(uint word) => System.BitConverter.UInt32BitsToSingle((word >> 9) | OneAsBits) - OneLessHalfStep;

    internal static Vector128<float> ToSingle(Vector128<uint> words) => ((words >>> 9) | Vector128.Create(OneAsBits)).AsSingle() - Vector128.Create(OneLessHalfStep);

    internal static Vector256<float> ToSingle(Vector256<uint> words) => ((words >>> 9) | Vector256.Create(OneAsBits)).AsSingle() - Vector256.Create(OneLessHalfStep);

    internal static Vector512<float> ToSingle(Vector512<uint> words) => ((words >>> 9) | Vector512.Create(OneAsBits)).AsSingle() - Vector512.Create(OneLessHalfStep);

    internal static double ToDouble(uint word) => (word + 0.5) * TwoToMinus32;

    internal static Vector128<double> ToDouble(Vector128<ulong> words) =>
        (((words & Vector128.Create((ulong)uint.MaxValue)) | Vector128.Create(TwoTo52AsBits)).AsDouble() - Vector128.Create(TwoTo52) + Vector128.Create(0.5)) * Vector128.Create(TwoToMinus32);

    internal static Vector256<double> ToDouble(Vector256<ulong> words) =>
        (((words & Vector256.Create((ulong)uint.MaxValue)) | Vector256.Create(TwoTo52AsBits)).AsDouble() - Vector256.Create(TwoTo52) + Vector256.Create(0.5)) * Vector256.Create(TwoToMinus32);

    internal static Vector512<double> ToDouble(Vector512<ulong> words) =>
        (((words & Vector512.Create((ulong)uint.MaxValue)) | Vector512.Create(TwoTo52AsBits)).AsDouble() - Vector512.Create(TwoTo52) + Vector512.Create(0.5)) * Vector512.Create(TwoToMinus32);
}
