using System.Numerics;
using System.Runtime.CompilerServices;

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

    /// <summary>exp(r) - 1 = r + r^2 Q(r) for |r| &lt;= ln(2) / 2. Q interpolates at Chebyshev nodes; relative error of exp 2^-32 (float32), 2^-61 (float64).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Expm1Reduced<V, T>(V r)
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V q;
        if (typeof(T) == typeof(float))
        {
            q = V.MultiplyAdd(V.Constant(1.989101718e-04), r, 1.393367373e-03);
            q = V.MultiplyAdd(q, r, 8.333310902e-03);
            q = V.MultiplyAdd(q, r, 4.166646471e-02);
            q = V.MultiplyAdd(q, r, 1.666666668e-01);
            q = V.MultiplyAdd(q, r, 5.000000013e-01);
        }
        else
        {
            q = V.MultiplyAdd(V.Constant(2.09147070696123546e-09), r, 2.51052451539013709e-08);
            q = V.MultiplyAdd(q, r, 2.75572735947994133e-07);
            q = V.MultiplyAdd(q, r, 2.75572553325544091e-06);
            q = V.MultiplyAdd(q, r, 2.48015873255858388e-05);
            q = V.MultiplyAdd(q, r, 1.98412698748739747e-04);
            q = V.MultiplyAdd(q, r, 1.38888888888837373e-03);
            q = V.MultiplyAdd(q, r, 8.33333333332612024e-03);
            q = V.MultiplyAdd(q, r, 4.16666666666666713e-02);
            q = V.MultiplyAdd(q, r, 1.66666666666666713e-01);
            q = V.MultiplyAdd(q, r, 0.5);
        }
        return V.MultiplyAdd(r * r, q, r);
    }

    /// <summary>e to the power x; subnormal results are right, beyond the range 0 and infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V, T>(V x)
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        x = AtMost<V, T>(x, V.Constant(88.8f, 709.8));
        x = AtLeast<V, T>(x, V.Constant(-104f, -746));
        V n = ReduceByLogTwo<V, T>(x, out V r);
        V e = V.Constant(1) + Expm1Reduced<V, T>(r);
        // 2^n may be subnormal or too large, 2^(n / 2) is not.
        V half = V.ShiftRight(n, 1);
        return e * PowerOfTwo<V, T>(half) * PowerOfTwo<V, T>(V.SubtractBits(n, half));
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
        V e = Exp<V, T>(V.Or(x, SignBit<V, T>()));
        V numerator = V.Select(V.Less(x, V.Constant(0)), e, V.Constant(1));
        return numerator / (V.Constant(1) + e);
    }
}
