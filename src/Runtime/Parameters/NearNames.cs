using System;
using System.Collections.Generic;

namespace NetGen;

/// <summary>Which known names a mistyped one may have meant.</summary>
internal static class NearNames
{
    private const int MostNamed = 3;

    /// <summary>At most three candidates, nearest first: those within a third of the name's length in edits (letter case is free), or that contain the name or lie in it.</summary>
    public static IReadOnlyList<string> Of(string name, IReadOnlyList<string> candidates)
    {
        var near = new List<string>(MostNamed + 1);
        var distances = new List<int>(MostNamed + 1);
        foreach (var candidate in candidates)
        {
            var distance = Distance(name, candidate);
            if (distance > Math.Max(2, name.Length / 3) && !Contains(candidate, name) && !Contains(name, candidate))
                continue;
            var place = near.Count;
            while (place > 0 && (distance < distances[place - 1] || (distance == distances[place - 1] && string.CompareOrdinal(candidate, near[place - 1]) < 0)))
                place--;
            near.Insert(place, candidate);
            distances.Insert(place, distance);
            if (near.Count > MostNamed)
            {
                near.RemoveAt(MostNamed);
                distances.RemoveAt(MostNamed);
            }
        }

        return near;
    }

    private static bool Contains(string text, string part)
        => part.Length > 0 && text.Contains(part, StringComparison.OrdinalIgnoreCase);

    // Levenshtein's distance, one row of the table at a time: row[j] = edits from the first i letters of a to the first j of b.
    private static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[b.Length];
    }
}
