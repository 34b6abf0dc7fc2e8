using System;
using System.Numerics;
using NetGen.Kernels;

namespace NetGen;

/// <summary>
/// Draws tokens from a language model's logits: softmax(logits / temperature), of which top-k and then top-p may leave only the most probable ones. The same seed draws
/// the same tokens. Drawing allocates nothing. Belongs to one thread at a time.
/// </summary>
public sealed class TokenSampler
{
    // "toke": no other use of the seed draws from this stream.
    private const uint Stream = 0x746F6B65;

    private readonly double[] _weights;
    private readonly int[] _tokens;
    private readonly ulong _seed;
    private long _drawn;

    /// <param name="vocabulary">Number of tokens.</param>
    /// <param name="seed">Determines what is drawn.</param>
    public TokenSampler(int vocabulary, ulong seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabulary, 1);
        _weights = new double[vocabulary];
        _tokens = new int[vocabulary];
        _seed = seed;
    }

    /// <summary>Below 1 the probable becomes more probable; 0 always takes the most probable token. Default 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double Temperature
    {
        get;
        set => field = value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A temperature is finite and not negative.");
    } = 1;

    /// <summary>Draw from the k most probable tokens only; 0 for all. Default 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public int TopK
    {
        get;
        set => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "TopK is 0 (all tokens) or a number of tokens.");
    }

    /// <summary>Draw from the fewest most probable tokens whose probabilities sum to p or more (nucleus sampling, Holtzman et al. 2020); 1 for all. Default 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0 or above 1.</exception>
    public double TopP
    {
        get;
        set => field = value is > 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "TopP is above 0 and at most 1.");
    } = 1;

    /// <summary>Draws a token.</summary>
    /// <param name="logits">Unnormalised logarithms of probabilities, one per token; negative infinity for a token that may not be drawn.</param>
    /// <exception cref="ArgumentException">The number is not that of the vocabulary, or no token is possible: a logit is not a number or positive infinity, or all are negative infinity.</exception>
    public int Sample<T>(ReadOnlySpan<T> logits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (logits.Length != _weights.Length)
            throw new ArgumentException(FormattableString.Invariant($"There are {logits.Length:N0} logits for {_weights.Length:N0} tokens."), nameof(logits));
        int best = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            if (T.IsNaN(logits[i]) || T.IsPositiveInfinity(logits[i]))
                throw new ArgumentException(FormattableString.Invariant($"The logit of token {i} is {logits[i]}."), nameof(logits));
            best = logits[i] > logits[best] ? i : best;
        }

        if (T.IsNegativeInfinity(logits[best]))
            throw new ArgumentException("All logits are negative infinity: no token is possible.", nameof(logits));

        // A draw uses up a random number also where it changes nothing, so that settings do not shift the draws that follow.
        double random = NextDouble();
        if (Temperature == 0)
            return best;
        double max = double.CreateTruncating(logits[best]);
        for (int i = 0; i < logits.Length; i++)
        {
            _tokens[i] = i;
            _weights[i] = Math.Exp((double.CreateTruncating(logits[i]) - max) / Temperature);
        }

        return Draw(Candidates(), random);
    }

    /// <summary>Sorts where only the most probable may be drawn; returns how many may.</summary>
    private int Candidates()
    {
        if (TopP >= 1 && (TopK == 0 || TopK >= _weights.Length))
            return _weights.Length;
        // Ascending by the negative: the most probable first.
        for (int i = 0; i < _weights.Length; i++)
            _weights[i] = -_weights[i];
        Array.Sort(_weights, _tokens);
        double total = 0;
        int count = TopK == 0 ? _weights.Length : Math.Min(TopK, _weights.Length);
        for (int i = 0; i < _weights.Length; i++)
        {
            _weights[i] = -_weights[i];
            total += i < count ? _weights[i] : 0;
        }

        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += _weights[i];
            if (sum >= TopP * total)
                return i + 1;
        }

        return count;
    }

    private int Draw(int count, double random)
    {
        double total = 0;
        for (int i = 0; i < count; i++)
            total += _weights[i];
        double rest = random * total;
        int last = 0;
        for (int i = 0; i < count; i++)
        {
            if (_weights[i] == 0)
                continue;
            last = i;
            rest -= _weights[i];
            if (rest < 0)
                break;
        }

        // Rounding may leave a rest after the last.
        return _tokens[last];
    }

    private double NextDouble()
    {
        var words = Philox.Words(new RandomKey(_seed, 0), Stream, _drawn++);
        return ((((ulong)words.Word0 << 32) | words.Word1) >> 11) * (1.0 / (1ul << 53));
    }
}
