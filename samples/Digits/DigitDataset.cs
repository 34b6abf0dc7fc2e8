using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;

namespace Digits;

/// <summary>Handwritten digits: pixels from 0 to 1, one row of 64 per digit, and what each digit is.</summary>
public sealed class DigitDataset
{
    public const int PixelsPerDigit = 64;
    private const int MostInk = 16;

    private readonly float[] _pixels;
    private readonly int[] _labels;

    private DigitDataset(float[] pixels, int[] labels) => (_pixels, _labels) = (pixels, labels);

    public int Count => _labels.Length;

    public ReadOnlySpan<float> Pixels => _pixels;

    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>Reads a CSV file, compressed if its name ends in .gz.</summary>
    /// <exception cref="InvalidDataException">The content is not as it should be; the message says where.</exception>
    public static DigitDataset Load(string path)
    {
        using var file = File.OpenRead(path);
        using Stream content = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(content);
        return Parse(reader, path);
    }

    /// <summary>Reads lines of 64 numbers from 0 to 16 and the digit, with commas between.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="InvalidDataException">The content is not as it should be; the message says where.</exception>
    public static DigitDataset Parse(TextReader reader, string name)
    {
        List<float> pixels = [];
        List<int> labels = [];
        for (int line = 1; reader.ReadLine() is { } text; line++)
        {
            string[] fields = text.Split(',');
            if (fields.Length != PixelsPerDigit + 1)
            {
                throw new InvalidDataException($"{name}, line {line}: {PixelsPerDigit} pixels and a digit are {PixelsPerDigit + 1} fields, not {fields.Length}.");
            }

            for (int column = 0; column < PixelsPerDigit; column++)
            {
                pixels.Add(Number(column, MostInk) / (float)MostInk);
            }

            labels.Add(Number(PixelsPerDigit, 9));

            int Number(int column, int most) =>
                int.TryParse(fields[column], NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value <= most
                    ? value
                    : throw new InvalidDataException($"{name}, line {line}, field {column + 1}: expected a whole number from 0 to {most}, found '{fields[column]}'.");
        }

        return labels.Count > 0 ? new DigitDataset([.. pixels], [.. labels]) : throw new InvalidDataException($"{name} is empty.");
    }

    /// <summary>Shuffles and divides: the last part, a share of the whole, is for testing.</summary>
    public (DigitDataset Training, DigitDataset Test) Split(double testShare, int seed)
    {
        var all = new DigitDataset((float[])_pixels.Clone(), (int[])_labels.Clone());
        all.Shuffle(new Random(seed));
        int training = (int)((1 - testShare) * Count);
        return (
            new DigitDataset(all._pixels[..(training * PixelsPerDigit)], all._labels[..training]),
            new DigitDataset(all._pixels[(training * PixelsPerDigit)..], all._labels[training..]));
    }

    /// <summary>Puts the digits in another order (Fisher and Yates), in place.</summary>
    public void Shuffle(Random random)
    {
        Span<float> kept = stackalloc float[PixelsPerDigit];
        for (int i = Count - 1; i > 0; i--)
        {
            int j = random.Next(i + 1);
            Span<float> a = _pixels.AsSpan(i * PixelsPerDigit, PixelsPerDigit), b = _pixels.AsSpan(j * PixelsPerDigit, PixelsPerDigit);
            a.CopyTo(kept);
            b.CopyTo(a);
            kept.CopyTo(b);
            (_labels[i], _labels[j]) = (_labels[j], _labels[i]);
        }
    }

    /// <summary>The pixels of some digits in a row.</summary>
    public ReadOnlySpan<float> PixelsOf(int first, int count = 1) => _pixels.AsSpan(first * PixelsPerDigit, count * PixelsPerDigit);
}
