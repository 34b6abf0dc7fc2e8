using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace NetGen.Samples.Pictures;

/// <summary>Glyph outlines of one font, read from the text that Fonts/extract_outlines.py writes.</summary>
internal sealed class Typeface
{
    private readonly Dictionary<int, Glyph> _glyphs = [];
    private readonly double _unitsPerEm;

    private Typeface(string resource)
    {
        using var stream = typeof(Typeface).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The resource {resource} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        _unitsPerEm = Number(reader.ReadLine()!);
        while (reader.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            _glyphs.Add(int.Parse(words[0], CultureInfo.InvariantCulture), new Glyph(Number(words[1]), words[2..]));
        }
    }

    public static Typeface Regular { get; } = new("Go-Regular.outlines");

    public static Typeface Bold { get; } = new("Go-Bold.outlines");

    public double Width(string text, double size)
    {
        double width = 0;
        foreach (char character in text)
        {
            width += GlyphOf(character).Advance;
        }

        return width / _unitsPerEm * size;
    }

    /// <summary>The text's contours, starting at (x, y) on the base line and running to the right, or upwards.</summary>
    public Outline Outline(string text, double size, double x, double y, bool upwards = false)
    {
        var outline = new Outline();
        double scale = size / _unitsPerEm, pen = 0;
        foreach (char character in text)
        {
            var glyph = GlyphOf(character);
            for (int i = 0; i < glyph.Path.Length;)
            {
                switch (glyph.Path[i++])
                {
                    case "M":
                        Next(out double startX, out double startY);
                        outline.MoveTo(startX, startY);
                        break;
                    case "L":
                        Next(out double lineX, out double lineY);
                        outline.LineTo(lineX, lineY);
                        break;
                    default:
                        Next(out double controlX, out double controlY);
                        Next(out double endX, out double endY);
                        outline.CurveTo(controlX, controlY, endX, endY);
                        break;
                }

                void Next(out double toX, out double toY)
                {
                    double along = (pen + Number(glyph.Path[i++])) * scale, above = Number(glyph.Path[i++]) * scale;
                    (toX, toY) = upwards ? (x - above, y - along) : (x + along, y - above);
                }
            }

            pen += glyph.Advance;
        }

        return outline;
    }

    private Glyph GlyphOf(char character) => _glyphs.TryGetValue(character, out var glyph) ? glyph : _glyphs['?'];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private readonly record struct Glyph(double Advance, string[] Path);
}
