using System;
using System.Text;

namespace NetGen;

/// <summary>Goes through a text piece by piece, without allocation.</summary>
internal ref struct TextPieces(ReadOnlySpan<char> text, VocabularyLevel level)
{
    private ReadOnlySpan<char> _rest = text;

    public ReadOnlySpan<char> Current { get; private set; }

    public bool MoveNext()
    {
        if (level == VocabularyLevel.Word)
        {
            while (!_rest.IsEmpty && char.IsWhiteSpace(_rest[0]) && _rest[0] != '\n')
                _rest = _rest[1..];
        }

        if (_rest.IsEmpty)
            return false;
        int length = level == VocabularyLevel.Word && IsWord(_rest[0]) ? Word(_rest) : Scalar(_rest);
        Current = _rest[..length];
        _rest = _rest[length..];
        return true;
    }

    /// <summary>Whether a word, in contrast to punctuation, begins or goes on with the character.</summary>
    public static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_' || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark;

    // Apostrophes and hyphens between letters belong to the word: don't, well-known.
    private static int Word(ReadOnlySpan<char> text)
    {
        int length = 1;
        while (length < text.Length && (IsWord(text[length]) || (text[length] is '\'' or '-' or '\u2019' && length + 1 < text.Length && IsWord(text[length + 1]))))
            length++;
        return length;
    }

    // Half of a surrogate pair counts as a character of its own.
    private static int Scalar(ReadOnlySpan<char> text)
    {
        Rune.DecodeFromUtf16(text, out _, out int length);
        return length;
    }
}
