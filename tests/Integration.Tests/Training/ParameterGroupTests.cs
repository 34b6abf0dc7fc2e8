using System;
using System.Linq;
using NetGen.Integration.Tests.Networks;
using Xunit;

namespace NetGen.Integration.Tests.Training;

/// <summary>What a layer's settings say of training is what the optimizer does to its parameters.</summary>
public sealed class ParameterGroupTests
{
    private const double Rate = 0.1, Decay = 0.3;

    /// <summary>w - rate scale (dw + decay w), term by term as the settings say.</summary>
    [Fact]
    public void SgdStepsAsTheSettingsSay()
    {
        var (grouped, ungrouped) = (new Grouped(seed: 1), new Ungrouped(seed: 1));
        var before = Values(grouped.Parameters);
        using var trainer = grouped.CreateTrainer(new Sgd(Rate, weightDecay: Decay), batchSize: 3);
        using var plain = ungrouped.CreateTrainer(new Sgd(Rate), batchSize: 3);
        Step(trainer.Step);
        Step(plain.Step);

        for (int k = 0; k < grouped.Parameters.Layout.TrainableCount; k++)
        {
            var parameter = grouped.Parameters[k];
            var (scale, decay) = Settings(parameter.Name);
            // Gradients of frozen layers need not be computed; those of the others are the plain network's.
            var gradient = plain.Gradients[parameter.Name].Values;
            for (int i = 0; i < parameter.Length; i++)
                Assert.Equal(before[k][i] - (Rate * scale * (gradient[i] + (decay * before[k][i]))), parameter.Values[i], 1e-14);
        }
    }

    /// <summary>Adam's first step is as long as the learning rate, whatever the gradient: so long is a scaled layer's times its scale.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AdamStepsAsTheSettingsSay(bool decoupled)
    {
        var grouped = new Grouped(seed: 1);
        var before = Values(grouped.Parameters);
        using var trainer = grouped.CreateTrainer(decoupled ? new AdamW(Rate, weightDecay: Decay) : new Adam(Rate), batchSize: 3);
        Step(trainer.Step);

        for (int k = 0; k < grouped.Parameters.Layout.TrainableCount; k++)
        {
            var parameter = grouped.Parameters[k];
            var (scale, decay) = Settings(parameter.Name);
            for (int i = 0; i < parameter.Length; i++)
            {
                // A bias before batch norm has the gradient 0, but for rounding: its direction is anyone's.
                if (parameter.Name == "Dense2.bias")
                    continue;
                double step = parameter.Values[i] - (before[k][i] * (1 - (decoupled ? Rate * scale * decay : 0)));
                Assert.Equal(Rate * scale, Math.Abs(step), 1e-4);
            }
        }
    }

    [Fact]
    public void FrozenLayersStayAsTheyAreBitForBit()
    {
        var grouped = new Grouped(seed: 1);
        var before = Values(grouped.Parameters);
        var optimizer = new AdamW(Rate, weightDecay: Decay) { Clipping = Clipping.GlobalNorm(0.1), Average = new MovingAverage(0.5) };
        using var trainer = grouped.CreateTrainer(optimizer, batchSize: 3);
        for (int step = 0; step < 5; step++)
            Step(trainer.Step);

        Bits.AssertEqual<double>(before[grouped.Parameters.Layout.IndexOf("Dense1.weight")], grouped.Parameters["Dense1.weight"].Values, "weight");
        Bits.AssertEqual<double>(before[grouped.Parameters.Layout.IndexOf("Dense1.bias")], grouped.Parameters["Dense1.bias"].Values, "bias");
        Assert.NotEqual(before[grouped.Parameters.Layout.IndexOf("Dense2.weight")], grouped.Parameters["Dense2.weight"].Values.ToArray());
    }

    private static (double Scale, double Decay) Settings(string parameter) => parameter.Split('.')[0] switch
    {
        "Dense1" => (0, 0),
        "Dense2" => (0.25, Decay),
        "BatchNorm1" => (1, 0),
        "Dense3" => (3, 0),
        _ => throw new ArgumentException(parameter, nameof(parameter)),
    };

    private static double[][] Values(ParameterSet<double> parameters) => [.. parameters.Select(parameter => parameter.Values.ToArray())];

    private static void Step(StepMethod step) => step([0.5, -1, 2, 0.1, 1, 0.3, -0.7, 1.1, -0.2, 0.9, 0.4, -1.3], [1, 0.5, 2, 0.5, -1, 0.3, 0, 1, 1]);

    private delegate double StepMethod(ReadOnlySpan<double> input, ReadOnlySpan<double> targets);
}
