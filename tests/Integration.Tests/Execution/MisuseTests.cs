using System;
using System.Linq;
using NetGen.Integration.Tests.Networks.Typical;
using Xunit;

namespace NetGen.Integration.Tests.Execution;

/// <summary>Wrong arguments throw the ArgumentException family; the message names the network, the argument, the expected and the actual; nothing has been touched.</summary>
public sealed class MisuseTests : IDisposable
{
    private const int MaxBatch = 4, Inputs = 20, Outputs = 10;

    private readonly Perceptron _model = new(seed: 1);
    private readonly Perceptron.Session _session;
    private readonly Perceptron.Trainer _trainer;

    public MisuseTests()
    {
        _session = _model.CreateSession(MaxBatch);
        _trainer = _model.CreateTrainer(new Sgd(0.1), MaxBatch);
    }

    public void Dispose()
    {
        _session.Dispose();
        _trainer.Dispose();
    }

    [Theory]
    [InlineData(0, 0, "input", "empty", "20")]
    [InlineData(0, 10, "input", "empty", "20")]
    [InlineData(19, 10, "input", "19", "20")]
    [InlineData(21, 10, "input", "21", "20")]
    [InlineData(20, 9, "logits", "9", "10")]
    [InlineData(20, 20, "logits", "20", "10")]
    [InlineData(20, 0, "logits", "0", "10")]
    [InlineData(40, 10, "logits", "10", "20")]
    [InlineData(100, 50, "input", "5", "4")]
    public void WrongSizesOfInference(int inputs, int outputs, string argument, string actual, string expected)
    {
        float[] output = new float[outputs];
        Array.Fill(output, 7);

        AssertMisuse(() => _session.Forward(new float[inputs], output), argument, actual, expected);
        // Predictions are called probabilities.
        AssertMisuse(() => _session.Predict(new float[inputs], output), argument == "logits" ? "probabilities" : argument, actual, expected);

        Assert.All(output, value => Assert.Equal(7, value));
    }

    [Theory]
    [InlineData(0, 0, "input", "empty", "20")]
    [InlineData(19, 1, "input", "19", "20")]
    [InlineData(20, 0, "labels", "0", "1")]
    [InlineData(20, 2, "labels", "2", "1")]
    [InlineData(60, 2, "labels", "2", "3")]
    [InlineData(100, 5, "input", "5", "4")]
    public void WrongSizesOfTraining(int inputs, int labels, string argument, string actual, string expected) =>
        AssertTrainsNothing(new float[inputs], new int[labels], argument, actual, expected);

    [Theory]
    [InlineData(10)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void LabelsOutOfRange(int label) =>
        AssertTrainsNothing(new float[3 * Inputs], [0, 9, label], "labels", FormattableString.Invariant($"labels[2] is {label}"), "0 to 9");

    [Theory]
    [InlineData(0, 4)]
    [InlineData(20, 2)]
    [InlineData(18, 3)]
    [InlineData(9, 0)]
    public void WrongSizesOfTargets(int inputs, int targets)
    {
        using var trainer = new Regression(seed: 1).CreateTrainer(new Adam(), MaxBatch);
        var thrown = Assert.Throws<ArgumentException>(() => trainer.Step(new float[inputs], new float[targets]));
        Assert.Contains("Regression", thrown.Message, StringComparison.Ordinal);
        Assert.Contains(thrown.ParamName, (string[])["input", "targets"]);
    }

    [Fact]
    public void WrongSizesInTheMakingOfSessionsAndTrainers()
    {
        AssertMisuse(() => _model.CreateSession(maxBatch: 0), "maxBatch", "0", "1");
        // Actual values are written by the framework, in the culture of the user.
        AssertMisuse(() => _model.CreateSession(maxBatch: -3), "maxBatch", $"{-3}", "1");
        AssertMisuse(() => _model.CreateSession(maxBatch: int.MaxValue), "maxBatch", "2147483647");
        AssertMisuse(() => _model.CreateSession(threads: -1), "threads", $"{-1}", "0");
        AssertMisuse(() => _model.CreateTrainer(new Adam(), batchSize: 0), "batchSize", "0", "1");
        AssertMisuse(() => _model.CreateTrainer(new Adam(), batchSize: -3), "batchSize", $"{-3}", "1");
        AssertMisuse(() => _model.CreateTrainer(new Adam(), batchSize: int.MaxValue), "batchSize", "2147483647");
        AssertMisuse(() => _model.CreateTrainer(new Adam(), batchSize: 1, threads: -1), "threads", $"{-1}", "0");
        Assert.Equal("optimizer", Assert.Throws<ArgumentNullException>(() => _model.CreateTrainer(null!, batchSize: 1)).ParamName);
    }

    /// <summary>Where the workspace would still fit, but copies of the batch would not.</summary>
    [Fact]
    public void BatchesThatNoArrayCanHold()
    {
        var model = new WidePerceptron(seed: 1);
        AssertMisuse("WidePerceptron", () => model.CreateTrainer(new Sgd(0.1), batchSize: int.MaxValue / 300 + 1), "batchSize");
    }

    [Fact]
    public void BackwardBeforeForward()
    {
        Assert.Contains("Perceptron", Assert.Throws<InvalidOperationException>(_trainer.Backward).Message, StringComparison.Ordinal);
    }

    /// <summary>The first has overwritten what it needed, in place.</summary>
    [Fact]
    public void BackwardTwice()
    {
        _trainer.Forward(new float[Inputs], [1]);
        _trainer.Backward();
        Assert.Throws<InvalidOperationException>(_trainer.Backward);
    }

    /// <summary>A step overwrites what a Forward before it left for Backward.</summary>
    [Fact]
    public void BackwardAfterStepNeedsAnotherForward()
    {
        float[] input = new float[Inputs];
        _trainer.Forward(input, [1]);
        _trainer.Step(input, [2]);
        Assert.Throws<InvalidOperationException>(_trainer.Backward);
    }

    [Fact]
    public void AFailedForwardLeavesTheOneBefore()
    {
        float[] input = [.. Enumerable.Range(0, 2 * Inputs).Select(i => MathF.Sin(i))];
        _trainer.Forward(input, [3, 4]);
        _trainer.Backward();
        float[] expected = _trainer.Gradients.All.ToArray();

        _trainer.Forward(input, [3, 4]);
        Assert.Throws<ArgumentException>(() => _trainer.Forward(input, [3, 10]));
        _trainer.Backward();

        Assert.Equal(expected, _trainer.Gradients.All.ToArray());
    }

    [Fact]
    public void NullsAreNamed()
    {
        Assert.Equal("other", Assert.Throws<ArgumentNullException>(() => _model.CopyFrom(null!)).ParamName);
        Assert.Equal("path", Assert.Throws<ArgumentNullException>(() => _model.Save((string)null!)).ParamName);
        Assert.Equal("stream", Assert.Throws<ArgumentNullException>(() => _model.Save((System.IO.Stream)null!)).ParamName);
        Assert.Equal("path", Assert.Throws<ArgumentNullException>(() => Perceptron.Load((string)null!)).ParamName);
        Assert.Equal("stream", Assert.Throws<ArgumentNullException>(() => Perceptron.Load((System.IO.Stream)null!)).ParamName);
    }

    [Fact]
    public void UnknownParametersAreMissedByName()
    {
        var thrown = Assert.Throws<System.Collections.Generic.KeyNotFoundException>(() => _model.Parameters["Dense1.weights"]);
        Assert.Contains("'Dense1.weight'", thrown.Message, StringComparison.Ordinal);
    }

    private void AssertTrainsNothing(float[] input, int[] labels, string argument, params string[] contained)
    {
        _trainer.Gradients.All.Fill(3);
        float[] parameters = _model.Parameters.All.ToArray();

        AssertMisuse(() => _trainer.Step(input, labels), argument, contained);
        AssertMisuse(() => _trainer.Forward(input, labels), argument, contained);

        Assert.Equal(parameters, _model.Parameters.All.ToArray());
        Assert.All(_trainer.Gradients.All.ToArray(), gradient => Assert.Equal(3, gradient));
        Assert.Equal(0, _trainer.StepCount);
    }

    private static void AssertMisuse(Action misuse, string argument, params string[] contained) => AssertMisuse("Perceptron", misuse, argument, contained);

    private static void AssertMisuse(string network, Action misuse, string argument, params string[] contained)
    {
        var thrown = Assert.ThrowsAny<ArgumentException>(misuse);
        Assert.Equal(argument, thrown.ParamName);
        Assert.All([network, argument, .. contained], part => Assert.Contains(part, thrown.Message.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal));
    }
}
