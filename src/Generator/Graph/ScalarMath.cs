using System;
using System.Collections.Generic;

namespace NetGen.Generator.Graph;

/// <summary>Elementwise operations on numbers, for constant folding and as the reference that backends are tested against.</summary>
internal static class ScalarMath
{
    /// <summary>The value in double precision, or null for an operation that is not a function of numbers alone.</summary>
    public static double? Evaluate(Op op, IReadOnlyList<double> x) => op switch
    {
        Op.Add => x[0] + x[1],
        Op.Subtract => x[0] - x[1],
        Op.Multiply => x[0] * x[1],
        Op.Divide => x[0] / x[1],
        Op.Negate => -x[0],
        Op.Minimum => Math.Min(x[0], x[1]),
        Op.Maximum => Math.Max(x[0], x[1]),
        Op.Power => Math.Pow(x[0], x[1]),
        Op.Abs => Math.Abs(x[0]),
        Op.Floor => Math.Floor(x[0]),
        Op.Sqrt => Math.Sqrt(x[0]),
        Op.Exp => Math.Exp(x[0]),
        Op.Expm1 => Math.Abs(x[0]) < 1e-5 ? x[0] + (x[0] * x[0] / 2) : Math.Exp(x[0]) - 1,
        Op.Log => Math.Log(x[0]),
        Op.Log1p => Math.Abs(x[0]) < 1e-5 ? x[0] - (x[0] * x[0] / 2) : Math.Log(1 + x[0]),
        Op.Tanh => Math.Tanh(x[0]),
        Op.Sigmoid => 1 / (1 + Math.Exp(-x[0])),
        Op.Softplus => Math.Max(x[0], 0) + Math.Log(1 + Math.Exp(-Math.Abs(x[0]))),
        Op.Erf => Erf(x[0]),
        Op.Sin => Math.Sin(x[0]),
        Op.Cos => Math.Cos(x[0]),
        Op.Equal => x[0] == x[1] ? 1 : 0,
        Op.Less => x[0] < x[1] ? 1 : 0,
        Op.LessOrEqual => x[0] <= x[1] ? 1 : 0,
        Op.And => x[0] != 0 && x[1] != 0 ? 1 : 0,
        Op.Or => x[0] != 0 || x[1] != 0 ? 1 : 0,
        Op.Not => x[0] == 0 ? 1 : 0,
        Op.Select => x[0] != 0 ? x[1] : x[2],
        Op.ToReal or Op.StopGradient => x[0],
        _ => null,
    };

    /// <summary>2/sqrt(pi) times the Maclaurin series for small arguments, the continued fraction of erfc for large (Abramowitz and Stegun 7.1.6, 7.1.14).</summary>
    private static double Erf(double x)
    {
        double a = Math.Abs(x);
        if (a < 2.5)
        {
            double term = a, sum = a;
            for (int n = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
            {
                term *= 2 * a * a / ((2 * n) + 1);
                sum += term;
            }

            return Math.Sign(x) * 2 / Math.Sqrt(Math.PI) * Math.Exp(-a * a) * sum;
        }

        double fraction = a;
        for (int k = 60; k >= 1; k--)
        {
            fraction = a + (k / 2.0 / fraction);
        }

        return Math.Sign(x) * (1 - (Math.Exp(-a * a) / Math.Sqrt(Math.PI) / fraction));
    }
}
