using System;
using NetGen.Integration.Tests.Networks.Recurrent;
using Xunit;

namespace NetGen.Integration.Tests.Recurrent;

/// <summary>A beam search over a session's steps, whose states follow the beams.</summary>
[Collection("Alone")]
public sealed class BeamSearchTests
{
    private const int Vocabulary = 11, End = 10, Start = 3, Width = 4, MaxLength = 7;

    private readonly SmallLanguageModel _model = new(seed: 5);

    [Fact]
    public void ResultsHaveTheProbabilitiesOfTheWholePass()
    {
        Sharpen();
        var search = new BeamSearch(Width, Vocabulary, End, MaxLength);
        using var session = _model.CreateSession(maxBatch: Width);
        Search(search, session, new float[Width * Vocabulary]);

        using var whole = _model.CreateSession(maxBatch: 1, maxTime: MaxLength);
        Assert.Equal(Width, search.Count);
        for (int result = 0; result < Width; result++)
        {
            int[] tokens = new int[search.Length(result)];
            search.CopyTo(result, tokens);
            float[] logits = new float[tokens.Length * Vocabulary];
            whole.Forward([Start, .. tokens[..^1]], logits);
            double expected = -Nats(logits, tokens);
            Assert.Equal(expected, search.LogProbability(result), 1e-4);
        }
    }

    [Fact]
    public void NothingIsAllocated()
    {
        var search = new BeamSearch(Width, Vocabulary, End, MaxLength);
        using var session = _model.CreateSession(maxBatch: Width);
        float[] logits = new float[Width * Vocabulary];
        Search(search, session, logits);

        // A collection in the background counts the rest of a thread's buffer; what the search allocated would be there each time.
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 20 && least > 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Search(search, session, logits);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    [Fact]
    public void StatesAreThoseOfTheParents()
    {
        using var session = _model.CreateSession(maxBatch: 3);
        session.Step([1, 2, 3], new float[3 * Vocabulary]);
        float[] before = session.State.ToArray();

        session.ReorderState([2, 0]);

        // Two layers with two states each.
        int offset = 0;
        foreach (int units in new[] { 24, 24, 20, 20 })
        {
            for (int n = 0; n < 3; n++)
            {
                int parent = n switch { 0 => 2, 1 => 0, _ => 2 };
                Assert.Equal(before.AsSpan(offset + (parent * units), units).ToArray(), session.State.Slice(offset + (n * units), units).ToArray());
            }

            offset += 3 * units;
        }

        Assert.Equal(offset, session.State.Length);
    }

    [Theory]
    [InlineData(new[] { 0, 3 }, "parents[1] is 3")]
    [InlineData(new[] { -1 }, "parents[0] is -1")]
    [InlineData(new[] { 0, 0, 0, 0 }, "at most 3")]
    public void WrongParentsChangeNothing(int[] parents, string message)
    {
        using var session = _model.CreateSession(maxBatch: 3);
        session.Step([1, 2, 3], new float[3 * Vocabulary]);
        float[] before = session.State.ToArray();

        var thrown = Assert.Throws<ArgumentException>(() => session.ReorderState(parents));

        Assert.Equal("parents", thrown.ParamName);
        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
        Assert.Equal(before, session.State.ToArray());
    }

    private static void Search(BeamSearch search, SmallLanguageModel.Session session, float[] logits)
    {
        session.Reset();
        search.Begin(Start);
        while (!search.IsDone)
        {
            var beams = logits.AsSpan(0, search.Tokens.Length * Vocabulary);
            session.Step(search.Tokens, beams);
            search.Advance<float>(beams);
            session.ReorderState(search.Parents);
        }
    }

    /// <summary>New models hardly prefer any token, and then parents hardly change.</summary>
    private void Sharpen()
    {
        foreach (ref float weight in _model.Parameters["Dense1.weight"].Values)
            weight *= 20;
        _model.Parameters.MarkChanged();
    }

    private static double Nats(float[] logits, int[] tokens)
    {
        var score = new LanguageModelScore();
        score.Add<float>(logits, tokens);
        return score.NatsPerToken * tokens.Length;
    }
}
