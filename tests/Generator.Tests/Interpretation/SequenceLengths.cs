using System;
using System.Linq;

namespace NetGen.Generator.Tests.Interpretation;

/// <summary>Lengths of the sequences of a test batch: every one shorter than the one before.</summary>
public static class SequenceLengths
{
    public static int[] Of(int time, int batch) => [.. Enumerable.Range(0, batch).Select(n => Math.Max(1, time - n))];
}
