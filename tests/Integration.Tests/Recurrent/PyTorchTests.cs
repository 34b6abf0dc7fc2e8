using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using NetGen.Integration.Tests.Networks;
using Xunit;

namespace NetGen.Integration.Tests.Recurrent;

/// <summary>Cells against PyTorch's RNN, GRU and LSTM in double: make_recurrent_reference.py wrote recurrent-reference.json.</summary>
public sealed class PyTorchTests
{
    private const double Tolerance = 1e-9;

    private static readonly Dictionary<string, Expected> s_expected = JsonSerializer.Deserialize<Dictionary<string, Expected>>(
        typeof(PyTorchTests).Assembly.GetManifestResourceStream("recurrent-reference.json")!, new JsonSerializerOptions(JsonSerializerDefaults.Web))!;

    public static TheoryData<string> Networks => new(s_expected.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Networks))]
    public void OutputsFinalStatesLossAndGradients(string name)
    {
        var (expected, network) = (s_expected[name], SequenceNetwork<double>.Named(name));
        var model = network.Create();
        for (int k = 0; k < model.Parameters.Layout.TrainableCount; k++)
            Values(model.Parameters[k].Values, k + 1, 0.6);
        model.Parameters.MarkChanged();
        var sequences = Sequences<double>.Random(network, expected.Lengths, seed: 0);
        Values(sequences.Input, 91, 2);
        Values(sequences.Targets, 92, 1);

        using var session = model.CreateSession(sequences.Count, sequences.Steps);
        double[] outputs = session.Forward(sequences);
        int at = 0;
        for (int n = 0; n < sequences.Count; n++)
        {
            var valid = sequences.Valid(outputs, n);
            AssertNear(expected.Outputs.AsSpan(at, valid.Length), valid, $"outputs of sequence {n}");
            at += valid.Length;
        }

        using var trainer = model.CreateTrainer(new Sgd(0.1), sequences.Count, sequences.Steps);
        double loss = trainer.Forward(sequences);
        AssertNear(expected.States, trainer.Trainer.State, "final states");
        trainer.Backward();
        AssertNear([expected.Loss], [loss], "loss");
        Assert.Equal(expected.Gradients.Keys.Order(StringComparer.Ordinal), model.Parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal));
        foreach (var (parameter, gradient) in expected.Gradients)
            AssertNear(gradient, trainer.Gradients[parameter].Values, parameter);
    }

    /// <summary>As in make_recurrent_reference.py.</summary>
    private static void Values(Span<double> values, int salt, double scale)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = scale * ((2.0 * (((i * 7919L) + (salt * 104729L)) % 10007) / 10007) - 1);
    }

    private static void AssertNear(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= Tolerance * Math.Max(1, Math.Abs(expected[i])), FormattableString.Invariant($"{what}: element {i} of {expected.Length} should be {expected[i]} but is {actual[i]}"));
    }

    /// <param name="Outputs">Of the steps that are no padding.</param>
    /// <param name="States">State by state in the order of the layers.</param>
    private sealed record Expected(int[] Lengths, double[] Outputs, double[] States, double Loss, Dictionary<string, double[]> Gradients);
}
