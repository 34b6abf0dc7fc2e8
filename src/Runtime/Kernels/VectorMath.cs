using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>
/// Elementary functions, written once over the register type; every width gives the same bits. Error bounds are in units in the last place (ULP)
/// of the result, for hardware with fused multiply-add, measured against float64 (float32) and the platform's mathematics library (float64) by the tests.
/// </summary>
/// <remarks>
/// <code>
///              float32   float64
///   Exp        1         1
///   Expm1      2         2
///   Log        1         1
///   Log1p      1.5       1.5
///   Tanh       3         3
///   Sigmoid    2.5       2.5
///   Softplus   3         3
///   Erf        2.5       2
///   Sin, Cos   2         1.5
///   Pow        1         5
/// </code>
/// </remarks>
internal static partial class VectorMath
{
    /// <summary>Whether a * b + c has one rounding. The argument reductions of Sin and Cos and the product of Pow need it.</summary>
    private static bool HasFusedMultiplyAdd
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Fma.IsSupported || AdvSimd.IsSupported;
    }

    /// <summary>Bits of the fraction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int FractionBits<T>() => typeof(T) == typeof(float) ? 23 : 52;

    /// <summary>The sign bit alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SignBit<V, T>()
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => V.FromBits(typeof(T) == typeof(float) ? 0x8000_0000 : 0x8000_0000_0000_0000);

    /// <summary>1.5 * 2^(fraction bits): a number added to it is rounded to an integer, which stands in the low bits of the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V RoundingShift<V, T>()
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => V.Constant(12582912f, 6755399441055744.0);

    /// <summary>2^n as a number, from the integer n in the bits of <paramref name="n"/>; n within the exponents of normal numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V PowerOfTwo<V, T>(V n)
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => V.AddBits(V.ShiftLeft(n, FractionBits<T>()), V.Constant(1));

    /// <summary>The smaller of value and bound; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V AtMost<V, T>(V value, V bound)
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => V.Select(V.Less(bound, value), bound, value);

    /// <summary>The larger of value and bound; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V AtLeast<V, T>(V value, V bound)
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => V.Select(V.Less(value, bound), bound, value);

    /// <summary>The platform's function for each element: for arguments that are too rare to be worth vectors.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe V ForEach<V, T>(V x, V y, delegate*<T, T, T> function)
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> elements = stackalloc T[2 * V.Count];
        V.Store(x, ref elements[0], 0);
        V.Store(y, ref elements[0], V.Count);
        for (int e = 0; e < V.Count; e++)
            elements[e] = function(elements[e], elements[V.Count + e]);
        return V.Load(ref elements[0], 0);
    }
}
