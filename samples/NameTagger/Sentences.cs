using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NetGen.Samples;

namespace NameTagger;

/// <summary>A sentence, and for each of its characters whether it is part of a name.</summary>
internal sealed record Sentence(string Text, bool[] IsName)
{
    /// <summary>A sentence with names in brackets.</summary>
    public static Sentence Parse(string bracketed)
    {
        var isName = new List<bool>();
        bool inside = false;
        foreach (char c in bracketed)
        {
            if (c is '[' or ']')
            {
                inside = c == '[';
            }
            else
            {
                isName.Add(inside);
            }
        }

        return new(bracketed.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal), [.. isName]);
    }
}

/// <summary>Makes sentences with names, without names, and with words that are either.</summary>
/// <param name="phrases">What to make them of.</param>
/// <param name="names">First names.</param>
internal sealed class Sentences(IReadOnlyDictionary<string, string[]> phrases, string[] names)
{
    /// <summary>Room in the vocabulary: letters, space and punctuation.</summary>
    public const int Characters = 64;

    /// <summary>Most characters of a sentence.</summary>
    public const int Longest = 64;

    /// <summary>Reads a list of names, one a line, and gives each fifth one to the test.</summary>
    /// <exception cref="InvalidDataException">There are too few.</exception>
    public static (Sentences Training, Sentences Test) Load(string path)
    {
        string[] names = [.. File.ReadLines(DataFiles.Find(path)).Select(line => line.Trim()).Where(line => line.Length is > 1 and < 12).Select(Capitalised)];
        return names.Length >= 10
            ? (new(Phrases.Training, [.. names.Where((_, i) => i % 5 != 0)]), new(Phrases.Test, [.. names.Where((_, i) => i % 5 == 0)]))
            : throw new InvalidDataException($"{path} has {names.Length} names of 2 to 11 letters, one a line; at least 10 are needed.");
    }

    public Sentence Next(Random random)
    {
        while (true)
        {
            string text = "{sentence}";
            for (int open = 0; (open = text.IndexOf('{', open)) >= 0;)
            {
                int close = text.IndexOf('}', open);
                string kind = text[(open + 1)..close];
                string[] choices = kind == "name" ? names : phrases[kind];
                text = text[..open] + choices[random.Next(choices.Length)] + text[(close + 1)..];
            }

            var sentence = Sentence.Parse(Capitalised(text));
            if (sentence.Text.Length <= Longest)
            {
                return sentence;
            }
        }
    }

    private static string Capitalised(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
