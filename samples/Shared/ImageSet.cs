using System;

namespace NetGen.Samples;

/// <summary>Images and what each of them is.</summary>
/// <param name="Pixels">From 0 to 1, image after image.</param>
/// <param name="Labels">One per image.</param>
public sealed record ImageSet(float[] Pixels, int[] Labels)
{
    public int Count => Labels.Length;

    /// <summary>Values of one image.</summary>
    public int Size => Pixels.Length / Labels.Length;

    public ReadOnlySpan<float> this[int index] => Slice(index, 1);

    public ReadOnlySpan<float> Slice(int first, int count) => Pixels.AsSpan(first * Size, count * Size);
}
