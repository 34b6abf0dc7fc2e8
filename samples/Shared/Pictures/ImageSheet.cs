using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Samples.Pictures;

/// <summary>Small images in rows, each with a caption: digits, reconstructions, filters.</summary>
/// <param name="title">What the picture shows.</param>
/// <param name="height">Rows of pixels of one image.</param>
/// <param name="width">Columns of pixels of one image.</param>
/// <param name="channels">1 for grey, 3 for red, green and blue; channels last, values from 0 to 1.</param>
public sealed class ImageSheet(string title, int height, int width, int channels = 1) : Picture
{
    private const double CaptionSize = 10;
    private readonly List<Cell> _cells = [];

    /// <summary>Images in a row.</summary>
    public int Columns { get; init; } = 10;

    /// <summary>Points per pixel of an image.</summary>
    public double Zoom { get; init; } = Math.Max(1, Math.Round(64.0 / width));

    /// <summary>Points between images.</summary>
    public double Gap { get; init; } = 10;

    /// <summary>Shows 0 as white and 1 as black, as ink on paper.</summary>
    public bool Ink { get; init; }

    public override double Width => 2 * Margin + Columns * (CellWidth + Gap) - Gap;

    public override double Height => TitleHeight + 8 + Rows * (CellHeight + Gap) - Gap + Margin;

    private int Rows => Math.Max(1, (_cells.Count + Columns - 1) / Columns);

    private double CellWidth => Math.Max(width * Zoom, _cells.Count == 0 ? 0 : Math.Ceiling(_cells.Max(c => Typeface.Regular.Width(c.Caption, CaptionSize))));

    private double CellHeight => height * Zoom + (_cells.Exists(c => c.Caption.Length > 0) ? 15 : 0);

    /// <summary>Adds an image; the pixels are copied.</summary>
    public ImageSheet Add(ReadOnlySpan<float> pixels, string caption = "")
    {
        if (pixels.Length != height * width * channels)
        {
            throw new ArgumentException($"An image here has {height} x {width} x {channels} values, not {pixels.Length}.", nameof(pixels));
        }

        _cells.Add(new Cell(pixels.ToArray(), caption));
        return this;
    }

    public override void Draw(Canvas canvas, double left, double top)
    {
        DrawTitle(canvas, title, left + Margin, top);
        for (int i = 0; i < _cells.Count; i++)
        {
            double x = left + Margin + i % Columns * (CellWidth + Gap) + (CellWidth - width * Zoom) / 2;
            double y = top + TitleHeight + 8 + i / Columns * (CellHeight + Gap);
            var pixels = _cells[i].Pixels;
            canvas.FillRectangle(x - 1, y - 1, width * Zoom + 2, height * Zoom + 2, Color.GridLine);
            canvas.Paint(x, y, width * Zoom, height * Zoom, (across, down) => ColorOf(pixels, (int)(across * width), (int)(down * height)));
            canvas.DrawText(_cells[i].Caption, x + width * Zoom / 2, y + height * Zoom + 13, Color.Ink, CaptionSize, Anchor.Middle);
        }
    }

    private Color ColorOf(float[] pixels, int column, int row)
    {
        int at = (row * width + column) * channels;
        return channels == 3
            ? new Color(Color.Grey(pixels[at]).R, Color.Grey(pixels[at + 1]).R, Color.Grey(pixels[at + 2]).R)
            : Color.Grey(Ink ? 1 - pixels[at] : pixels[at]);
    }

    private sealed record Cell(float[] Pixels, string Caption);
}
