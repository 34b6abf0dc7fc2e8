using System;
using NetGen.Kernels;
using Xunit;
using Xunit.Abstractions;

namespace NetGen.Gpu.Tests.Kernels;

/// <summary>Errors against float64. On the host each product is rounded; a device may fuse it with the sum, which these functions allow for.</summary>
public sealed class GpuMathTests(ITestOutputHelper output)
{
    private const int Steps = 2_000_000;

    [Fact]
    public void Exp()
    {
        Sweep(nameof(Exp), GpuMath.Exp, Math.Exp, -104, 90, 1.5);
        Special(GpuMath.Exp, Math.Exp);
    }

    [Fact]
    public void Expm1()
    {
        Func<double, double> exact = x => x == 0 ? x : Math.Abs(x) < 1e-5 ? x + (x * x / 2) + (x * x * x / 6) : Math.Exp(x) - 1;
        Sweep(nameof(Expm1), GpuMath.Expm1, exact, -20, 89, 2.5);
        Near(nameof(Expm1), GpuMath.Expm1, exact, 2.5);
        Special(GpuMath.Expm1, exact);
    }

    [Fact]
    public void Log()
    {
        Bits(nameof(Log), GpuMath.Log, Math.Log, 1, 0x7f7f_ffff, 1.5);
        Sweep(nameof(Log), GpuMath.Log, Math.Log, 0.5, 2, 1.5);
        Special(GpuMath.Log, Math.Log);
    }

    [Fact]
    public void Log1p()
    {
        Func<double, double> exact = x => Math.Abs(x) < 1e-5 ? x - (x * x / 2) + (x * x * x / 3) : Math.Log(1 + x);
        Sweep(nameof(Log1p), GpuMath.Log1p, exact, -0.999999, 10, 2);
        Bits(nameof(Log1p), GpuMath.Log1p, exact, 1, 0x7f7f_ffff, 2);
        Near(nameof(Log1p), GpuMath.Log1p, exact, 2);
        Special(GpuMath.Log1p, exact);
    }

    [Fact]
    public void Tanh()
    {
        Sweep(nameof(Tanh), GpuMath.Tanh, Math.Tanh, -12, 12, 3.5);
        Near(nameof(Tanh), GpuMath.Tanh, Math.Tanh, 3.5);
        Special(GpuMath.Tanh, Math.Tanh);
    }

    [Fact]
    public void Sigmoid()
    {
        Func<double, double> exact = x => 1 / (1 + Math.Exp(-x));
        Sweep(nameof(Sigmoid), GpuMath.Sigmoid, exact, -100, 30, 3);
        Special(GpuMath.Sigmoid, exact);
    }

    [Fact]
    public void Softplus()
    {
        Func<double, double> exact = x => Math.Max(x, 0) + (Math.Exp(-Math.Abs(x)) is var e && e < 1e-5 ? e - (e * e / 2) : Math.Log(1 + e));
        Sweep(nameof(Softplus), GpuMath.Softplus, exact, -100, 30, 3);
        Special(GpuMath.Softplus, exact);
    }

    [Fact]
    public void Erf()
    {
        Sweep(nameof(Erf), GpuMath.Erf, ExactErf, -5, 5, 3);
        Near(nameof(Erf), GpuMath.Erf, x => 1.1283791670955126 * x * (1 - (x * x / 3)), 3, 1e-4);
        Special(GpuMath.Erf, x => double.IsNaN(x) ? x : double.IsInfinity(x) ? Math.Sign(x) : ExactErf(x));
    }

    [Fact]
    public void SinAndCos()
    {
        foreach (double end in new[] { 1.0, 100, 6400, 1e5, 1e9 })
        {
            Sweep(nameof(GpuMath.Sin), GpuMath.Sin, Math.Sin, -end, end, 3);
            Sweep(nameof(GpuMath.Cos), GpuMath.Cos, Math.Cos, -end, end, 3);
        }
        Bits(nameof(GpuMath.Sin), GpuMath.Sin, Math.Sin, 1, 0x5f00_0000, 3);
        Bits(nameof(GpuMath.Cos), GpuMath.Cos, Math.Cos, 1, 0x5f00_0000, 3);
        // The floats next to multiples of pi/2, where the reduction must not lose digits.
        double worst = 0;
        for (int n = 1; n < 2_000_000; n += n < 10_000 ? 1 : 331)
        {
            foreach (float x in new[] { (float)(n * Math.PI / 2), MathF.BitIncrement((float)(n * Math.PI / 2)), MathF.BitDecrement((float)(n * Math.PI / 2)) })
                worst = Math.Max(worst, Math.Max(Error(Math.Sin(x), GpuMath.Sin(x)), Error(Math.Cos(x), GpuMath.Cos(x))));
        }
        output.WriteLine($"Near multiples of pi/2: {worst:F2} ULP");
        Assert.True(worst <= 3, $"{worst} ULP near multiples of pi/2");
        Special(GpuMath.Sin, Math.Sin);
        Special(GpuMath.Cos, Math.Cos);
    }

    [Fact]
    public void Pow()
    {
        var random = new Random(1);
        double worst = 0;
        for (int i = 0; i < Steps; i++)
        {
            float x = BitConverter.Int32BitsToSingle(random.Next(1, 0x7f7f_ffff)), y = (float)(random.NextDouble() * 2 - 1) * (i % 3 == 0 ? 1f : i % 3 == 1 ? 10f : 1000f);
            if (i % 2 == 0)
                x = 1f + ((float)random.NextDouble() - 0.5f) * 0.1f;
            double exact = Math.Pow(x, y);
            worst = Math.Max(worst, Error(exact, GpuMath.Pow(x, y)));
        }
        output.WriteLine($"Pow: {worst:F2} ULP");
        Assert.True(worst <= 4, $"{worst} ULP");
        float[] values = [0f, -0f, 1f, -1f, 0.5f, -0.5f, 2f, -2f, 3f, -3f, 2.5f, -2.5f, 1e20f, -1e20f, 1e-40f, 8388609f, float.PositiveInfinity, float.NegativeInfinity, float.NaN];
        foreach (float x in values)
        {
            foreach (float y in values)
            {
                float expected = (float)Math.Pow(x, y), actual = GpuMath.Pow(x, y);
                Assert.True(expected.Equals(actual) || Error(Math.Pow(x, y), actual) <= 4, $"{x} to the power {y} is {actual} and should be {expected}");
                Assert.True(float.IsNaN(expected) || float.IsNegative(expected) == float.IsNegative(actual), $"sign of {x} to the power {y}");
            }
        }
    }

    [Fact]
    public void ExactFunctions()
    {
        float[] values = [0f, -0f, 1f, -1f, 0.5f, -0.5f, 1.5f, -1.5f, 8388607.5f, -8388607.5f, 8388609f, 3e9f, -3e9f, 1e-40f, -1e-40f, float.PositiveInfinity, float.NegativeInfinity, float.NaN];
        foreach (float x in values)
        {
            Assert.Equal(MathF.Floor(x), GpuMath.Floor(x));
            Assert.Equal(float.IsNegative(MathF.Floor(x)), float.IsNegative(GpuMath.Floor(x)));
            Assert.Equal(MathF.Abs(x), GpuMath.Abs(x));
            Assert.Equal(MathF.Sqrt(x), GpuMath.Sqrt(x));
            foreach (float y in values)
            {
                Assert.Equal(MathF.Max(x, y), GpuMath.Max(x, y));
                Assert.Equal(MathF.Min(x, y), GpuMath.Min(x, y));
                Assert.Equal(float.IsNegative(MathF.Max(x, y)), float.IsNegative(GpuMath.Max(x, y)));
                Assert.Equal(float.IsNegative(MathF.Min(x, y)), float.IsNegative(GpuMath.Min(x, y)));
            }
        }
    }

    [Fact]
    public void UniformNumbersAreTheCpus()
    {
        var random = new Random(3);
        for (int i = 0; i < 100_000; i++)
        {
            var key = new RandomKey((ulong)random.NextInt64() << (i % 2), (uint)random.NextInt64());
            uint stream = (uint)random.NextInt64();
            long index = random.NextInt64() >> (i % 64);
            var words = Philox.Words(key, stream, index);
            for (int word = 0; word < 4; word++)
            {
                Assert.Equal(word switch { 0 => words.Word0, 1 => words.Word1, 2 => words.Word2, _ => words.Word3 }, GpuMath.Word(key, stream, index, word));
                float expected = NetGen.Kernels.Scalar<float>.Sum(NetGen.Kernels.Scalar<float>.Uniform(key, stream, index, word));
                Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(GpuMath.Uniform(key, stream, index, word)));
            }
        }
    }

    private static double Error(double exact, float actual)
    {
        float rounded = (float)exact;
        if (rounded.Equals(actual))
            return Math.Abs(exact - actual) / Ulp(rounded) is var e && double.IsNaN(e) ? 0 : e;
        // A finite number beyond the range counts as the infinity next to it.
        if (float.IsInfinity(rounded) || float.IsInfinity(actual))
            return Math.Abs(Math.Clamp(exact, -3.4028236692093846e38, 3.4028236692093846e38) - Math.Clamp((double)actual, -3.4028236692093846e38, 3.4028236692093846e38)) / 2.028240960365167e31;
        return Math.Abs(exact - actual) / Ulp(rounded);
    }

    private static double Ulp(float x)
    {
        x = Math.Abs(x);
        return float.IsFinite(x) ? (double)MathF.BitIncrement(x) - x is var up && double.IsInfinity(up) ? 2.028240960365167e31 : (double)MathF.BitIncrement(x) - x : double.NaN;
    }

    private void Sweep(string name, Func<float, float> function, Func<double, double> exact, double first, double last, double bound) =>
        Check($"{name} from {first} to {last}", function, exact, i => (float)(first + ((last - first) * i / Steps)), bound);

    private void Bits(string name, Func<float, float> function, Func<double, double> exact, int first, int last, double bound) =>
        Check($"{name} of all sizes", function, exact, i => BitConverter.Int32BitsToSingle((int)(first + ((long)(last - first) * i / Steps))), bound);

    private void Near(string name, Func<float, float> function, Func<double, double> exact, double bound, double size = 1e-3) =>
        Check($"{name} near 0", function, exact, i => (float)((i % 2 == 0 ? size : -size) * Math.Exp(-90.0 * i / Steps)), bound);

    private void Check(string name, Func<float, float> function, Func<double, double> exact, Func<int, float> argument, double bound)
    {
        double worst = 0;
        float where = 0;
        for (int i = 0; i <= Steps; i++)
        {
            float x = argument(i);
            double error = Error(exact(x), function(x));
            if (!(error <= worst))
                (worst, where) = (error, x);
        }
        output.WriteLine($"{name}: {worst:F2} ULP at {where:R}");
        Assert.True(worst <= bound, $"{name}: {worst:F2} ULP at {where:R}: {function(where):R} for {exact(where):R}");
    }

    private static void Special(Func<float, float> function, Func<double, double> exact)
    {
        foreach (float x in new[] { 0f, -0f, float.PositiveInfinity, float.NegativeInfinity, float.NaN, float.Epsilon, -float.Epsilon, float.MaxValue, -float.MaxValue })
        {
            float expected = (float)exact(x), actual = function(x);
            Assert.True(expected.Equals(actual) || Math.Abs(expected - (double)actual) <= 1e-6 * Math.Abs(expected), $"f({x}) is {actual} and should be {expected}");
            if (x == 0)
                Assert.Equal(float.IsNegative(expected), float.IsNegative(actual));
        }
    }

    /// <summary>By its series, or by the continued fraction of the complement.</summary>
    private static double ExactErf(double x)
    {
        double magnitude = Math.Abs(x), result;
        if (magnitude < 3)
        {
            double term = magnitude, sum = magnitude;
            for (int n = 1; n < 200 && Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
            {
                term *= 2 * magnitude * magnitude / ((2 * n) + 1);
                sum += term;
            }
            result = 1.1283791670955126 * Math.Exp(-magnitude * magnitude) * sum;
        }
        else
        {
            double fraction = 0;
            for (int n = 60; n > 0; n--)
                fraction = n / 2.0 / (magnitude + fraction);
            result = 1 - (Math.Exp(-magnitude * magnitude) / (magnitude + fraction) / Math.Sqrt(Math.PI));
        }
        return Math.CopySign(result, x);
    }
}
