using System;
using System.Linq;
using NetGen.Integration.Tests.Networks;
using NetGen.Integration.Tests.Networks.Gradients;
using Xunit;
using Xunit.Abstractions;

namespace NetGen.Integration.Tests.Gradients;

/// <summary>Every network of the namespace <c>Networks.Gradients</c>: a new layer, activation or loss is checked by declaring one more there.</summary>
public sealed class GradientCheckTests(ITestOutputHelper output)
{
    private const string Space = "NetGen.Integration.Tests.Networks.Gradients";

    public static TheoryData<string> Networks => NetworkClass<double>.In(Space);

    [Theory]
    [MemberData(nameof(Networks))]
    public void DerivativesAreThoseOfTheLoss(string name)
    {
        var network = NetworkClass<double>.Named(Space, name);
        foreach (int samples in new[] { 3, 2, 8 })
        {
            var model = network.Create(seed: 7);
            Perturb(model.Parameters, seed: 11);
            using var trainer = model.CreateTrainer(new Sgd(0.1), batchSize: 8, seed: 5);
            var batch = new Batch<double>(network, samples, seed: samples);

            trainer.Forward(batch);
            trainer.Backward();

            Assert.Contains(trainer.Gradients.All.ToArray(), gradient => gradient != 0);
            double worst = GradientCheck.Verify(model.Parameters, () => trainer.Forward(batch), trainer.Gradients);
            output.WriteLine($"Worst error of a batch of {samples}: {worst:E1}");
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void StepGivesTheLossAndGradientsOfForwardAndBackward(string name)
    {
        var network = NetworkClass<double>.Named(Space, name);
        var batch = new Batch<double>(network, 5, seed: 3);
        using var inPieces = network.Create(seed: 7).CreateTrainer(new Sgd(0.1), batchSize: 6);
        using var atOnce = network.Create(seed: 7).CreateTrainer(new Sgd(0.1), batchSize: 6);

        double loss = inPieces.Forward(batch);
        inPieces.Backward();

        Assert.Equal(loss, atOnce.Step(batch));
        Assert.Equal(inPieces.Gradients.All.ToArray(), atOnce.Gradients.All.ToArray());
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void OutputsAreAsManyAsCounted(string name)
    {
        var network = NetworkClass<double>.Named(Space, name);
        using var session = network.Create().CreateSession(maxBatch: 4);
        var batch = new Batch<double>(network, 3, seed: 3);
        double[] outputs = new double[3 * network.OutputLength];
        Array.Fill(outputs, double.NaN);

        session.ForwardOf(batch, outputs);

        Assert.DoesNotContain(outputs, double.IsNaN);
    }

    [Fact]
    public void TheCheckFindsAWrongDerivative()
    {
        var model = new DenseChain(seed: 1);
        using var trainer = model.CreateTrainer(new Sgd(0.1), batchSize: 4);
        double[] input = [.. Enumerable.Range(0, 28).Select(i => Math.Sin(i))];
        int[] labels = [0, 1, 2, 3];
        trainer.Forward(input, labels);
        trainer.Backward();
        var gradient = trainer.Gradients["Dense2.weight"];
        gradient.Values[17] += 2e-6 * Math.Max(1, Math.Abs(gradient.Values[17]));

        var wrong = GradientCheck.Errors(model.Parameters, () => trainer.Forward(input, labels), trainer.Gradients).Where(error => error.Value > GradientCheck.Tolerance);

        Assert.Equal(("Dense2.weight", 17), wrong.Select(error => (error.Parameter, error.Index)).Single());
    }

    /// <summary>Also biases and scales, which start at 0 and 1.</summary>
    private static void Perturb(ParameterSet<double> parameters, int seed)
    {
        var random = new Random(seed);
        foreach (ref double value in parameters.Trainable)
            value += random.NextDouble() - 0.5;
        parameters.MarkChanged();
    }
}
