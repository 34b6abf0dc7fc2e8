using System;

namespace NetGen.Gpu;

public static partial class GpuMath
{
    // x = 2^k m with sqrt(1/2) <= m < sqrt(2), f = m - 1, s = f / (2 + f):
    // log(1 + f) = 2 atanh(s) = f - f^2/2 + s (f^2/2 + R(s^2)), with R as in FreeBSD's msun (e_logf.c).

    private const int RootOfHalfBits = 0x3f35_04f3;

    /// <summary>k and f of a positive normal number.</summary>
    private static int SplitPowerOfTwo(float x, out float f)
    {
        int offset = ToBits(x) - RootOfHalfBits;
        f = FromBits((offset & 0x007f_ffff) + RootOfHalfBits) - 1f;
        return offset >> 23;
    }

    /// <summary>k ln 2 + log(1 + f) + correction.</summary>
    private static float LogarithmOfParts(float k, float f, float correction)
    {
        float s = f / (f + 2f);
        float z = s * s;
        float series = (0.24279078841f * z) + 0.28498786688f;
        series = (series * z) + 0.40000972152f;
        series = (series * z) + 0.66666662693f;
        float halfSquare = 0.5f * f * f;
        float tail = (k * 9.0580006145e-6f) + correction;
        tail = (s * (halfSquare + (series * z))) + tail - halfSquare + f;
        return (k * 6.9313812256e-1f) + tail;
    }

    /// <summary>Where a logarithm is not finite: +infinity and NaN pass, zero gives -infinity, less gives NaN.</summary>
    private static float LogarithmAtEdges(float x, float result)
    {
        if (!(x < float.PositiveInfinity))
            return x;
        return x > 0f ? result : x == 0f ? float.NegativeInfinity : float.NaN;
    }

    /// <summary>Natural logarithm.</summary>
    public static float Log(float x)
    {
        bool subnormal = x < 1.17549435e-38f;
        float normal = subnormal ? x * 16777216f : x;
        int k = SplitPowerOfTwo(normal, out float f) - (subnormal ? 24 : 0);
        return LogarithmAtEdges(x, LogarithmOfParts(k, f, 0f));
    }

    /// <summary>log(1 + x): log(u) + c / u, where u is 1 + x rounded and c what the rounding lost; near zero f is x itself.</summary>
    public static float Log1p(float x)
    {
        // Keeps -0 and subnormals.
        if (MathF.Abs(x) < 2.9802322e-8f)
            return x;
        float u = 1f + x;
        int k = SplitPowerOfTwo(u, out float f);
        float lost = (x > 1f ? 1f - (u - x) : x - (u - 1f)) / u;
        return LogarithmAtEdges(u, LogarithmOfParts(k, k == 0 ? x : f, k == 0 ? 0f : lost));
    }
}
