using System;
using System.Collections.Generic;

namespace NetGen.Samples.Pictures;

/// <summary>Where text hangs on the point it is drawn at.</summary>
public enum Anchor
{
    Start,
    Middle,
    End,
}

/// <summary>
/// A white sheet to draw on, anti-aliased, in points from the top left. A point is <see cref="PixelsPerPoint"/> pixels wide,
/// so that pictures are sharp on dense screens too.
/// </summary>
public sealed class Canvas
{
    public const int PixelsPerPoint = 2;

    private readonly int _columns;
    private readonly int _rows;
    private readonly byte[] _rgb;

    public Canvas(double width, double height)
    {
        (Width, Height) = (width, height);
        _columns = (int)Math.Ceiling(width * PixelsPerPoint);
        _rows = (int)Math.Ceiling(height * PixelsPerPoint);
        _rgb = new byte[_columns * _rows * 3];
        Array.Fill(_rgb, (byte)255);
    }

    public double Width { get; }

    public double Height { get; }

    public void Save(string path) => Png.Save(path, _rgb, _columns, _rows);

    public void FillRectangle(double x, double y, double width, double height, Color color) =>
        Fill(Outline.Rectangle(x, y, width, height), color);

    public void FrameRectangle(double x, double y, double width, double height, Color color, double lineWidth = 1) =>
        DrawLine([(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)], color, lineWidth);

    public void FillDisc(double x, double y, double radius, Color color, double opacity = 1) =>
        Fill(Outline.Disc(x, y, radius), color, opacity);

    public void DrawLine(IReadOnlyList<(double X, double Y)> points, Color color, double width = 1, double opacity = 1) =>
        Fill(Outline.Stroke(points, width), color, opacity);

    /// <summary>Text on a base line at y; <paramref name="upwards"/> turns it a quarter, for the title of a vertical axis.</summary>
    public void DrawText(
        string text, double x, double y, Color color, double size = 11, Anchor anchor = Anchor.Start, bool bold = false, bool upwards = false)
    {
        var typeface = bold ? Typeface.Bold : Typeface.Regular;
        double start = anchor switch { Anchor.Middle => -typeface.Width(text, size) / 2, Anchor.End => -typeface.Width(text, size), _ => 0 };
        Fill(upwards ? typeface.Outline(text, size, x, y - start, upwards: true) : typeface.Outline(text, size, x + start, y), color);
    }

    /// <summary>
    /// Fills contours with a colour, each pixel by the part of its area inside them. An edge changes the coverage of everything
    /// right of it, so every edge adds its differences to the pixels it crosses, and a running sum along the row gives the coverage.
    /// </summary>
    public void Fill(Outline outline, Color color, double opacity = 1)
    {
        var (left, top, right, bottom) = Bounds(outline);
        if (left >= right || top >= bottom)
        {
            return;
        }

        int stride = right - left + 2;
        var differences = new double[stride * (bottom - top)];
        foreach (var contour in outline.Contours)
        {
            for (int i = 0; i < contour.Count; i++)
            {
                var (x0, y0) = contour[i];
                var (x1, y1) = contour[(i + 1) % contour.Count];
                AddEdge(
                    differences, stride, bottom - top, x0 * PixelsPerPoint - left, y0 * PixelsPerPoint - top,
                    x1 * PixelsPerPoint - left, y1 * PixelsPerPoint - top);
            }
        }

        for (int row = top; row < bottom; row++)
        {
            double winding = 0;
            for (int column = left; column < right; column++)
            {
                winding += differences[(row - top) * stride + column - left];
                Blend(column, row, color, Math.Min(Math.Abs(winding), 1) * opacity);
            }
        }
    }

    /// <summary>Colours a rectangle by the place in it, each coordinate from 0 to 1.</summary>
    public void Paint(double x, double y, double width, double height, Func<double, double, Color> colorAt)
    {
        int left = (int)Math.Round(x * PixelsPerPoint), right = (int)Math.Round((x + width) * PixelsPerPoint);
        int top = (int)Math.Round(y * PixelsPerPoint), bottom = (int)Math.Round((y + height) * PixelsPerPoint);
        for (int row = Math.Max(top, 0); row < Math.Min(bottom, _rows); row++)
        {
            for (int column = Math.Max(left, 0); column < Math.Min(right, _columns); column++)
            {
                Blend(column, row, colorAt((column - left + 0.5) / (right - left), (row - top + 0.5) / (bottom - top)), 1);
            }
        }
    }

    private static void AddEdge(double[] differences, int stride, int rows, double x0, double y0, double x1, double y1)
    {
        if (y0 == y1)
        {
            return;
        }

        double direction = 1;
        if (y0 > y1)
        {
            (x0, y0, x1, y1, direction) = (x1, y1, x0, y0, -1);
        }

        double slope = (x1 - x0) / (y1 - y0);
        int last = Math.Min((int)Math.Ceiling(y1), rows);
        for (int row = Math.Max((int)Math.Floor(y0), 0); row < last; row++)
        {
            double from = Math.Max(y0, row), to = Math.Min(y1, row + 1);
            double a = Math.Clamp(x0 + (from - y0) * slope, 0, stride - 2), b = Math.Clamp(x0 + (to - y0) * slope, 0, stride - 2);
            AddSpan(differences.AsSpan(row * stride, stride), Math.Min(a, b), Math.Max(a, b), direction * (to - from));
        }
    }

    /// <summary>One edge within one row: it stands evenly spread between two places, and covers what is to the right of it.</summary>
    private static void AddSpan(Span<double> row, double from, double to, double height)
    {
        int first = (int)from, last = (int)to;
        double reachBefore = 0, coverageBefore = 0;
        for (int column = first; column <= last; column++)
        {
            // The mean over the edge's places e of max(0, column + 1 - e); two neighbours differ by the coverage of the pixel between them.
            double reach = from == to
                ? column + 1 - from
                : (Square(column + 1 - from) - Square(Math.Max(column + 1 - to, 0))) / (2 * (to - from));
            double coverage = reach - reachBefore;
            row[column] += height * (coverage - coverageBefore);
            (reachBefore, coverageBefore) = (reach, coverage);
        }

        row[last + 1] += height * (1 - coverageBefore);

        static double Square(double value) => value * value;
    }

    private void Blend(int column, int row, Color color, double share)
    {
        if (share <= 0)
        {
            return;
        }

        int at = (row * _columns + column) * 3;
        var mixed = new Color(_rgb[at], _rgb[at + 1], _rgb[at + 2]).Mix(color, share);
        (_rgb[at], _rgb[at + 1], _rgb[at + 2]) = (mixed.R, mixed.G, mixed.B);
    }

    private (int Left, int Top, int Right, int Bottom) Bounds(Outline outline)
    {
        double left = double.MaxValue, top = double.MaxValue, right = double.MinValue, bottom = double.MinValue;
        foreach (var contour in outline.Contours)
        {
            foreach (var (x, y) in contour)
            {
                (left, right) = (Math.Min(left, x), Math.Max(right, x));
                (top, bottom) = (Math.Min(top, y), Math.Max(bottom, y));
            }
        }

        return (
            Math.Max((int)Math.Floor(left * PixelsPerPoint), 0), Math.Max((int)Math.Floor(top * PixelsPerPoint), 0),
            Math.Min((int)Math.Ceiling(right * PixelsPerPoint), _columns), Math.Min((int)Math.Ceiling(bottom * PixelsPerPoint), _rows));
    }
}
