using System;
using System.Linq;
using Xunit;

namespace NetGen.Runtime.Tests.Text;

public sealed class TokenSamplerTests
{
    private static readonly float[] s_logits = [MathF.Log(0.5f), float.NegativeInfinity, MathF.Log(0.3f), MathF.Log(0.15f), MathF.Log(0.05f)];

    [Theory]
    [InlineData(1, 0, 1, new[] { 0.5, 0, 0.3, 0.15, 0.05 })]
    [InlineData(0.5, 0, 1, new[] { 0.25 / 0.365, 0, 0.09 / 0.365, 0.0225 / 0.365, 0.0025 / 0.365 })]
    [InlineData(1, 2, 1, new[] { 0.625, 0, 0.375, 0, 0 })]
    [InlineData(1, 1, 1, new[] { 1.0, 0, 0, 0, 0 })]
    [InlineData(1, 99, 1, new[] { 0.5, 0, 0.3, 0.15, 0.05 })]
    [InlineData(1, 0, 0.5, new[] { 1.0, 0, 0, 0, 0 })]
    [InlineData(1, 0, 0.6, new[] { 0.625, 0, 0.375, 0, 0 })]
    [InlineData(1, 0, 0.9, new[] { 0.5 / 0.95, 0, 0.3 / 0.95, 0.15 / 0.95, 0 })]
    [InlineData(1, 3, 0.99, new[] { 0.5 / 0.95, 0, 0.3 / 0.95, 0.15 / 0.95, 0 })]
    [InlineData(0, 0, 1, new[] { 1.0, 0, 0, 0, 0 })]
    public void FrequenciesAreTheProbabilities(double temperature, int topK, double topP, double[] expected)
    {
        const int Draws = 40_000;
        var sampler = new TokenSampler(5, seed: 3) { Temperature = temperature, TopK = topK, TopP = topP };
        int[] counts = new int[5];
        for (int i = 0; i < Draws; i++)
            counts[sampler.Sample<float>(s_logits)]++;
        for (int token = 0; token < 5; token++)
        {
            double deviation = Math.Sqrt(expected[token] * (1 - expected[token]) / Draws);
            Assert.InRange((double)counts[token] / Draws, expected[token] - (4 * deviation), expected[token] + (4 * deviation));
        }
    }

    [Fact]
    public void SeedsDetermineTheDraws()
    {
        Assert.Equal(Draws(seed: 1), Draws(seed: 1));
        Assert.NotEqual(Draws(seed: 1), Draws(seed: 2));

        static int[] Draws(ulong seed)
        {
            var sampler = new TokenSampler(5, seed) { TopP = 0.99 };
            return [.. Enumerable.Range(0, 50).Select(_ => sampler.Sample<float>(s_logits))];
        }
    }

    [Fact]
    public void HugeLogitsAndDoubles()
    {
        var sampler = new TokenSampler(3) { Temperature = 1e-9 };
        Assert.Equal(2, sampler.Sample<double>([-1e300, 0, 1e300]));
        Assert.Equal(1, sampler.Sample<float>([-3e38f, 3e38f, -3e38f]));
    }

    [Fact]
    public void NothingIsAllocated()
    {
        var sampler = new TokenSampler(5) { TopK = 4, TopP = 0.9 };
        sampler.Sample<float>(s_logits);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
            sampler.Sample<float>(s_logits);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Misuse()
    {
        var sampler = new TokenSampler(2);
        Assert.Throws<ArgumentException>(() => sampler.Sample<float>([1]));
        Assert.Throws<ArgumentException>(() => sampler.Sample<float>([1, float.NaN]));
        Assert.Throws<ArgumentException>(() => sampler.Sample<float>([1, float.PositiveInfinity]));
        Assert.Throws<ArgumentException>(() => sampler.Sample<float>([float.NegativeInfinity, float.NegativeInfinity]));
        Assert.Throws<ArgumentOutOfRangeException>(() => sampler.Temperature = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => sampler.Temperature = double.NaN);
        Assert.Throws<ArgumentOutOfRangeException>(() => sampler.TopK = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => sampler.TopP = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => sampler.TopP = double.NaN);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenSampler(0));
    }
}
