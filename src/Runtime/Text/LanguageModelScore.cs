using System;
using System.Numerics;

namespace NetGen;

/// <summary>How well a language model predicts a text: sums -log p(token), in double.</summary>
public sealed class LanguageModelScore
{
    private double _nats;

    /// <summary>Tokens so far.</summary>
    public long Tokens { get; private set; }

    /// <summary>Mean of -log p, natural logarithm: the cross entropy.</summary>
    public double NatsPerToken => _nats / Tokens;

    /// <summary>exp(nats per token): the model is as unsure as between so many equally probable tokens.</summary>
    public double Perplexity => Math.Exp(NatsPerToken);

    /// <summary>Mean of -log2 p; bits per character where tokens are characters.</summary>
    public double BitsPerToken => NatsPerToken / Math.Log(2);

    /// <summary>Bits per character of a text whose tokens are words or the like.</summary>
    /// <param name="characters">Of the text whose tokens have been added.</param>
    public double BitsPerCharacter(long characters)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(characters, 1);
        return _nats / Math.Log(2) / characters;
    }

    /// <summary>Adds predictions; allocates nothing.</summary>
    /// <param name="logits">[tokens, vocabulary]: what the model computed, before the softmax.</param>
    /// <param name="targets">The tokens that came.</param>
    /// <exception cref="ArgumentException">Sizes do not fit together, or a target is no token.</exception>
    public void Add<T>(ReadOnlySpan<T> logits, ReadOnlySpan<int> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (targets.IsEmpty ? !logits.IsEmpty : logits.IsEmpty || logits.Length % targets.Length != 0)
            throw new ArgumentException(FormattableString.Invariant($"{logits.Length:N0} logits are no whole number for each of {targets.Length:N0} targets."), nameof(logits));
        int vocabulary = targets.IsEmpty ? 0 : logits.Length / targets.Length;
        double nats = 0;
        for (int n = 0; n < targets.Length; n++)
        {
            if ((uint)targets[n] >= (uint)vocabulary)
                throw new ArgumentException(FormattableString.Invariant($"targets[{n}] is {targets[n]}; tokens are 0 to {vocabulary - 1}."), nameof(targets));
            nats += NegativeLogarithm(logits.Slice(n * vocabulary, vocabulary), targets[n]);
        }

        _nats += nats;
        Tokens += targets.Length;
    }

    /// <summary>Forgets what was added.</summary>
    public void Clear() => (_nats, Tokens) = (0, 0);

    private static double NegativeLogarithm<T>(ReadOnlySpan<T> logits, int target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double max = double.NegativeInfinity, sum = 0;
        foreach (var logit in logits)
            max = Math.Max(max, double.CreateTruncating(logit));
        foreach (var logit in logits)
            sum += Math.Exp(double.CreateTruncating(logit) - max);
        return Math.Log(sum) - (double.CreateTruncating(logits[target]) - max);
    }
}
