using System;
using NetGen.Integration.Tests.Networks.Recurrent;
using Xunit;

namespace NetGen.Integration.Tests.Recurrent;

/// <summary>Wrong arguments of sequences throw the ArgumentException family before anything is touched.</summary>
public sealed class MisuseTests : IDisposable
{
    private const int MaxBatch = 3, MaxTime = 4, Vocabulary = 11;

    private readonly SmallLanguageModel _model = new(seed: 1);
    private readonly SmallLanguageModel.Session _session;
    private readonly SmallLanguageModel.Trainer _trainer;

    public MisuseTests()
    {
        _session = _model.CreateSession(MaxBatch, MaxTime);
        _trainer = _model.CreateTrainer(new Sgd(0.1), MaxBatch, MaxTime);
    }

    public void Dispose()
    {
        _session.Dispose();
        _trainer.Dispose();
    }

    [Theory]
    [InlineData(2, new[] { 2, 0 }, "lengths[1] is 0", "1 to the 2")]
    [InlineData(2, new[] { -1, 2 }, "lengths[0] is -1", "1 to the 2")]
    [InlineData(2, new[] { 2, 3 }, "lengths[1] is 3", "1 to the 2")]
    [InlineData(2, new[] { 2, int.MaxValue }, "lengths[1] is 2147483647", "1 to the 2")]
    [InlineData(1, new[] { 1, 1, 1, 1 }, "4 lengths", "at most 3")]
    public void LengthsOutOfRange(int steps, int[] lengths, string found, string expected) =>
        AssertMisuse(new int[steps * lengths.Length], new int[steps * lengths.Length], lengths, "lengths", found, expected);

    [Theory]
    [InlineData(0, new[] { 1, 1 }, "0 elements", "2")]
    [InlineData(7, new[] { 3, 3 }, "7 elements", "2")]
    [InlineData(10, new[] { 5, 5 }, "5 time steps", "at most 4")]
    [InlineData(15, new int[0], "5 time steps", "at most 4")]
    [InlineData(4, new int[0], "4 elements", "3")]
    public void WrongNumbersOfSteps(int tokens, int[] lengths, string found, string expected) =>
        AssertMisuse(new int[tokens], new int[tokens], lengths, "tokens", found, expected);

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(2)]
    public void WrongNumbersOfLabels(int labels)
    {
        var thrown = Assert.Throws<ArgumentException>(() => _trainer.Step(new int[6], new int[labels], [3, 2]));
        Assert.Equal("labels", thrown.ParamName);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(Vocabulary)]
    public void TokensOutOfRange(int token)
    {
        AssertMisuse([0, 1, 2, token], new int[4], [2, 2], "tokens", FormattableString.Invariant($"tokens[3] is {token}"), "0 to 10");
        Assert.Equal("tokens", Assert.Throws<ArgumentException>(() => _session.Step([0, token], new float[2 * Vocabulary])).ParamName);
        Assert.Equal("labels", Assert.Throws<ArgumentException>(() => _trainer.Step(new int[4], [0, 1, token, 2], [2, 2])).ParamName);
    }

    [Fact]
    public void WrongSizesOfSteps()
    {
        Assert.Equal("tokens", Assert.Throws<ArgumentException>(() => _session.Step([], [])).ParamName);
        Assert.Equal("tokens", Assert.Throws<ArgumentException>(() => _session.Step(new int[4], new float[4 * Vocabulary])).ParamName);
        Assert.Equal("logits", Assert.Throws<ArgumentException>(() => _session.Step(new int[2], new float[Vocabulary])).ParamName);
        Assert.All(_session.State.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void WrongSizesInTheMakingOfSessionsAndTrainers()
    {
        Assert.Equal("maxTime", Assert.Throws<ArgumentOutOfRangeException>(() => _model.CreateSession(maxBatch: 1, maxTime: 0)).ParamName);
        Assert.Equal("maxTime", Assert.Throws<ArgumentOutOfRangeException>(() => _model.CreateSession(maxBatch: 1, maxTime: -5)).ParamName);
        Assert.Equal("maxTime", Assert.Throws<ArgumentOutOfRangeException>(() => _model.CreateTrainer(new Adam(), batchSize: 1, maxTime: 0)).ParamName);
        Assert.Equal("maxBatch", Assert.Throws<ArgumentOutOfRangeException>(() => _model.CreateSession(maxBatch: 0, maxTime: 1)).ParamName);
        Assert.Equal("batchSize", Assert.Throws<ArgumentOutOfRangeException>(() => _model.CreateTrainer(new Adam(), batchSize: -1, maxTime: 1)).ParamName);
        Assert.ThrowsAny<ArgumentException>(() => _model.CreateSession(maxBatch: 100_000, maxTime: 100_000));
        Assert.ThrowsAny<ArgumentException>(() => _model.CreateTrainer(new Adam(), batchSize: int.MaxValue, maxTime: int.MaxValue));
    }

    [Fact]
    public void AfterDisposal()
    {
        _session.Dispose();
        _trainer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => _session.Forward(new int[3], new float[3 * Vocabulary]));
        Assert.Throws<ObjectDisposedException>(() => _session.Step(new int[1], new float[Vocabulary]));
        Assert.Throws<ObjectDisposedException>(() => _trainer.Step(new int[3], new int[3]));
    }

    [Fact]
    public void StatesOfAnotherSizeAreRefused() =>
        Assert.Throws<ArgumentException>(() => new float[_session.State.Length + 1].CopyTo(_session.State));

    private void AssertMisuse(int[] tokens, int[] labels, int[] lengths, string argument, params string[] contained)
    {
        float[] logits = new float[tokens.Length * Vocabulary], parameters = _model.Parameters.All.ToArray();
        Array.Fill(logits, 7);
        foreach (Action misuse in new Action[] { () => _session.Forward(tokens, logits, lengths), () => _session.Predict(tokens, logits, lengths), () => _trainer.Step(tokens, labels, lengths), () => _trainer.Forward(tokens, labels, lengths) })
        {
            var thrown = Assert.ThrowsAny<ArgumentException>(misuse);
            Assert.Equal(argument, thrown.ParamName);
            Assert.All([nameof(SmallLanguageModel), .. contained], part => Assert.Contains(part, thrown.Message, StringComparison.Ordinal));
        }

        Assert.All(logits, value => Assert.Equal(7, value));
        Assert.Equal(parameters, _model.Parameters.All.ToArray());
    }
}
