using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

internal static partial class VectorMath
{
    // x = 2^k m with sqrt(1/2) <= m < sqrt(2), f = m - 1, s = f / (2 + f):
    // log(1 + f) = 2 atanh(s) = f - f^2/2 + s (f^2/2 + R(s^2)), with R as in FreeBSD's msun (e_log.c, e_logf.c).

    /// <summary>k (a number) and f of a positive normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SplitPowerOfTwo<V, T>(V x, out V f)
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V rootOfHalf = V.FromBits(typeof(T) == typeof(float) ? 0x3f35_04f3UL : 0x3fe6_a09e_667f_3bcdUL);
        V fraction = V.FromBits(typeof(T) == typeof(float) ? 0x007f_ffffUL : 0x000f_ffff_ffff_ffffUL);
        V offset = V.SubtractBits(x, rootOfHalf);
        f = V.AddBits(V.And(offset, fraction), rootOfHalf) - V.Constant(1);
        V k = V.ShiftRight(offset, FractionBits<T>());
        return V.AddBits(k, RoundingShift<V, T>()) - RoundingShift<V, T>();
    }

    /// <summary>R(z), z = s^2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogarithmSeries<V, T>(V z)
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V r;
        if (typeof(T) == typeof(float))
        {
            r = V.MultiplyAdd(V.Constant(0.24279078841), z, 0.28498786688);
            r = V.MultiplyAdd(r, z, 0.40000972152);
            r = V.MultiplyAdd(r, z, 0.66666662693);
        }
        else
        {
            r = V.MultiplyAdd(V.Constant(1.479819860511658591e-01), z, 1.531383769920937332e-01);
            r = V.MultiplyAdd(r, z, 1.818357216161805012e-01);
            r = V.MultiplyAdd(r, z, 2.222219843214978396e-01);
            r = V.MultiplyAdd(r, z, 2.857142874366239149e-01);
            r = V.MultiplyAdd(r, z, 3.999999999940941908e-01);
            r = V.MultiplyAdd(r, z, 6.666666666666735130e-01);
        }
        return r * z;
    }

    /// <summary>k ln 2 + log(1 + f) + correction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogarithmOfParts<V, T>(V k, V f, V correction)
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V s = f / (f + V.Constant(2));
        V halfSquare = V.Constant(0.5) * f * f;
        V tail = V.MultiplyAdd(k, V.Constant(9.0580006145e-6f, 1.90821492927058770002e-10), correction);
        tail = V.MultiplyAdd(s, halfSquare + LogarithmSeries<V, T>(s * s), tail) - halfSquare + f;
        return V.MultiplyAdd(k, V.Constant(6.9313812256e-1f, 6.93147180369123816490e-01), tail);
    }

    /// <summary>Where a logarithm is not finite: +infinity and NaN pass, zero gives -infinity, less gives NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogarithmAtEdges<V, T>(V x, V result)
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V zero = V.Constant(0);
        result = V.Select(V.Less(x, V.Constant(double.PositiveInfinity)), result, x);
        result = V.Select(V.Equal(x, zero), V.Constant(double.NegativeInfinity), result);
        return V.Select(V.Less(x, zero), V.Constant(double.NaN), result);
    }

    /// <summary>Scales subnormal x into the normal range; returns the exponent that this added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Normalize<V, T>(ref V x)
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V subnormal = V.Less(x, V.Constant(1.17549435e-38f, 2.2250738585072014e-308));
        x = V.Select(subnormal, x * V.Constant(16777216f, 18014398509481984.0), x);
        return V.And(subnormal, V.Constant(24f, 54.0));
    }

    /// <summary>Natural logarithm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log<V, T>(V x)
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V normal = x;
        V added = Normalize<V, T>(ref normal);
        V k = SplitPowerOfTwo<V, T>(normal, out V f) - added;
        return LogarithmAtEdges<V, T>(x, LogarithmOfParts<V, T>(k, f, V.Constant(0)));
    }

    /// <summary>log(1 + x): log(u) + c / u, where u is 1 + x rounded and c what the rounding lost; near zero f is x itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log1p<V, T>(V x)
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V one = V.Constant(1);
        V u = one + x;
        V k = SplitPowerOfTwo<V, T>(u, out V f);
        V lost = V.Select(V.Less(one, x), one - (u - x), x - (u - one)) / u;
        V near = V.Equal(k, V.Constant(0));
        f = V.Select(near, x, f);
        lost = V.Select(near, V.Constant(0), lost);
        V result = LogarithmOfParts<V, T>(k, f, lost);
        V tiny = V.Less(V.Abs(x), V.Constant(2.9802322e-8f, 5.551115123125783e-17)); // keeps -0 and subnormals
        return LogarithmAtEdges<V, T>(u, V.Select(tiny, x, result));
    }

    /// <summary>log(1 + exp(x)) = max(x, 0) + log(1 + exp(-|x|)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Softplus<V, T>(V x)
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        AtLeast<V, T>(x, V.Constant(0)) + Log1p<V, T>(Exp<V, T>(V.Or(x, SignBit<V, T>())));
}
