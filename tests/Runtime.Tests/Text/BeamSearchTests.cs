using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace NetGen.Runtime.Tests.Text;

public sealed class BeamSearchTests
{
    private const int Vocabulary = 4, End = 1, Start = 0, MaxLength = 5;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 0.7)]
    [InlineData(4, 2)]
    public void BeamsThatHoldEverythingFindTheBestOfAll(int model, double penalty)
    {
        var search = new BeamSearch(width: 300, Vocabulary, End, MaxLength) { LengthPenalty = penalty };

        var found = Search(search, model);

        var expected = AllSequences().Select(tokens => (Tokens: tokens, Score: LogProbability(model, tokens) / LengthPenalty(tokens.Length, penalty))).OrderByDescending(s => s.Score).Take(300).ToArray();
        Assert.Equal(expected.Length, found.Count);
        for (int i = 0; i < found.Count; i++)
        {
            Assert.Equal(expected[i].Tokens, found[i].Tokens);
            Assert.Equal(expected[i].Score, found[i].Score, 1e-12);
            Assert.Equal(LogProbability(model, found[i].Tokens), search.LogProbability(i), 1e-12);
        }
    }

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(2, 1, 0.6)]
    [InlineData(3, 2, 0)]
    [InlineData(4, 2, 1)]
    [InlineData(5, 3, 0.6)]
    [InlineData(6, 5, 0)]
    public void NarrowBeamsKeepTheBestBeginningsOfEachLength(int model, int width, double penalty)
    {
        var found = Search(new BeamSearch(width, Vocabulary, End, MaxLength) { LengthPenalty = penalty }, model);

        // The same without any hurry: all beginnings of one length, of which some are kept.
        var live = new List<int[]> { Array.Empty<int>() };
        var results = new List<int[]>();
        for (int length = 1; length <= MaxLength; length++)
        {
            var longer = live.SelectMany(tokens => Enumerable.Range(0, Vocabulary).Select(token => (int[])[.. tokens, token])).ToArray();
            results.AddRange(longer.Where(tokens => tokens[^1] == End));
            live = [.. longer.Where(tokens => tokens[^1] != End).OrderByDescending(tokens => LogProbability(model, tokens)).Take(width)];
        }

        results.AddRange(live);
        var expected = results.OrderByDescending(tokens => LogProbability(model, tokens) / LengthPenalty(tokens.Length, penalty)).Take(width).ToArray();
        Assert.Equal(expected, found.Select(result => result.Tokens));
    }

    [Fact]
    public void TheBestSequenceNeedNotBeginWithTheBestToken()
    {
        // "a" is likelier at first, but nothing likely follows it.
        static float[] Logits(int token) => token switch { 0 => [MathF.Log(0.6f), MathF.Log(0.4f), float.NegativeInfinity], 1 => [float.NegativeInfinity, float.NegativeInfinity, 0], _ => [] };

        Assert.Equal([0, 0], Best(width: 1));
        Assert.Equal([1, 2], Best(width: 2));

        static int[] Best(int width)
        {
            var search = new BeamSearch(width, vocabulary: 3, end: 2, maxLength: 2);
            search.Begin(0);
            while (!search.IsDone)
                search.Advance<float>([.. search.Tokens.ToArray().SelectMany(Logits)]);
            int[] tokens = new int[search.Length(0)];
            search.CopyTo(0, tokens);
            return tokens;
        }
    }

    [Fact]
    public void ItStopsWhenNothingBetterCanCome()
    {
        var search = new BeamSearch(width: 1, vocabulary: 2, end: 1, maxLength: 1000);
        search.Begin(0);
        search.Advance<double>([Math.Log(0.3), Math.Log(0.7)]);

        Assert.True(search.IsDone);
        Assert.True(search.Tokens.IsEmpty && search.Parents.IsEmpty);
        Assert.Equal(1, search.Length(0));
        Assert.Equal(Math.Log(0.7), search.Score(0), 1e-12);
    }

    [Fact]
    public void AfterConstructionNothingIsAllocated()
    {
        var search = new BeamSearch(3, Vocabulary, End, MaxLength);
        float[] logits = [1, 0, 2, 1, 0, 1, 0, 3, 2, 1, 0, 0];
        int[] tokens = new int[MaxLength];
        Run();

        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run()
        {
            search.Begin(Start);
            while (!search.IsDone)
                search.Advance<float>(logits.AsSpan(0, search.Tokens.Length * Vocabulary));
            search.CopyTo(0, tokens);
        }
    }

    [Fact]
    public void Misuse()
    {
        Assert.Equal("width", Assert.Throws<ArgumentOutOfRangeException>(() => new BeamSearch(0, 4, 1, 5)).ParamName);
        Assert.Equal("vocabulary", Assert.Throws<ArgumentOutOfRangeException>(() => new BeamSearch(1, 0, 1, 5)).ParamName);
        Assert.Equal("end", Assert.Throws<ArgumentOutOfRangeException>(() => new BeamSearch(1, 4, 4, 5)).ParamName);
        Assert.Equal("end", Assert.Throws<ArgumentOutOfRangeException>(() => new BeamSearch(1, 4, -1, 5)).ParamName);
        Assert.Equal("maxLength", Assert.Throws<ArgumentOutOfRangeException>(() => new BeamSearch(1, 4, 1, 0)).ParamName);

        var search = new BeamSearch(2, Vocabulary, End, MaxLength);
        Assert.Throws<ArgumentOutOfRangeException>(() => search.LengthPenalty = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => search.LengthPenalty = double.NaN);
        Assert.True(search.IsDone);
        Assert.Throws<InvalidOperationException>(() => search.Advance<float>(new float[Vocabulary]));
        Assert.Equal("token", Assert.Throws<ArgumentOutOfRangeException>(() => search.Begin(Vocabulary)).ParamName);
        Assert.Equal("result", Assert.Throws<ArgumentOutOfRangeException>(() => search.Score(0)).ParamName);

        search.Begin(Start);
        Assert.Equal("logits", Assert.Throws<ArgumentException>(() => search.Advance<float>(new float[2 * Vocabulary])).ParamName);
        Assert.Equal("logits", Assert.Throws<ArgumentException>(() => search.Advance<float>([0, 0, float.NaN, 0])).ParamName);
        Assert.Equal("logits", Assert.Throws<ArgumentException>(() => search.Advance<float>([0, 0, float.PositiveInfinity, 0])).ParamName);
        Assert.Contains("no token is possible", Assert.Throws<ArgumentException>(() => search.Advance<float>([float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity])).Message, StringComparison.Ordinal);
        Assert.Equal([Start], search.Tokens.ToArray());

        search.Advance<float>(new float[Vocabulary]);
        Assert.Equal("tokens", Assert.Throws<ArgumentException>(() => search.CopyTo(0, [])).ParamName);
    }

    /// <summary>A search whose model's state is the whole history, put in order as the search says.</summary>
    private static List<(int[] Tokens, double Score)> Search(BeamSearch search, int model)
    {
        var states = new List<int[]> { Array.Empty<int>() };
        search.Begin(Start);
        for (bool first = true; !search.IsDone; first = false)
        {
            if (!first)
            {
                var before = states;
                states = [];
                for (int i = 0; i < search.Tokens.Length; i++)
                    states.Add([.. before[search.Parents[i]], search.Tokens[i]]);
            }

            search.Advance<double>([.. states.SelectMany(history => Logits(model, history))]);
        }

        return [.. Enumerable.Range(0, search.Count).Select(i =>
        {
            int[] tokens = new int[search.Length(i)];
            Assert.Equal(tokens.Length, search.CopyTo(i, tokens));
            return (tokens, search.Score(i));
        })];
    }

    /// <summary>What comes next depends on all that came before.</summary>
    private static double[] Logits(int model, IEnumerable<int> history)
    {
        var random = new Random(history.Aggregate(model, (hash, token) => (31 * hash) + token + 7));
        return [.. Enumerable.Range(0, Vocabulary).Select(_ => 4 * random.NextDouble())];
    }

    private static double LogProbability(int model, int[] tokens) => tokens.Select((token, t) =>
    {
        double[] logits = Logits(model, tokens.Take(t));
        return logits[token] - Math.Log(logits.Sum(Math.Exp));
    }).Sum();

    private static double LengthPenalty(int length, double penalty) => Math.Pow((5.0 + length) / 6, penalty);

    /// <summary>All that end, and all of the longest length that do not.</summary>
    private static IEnumerable<int[]> AllSequences()
    {
        var live = new List<int[]> { Array.Empty<int>() };
        for (int length = 1; length <= MaxLength; length++)
        {
            var longer = live.SelectMany(tokens => Enumerable.Range(0, Vocabulary).Select(token => (int[])[.. tokens, token])).ToArray();
            foreach (int[] ended in longer.Where(tokens => tokens[^1] == End))
                yield return ended;
            live = [.. longer.Where(tokens => tokens[^1] != End)];
        }

        foreach (int[] unended in live)
            yield return unended;
    }
}
