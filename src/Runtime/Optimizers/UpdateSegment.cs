using System.Collections.Generic;

namespace NetGen;

/// <summary>A run [First, Last) of the trainable buffer whose elements are updated alike.</summary>
internal readonly record struct UpdateSegment(int First, int Last, bool Decay, double LearningRateScale)
{
    /// <summary>The segments of a layout in ascending order: neighbours with equal attributes are one, and frozen parameters lie in none.</summary>
    public static UpdateSegment[] Of(ParameterLayout layout)
    {
        var segments = new List<UpdateSegment>();
        for (var i = 0; i < layout.TrainableCount; i++)
        {
            var (definition, first) = (layout.Definitions[i], layout.OffsetOf(i));
            if (definition.Frozen)
                continue;
            var segment = new UpdateSegment(first, first + definition.Length, definition.Decay, definition.LearningRateScale);
            if (segments.Count > 0 && segments[^1] is var previous && previous with { Last = segment.Last } == segment with { First = previous.First } && previous.Last == first)
                segments[^1] = previous with { Last = segment.Last };
            else
                segments.Add(segment);
        }

        return [.. segments];
    }
}
