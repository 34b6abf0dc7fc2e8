using System;
using System.Numerics;

namespace NetGen.Kernels;

/// <summary>Images with zeros around them, so that every patch is a regular walk. Only a strip of rows is made at a time, to stay in the cache; images that need no zeros are read where they are.</summary>
internal readonly unsafe struct PaddedImage<T>(T* images, ConvolutionAxis rows, ConvolutionAxis columns, int channels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Size of a strip, where there is a choice: a part of the L2 cache.</summary>
    private const int StripBytes = 192 * 1024;

    private readonly int _height = rows.Source, _width = columns.Source;

    public bool Copies { get; } = rows.NeedsPadding || columns.NeedsPadding;

    /// <summary>Elements from a row to the next.</summary>
    public nint RowStride => (nint)(Copies ? columns.Extent(columns.Length) : _width) * channels;

    /// <summary>Output rows per strip.</summary>
    public int StripRows
    {
        get
        {
            if (!Copies)
                return int.MaxValue;
            long sourceRows = StripBytes / (RowStride * sizeof(T));
            return (int)Math.Clamp((sourceRows - rows.Extent(1)) / rows.Step + 1, Math.Min(4, rows.Length), rows.Length);
        }
    }

    /// <summary>Elements of a strip for so many output rows.</summary>
    public nint StripLength(int outputRows) => Copies ? rows.Extent(outputRows) * RowStride : 0;

    /// <summary>Where output row <paramref name="first"/> of a sample finds its first patch: in the strip, which is filled for <paramref name="count"/> output rows, or in the image.</summary>
    public T* Strip(int sample, int first, int count, T* strip)
    {
        T* image = images + (nint)sample * _height * _width * channels;
        if (!Copies)
            return image + (nint)first * rows.Step * _width * channels;
        int left = columns.Pad * channels, stride = (int)RowStride;
        int used = Math.Min(_width * channels, stride - left);
        for (int i = 0; i < rows.Extent(count); i++)
        {
            var target = new Span<T>(strip + (nint)i * stride, stride);
            int y = first * rows.Step + i - rows.Pad;
            if (y < 0 || y >= _height || used <= 0)
            {
                target.Clear();
                continue;
            }
            target[..left].Clear();
            new ReadOnlySpan<T>(image + (nint)y * _width * channels, used).CopyTo(target[left..]);
            target[(left + used)..].Clear();
        }
        return strip;
    }
}
