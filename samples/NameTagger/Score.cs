using System.Collections.Generic;

namespace NameTagger;

/// <summary>How well characters are told apart.</summary>
internal static class Score
{
    /// <summary>The harmonic mean of precision and recall of characters in names: 2 right / (2 right + wrong + missed).</summary>
    public static double F1(IReadOnlyList<Sentence> sentences, IReadOnlyList<float[]> probabilities)
    {
        int right = 0, wrong = 0, missed = 0;
        for (int n = 0; n < sentences.Count; n++)
        {
            for (int t = 0; t < sentences[n].Text.Length; t++)
            {
                bool said = probabilities[n][t] > 0.5f, isName = sentences[n].IsName[t];
                right += said && isName ? 1 : 0;
                wrong += said && !isName ? 1 : 0;
                missed += !said && isName ? 1 : 0;
            }
        }

        return right == 0 ? 0 : 2.0 * right / (2 * right + wrong + missed);
    }
}
