using System;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Runtime.Tests.Kernels;

internal static class Ulp
{
    /// <summary>The bounds are for fused multiply-add; without it every step rounds twice.</summary>
    public static readonly double Slack = Fma.IsSupported || AdvSimd.IsSupported ? 1 : 2.5;

    /// <summary>Distance in units of the last place of the float nearest to the expected value; 0 where both are NaN, infinity where one is.</summary>
    public static double Error(float actual, double expected)
    {
        if (double.IsNaN(expected) || float.IsNaN(actual))
            return double.IsNaN(expected) && float.IsNaN(actual) ? 0 : double.PositiveInfinity;
        float nearest = (float)expected;
        if (actual.Equals(nearest) || actual == nearest)
            return 0.5;
        double unit = float.IsInfinity(nearest) ? Math.ScaleB(1, 104) : Math.Max(Math.ScaleB(1, -149), Math.ScaleB(1, Math.ILogB(nearest) - 23));
        if (float.IsInfinity(actual))
            return (Math.ScaleB(1, 128) - Math.Abs(expected)) / unit;
        return Math.Abs(actual - expected) / unit;
    }

    public static double Error(double actual, double expected)
    {
        if (double.IsNaN(expected) || double.IsNaN(actual))
            return double.IsNaN(expected) && double.IsNaN(actual) ? 0 : double.PositiveInfinity;
        if (actual == expected)
            return 0;
        if (double.IsInfinity(expected) || double.IsInfinity(actual))
            return double.PositiveInfinity;
        double unit = expected == 0 ? double.Epsilon : Math.Max(double.Epsilon, Math.ScaleB(1, Math.ILogB(expected) - 52));
        return Math.Abs(actual - expected) / unit;
    }
}

/// <summary>Functions that the platform lacks, or has without the accuracy that tests need.</summary>
internal static class References
{
    public static double Expm1(double x)
    {
        if (Math.Abs(x) > 0.5)
            return Math.Exp(x) - 1;
        if (x == 0)
            return x;
        // Kahan: (u - 1) x / log(u), u = exp(x).
        double u = Math.Exp(x);
        return u == 1 ? x : (u - 1) * x / Math.Log(u);
    }

    public static double Log1p(double x)
    {
        if (x == 0 || double.IsPositiveInfinity(x))
            return x;
        double u = 1 + x;
        return u == 1 ? x : Math.Log(u) * (x / (u - 1));
    }

    public static double Sigmoid(double x) => x < 0 ? Math.Exp(x) / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x));

    public static double Softplus(double x) => Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x)));

    public static double Erf(double x)
    {
        double a = Math.Abs(x);
        if (double.IsNaN(x) || x == 0)
            return x;
        if (a > 6)
            return Math.Sign(x);
        if (a < 1)
            return SeriesOfErf(x);
        // Continued fraction of the complement.
        double fraction = 0;
        for (int k = 300; k > 0; k--)
            fraction = k / 2.0 / (a + fraction);
        return Math.Sign(x) * (1 - Math.Exp(-a * a) / Math.Sqrt(Math.PI) / (a + fraction));
    }

    /// <summary>2 / sqrt(pi) (x - x^3 / 3 + x^5 / (2! 5) - ...), for |x| &lt; 3 with enough decimal digits for the cancellation.</summary>
    public static double ExactErf(double x)
    {
        if (Math.Abs(x) is >= 3 or < 0.1)
            return Erf(x);
        // A conversion would round to 15 digits.
        decimal exact = (decimal)(long)Math.ScaleB(x, 52 - Math.ILogB(x));
        for (int i = 0; i < 52 - Math.ILogB(x); i++)
            exact /= 2;
        decimal square = exact * exact, power = exact, sum = power;
        for (int n = 1; Math.Abs(power) > 1e-26m; n++)
        {
            power *= -square / n;
            sum += power / (2 * n + 1);
        }
        return (double)(sum * 1.1283791670955125738961589031m);
    }

    private static double SeriesOfErf(double x)
    {
        double power = x, sum = x;
        for (int n = 1; Math.Abs(power) > 1e-18 * Math.Abs(sum); n++)
        {
            power *= -x * x / n;
            sum += power / (2 * n + 1);
        }
        return sum * 1.1283791670955126;
    }
}
