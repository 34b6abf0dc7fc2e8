using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Xunit;

namespace NetGen.Integration.Tests.Gradients;

/// <summary>
/// Compares derivatives with central differences in double: n = (loss(w + h) - loss(w - h)) / 2h with h = 1e-5, error = |a - n| / max(1, |a|, |n|).
/// The loss must be a function of the parameters alone, smooth within h of them.
/// </summary>
public static class GradientCheck
{
    public const double Step = 1e-5;

    public const double Tolerance = 1e-6;

    /// <summary>Fails the test if any derivative is wrong; the message lists the worst ones.</summary>
    /// <param name="parameters">All trainable ones are varied, and restored.</param>
    /// <param name="loss">Computes the loss from the parameters as they are.</param>
    /// <param name="gradients">What is to be checked: derivatives at the parameters as they are.</param>
    /// <param name="perParameter">Most elements to check of one parameter, evenly spread; all by default.</param>
    /// <returns>The worst error.</returns>
    public static double Verify(ParameterSet<double> parameters, Func<double> loss, GradientSet<double> gradients, int perParameter = int.MaxValue)
    {
        var errors = Errors(parameters, loss, gradients, perParameter).OrderByDescending(error => error.Value).ToList();
        // Not a number is not below the tolerance either.
        Assert.True(errors.TrueForAll(error => error.Value < Tolerance), $"{parameters.Layout.Network}: {errors.Count(error => !(error.Value < Tolerance))} of {errors.Count} derivatives are wrong:\n{string.Join('\n', errors.Take(10))}");
        return errors.Count == 0 ? 0 : errors[0].Value;
    }

    /// <summary>Both derivatives of each element, and their distance.</summary>
    public static List<GradientError> Errors(ParameterSet<double> parameters, Func<double> loss, GradientSet<double> gradients, int perParameter = int.MaxValue)
    {
        // The loss may overwrite them.
        double[] analytic = gradients.All.ToArray();
        var errors = new List<GradientError>();
        int offset = 0;
        foreach (var parameter in parameters.Take(parameters.Layout.TrainableCount))
        {
            int checkedElements = Math.Min(parameter.Length, perParameter);
            for (int k = 0; k < checkedElements; k++)
            {
                int i = (int)((long)k * parameter.Length / checkedElements);
                errors.Add(new GradientError(parameter.Name, i, analytic[offset + i], CentralDifference(parameters, loss, parameter, i)));
            }

            offset += parameter.Length;
        }

        return errors;
    }

    private static double CentralDifference(ParameterSet<double> parameters, Func<double> loss, Parameter<double> parameter, int i)
    {
        double value = parameter.Values[i];
        // The steps that are made, after rounding.
        double above = value + Step, below = value - Step;
        double lossAbove = At(above), lossBelow = At(below);
        parameter.Values[i] = value;
        parameters.MarkChanged();
        return (lossAbove - lossBelow) / (above - below);

        double At(double point)
        {
            parameter.Values[i] = point;
            parameters.MarkChanged();
            return loss();
        }
    }
}

/// <summary>The derivative with respect to one element of a parameter, as computed and as estimated.</summary>
public readonly record struct GradientError(string Parameter, int Index, double Analytic, double Numeric)
{
    public double Value
    {
        get
        {
            double error = Math.Abs(Analytic - Numeric) / Math.Max(1, Math.Max(Math.Abs(Analytic), Math.Abs(Numeric)));
            return double.IsNaN(error) ? double.PositiveInfinity : error;
        }
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"  {Parameter}[{Index}]: {Analytic:R} computed, {Numeric:R} by differences, error {Value:E2}");
}
