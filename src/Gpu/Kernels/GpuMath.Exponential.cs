using System;

namespace NetGen.Gpu;

public static partial class GpuMath
{
    // x = n ln 2 + r with |r| <= ln(2) / 2, so exp(x) = 2^n exp(r) and exp(r) = 1 + r + r^2 Q(r). ln 2 is in two parts, the first with trailing zeros, so that n times it is exact.

    /// <summary>n and r.</summary>
    private static int ReduceByLogTwo(float x, out float r)
    {
        float shifted = (x * 1.44269504f) + RoundingShift;
        float n = shifted - RoundingShift;
        r = x - (n * 0.693145751953125f);
        r -= n * 1.42860682e-6f;
        return ToBits(shifted) - RoundingShiftBits;
    }

    /// <summary>exp(r) - 1 = r + r^2 Q(r) for |r| &lt;= ln(2) / 2. Q interpolates at Chebyshev nodes; relative error of exp 2^-32.</summary>
    private static float Expm1Reduced(float r)
    {
        float q = (1.989101718e-04f * r) + 1.393367373e-03f;
        q = (q * r) + 8.333310902e-03f;
        q = (q * r) + 4.166646471e-02f;
        q = (q * r) + 1.666666668e-01f;
        q = (q * r) + 5.000000013e-01f;
        return (r * r * q) + r;
    }

    /// <summary>e to the power x; subnormal results are right, beyond the range 0 and infinity.</summary>
    public static float Exp(float x)
    {
        x = AtLeast(AtMost(x, 88.8f), -104f);
        int n = ReduceByLogTwo(x, out float r);
        // 2^n may be subnormal or too large, 2^(n / 2) is not.
        int half = n >> 1;
        return (1f + Expm1Reduced(r)) * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    /// <summary>exp(x) - 1 = 2^n (exp(r) - 1) + (2^n - 1).</summary>
    public static float Expm1(float x)
    {
        // Halves of subnormals are not exact, and -0 would be lost.
        if (MathF.Abs(x) < 2.9802322e-8f)
            return x;
        int n = ReduceByLogTwo(AtLeast(AtMost(x, 88.8f), -18f), out float r); // from -18 on -1 to the last bit
        // With 2^(n - 1), since 2^n may be too large.
        float scale = PowerOfTwo(n - 1);
        float half = (scale * Expm1Reduced(r)) + (scale - 0.5f);
        return half + half;
    }

    /// <summary>tanh(x) = sign(x) E / (E + 2) with E = exp(2 |x|) - 1.</summary>
    public static float Tanh(float x)
    {
        float magnitude = AtMost(MathF.Abs(x), 9.5f); // 1 to the last bit
        int n = ReduceByLogTwo(magnitude + magnitude, out float r);
        float scale = PowerOfTwo(n);
        float e = (scale * Expm1Reduced(r)) + (scale - 1f);
        return WithSign(e / (e + 2f), x);
    }

    /// <summary>1 / (1 + exp(-x)); for negative x as E / (1 + E) with E = exp(-|x|), so that small results are right.</summary>
    public static float Sigmoid(float x)
    {
        float e = Exp(-MathF.Abs(x));
        return (x < 0f ? e : 1f) / (1f + e);
    }

    /// <summary>log(1 + exp(x)) = max(x, 0) + log(1 + exp(-|x|)).</summary>
    public static float Softplus(float x) => AtLeast(x, 0f) + Log1p(Exp(-MathF.Abs(x)));
}
