using System;
using System.Numerics;

namespace NetGen;

/// <summary>
/// Looks for the most probable continuations of a model that predicts token after token, by keeping at each length the most probable beginnings only. The caller computes:
/// <code>
/// search.Begin(start);
/// while (!search.IsDone)
/// {
///     session.Step(search.Tokens, logits.AsSpan(0, search.Tokens.Length * vocabulary));
///     search.Advance&lt;float&gt;(logits.AsSpan(0, search.Tokens.Length * vocabulary));
///     session.ReorderState(search.Parents);
/// }
/// </code>
/// Nothing is allocated after construction. Belongs to one thread at a time.
/// </summary>
public sealed class BeamSearch
{
    // The beams alive after each length: their last token, and the beam that they go on from.
    private readonly int[] _tokens, _parents;
    private readonly double[] _logProbabilities;
    private readonly Candidate[] _candidates;
    private readonly Finished[] _finished;
    private int _length, _live;

    /// <param name="width">Most beginnings that are kept, and most results.</param>
    /// <param name="vocabulary">Number of tokens.</param>
    /// <param name="end">The token that ends a sequence.</param>
    /// <param name="maxLength">Most tokens of a sequence, the end included; what has not ended by then is a result without an end.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not at least 1, or the end is no token.</exception>
    public BeamSearch(int width, int vocabulary, int end, int maxLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabulary, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 1);
        if ((uint)end >= (uint)vocabulary)
            throw new ArgumentOutOfRangeException(nameof(end), end, FormattableString.Invariant($"The end is one of the {vocabulary:N0} tokens, from 0."));
        (Width, Vocabulary, End, MaxLength) = (width, vocabulary, end, maxLength);
        _tokens = new int[checked((maxLength + 1) * width)];
        _parents = new int[_tokens.Length];
        _logProbabilities = new double[width];
        _candidates = new Candidate[width];
        _finished = new Finished[width];
    }

    /// <summary>Most beginnings that are kept, and most results.</summary>
    public int Width { get; }

    /// <summary>Number of tokens.</summary>
    public int Vocabulary { get; }

    /// <summary>The token that ends a sequence.</summary>
    public int End { get; }

    /// <summary>Most tokens of a sequence, the end included.</summary>
    public int MaxLength { get; }

    /// <summary>
    /// How much longer sequences are favoured: results are ranked by log p / ((5 + length) / 6)^penalty (Wu et al. 2016, equation 14, where it is alpha, 0.6 to 0.7 in translation). Default 0: by probability alone. Takes effect with <see cref="Begin"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double LengthPenalty
    {
        get;
        set => field = value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A length penalty is finite and not negative.");
    }

    /// <summary>Whether there is nothing more to compute.</summary>
    public bool IsDone => _live == 0;

    /// <summary>The last token of each beginning, for which the model is to compute logits; empty when the search is done.</summary>
    public ReadOnlySpan<int> Tokens => _tokens.AsSpan(_length * Width, _live);

    /// <summary>For each beginning, which of those before the last <see cref="Advance"/> it goes on from: the model's states are to be put in this order.</summary>
    public ReadOnlySpan<int> Parents => _parents.AsSpan(_length * Width, _live);

    /// <summary>Results so far; when the search is done, at least one.</summary>
    public int Count { get; private set; }

    private double Penalty { get; set; }

    /// <summary>Begins a search with one beginning, of which only the last token counts: those before it are in the model's state.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no token.</exception>
    public void Begin(int token)
    {
        if ((uint)token >= (uint)Vocabulary)
            throw new ArgumentOutOfRangeException(nameof(token), token, FormattableString.Invariant($"Tokens are 0 to {Vocabulary - 1}."));
        (_length, _live, Count, Penalty) = (0, 1, 0, LengthPenalty);
        (_tokens[0], _parents[0], _logProbabilities[0]) = (token, 0, 0);
    }

    /// <summary>Takes the model's predictions and makes all beginnings one token longer.</summary>
    /// <param name="logits">[<see cref="Tokens"/>, vocabulary]: unnormalised logarithms of probabilities; negative infinity for a token that is impossible.</param>
    /// <exception cref="InvalidOperationException">The search is done or has not begun.</exception>
    /// <exception cref="ArgumentException">The number does not fit; a logit is not a number or positive infinity, or all of a beginning are negative infinity.</exception>
    public void Advance<T>(ReadOnlySpan<T> logits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (IsDone)
            throw new InvalidOperationException("The search is done: Begin begins another.");
        Check(logits);
        int candidates = 0;
        for (int beam = 0; beam < _live; beam++)
        {
            var row = logits.Slice(beam * Vocabulary, Vocabulary);
            double normalization = LogSumExp(row);
            for (int token = 0; token < row.Length; token++)
            {
                double logProbability = _logProbabilities[beam] + double.CreateTruncating(row[token]) - normalization;
                if (double.IsNegativeInfinity(logProbability))
                    continue;
                if (token == End)
                    Finish(beam, _length + 1, logProbability, ended: true);
                else
                    Insert(_candidates, ref candidates, new(logProbability, beam, token));
            }
        }

        _length++;
        _live = candidates;
        for (int i = 0; i < candidates; i++)
        {
            int at = (_length * Width) + i;
            (_logProbabilities[i], _parents[at], _tokens[at]) = (_candidates[i].Rank, _candidates[i].Beam, _candidates[i].Token);
        }

        if (_length == MaxLength)
        {
            for (int beam = 0; beam < candidates; beam++)
                Finish(beam, _length, _logProbabilities[beam], ended: false);
            _live = 0;
        }
        else if (Count == Width && candidates > 0 && Ranked(_logProbabilities[0], MaxLength) <= _finished[^1].Rank)
        {
            // Probabilities only fall: not even the best beginning can become a better result.
            _live = 0;
        }
    }

    /// <summary>What a result is ranked by: the logarithm of its probability, divided by the length penalty.</summary>
    /// <param name="result">0 for the best.</param>
    public double Score(int result) => Result(result).Rank;

    /// <summary>The logarithm of the probability of a result's tokens.</summary>
    /// <param name="result">0 for the best.</param>
    public double LogProbability(int result) => Result(result).LogProbability;

    /// <summary>Number of a result's tokens, the end included if it has come.</summary>
    /// <param name="result">0 for the best.</param>
    public int Length(int result) => Result(result).Length;

    /// <summary>Copies a result: the tokens that follow the one the search began with. The last is the end, unless the longest length was reached before.</summary>
    /// <param name="result">0 for the best.</param>
    /// <param name="tokens">At least as many as the result has.</param>
    /// <returns>Number of tokens.</returns>
    /// <exception cref="ArgumentException">There is not enough room.</exception>
    public int CopyTo(int result, Span<int> tokens)
    {
        var finished = Result(result);
        if (tokens.Length < finished.Length)
            throw new ArgumentException(FormattableString.Invariant($"There is room for {tokens.Length:N0} tokens; result {result} has {finished.Length:N0}."), nameof(tokens));
        int beam = finished.Beam, last = finished.Length;
        if (finished.Ended)
            tokens[--last] = End;
        for (int length = last; length > 0; length--)
        {
            tokens[length - 1] = _tokens[(length * Width) + beam];
            beam = _parents[(length * Width) + beam];
        }

        return finished.Length;
    }

    /// <summary>Puts an item in its place among the best, best first; of equal ones the first remains before.</summary>
    private static void Insert<TRanked>(TRanked[] best, ref int count, TRanked item)
        where TRanked : struct, IRanked
    {
        int at = count < best.Length ? count++ : best.Length;
        if (at == best.Length && item.Rank <= best[--at].Rank)
            return;
        for (; at > 0 && best[at - 1].Rank < item.Rank; at--)
            best[at] = best[at - 1];
        best[at] = item;
    }

    private static double LogSumExp<T>(ReadOnlySpan<T> logits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double max = double.NegativeInfinity, sum = 0;
        foreach (var logit in logits)
            max = Math.Max(max, double.CreateTruncating(logit));
        foreach (var logit in logits)
            sum += Math.Exp(double.CreateTruncating(logit) - max);
        return max + Math.Log(sum);
    }

    private void Check<T>(ReadOnlySpan<T> logits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (logits.Length != _live * Vocabulary)
            throw new ArgumentException(FormattableString.Invariant($"There are {logits.Length:N0} logits for {_live:N0} beginnings and {Vocabulary:N0} tokens."), nameof(logits));
        for (int beam = 0; beam < _live; beam++)
        {
            bool possible = false;
            foreach (var logit in logits.Slice(beam * Vocabulary, Vocabulary))
            {
                if (T.IsNaN(logit) || T.IsPositiveInfinity(logit))
                    throw new ArgumentException(FormattableString.Invariant($"A logit of beginning {beam} is {logit}."), nameof(logits));
                possible |= T.IsFinite(logit);
            }

            if (!possible)
                throw new ArgumentException(FormattableString.Invariant($"All logits of beginning {beam} are negative infinity: no token is possible."), nameof(logits));
        }
    }

    private void Finish(int beam, int length, double logProbability, bool ended)
    {
        int count = Count;
        Insert(_finished, ref count, new(Ranked(logProbability, length), logProbability, beam, length, ended));
        Count = count;
    }

    private double Ranked(double logProbability, int length) => logProbability / Math.Pow((5 + length) / 6.0, Penalty);

    private Finished Result(int result) => (uint)result < (uint)Count
        ? _finished[result]
        : throw new ArgumentOutOfRangeException(nameof(result), result, FormattableString.Invariant($"There are {Count} results, from 0."));

    private interface IRanked
    {
        double Rank { get; }
    }

    private readonly record struct Candidate(double Rank, int Beam, int Token) : IRanked;

    private readonly record struct Finished(double Rank, double LogProbability, int Beam, int Length, bool Ended) : IRanked;
}
