using System;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Runtime.Tests.Kernels;

/// <summary>Float32 functions against float64 ones, over a dense sweep of all bit patterns.</summary>
public class VectorMathSingleTests
{
    // The platform's float64 functions are right to about 2^-52, which is nothing beside one ULP of float32. Erf is the series of the tests.
    [Fact] public void Exp() => Sweep(default(ExpFunction), Math.Exp, 1);
    [Fact] public void Expm1() => Sweep(default(Expm1Function), References.Expm1, 2);
    [Fact] public void Log() => Sweep(default(LogFunction), Math.Log, 1);
    [Fact] public void Log1p() => Sweep(default(Log1pFunction), References.Log1p, 1.5);
    [Fact] public void Tanh() => Sweep(default(TanhFunction), Math.Tanh, 3);
    [Fact] public void Sigmoid() => Sweep(default(SigmoidFunction), References.Sigmoid, 2.5);
    [Fact] public void Softplus() => Sweep(default(SoftplusFunction), References.Softplus, 3);
    [Fact] public void Erf() => Sweep(default(ErfFunction), References.Erf, 2.5);
    [Fact] public void Sin() => Sweep(default(SinFunction), Math.Sin, 2);
    [Fact] public void Cos() => Sweep(default(CosFunction), Math.Cos, 2);

    /// <summary>Every 797th bit pattern (a prime, so all exponents and all kinds of fractions occur): 5 million numbers, subnormals, infinities and NaN among them.</summary>
    private static void Sweep<F>(F function, Func<double, double> reference, double bound) where F : struct, IVectorFunction
    {
        const int Length = 1 << 16;
        const uint Stride = 797;
        var x = new float[Length];
        var y = new float[Length];
        double worst = 0;
        float worstAt = 0;
        ulong pattern = 0;
        while (pattern <= uint.MaxValue)
        {
            for (int i = 0; i < Length; i++, pattern += Stride)
                x[i] = BitConverter.UInt32BitsToSingle((uint)pattern);
            Widths.Map<F, float>(512, function, x, y);
            for (int i = 0; i < Length; i++)
            {
                double error = Ulp.Error(y[i], reference(x[i]));
                if (error > worst)
                    (worst, worstAt) = (error, x[i]);
            }
        }
        Assert.True(worst <= bound * Ulp.Slack, $"{worst} ULP at {worstAt:R}: {reference(worstAt):R}");
    }

    [Fact]
    public void SpecialValues()
    {
        float[] x = [0f, -0f, float.PositiveInfinity, float.NegativeInfinity, float.NaN, float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue, 1e-39f, -1e-39f, 1, -1, 89, -104, 100000.5f];
        CheckSpecialValues(default(ExpFunction), Math.Exp, x);
        CheckSpecialValues(default(Expm1Function), References.Expm1, x);
        CheckSpecialValues(default(LogFunction), Math.Log, x);
        CheckSpecialValues(default(Log1pFunction), References.Log1p, x);
        CheckSpecialValues(default(TanhFunction), Math.Tanh, x);
        CheckSpecialValues(default(SigmoidFunction), References.Sigmoid, x);
        CheckSpecialValues(default(SoftplusFunction), References.Softplus, x);
        CheckSpecialValues(default(ErfFunction), References.Erf, x);
        CheckSpecialValues(default(SinFunction), Math.Sin, x);
        CheckSpecialValues(default(CosFunction), Math.Cos, x);
    }

    private static void CheckSpecialValues<F>(F function, Func<double, double> reference, float[] x) where F : struct, IVectorFunction
    {
        foreach (int bits in Widths.All)
        {
            var y = new float[x.Length];
            Widths.Map<F, float>(bits, function, x, y);
            for (int i = 0; i < x.Length; i++)
            {
                double expected = reference(x[i]);
                Assert.True(Ulp.Error(y[i], expected) <= 3 * Ulp.Slack, $"{typeof(F).Name}({x[i]:R}) = {y[i]:R}, not {expected:R}");
                if (expected == 0)
                    Assert.Equal(double.IsNegative(expected), float.IsNegative(y[i]));
            }
        }
    }

    [Fact]
    public void EveryWidthGivesTheSameBits()
    {
        SameBits(default(ExpFunction));
        SameBits(default(Expm1Function));
        SameBits(default(LogFunction));
        SameBits(default(Log1pFunction));
        SameBits(default(TanhFunction));
        SameBits(default(SigmoidFunction));
        SameBits(default(SoftplusFunction));
        SameBits(default(ErfFunction));
        SameBits(default(SinFunction));
        SameBits(default(CosFunction));
    }

    private static void SameBits<F>(F function) where F : struct, IVectorFunction
    {
        var x = new float[1 << 16];
        for (int i = 0; i < x.Length; i++)
            x[i] = BitConverter.UInt32BitsToSingle((uint)i * 65521u);
        var expected = new float[x.Length];
        Widths.Map<F, float>(1, function, x, expected);
        foreach (int bits in Widths.All)
        {
            var y = new float[x.Length];
            Widths.Map<F, float>(bits, function, x, y);
            for (int i = 0; i < x.Length; i++)
                Assert.True(y[i].Equals(expected[i]), $"{typeof(F).Name}({x[i]:R}): {y[i]:R} with {bits} bits, {expected[i]:R} alone");
        }
    }

    [Fact]
    public void Pow()
    {
        float[] bases = [0f, -0f, 1, -1, 2, -2, 0.5f, -0.5f, 3.7f, -3.7f, 1e-40f, -1e-40f, 1e30f, 0.99999994f, 1.0000001f, float.PositiveInfinity, float.NegativeInfinity, float.NaN];
        float[] exponents = [0f, -0f, 1, -1, 2, 3, -3, 0.5f, -0.5f, 0.333f, 10, 55.5f, 127, 128, -149, 16777215, 16777216, 1e9f, float.PositiveInfinity, float.NegativeInfinity, float.NaN];
        double worst = 0;
        foreach (float b in bases)
        {
            foreach (float e in exponents)
            {
                var result = new float[1];
                Scalar<float>.Store(Scalar<float>.Pow(Scalar<float>.Broadcast(b), Scalar<float>.Broadcast(e)), ref result[0], 0);
                double expected = Math.Pow(b, e);
                double error = Ulp.Error(result[0], expected);
                Assert.True(error <= Ulp.Slack, $"{b:R}^{e:R} = {result[0]:R}, not {expected:R}");
                worst = Math.Max(worst, error);
                var wide = new float[16];
                Wide512<float>.Store(Wide512<float>.Pow(Wide512<float>.Broadcast(b), Wide512<float>.Broadcast(e)), ref wide[0], 0);
                Assert.Equal(result[0], wide[13]);
            }
        }
    }
}
