using System;

namespace NetGen.Gpu;

public static partial class GpuMath
{
    /// <summary>x to the power y: exp(y log |x|) with the logarithm in two parts, high + low. Special values are those of IEEE 754.</summary>
    public static float Pow(float x, float y)
    {
        float magnitude = MathF.Abs(x);
        if (x == 1f || y == 0f)
            return 1f;
        if (float.IsNaN(x) || float.IsNaN(y))
            return x + y;
        bool integral = Floor(y) == y, odd = integral && Floor(0.5f * y) != 0.5f * y;
        float result = magnitude == 1f ? 1f : PowerOfMagnitude(magnitude, y);
        if (ToBits(x) >= 0)
            return result;
        if (x < 0f && !integral && magnitude < float.PositiveInfinity)
            return float.NaN;
        return odd ? -result : result;
    }

    private static float PowerOfMagnitude(float x, float y)
    {
        if (x == 0f || !(x < float.PositiveInfinity))
            return (x > 1f ? y > 0f : y < 0f) ? float.PositiveInfinity : 0f;
        float high = LogarithmInTwoParts(x, out float low), product = y * high;
        // Also where y is infinite.
        if (!(MathF.Abs(product) < 1000f))
            return Exp(product);
        float yHigh = Upper(y), yLow = y - yHigh, logHigh = Upper(high), logLow = high - logHigh;
        float most = yHigh * logHigh, rest = (yHigh * logLow) + (yLow * logHigh) + (yLow * logLow) + (y * low);
        float sum = most + rest;
        float e = Exp(sum);
        return e < float.PositiveInfinity ? (e * (most - sum + rest)) + e : e;
    }

    /// <summary>log(x) = high + low for x > 0, to about 2^-30 of the larger of |log x| and 2^-24.</summary>
    private static float LogarithmInTwoParts(float x, out float low)
    {
        bool subnormal = x < 1.17549435e-38f;
        int exponent = SplitPowerOfTwo(subnormal ? x * 16777216f : x, out float f) - (subnormal ? 24 : 0);
        float k = exponent;

        // s + sLow = f / (2 + f)
        float divisor = f + 2f;
        float divisorLow = f - (divisor - 2f);
        float s = f / divisor;
        float sHigh = Upper(s), sRest = s - sHigh, divisorHigh = Upper(divisor), divisorRest = divisor - divisorHigh;
        float remainder = f - (sHigh * divisorHigh) - (sHigh * divisorRest) - (sRest * divisorHigh) - (sRest * divisorRest);
        float sLow = (remainder - (s * divisorLow)) / divisor;

        // 2 atanh(s) = 2 s + s^3 L(s^2), L by its series
        float z = s * s;
        float l = (1.5384615e-01f * z) + 1.8181818e-01f;
        l = (l * z) + 2.2222222e-01f;
        l = (l * z) + 2.8571429e-01f;
        l = (l * z) + 4.0e-01f;
        l = (l * z) + 6.6666667e-01f;

        float big = k * 6.9313812256e-1f;
        float small = s + s;
        float sum = big + small;
        float rest = big - sum + small + ((s * z * l) + ((k * 9.0580006145e-6f) + (sLow + sLow)));
        float high = sum + rest;
        low = sum - high + rest;
        return high;
    }

    /// <summary>
    /// The upper 12 bits: products of two such halves, or of one and the rest, are exact (Dekker, "A floating-point technique for extending the available precision", 1971), so that it makes no difference where a
    /// device leaves their rounding out.
    /// </summary>
    private static float Upper(float x) => FromBits(ToBits(x) & ~0xfff);
}
