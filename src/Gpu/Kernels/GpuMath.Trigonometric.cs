using System;

namespace NetGen.Gpu;

public static partial class GpuMath
{
    // x = n pi/2 + r with |r| <= pi/4. Up to n = 2^12 after Cody and Waite: pi/2 is in four parts, the first three so short that n times them is exact with and without fused multiply-add.
    // Beyond, after Payne and Hanek ("Radian reduction for trigonometric functions", 1983): x times 2/pi in integers, of whose digits those are left out that give whole turns.

    /// <summary>Sine of radians.</summary>
    public static float Sin(float x)
    {
        // Keeps -0.
        if (MathF.Abs(x) < 1.2e-4f)
            return x;
        int n = ReduceByHalfPi(x, out float r);
        return SineOfQuadrant(n, r);
    }

    /// <summary>Cosine of radians.</summary>
    public static float Cos(float x)
    {
        int n = ReduceByHalfPi(x, out float r);
        return SineOfQuadrant(n + 1, r);
    }

    /// <summary>n, right in its two lowest bits, and r.</summary>
    private static int ReduceByHalfPi(float x, out float r)
    {
        float magnitude = MathF.Abs(x);
        if (!(magnitude < float.PositiveInfinity))
        {
            r = float.NaN;
            return 0;
        }
        if (magnitude > 6400f)
            return ReduceLarge(x, out r);
        float shifted = (x * 0.63661977f) + RoundingShift;
        float n = shifted - RoundingShift;
        r = x - (n * 1.5703125f);
        r -= n * 4.837512969970703e-4f;
        r -= n * 7.549533620476723e-8f;
        r -= n * 2.5633440682570896e-12f;
        return ToBits(shifted) - RoundingShiftBits;
    }

    private static int ReduceLarge(float x, out float r)
    {
        // x = mantissa 2^(exponent - 23). Digits of 2/pi before place exponent - 25 after the point give multiples of 4 and are left out; the 96 from there on, times the mantissa, are n and its fraction with 94 binary places.
        int bits = ToBits(x), exponent = ((bits >> 23) & 0xff) - 127, first = exponent - 25 + 32;
        ulong mantissa = (uint)((bits & 0x007f_ffff) | 0x0080_0000);
        int word = first >> 5, shift = first & 31;
        ulong low = mantissa * TwoOverPi(word + 2, shift);
        ulong middle = (mantissa * TwoOverPi(word + 1, shift)) + (low >> 32);
        ulong high = (mantissa * TwoOverPi(word, shift)) + (middle >> 32);
        ulong product = (high << 32) | (uint)middle;
        // To the nearest n, so that the fraction is from -1/2 to 1/2: as a signed number it is.
        long fraction = (long)(product << 2);
        int n = (int)(product >> 62) + (fraction < 0 ? 1 : 0);
        float magnitude = fraction * 8.5153040e-20f; // pi/2 / 2^64
        r = bits < 0 ? -magnitude : magnitude;
        return bits < 0 ? -n : n;
    }

    /// <summary>32 binary digits of 2/pi, with 32 zeros before the point, from place 32 word + shift on.</summary>
    private static uint TwoOverPi(int word, int shift)
    {
        ulong digits = ((ulong)TwoOverPi(word) << 32) | TwoOverPi(word + 1);
        return (uint)((digits << shift) >> 32);
    }

    private static uint TwoOverPi(int word) => word == 0 ? 0u : word == 1 ? 0xA2F9836E : word == 2 ? 0x4E441529 : word == 3 ? 0xFC2757D1 : word == 4 ? 0xF534DDC0 : word == 5 ? 0xDB629599 : word == 6 ? 0x3C439041 : 0xFE5163AB;

    /// <summary>sin(n pi/2 + r): the sine or cosine of r, by the two lowest bits of n. Polynomials of Cephes.</summary>
    private static float SineOfQuadrant(int n, float r)
    {
        float z = r * r;
        float s = (-1.9515295891e-4f * z) + 8.3321608736e-3f;
        s = (s * z) - 1.6666654611e-1f;
        s = (s * z * r) + r;
        float c = (2.443315711809948e-5f * z) - 1.388731625493765e-3f;
        c = (c * z) + 4.166664568298827e-2f;
        c = (c * z * z) + (1f - (0.5f * z));
        float result = (n & 1) == 0 ? s : c;
        return (n & 2) == 0 ? result : -result;
    }
}
