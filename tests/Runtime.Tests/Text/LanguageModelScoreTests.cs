using System;
using Xunit;

namespace NetGen.Runtime.Tests.Text;

public sealed class LanguageModelScoreTests
{
    [Fact]
    public void UniformPredictions()
    {
        var score = new LanguageModelScore();
        score.Add<float>([7, 7, 7, 7, -1, -1, -1, -1], [3, 0]);
        score.Add<double>([1e300, 1e300, 1e300, 1e300], [1]);

        Assert.Equal(3, score.Tokens);
        Assert.Equal(Math.Log(4), score.NatsPerToken, 12);
        Assert.Equal(4, score.Perplexity, 12);
        Assert.Equal(2, score.BitsPerToken, 12);
        Assert.Equal(0.5, score.BitsPerCharacter(12), 12);
    }

    [Fact]
    public void ProbabilitiesOfWhatCame()
    {
        var score = new LanguageModelScore();
        score.Add<double>([Math.Log(0.2), Math.Log(0.8), Math.Log(0.5), Math.Log(0.5)], [1, 0]);
        Assert.Equal(-(Math.Log(0.8) + Math.Log(0.5)) / 2, score.NatsPerToken, 12);
        score.Clear();
        Assert.Equal(0, score.Tokens);
        score.Add<float>([0, float.NegativeInfinity], [1]);
        Assert.Equal(double.PositiveInfinity, score.Perplexity);
    }

    [Fact]
    public void Misuse()
    {
        var score = new LanguageModelScore();
        Assert.Throws<ArgumentException>(() => score.Add<float>([1, 2, 3], [0, 0]));
        Assert.Throws<ArgumentException>(() => score.Add<float>([], [0]));
        Assert.Throws<ArgumentException>(() => score.Add<float>([1], []));
        Assert.Throws<ArgumentException>(() => score.Add<float>([1, 2], [2]));
        Assert.Throws<ArgumentException>(() => score.Add<float>([1, 2], [-1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => score.BitsPerCharacter(0));
        Assert.Equal(0, score.Tokens);
    }
}
