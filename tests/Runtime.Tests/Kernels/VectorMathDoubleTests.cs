using System;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Runtime.Tests.Kernels;

/// <summary>Float64 functions against the platform's, which are right to one ULP or so: the bounds here are the stated ones plus the reference's own error.</summary>
public class VectorMathDoubleTests
{
    [Fact] public void Exp() => Sweep(default(ExpFunction), Math.Exp, -750, 715, 1 + 1);
    [Fact] public void Expm1() => Sweep(default(Expm1Function), SinhForm, -45, 700, 2 + 4);
    [Fact] public void Log() => SweepExponents(default(LogFunction), Math.Log, 1 + 1);
    [Fact] public void Log1p() => Sweep(default(Log1pFunction), AtanhForm, -0.9999, 1e4, 1.5 + 4);
    [Fact] public void Tanh() => Sweep(default(TanhFunction), Math.Tanh, -22, 22, 3 + 2);
    [Fact] public void Sigmoid() => Sweep(default(SigmoidFunction), References.Sigmoid, -745, 40, 2.5 + 3);
    [Fact] public void Softplus() => Sweep(default(SoftplusFunction), x => Math.Max(x, 0) + AtanhForm(Math.Exp(-Math.Abs(x))), -700, 40, 3 + 5);
    [Fact] public void Erf() => Sweep(default(ErfFunction), References.ExactErf, -7, 7, 2 + 1, 60_000);
    [Fact] public void Sin() => Sweep(default(SinFunction), Math.Sin, -1e5, 1e5, 1.5 + 1);
    [Fact] public void Cos() => Sweep(default(CosFunction), Math.Cos, -1e5, 1e5, 1.5 + 1);
    [Fact] public void SinOfHugeArguments() => Sweep(default(SinFunction), Math.Sin, -1e12, 1e12, 1.5 + 1);

    /// <summary>exp(x) - 1 = 2 exp(x / 2) sinh(x / 2).</summary>
    private static double SinhForm(double x) => 2 * Math.Exp(x / 2) * Math.Sinh(x / 2);

    /// <summary>log(1 + x) = 2 atanh(x / (2 + x)), for small x; the logarithm of 1 + x beyond.</summary>
    private static double AtanhForm(double x) => Math.Abs(x) < 0.5 ? 2 * Math.Atanh(x / (2 + x)) : References.Log1p(x);

    /// <summary>Evenly over the range, and over the exponents below one.</summary>
    private static void Sweep<F>(F function, Func<double, double> reference, double low, double high, double bound, int count = 400_000) where F : struct, IVectorFunction
    {
        var x = new double[count];
        for (int i = 0; i < count / 2; i++)
            x[i] = low + (high - low) * i / (count / 2);
        for (int i = count / 2; i < count; i++)
            x[i] = Math.ScaleB(1 + i * 0.6180339887498949 % 1, -(i % 60)) * (i % 7 < 3 && low < 0 ? Math.Max(-1, low / 2) : 1);
        Check(function, reference, x, bound);
    }

    private static void SweepExponents<F>(F function, Func<double, double> reference, double bound) where F : struct, IVectorFunction
    {
        var x = new double[400_000];
        for (int i = 0; i < x.Length; i++)
            x[i] = i % 2 == 0 ? Math.ScaleB(1 + i * 0.6180339887498949 % 1, i % 2097 - 1073) : 0.5 + i * 0.6180339887498949 % 1;
        Check(function, reference, x, bound);
    }

    private static void Check<F>(F function, Func<double, double> reference, double[] x, double bound) where F : struct, IVectorFunction
    {
        double[] first = new double[x.Length];
        Widths.Map<F, double>(1, function, x, first);
        for (int i = 0; i < x.Length; i++)
        {
            double expected = reference(x[i]), error = Ulp.Error(first[i], expected);
            Assert.True(error <= bound * Ulp.Slack, $"{error} ULP at {x[i]:R}: {first[i]:R}, not {expected:R}");
        }
        foreach (int bits in Widths.All)
        {
            var y = new double[x.Length];
            Widths.Map<F, double>(bits, function, x, y);
            Assert.True(y.AsSpan().SequenceEqual(first), $"{bits} bits differ");
        }
    }

    [Fact]
    public void SpecialValues()
    {
        double[] x = [0.0, -0.0, double.PositiveInfinity, double.NegativeInfinity, double.NaN, double.Epsilon, -double.Epsilon, double.MaxValue, double.MinValue, 1e-310, -1e-310, 1, -1, 710, -746, 1e300];
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

    private static void CheckSpecialValues<F>(F function, Func<double, double> reference, double[] x) where F : struct, IVectorFunction
    {
        foreach (int bits in Widths.All)
        {
            var y = new double[x.Length];
            Widths.Map<F, double>(bits, function, x, y);
            for (int i = 0; i < x.Length; i++)
            {
                double expected = reference(x[i]);
                Assert.True(Ulp.Error(y[i], expected) <= 4 * Ulp.Slack, $"{typeof(F).Name}({x[i]:R}) = {y[i]:R}, not {expected:R}");
                if (expected == 0)
                    Assert.Equal(double.IsNegative(expected), double.IsNegative(y[i]));
            }
        }
    }

    [Fact]
    public void Pow()
    {
        var random = new Random(1);
        double worst = 0;
        for (int i = 0; i < 200_000; i++)
        {
            double x = Math.Exp((random.NextDouble() - 0.5) * (i % 2 == 0 ? 2 : 200)), y = (random.NextDouble() - 0.5) * 600 / Math.Max(1, Math.Abs(Math.Log(x)));
            double error = Ulp.Error(PowOf<Wide256<double>>(x, y), Math.Pow(x, y));
            Assert.True(error <= 5 + 1, $"{error} ULP: {x:R}^{y:R} = {PowOf<Wide256<double>>(x, y):R}, not {Math.Pow(x, y):R}");
            worst = Math.Max(worst, error);
        }

        double[] bases = [0.0, -0.0, 1, -1, 2, -2, 0.5, -0.5, 3.7, -3.7, 5e-324, -1e-310, 1e300, double.PositiveInfinity, double.NegativeInfinity, double.NaN];
        double[] exponents = [0.0, -0.0, 1, -1, 2, 3, -3, 0.5, -0.5, 55.5, 1023, 1024, -1074, 9007199254740993, 1e300, double.PositiveInfinity, double.NegativeInfinity, double.NaN];
        foreach (double b in bases)
        {
            foreach (double e in exponents)
            {
                double expected = Math.Pow(b, e);
                foreach (double actual in new[] { PowOf<Scalar<double>>(b, e), PowOf<Wide128<double>>(b, e), PowOf<Wide512<double>>(b, e) })
                    Assert.True(Ulp.Error(actual, expected) <= 5, $"{b:R}^{e:R} = {actual:R}, not {expected:R}");
            }
        }
    }

    private static double PowOf<V>(double x, double y) where V : struct, IVector<V, double>
    {
        Span<double> result = stackalloc double[V.Count];
        V.Store(V.Pow(V.Broadcast(x), V.Broadcast(y)), ref result[0], 0);
        return result[^1];
    }
}
