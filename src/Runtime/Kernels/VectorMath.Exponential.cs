using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Kernels;

internal static partial class VectorMath
{
    // x = n ln 2 + r with |r| <= ln(2) / 2, so exp(x) = 2^n exp(r) and exp(r) = 1 + r + r^2 Q(r). ln 2 is in two parts,
    // the first with trailing zeros, so that n times it is exact.

    /// <summary>n, as an integer in the low bits above those of <see cref="RoundingShift{V, T}"/>, and r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ReduceByLogTwo<V, T>(V x, out V r)
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V shift = RoundingShift<V, T>();
        V shifted = V.MultiplyAdd(x, V.Constant(1.4426950408889634), shift);
        V n = shifted - shift;
        r = V.MultiplyAdd(n, V.Constant(-0.693145751953125f, -6.93147180369123816490e-01), x);
        r = V.MultiplyAdd(n, V.Constant(-1.42860682030941723212e-6f, -1.90821492927058770002e-10), r);
        return V.SubtractBits(shifted, shift);
    }

    /// <summary>Coefficients of Q, the highest first. Q interpolates (exp(r) - 1 - r) / r^2 at Chebyshev nodes; relative error of exp 2^-32 (float32), 2^-61 (float64).</summary>
    private static ReadOnlySpan<float> ExponentialSingle => [1.989101718e-04f, 1.393367373e-03f, 8.333310902e-03f, 4.166646471e-02f, 1.666666668e-01f, 5.000000013e-01f];

    /// <inheritdoc cref="ExponentialSingle"/>
    private static ReadOnlySpan<double> ExponentialDouble =>
    [
        2.09147070696123546e-09, 2.51052451539013709e-08, 2.75572735947994133e-07, 2.75572553325544091e-06, 2.48015873255858388e-05, 1.98412698748739747e-04,
        1.38888888888837373e-03, 8.33333333332612024e-03, 4.16666666666666713e-02, 1.66666666666666713e-01, 0.5,
    ];

    /// <summary>exp(r) - 1 = r + r^2 Q(r) for |r| &lt;= ln(2) / 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Expm1Reduced<V, T>(V r)
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref readonly T c = ref Unsafe.As<float, T>(ref MemoryMarshal.GetReference(ExponentialSingle));
        if (typeof(T) == typeof(double))
            c = ref Unsafe.As<double, T>(ref MemoryMarshal.GetReference(ExponentialDouble));
        V q = V.Horner(V.Broadcast(c), r, in c, 1);
        q = V.Horner(q, r, in c, 2);
        q = V.Horner(q, r, in c, 3);
        q = V.Horner(q, r, in c, 4);
        q = V.Horner(q, r, in c, 5);
        if (typeof(T) == typeof(double))
        {
            q = V.Horner(q, r, in c, 6);
            q = V.Horner(q, r, in c, 7);
            q = V.Horner(q, r, in c, 8);
            q = V.Horner(q, r, in c, 9);
            q = V.Horner(q, r, in c, 10);
        }
        return V.MultiplyAdd(r * r, q, r);
    }

    /// <summary>e to the power x; subnormal results are right, beyond the range 0 and infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V, T>(V x)
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        return ExpBounded<V, T>(AtMost<V, T>(x, V.Constant(88.8f, 709.8)));
    }

    /// <summary>e to the power x for x that are not too large.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpBounded<V, T>(V x)
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V n = ReduceByLogTwo<V, T>(AtLeast<V, T>(x, V.Constant(-104f, -746)), out V r);
        // 2^n may be subnormal or too large, 2^(n / 2) is not: times that, 1 + (exp(r) - 1) is rounded as it is without.
        V half = V.ShiftRight(n, 1), scale = PowerOfTwo<V, T>(half);
        return V.MultiplyAdd(scale, Expm1Reduced<V, T>(r), scale) * PowerOfTwo<V, T>(V.SubtractBits(n, half));
    }

    /// <summary>exp(x) - 1 = 2^n (exp(r) - 1) + (2^n - 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Expm1<V, T>(V x)
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V bounded = AtMost<V, T>(x, V.Constant(88.8f, 709.8));
        bounded = AtLeast<V, T>(bounded, V.Constant(-18f, -40)); // -1 to the last bit
        V n = ReduceByLogTwo<V, T>(bounded, out V r);
        // With 2^(n - 1), since 2^n may be too large.
        V scale = V.ShiftLeft(n, FractionBits<T>());
        scale = V.AddBits(scale, V.Constant(0.5));
        V half = V.MultiplyAdd(scale, Expm1Reduced<V, T>(r), scale - V.Constant(0.5));
        // Halves of subnormals are not exact, and -0 is lost.
        V tiny = V.Less(V.Abs(x), V.Constant(2.9802322e-8f, 5.551115123125783e-17));
        return V.Select(tiny, x, half + half);
    }

    /// <summary>tanh(x) = sign(x) E / (E + 2) with E = exp(2 |x|) - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<V, T>(V x)
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V sign = V.And(x, SignBit<V, T>());
        V magnitude = AtMost<V, T>(V.Xor(x, sign), V.Constant(9.5f, 20)); // 1 to the last bit
        V n = ReduceByLogTwo<V, T>(magnitude + magnitude, out V r);
        V scale = PowerOfTwo<V, T>(n);
        V e = V.MultiplyAdd(scale, Expm1Reduced<V, T>(r), scale - V.Constant(1));
        return V.Or(e / (e + V.Constant(2)), sign);
    }

    /// <summary>1 / (1 + exp(-x)); for negative x as E / (1 + E) with E = exp(-|x|), so that small results are right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<V, T>(V x)
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V e = ExpBounded<V, T>(V.Or(x, SignBit<V, T>()));
        V numerator = V.Select(V.Less(x, V.Constant(0)), e, V.Constant(1));
        return numerator / (V.Constant(1) + e);
    }
}
