using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using NetGen.Integration.Tests.Networks;
using Xunit;

namespace NetGen.Integration.Tests.Reference;

/// <summary>Every network of <c>Networks.Gradients</c> against what PyTorch computes from the same numbers: make_reference.py wrote them to reference.json.</summary>
public sealed class PyTorchTests
{
    private const string Space = "NetGen.Integration.Tests.Networks.Gradients";
    private const int Samples = 4;

    // The file has ten digits.
    private const double Tolerance = 1e-9;

    // Ten steps on, differences of the last bit have grown.
    private const double ToleranceAfterSteps = 1e-7;

    private static readonly Dictionary<string, Expected> s_expected = JsonSerializer.Deserialize<Dictionary<string, Expected>>(
        typeof(PyTorchTests).Assembly.GetManifestResourceStream("reference.json")!, new JsonSerializerOptions(JsonSerializerDefaults.Web))!;

    public static TheoryData<string> Networks => NetworkClass<double>.In(Space);

    /// <summary>Those without random numbers.</summary>
    public static TheoryData<string> TrainedNetworks => new(s_expected.Where(pair => pair.Value.Loss is not null).Select(pair => pair.Key).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Networks))]
    public void ParametersAndOutputs(string name)
    {
        Assert.True(s_expected.ContainsKey(name), $"reference.json has no {name}: run make_reference.py");
        var model = Model(name);
        Assert.Equal(s_expected[name].Parameters.Keys, model.Parameters.Take(model.Parameters.Layout.TrainableCount).Select(parameter => parameter.Name));
        Assert.All(s_expected[name].Parameters, parameter => Assert.Equal(parameter.Value, model.Parameters[parameter.Key].Shape.ToArray()));
        AssertNear(s_expected[name].Outputs, Outputs(model), Tolerance, "outputs");
    }

    [Theory]
    [MemberData(nameof(TrainedNetworks))]
    public void LossAndGradients(string name)
    {
        using var trainer = Model(name).CreateTrainer(new Sgd(0.1), Samples);
        double loss = trainer.Forward(Data(name));
        trainer.Backward();
        AssertNear([s_expected[name].Loss!.Value], [loss], Tolerance, "loss");
        foreach (var (parameter, gradient) in s_expected[name].Gradients!)
            AssertNear(gradient, trainer.Gradients[parameter].Values, Tolerance, parameter);
    }

    [Theory]
    [MemberData(nameof(TrainedNetworks))]
    public void TenStepsOfSgdWithMomentum(string name) => Train(name, new Sgd(learningRate: 0.05, momentum: 0.9), s_expected[name].Sgd!);

    [Theory]
    [MemberData(nameof(TrainedNetworks))]
    public void TenStepsOfAdam(string name) => Train(name, new Adam(learningRate: 0.01), s_expected[name].Adam!);

    private static void Train(string name, Optimizer optimizer, Trained expected)
    {
        var model = Model(name);
        using var trainer = model.CreateTrainer(optimizer, Samples);
        var data = Data(name);
        double[] losses = [.. expected.Losses.Select(_ => trainer.Step(data))];
        AssertNear(expected.Losses, losses, ToleranceAfterSteps, "losses");
        AssertNear(expected.Outputs, Outputs(model), ToleranceAfterSteps, "outputs");
        Assert.Equal(expected.State.Keys, model.Parameters.Skip(model.Parameters.Layout.TrainableCount).Select(parameter => parameter.Name));
        foreach (var (parameter, values) in expected.State)
            AssertNear(values, model.Parameters[parameter].Values, ToleranceAfterSteps, parameter);
    }

    private static NetworkModel<double> Model(string name)
    {
        var model = NetworkClass<double>.Named(Space, name).Create();
        for (int k = 0; k < model.Parameters.Layout.TrainableCount; k++)
        {
            var parameter = model.Parameters[k];
            Values(parameter.Values, k + 1, 0.6, parameter.Name.StartsWith("BatchNorm", StringComparison.Ordinal) && parameter.Name.EndsWith(".weight", StringComparison.Ordinal) ? 1 : 0);
        }

        model.Parameters.MarkChanged();
        return model;
    }

    private static Batch<double> Data(string name)
    {
        var data = new Batch<double>(NetworkClass<double>.Named(Space, name), Samples, seed: 0);
        Values(data.Input, 91, 2);
        Values(data.Targets, 92, 0.5, 0.5);
        for (int i = 0; i < data.Tokens.Length; i++)
            data.Tokens[i] = ((5 * i) + 2) % NetworkClass<double>.Named(Space, name).Vocabulary;
        for (int i = 0; i < data.Labels.Length; i++)
            data.Labels[i] = ((3 * i) + 1) % NetworkClass<double>.Named(Space, name).Classes;
        return data;
    }

    private static double[] Outputs(NetworkModel<double> model)
    {
        using var session = model.CreateSession(Samples);
        double[] outputs = new double[Samples * model.Network.OutputLength];
        session.ForwardOf(Data(model.Network.Name), outputs);
        return outputs;
    }

    /// <summary>As in make_reference.py.</summary>
    private static void Values(Span<double> values, int salt, double scale, double offset = 0)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = (scale * ((2.0 * (((i * 7919L) + (salt * 104729L)) % 10007) / 10007) - 1)) + offset;
    }

    private static void AssertNear(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])), FormattableString.Invariant($"{what}: element {i} of {expected.Length} should be {expected[i]} but is {actual[i]}"));
    }

    private sealed record Expected(Dictionary<string, int[]> Parameters, double[] Outputs, double? Loss, Dictionary<string, double[]>? Gradients, Trained? Sgd, Trained? Adam);

    private sealed record Trained(double[] Losses, double[] Outputs, Dictionary<string, double[]> State);
}
