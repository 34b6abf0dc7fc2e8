using System;
using System.Collections.Generic;
using NetGen;

namespace NameTagger;

/// <summary>Sentences as a network takes them: each padded to the longest of the batch.</summary>
internal sealed class TaggerBatch(Vocabulary vocabulary, int count)
{
    private readonly int[] _tokens = new int[count * Sentences.Longest], _lengths = new int[count];
    private readonly float[] _targets = new float[count * Sentences.Longest];

    /// <summary>Time steps of each sentence, padding included.</summary>
    public int Steps { get; private set; }

    public ReadOnlySpan<int> Tokens => _tokens.AsSpan(0, count * Steps);

    /// <summary>1 where a character is part of a name.</summary>
    public ReadOnlySpan<float> Targets => _targets.AsSpan(0, count * Steps);

    public ReadOnlySpan<int> Lengths => _lengths;

    /// <summary>Takes as many sentences of a list as there is room for.</summary>
    public void Fill(IReadOnlyList<Sentence> sentences, int first = 0)
    {
        Steps = 0;
        for (int n = 0; n < count; n++)
        {
            Steps = Math.Max(Steps, sentences[first + n].Text.Length);
        }

        // What stands in the padding does not matter, as long as it is a token.
        Array.Clear(_tokens);
        Array.Clear(_targets);
        for (int n = 0; n < count; n++)
        {
            var (text, isName) = sentences[first + n];
            _lengths[n] = vocabulary.Encode(text, _tokens.AsSpan(n * Steps, Steps));
            for (int t = 0; t < text.Length; t++)
            {
                _targets[n * Steps + t] = isName[t] ? 1 : 0;
            }
        }
    }
}
