using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Xunit;

namespace NetGen.Integration.Tests.Graphs;

/// <summary>Graph networks against what PyTorch computes from the same numbers: make_graph_reference.py wrote them to graph-reference.json.</summary>
public sealed class GraphPyTorchTests
{
    private const int Samples = 4;

    // The file has twelve digits.
    private const double Tolerance = 1e-9;

    private static readonly Dictionary<string, Expected> s_expected = JsonSerializer.Deserialize<Dictionary<string, Expected>>(
        typeof(GraphPyTorchTests).Assembly.GetManifestResourceStream("graph-reference.json")!, new JsonSerializerOptions(JsonSerializerDefaults.Web))!;

    /// <summary>The loss with the batch's statistics; then the output with running ones, which the batch has moved.</summary>
    [Fact]
    public void ResidualBlock()
    {
        var (model, expected) = (new Residual(), s_expected["Residual"]);
        Set(model.Parameters, expected);
        double[] x = Values(Samples * 60, 91, 2), t = Values(Samples * 60, 92, 1), output = new double[Samples * 60];
        using var trainer = model.CreateTrainer(new Sgd(0.1), Samples);
        double loss = trainer.Forward(x, t);
        trainer.Backward();
        AssertLossAndGradients(expected, loss, trainer.Gradients);

        using var session = model.CreateSession(Samples);
        session.Forward(x, output);
        AssertNear(expected.Outputs["output"], output, "output");
    }

    [Fact]
    public void VariationalAutoencoder()
    {
        var (model, expected) = (new Variational(), s_expected["Variational"]);
        Set(model.Parameters, expected);
        double[] image = Values(Samples * 12, 91, 0.5, 0.5), noise = Values(Samples * 3, 92, 2);
        double[] pixels = new double[Samples * 12], mean = new double[Samples * 3], logVariance = new double[Samples * 3];
        using var trainer = model.CreateTrainer(new Sgd(0.1), Samples);
        double loss = trainer.Forward(image, noise);
        trainer.Backward();
        AssertLossAndGradients(expected, loss, trainer.Gradients);

        using var session = model.CreateSession(Samples);
        session.Forward(image, noise, pixels, mean, logVariance);
        AssertNear(expected.Outputs["pixels"], pixels, "pixels");
        AssertNear(expected.Outputs["mean"], mean, "mean");
        AssertNear(expected.Outputs["logVariance"], logVariance, "logVariance");
    }

    [Fact]
    public void ContrastiveLoss()
    {
        var (model, expected) = (new Contrast(), s_expected["Contrast"]);
        Set(model.Parameters, expected);
        double[] x = Values(Samples * 6, 91, 2), other = Values(Samples * 6, 92, 2), output = new double[Samples * 5];
        using var trainer = model.CreateTrainer(new Sgd(0.1), Samples);
        double loss = trainer.Forward(x, other);
        trainer.Backward();
        AssertLossAndGradients(expected, loss, trainer.Gradients);

        using var session = model.CreateSession(Samples);
        session.Forward(x, output);
        AssertNear(expected.Outputs["output"], output, "output");
    }

    private static void AssertLossAndGradients(Expected expected, double loss, GradientSet<double> gradients)
    {
        AssertNear([expected.Loss], [loss], "loss");
        foreach (var (parameter, gradient) in expected.Gradients)
            AssertNear(gradient, gradients[parameter].Values, parameter);
    }

    private static void Set(ParameterSet<double> parameters, Expected expected)
    {
        Assert.Equal(expected.Gradients.Keys, parameters.Take(parameters.Layout.TrainableCount).Select(parameter => parameter.Name));
        for (int k = 0; k < parameters.Layout.TrainableCount; k++)
        {
            var parameter = parameters[k];
            bool isScale = parameter.Name.Contains("Norm", StringComparison.Ordinal) && parameter.Name.EndsWith(".weight", StringComparison.Ordinal);
            Values(parameter.Values.Length, k + 1, 0.6, isScale ? 1 : 0).CopyTo(parameter.Values);
        }

        parameters.MarkChanged();
    }

    /// <summary>As in make_graph_reference.py.</summary>
    private static double[] Values(int count, int salt, double scale, double offset = 0) =>
        [.. Enumerable.Range(0, count).Select(i => (scale * ((2.0 * (((i * 7919L) + (salt * 104729L)) % 10007) / 10007) - 1)) + offset)];

    private static void AssertNear(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= Tolerance * Math.Max(1, Math.Abs(expected[i])), FormattableString.Invariant($"{what}: element {i} of {expected.Length} should be {expected[i]} but is {actual[i]}"));
    }

    private sealed record Expected(double Loss, Dictionary<string, double[]> Gradients, Dictionary<string, double[]> Outputs);
}
