using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace NetGen;

/// <summary>
/// Tokens and what they stand for: characters or words, and if wanted a token for all that is not in it and one for the end of a sequence. Tokens are numbered
/// from 0: the special ones first, then characters by code point or words by frequency. Immutable.
/// </summary>
public sealed partial class Vocabulary
{
    private readonly string[] _entries;
    private readonly Dictionary<string, int> _tokens;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    private Vocabulary(VocabularyLevel level, string[] entries, int unknown, int end)
    {
        (Level, _entries, Unknown, End) = (level, entries, unknown, end);
        _tokens = new Dictionary<string, int>(entries.Length, StringComparer.Ordinal);
        for (int token = 0; token < entries.Length; token++)
        {
            if (token != unknown && token != end)
                _tokens.Add(entries[token], token);
        }

        _lookup = _tokens.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>What tokens stand for.</summary>
    public VocabularyLevel Level { get; }

    /// <summary>Number of tokens: what <c>[TokenSequence]</c> and the last layer need at least.</summary>
    public int Count => _entries.Length;

    /// <summary>The token of what is not in the vocabulary; -1 if there is none.</summary>
    public int Unknown { get; }

    /// <summary>The token that ends sequences; -1 if there is none.</summary>
    public int End { get; }

    /// <summary>What a token stands for.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such token.</exception>
    public string this[int token] => (uint)token < (uint)_entries.Length
        ? _entries[token]
        : throw new ArgumentOutOfRangeException(nameof(token), token, $"Tokens of this vocabulary are 0 to {_entries.Length - 1}.");

    /// <summary>The characters of a text.</summary>
    /// <param name="text">All text that training will see.</param>
    /// <param name="maxCount">Most tokens, the special ones included: the rarest characters are left out.</param>
    /// <param name="unknown">With a token for other characters; without it, encoding them is an error.</param>
    /// <param name="end">With a token for ends.</param>
    public static Vocabulary OfCharacters(ReadOnlySpan<char> text, int maxCount = int.MaxValue, bool unknown = true, bool end = true)
    {
        var kept = MostFrequent(text, VocabularyLevel.Character, Room(maxCount, unknown, end), minFrequency: 1);
        return Create(VocabularyLevel.Character, kept.OrderBy(c => Rune.TryGetRuneAt(c, 0, out var rune) ? rune.Value : c[0]), unknown, end);
    }

    /// <summary>The words and punctuation marks of a text.</summary>
    /// <param name="text">All text that training will see.</param>
    /// <param name="maxCount">Most tokens, the special ones included: the rarest words are left out.</param>
    /// <param name="minFrequency">Words that occur less often are left out.</param>
    /// <param name="unknown">With a token for other words; without it, encoding them is an error.</param>
    /// <param name="end">With a token for ends.</param>
    public static Vocabulary OfWords(ReadOnlySpan<char> text, int maxCount = int.MaxValue, int minFrequency = 1, bool unknown = true, bool end = true) =>
        Create(VocabularyLevel.Word, MostFrequent(text, VocabularyLevel.Word, Room(maxCount, unknown, end), minFrequency), unknown, end);

    /// <summary>The token of a character or word; <see cref="Unknown"/> if it has none.</summary>
    public int TokenOf(ReadOnlySpan<char> entry) => _lookup.TryGetValue(entry, out int token) ? token : Unknown;

    /// <summary>The tokens of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="end">Whether <see cref="End"/> follows.</param>
    /// <exception cref="ArgumentException">The text has something that is not in the vocabulary, and there is no token for the unknown; or no token for the end.</exception>
    public int[] Encode(ReadOnlySpan<char> text, bool end = false)
    {
        var tokens = new List<int>(text.Length + 1);
        var pieces = new TextPieces(text, Level);
        while (pieces.MoveNext())
            tokens.Add(Checked(pieces.Current));
        if (end)
            tokens.Add(End >= 0 ? End : throw new ArgumentException("This vocabulary has no token for the end.", nameof(end)));
        return [.. tokens];
    }

    /// <summary>The tokens of a text, into memory of the caller; allocates nothing.</summary>
    /// <returns>The number of tokens.</returns>
    /// <exception cref="ArgumentException">There is not enough room, or the text has something that is not in the vocabulary and there is no token for the unknown.</exception>
    public int Encode(ReadOnlySpan<char> text, Span<int> tokens)
    {
        int count = 0;
        var pieces = new TextPieces(text, Level);
        while (pieces.MoveNext())
        {
            if (count == tokens.Length)
                throw new ArgumentException(FormattableString.Invariant($"The text has more than {tokens.Length:N0} tokens."), nameof(tokens));
            tokens[count++] = Checked(pieces.Current);
        }

        return count;
    }

    /// <summary>The text of tokens. The unknown appears as its entry; the end as nothing, and what follows it does too.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such token.</exception>
    public string Decode(ReadOnlySpan<int> tokens)
    {
        var text = new StringBuilder();
        foreach (int token in tokens)
        {
            if (token == End && End >= 0)
                break;
            string entry = this[token];
            if (Level == VocabularyLevel.Word && text.Length > 0 && NeedsSpace(text[^1], entry))
                text.Append(' ');
            text.Append(entry);
        }

        return text.ToString();
    }

    private static bool NeedsSpace(char before, string entry) =>
        before is not ('\n' or '(' or '[' or '{' or '\u201c') && entry is not ("\n" or "." or "," or ";" or ":" or "!" or "?" or ")" or "]" or "}" or "\u201d" or "%");

    private int Checked(ReadOnlySpan<char> piece)
    {
        int token = TokenOf(piece);
        return token >= 0 ? token : throw new ArgumentException($"\"{piece}\" is not in the vocabulary, which has no token for the unknown.", "text");
    }

    private static Vocabulary Create(VocabularyLevel level, IEnumerable<string> entries, bool unknown, bool end)
    {
        string[] special = [.. unknown ? ["\uFFFD"] : Array.Empty<string>(), .. end ? ["<end>"] : Array.Empty<string>()];
        return new Vocabulary(level, [.. special, .. entries], unknown ? 0 : -1, end ? special.Length - 1 : -1);
    }

    private static int Room(int maxCount, bool unknown, bool end)
    {
        int special = (unknown ? 1 : 0) + (end ? 1 : 0);
        return maxCount > special ? maxCount - special : throw new ArgumentOutOfRangeException(nameof(maxCount), maxCount, $"There must be room for more than the {special} special tokens.");
    }

    /// <summary>The most frequent pieces, the most frequent first; of equally frequent ones the first in ordinal order.</summary>
    private static IEnumerable<string> MostFrequent(ReadOnlySpan<char> text, VocabularyLevel level, int count, int minFrequency)
    {
        var frequencies = new Dictionary<string, long>(StringComparer.Ordinal);
        var lookup = frequencies.GetAlternateLookup<ReadOnlySpan<char>>();
        var pieces = new TextPieces(text, level);
        while (pieces.MoveNext())
            lookup[pieces.Current] = lookup.TryGetValue(pieces.Current, out long frequency) ? frequency + 1 : 1;
        return [.. frequencies.Where(pair => pair.Value >= minFrequency).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(count).Select(pair => pair.Key)];
    }
}
