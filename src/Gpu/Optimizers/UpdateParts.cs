using System;
using System.Collections.Generic;
using ILGPU;

namespace NetGen.Gpu;

/// <summary>The segments of the trainable buffer, cut into parts of at most 1,024 elements: the work of one group of threads each. Frozen parameters are in none.</summary>
internal struct UpdateParts
{
    private const int Longest = 1024;

    /// <summary>First, last (exclusive) and segment of each part.</summary>
    public ArrayView<int> Table;

    /// <summary>The table, as it is copied to the device.</summary>
    public static int[] Of(ReadOnlySpan<UpdateSegment> segments)
    {
        var table = new List<int>();
        for (var segment = 0; segment < segments.Length; segment++)
        {
            for (var first = segments[segment].First; first < segments[segment].Last; first += Longest)
                table.AddRange([first, Math.Min(segments[segment].Last, first + Longest), segment]);
        }

        return [.. table];
    }

    public int First(int part) => Table[3 * part];

    public int Last(int part) => Table[(3 * part) + 1];

    public int Segment(int part) => Table[(3 * part) + 2];
}
