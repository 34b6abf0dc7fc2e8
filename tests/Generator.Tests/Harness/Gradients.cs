using System;

namespace NetGen.Generator.Tests.Harness;

/// <summary>Derivatives of trainers against central differences, in double: error = |a - n| / max(1, |a|, |n|).</summary>
internal static class Gradients
{
    private const double Step = 1e-5;

    /// <summary>The worst error over all parameters; infinite if one is no number.</summary>
    /// <param name="forward">The loss from the parameters as they are.</param>
    public static double WorstError(ParameterSet<double> parameters, Trainer<double> trainer, Func<double> forward)
    {
        forward();
        ((dynamic)trainer).Backward();
        double[] analytic = trainer.Gradients.All.ToArray();
        double worst = 0;
        for (int i = 0; i < analytic.Length; i++)
        {
            double numeric = (At(Step) - At(-Step)) / (2 * Step);
            double error = Math.Abs(analytic[i] - numeric) / Math.Max(1, Math.Max(Math.Abs(analytic[i]), Math.Abs(numeric)));
            worst = Math.Max(worst, double.IsNaN(error) ? double.PositiveInfinity : error);

            double At(double offset)
            {
                double value = parameters.All[i];
                parameters.All[i] = value + offset;
                double loss = forward();
                parameters.All[i] = value;
                return loss;
            }
        }

        return worst;
    }
}
