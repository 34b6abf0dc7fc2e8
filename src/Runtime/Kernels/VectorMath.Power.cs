using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

internal static partial class VectorMath
{
    /// <summary>x to the power y for numbers that came from float32: exp(y log |x|) in float64 is right to the last bit or so of float32.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V PowOfSingles<V>(V x, V y) where V : struct, IVectorBits<V, double> =>
        PowerWithSign<V, double>(x, y, Exp<V, double>(y * Log<V, double>(V.Abs(x))));

    /// <summary>x to the power y: exp(y log |x|) with the logarithm in two parts, high + low.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static unsafe V Pow<V, T>(V x, V y)
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!HasFusedMultiplyAdd)
            return ForEach<V, T>(x, y, &T.Pow);
        V high = LogarithmInTwoParts<V, T>(V.Abs(x), out V low);
        V product = y * high;
        V rest = V.MultiplyAdd(y, high, -product) + y * low;
        V finite = V.Less(V.Abs(product), V.Constant(1000));
        V e = Exp<V, T>(product);
        return PowerWithSign<V, T>(x, y, V.Select(finite, V.MultiplyAdd(e, rest, e), e));
    }

    /// <summary>log(x) = high + low for x >= 0, to about 2^-60 of max(1, |log x|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogarithmInTwoParts<V, T>(V x, out V low)
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V normal = x;
        V added = Normalize<V, T>(ref normal);
        V k = SplitPowerOfTwo<V, T>(normal, out V f) - added;

        // s + sLow = f / (2 + f)
        V divisor = f + V.Constant(2);
        V divisorLow = f - (divisor - V.Constant(2));
        V s = f / divisor;
        V sLow = (V.MultiplyAdd(-s, divisor, f) - s * divisorLow) / divisor;

        // 2 atanh(s) = 2 s + s^3 L(s^2); L interpolates at Chebyshev nodes, error 2^-65
        V z = s * s;
        V l = V.MultiplyAdd(V.Constant(1.18850993432495694e-01), z, 1.16877809895718623e-01);
        l = V.MultiplyAdd(l, z, 1.33356539764594662e-01);
        l = V.MultiplyAdd(l, z, 1.53845747781340109e-01);
        l = V.MultiplyAdd(l, z, 1.81818185981699132e-01);
        l = V.MultiplyAdd(l, z, 2.22222222198277281e-01);
        l = V.MultiplyAdd(l, z, 2.85714285714354643e-01);
        l = V.MultiplyAdd(l, z, 3.99999999999999911e-01);
        l = V.MultiplyAdd(l, z, 6.66666666666666630e-01);

        V big = k * V.Constant(6.93147180369123816490e-01);
        V small = s + s;
        V sum = big + small;
        V rest = (big - sum) + small + V.MultiplyAdd(s * z, l, V.MultiplyAdd(k, V.Constant(1.90821492927058770002e-10), sLow + sLow));
        V high = sum + rest;
        low = (sum - high) + rest;

        V regular = V.And(V.Less(x, V.Constant(double.PositiveInfinity)), V.Less(V.Constant(0), x));
        low = V.And(low, regular);
        return V.Select(regular, high, V.Select(V.Equal(x, V.Constant(0)), V.Constant(double.NegativeInfinity), x));
    }

    /// <summary>The sign of x to the power y, and its special values, as IEEE 754 has them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V PowerWithSign<V, T>(V x, V y, V magnitude)
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V zero = V.Constant(0), one = V.Constant(1), half = V.Constant(0.5) * y;
        V integral = V.Equal(V.Floor(y), y);
        V odd = V.And(integral, V.Not(V.Equal(V.Floor(half), half)));
        V negative = V.ShiftRight(x, typeof(T) == typeof(float) ? 31 : 63);

        V result = V.Select(V.Equal(V.Abs(x), one), one, magnitude);
        result = V.Select(V.And(negative, odd), -result, result);
        V undefined = V.And(V.And(V.Less(x, zero), V.Less(V.Constant(double.NegativeInfinity), x)), V.Not(integral));
        result = V.Select(undefined, V.Constant(double.NaN), result);
        result = V.Select(V.Equal(y, y), result, y);
        return V.Select(V.Or(V.Equal(x, one), V.Equal(y, zero)), one, result);
    }
}
