using System;
using System.Linq;
using NetGen.Integration.Tests.Networks;
using Xunit;

namespace NetGen.Integration.Tests.Execution;

/// <summary>The same network in both precisions, from the same seed: float32 computes what double computes, within its rounding.</summary>
public sealed class PrecisionTests
{
    private const string Space = "NetGen.Integration.Tests.Networks.Typical";

    // A few hundred roundings of 6e-8, relative to the largest value.
    private const double Tolerance = 1e-5;

    // Derivatives cancel more.
    private const double GradientTolerance = 1e-4;

    public static TheoryData<string> Networks => NetworkClass<float>.In(Space);

    [Theory]
    [MemberData(nameof(Networks))]
    public void ParametersAndOutputs(string name)
    {
        var (single, precise) = Models(name);
        AssertNear(precise.Parameters.All, single.Parameters.All, 1e-6, "parameters");

        var batch = new Batch<double>(precise.Network, 9, seed: 5);
        var rounded = batch.Convert(single.Network);
        double[] expected = new double[9 * precise.Network.OutputLength];
        float[] actual = new float[9 * precise.Network.OutputLength];
        using var preciseSession = precise.CreateSession(9);
        using var singleSession = single.CreateSession(9);

        preciseSession.Forward(batch.Input, expected);
        singleSession.Forward(rounded.Input, actual);
        AssertNear(expected, actual, Tolerance, "outputs");

        preciseSession.Predict(batch.Input, expected);
        singleSession.Predict(rounded.Input, actual);
        AssertNear(expected, actual, Tolerance, "predictions");
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void LossesAndGradients(string name)
    {
        var (single, precise) = Models(name);
        var batch = new Batch<double>(precise.Network, 9, seed: 5);
        var rounded = batch.Convert(single.Network);
        using var preciseTrainer = precise.CreateTrainer(new Sgd(0.01, momentum: 0.9), 9, seed: 2);
        using var singleTrainer = single.CreateTrainer(new Sgd(0.01, momentum: 0.9), 9, seed: 2);

        double[] expected = [preciseTrainer.Step(batch)];
        float[] actual = [singleTrainer.Step(rounded)];

        AssertNear(expected, actual, Tolerance, "loss");
        foreach (var gradient in preciseTrainer.Gradients)
            AssertNear(gradient.Values, singleTrainer.Gradients[gradient.Name].Values, GradientTolerance, gradient.Name);
        AssertNear(precise.Parameters.All, single.Parameters.All, Tolerance, "parameters after the step");
    }

    private static (NetworkModel<float> Single, NetworkModel<double> Precise) Models(string name) =>
        (NetworkClass<float>.Named(Space, name).Create(seed: 3), NetworkClass<double>.Named(Space, name + "Double").Create(seed: 3));

    private static void AssertNear(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = Math.Max(1, expected.ToArray().Max(Math.Abs));
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * scale, FormattableString.Invariant($"{what}: element {i} of {expected.Length} should be {expected[i]} but is {actual[i]}"));
    }
}
