using System;
using ILGPU;

namespace NetGen.Gpu;

/// <summary>
/// Elementary functions of emitted kernels. They are written out, because what devices have built in is too inexact to train by. Bounds are in units in the last place (ULP) of the result, whether or not a device
/// rounds between a product and its sum; tests measure them against float64 without fused multiply-add.
/// </summary>
/// <remarks>
/// <code>
///   Exp, Log       1.5     Sigmoid     3        Sin, Cos   3
///   Expm1          2.5     Tanh        3.5      Pow        4
///   Log1p          2       Softplus    3        Erf        3
///   Sqrt, Abs, Floor, Max, Min are exact.
/// </code>
/// </remarks>
public static partial class GpuMath
{
    /// <summary>1.5 * 2^23: a number added to it is rounded to an integer, which stands in the low bits of the sum.</summary>
    private const float RoundingShift = 12582912f;
    private const int RoundingShiftBits = 0x4B40_0000;

    // Devices leave NaN out of maxima and minima.

    /// <summary>The larger number as IEEE 754-2019 has it: NaN where one is, and 0 is larger than -0.</summary>
    public static float Max(float x, float y) => float.IsNaN(x) | float.IsNaN(y) ? x + y : MathF.Max(x, y);

    /// <summary>The smaller number as IEEE 754-2019 has it: NaN where one is, and -0 is smaller than 0.</summary>
    public static float Min(float x, float y) => float.IsNaN(x) | float.IsNaN(y) ? x + y : MathF.Min(x, y);

    /// <summary>The magnitude.</summary>
    public static float Abs(float x) => MathF.Abs(x);

    /// <summary>The square root.</summary>
    public static float Sqrt(float x) => MathF.Sqrt(x);

    /// <summary>The largest integer that is not larger.</summary>
    public static float Floor(float x)
    {
        // From 2^23 on all are integers; so are infinities, and NaN stays.
        if (!(MathF.Abs(x) < 8388608f))
            return x;
        float truncated = (int)x;
        float floor = truncated > x ? truncated - 1f : truncated;
        return FromBits(ToBits(floor) | (ToBits(x) & int.MinValue));
    }

    // Constants stand on the right of comparisons: from the left ILGPU moves them there, and then takes NaN, which is neither, for the other.

    /// <summary>The smaller of value and bound; NaN stays NaN.</summary>
    private static float AtMost(float value, float bound) => value > bound ? bound : value;

    /// <summary>The larger of value and bound; NaN stays NaN.</summary>
    private static float AtLeast(float value, float bound) => value < bound ? bound : value;

    /// <summary>2^n, for exponents of normal numbers.</summary>
    private static float PowerOfTwo(int n) => FromBits((n + 127) << 23);

    /// <summary>The number with the sign of another.</summary>
    private static float WithSign(float magnitude, float sign) => FromBits(ToBits(magnitude) | (ToBits(sign) & int.MinValue));

    private static int ToBits(float x) => (int)Interop.FloatAsInt(x);

    private static float FromBits(int bits) => Interop.IntAsFloat((uint)bits);
}
