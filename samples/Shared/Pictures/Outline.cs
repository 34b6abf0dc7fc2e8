using System;
using System.Collections.Generic;

namespace NetGen.Samples.Pictures;

/// <summary>
/// Closed contours of straight edges: the one thing a <see cref="Canvas"/> can fill. What runs clockwise on the screen adds,
/// what runs the other way cuts a hole.
/// </summary>
public sealed class Outline
{
    private readonly List<List<(double X, double Y)>> _contours = [];

    public IReadOnlyList<IReadOnlyList<(double X, double Y)>> Contours => _contours;

    public Outline MoveTo(double x, double y)
    {
        _contours.Add([(x, y)]);
        return this;
    }

    public Outline LineTo(double x, double y)
    {
        _contours[^1].Add((x, y));
        return this;
    }

    /// <summary>A quadratic Bézier curve, as TrueType glyphs are made of: (1-t)² p0 + 2t(1-t) control + t² end.</summary>
    public Outline CurveTo(double controlX, double controlY, double x, double y)
    {
        const int Pieces = 6;
        var (startX, startY) = _contours[^1][^1];
        for (int i = 1; i <= Pieces; i++)
        {
            double t = (double)i / Pieces, s = 1 - t;
            LineTo(s * s * startX + 2 * s * t * controlX + t * t * x, s * s * startY + 2 * s * t * controlY + t * t * y);
        }

        return this;
    }

    public static Outline Rectangle(double x, double y, double width, double height) =>
        new Outline().MoveTo(x, y).LineTo(x + width, y).LineTo(x + width, y + height).LineTo(x, y + height);

    public static Outline Disc(double x, double y, double radius) => new Outline().AddDisc(x, y, radius);

    /// <summary>A line of some width through the points, with round ends and joints.</summary>
    public static Outline Stroke(IReadOnlyList<(double X, double Y)> points, double width)
    {
        var outline = new Outline();
        double half = width / 2;
        for (int i = 0; i + 1 < points.Count; i++)
        {
            var (x0, y0) = points[i];
            var (x1, y1) = points[i + 1];
            double length = Math.Sqrt((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0));
            if (length == 0)
            {
                continue;
            }

            double acrossX = (y1 - y0) / length * half, acrossY = -(x1 - x0) / length * half;
            outline.MoveTo(x0 + acrossX, y0 + acrossY).LineTo(x1 + acrossX, y1 + acrossY)
                .LineTo(x1 - acrossX, y1 - acrossY).LineTo(x0 - acrossX, y0 - acrossY);
        }

        foreach (var (x, y) in points)
        {
            outline.AddDisc(x, y, half);
        }

        return outline;
    }

    private Outline AddDisc(double x, double y, double radius)
    {
        int corners = Math.Clamp((int)(8 + 4 * radius), 8, 64);
        MoveTo(x + radius, y);
        for (int i = 1; i < corners; i++)
        {
            double angle = 2 * Math.PI * i / corners;
            LineTo(x + radius * Math.Cos(angle), y + radius * Math.Sin(angle));
        }

        return this;
    }
}
