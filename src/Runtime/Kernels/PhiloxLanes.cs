using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>Several Philox counters side by side, one word per 64-bit lane.</summary>
internal interface IWords<TSelf> where TSelf : struct, IWords<TSelf>
{
    static abstract TSelf Broadcast(uint word);
    /// <summary>first, first + 1, first + 2...</summary>
    static abstract TSelf Counter(ulong first);
    /// <summary>The 64-bit products of the lower halves with a word.</summary>
    static abstract TSelf MultiplyLow32(TSelf left, uint right);
    static abstract TSelf ShiftRight32(TSelf value);
    static abstract TSelf Xor(TSelf left, TSelf right);
}

internal readonly struct Words128(Vector128<ulong> value) : IWords<Words128>
{
    public readonly Vector128<ulong> Value = value;

    public const int Count = 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 Broadcast(uint word) => new(Vector128.Create((ulong)word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 Counter(ulong first) => new(Vector128.Create(first) + Vector128<ulong>.Indices);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 MultiplyLow32(Words128 left, uint right)
    {
        if (Sse2.IsSupported)
            return new(Sse2.Multiply(left.Value.AsUInt32(), Vector128.Create((ulong)right).AsUInt32()));
        if (AdvSimd.IsSupported)
            return new(AdvSimd.MultiplyWideningLower(AdvSimd.ExtractNarrowingLower(left.Value), Vector64.Create(right)));
        return new((left.Value & Vector128.Create((ulong)uint.MaxValue)) * Vector128.Create((ulong)right));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 ShiftRight32(Words128 value) => new(value.Value >>> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 Xor(Words128 left, Words128 right) => new(left.Value ^ right.Value);
}

internal readonly struct Words256(Vector256<ulong> value) : IWords<Words256>
{
    public readonly Vector256<ulong> Value = value;

    public const int Count = 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 Broadcast(uint word) => new(Vector256.Create((ulong)word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 Counter(ulong first) => new(Vector256.Create(first) + Vector256<ulong>.Indices);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 MultiplyLow32(Words256 left, uint right) => Avx2.IsSupported
        ? new(Avx2.Multiply(left.Value.AsUInt32(), Vector256.Create((ulong)right).AsUInt32()))
        : new((left.Value & Vector256.Create((ulong)uint.MaxValue)) * Vector256.Create((ulong)right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 ShiftRight32(Words256 value) => new(value.Value >>> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 Xor(Words256 left, Words256 right) => new(left.Value ^ right.Value);
}

internal readonly struct Words512(Vector512<ulong> value) : IWords<Words512>
{
    public readonly Vector512<ulong> Value = value;

    public const int Count = 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 Broadcast(uint word) => new(Vector512.Create((ulong)word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 Counter(ulong first) => new(Vector512.Create(first) + Vector512<ulong>.Indices);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 MultiplyLow32(Words512 left, uint right) => Avx512F.IsSupported
        ? new(Avx512F.Multiply(left.Value.AsUInt32(), Vector512.Create((ulong)right).AsUInt32()))
        : new((left.Value & Vector512.Create((ulong)uint.MaxValue)) * Vector512.Create((ulong)right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 ShiftRight32(Words512 value) => new(value.Value >>> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 Xor(Words512 left, Words512 right) => new(left.Value ^ right.Value);
}
