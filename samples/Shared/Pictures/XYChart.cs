using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Samples.Pictures;

/// <summary>Series of points over two axes: learning curves as lines, maps and embeddings as coloured dots.</summary>
/// <param name="title">What the picture shows.</param>
/// <param name="xTitle">What runs to the right, with its unit.</param>
/// <param name="yTitle">What runs upwards, with its unit.</param>
public sealed class XYChart(string title, string xTitle, string yTitle) : Picture
{
    private readonly List<Series> _series = [];

    public override double Width => ChartWidth;

    public override double Height => ChartHeight;

    public double ChartWidth { get; init; } = 520;

    public double ChartHeight { get; init; } = 360;

    public bool LogX { get; init; }

    public bool LogY { get; init; }

    /// <summary>A line through values at 1, 2, 3...: one per epoch, say.</summary>
    public XYChart AddLine(string name, IEnumerable<double> values) => AddLine(name, values.Select((y, i) => (i + 1.0, y)));

    public XYChart AddLine(string name, IEnumerable<(double X, double Y)> points) => Add(name, points, dotRadius: 0);

    public XYChart AddDots(string name, IEnumerable<(double X, double Y)> points, double radius = 2) => Add(name, points, radius);

    public override void Draw(Canvas canvas, double left, double top)
    {
        bool dotsOnly = _series.TrueForAll(s => s.DotRadius > 0);
        var x = new Axis(_series.SelectMany(s => s.Points).Select(p => p.X), wantedTicks: 8, LogX, tight: !dotsOnly);
        var y = new Axis(_series.SelectMany(s => s.Points).Select(p => p.Y), wantedTicks: 6, LogY);

        const double AxisLeft = 62, AxisBottom = 48;
        var plot = new Area(left + AxisLeft, top + TitleHeight + 8, Width - AxisLeft - Margin - 6, Height - TitleHeight - 8 - AxisBottom);
        DrawTitle(canvas, title, plot.Left, top);
        DrawAxes(canvas, x, y, plot);
        foreach (var series in _series)
        {
            DrawSeries(canvas, series, x, y, plot);
        }

        if (_series.Count > 1)
        {
            DrawLegend(canvas, x, y, plot);
        }
    }

    private XYChart Add(string name, IEnumerable<(double X, double Y)> points, double dotRadius)
    {
        _series.Add(new Series(name, [.. points], dotRadius, Color.Series(_series.Count)));
        return this;
    }

    private void DrawAxes(Canvas canvas, Axis x, Axis y, Area plot)
    {
        foreach (var (place, text) in y.Ticks)
        {
            double at = plot.Y(place);
            canvas.FillRectangle(plot.Left, at - 0.5, plot.Width, 1, Color.GridLine);
            canvas.DrawText(text, plot.Left - 8, at + 4, Color.Muted, anchor: Anchor.End);
        }

        foreach (var (place, text) in x.Ticks)
        {
            double at = plot.X(place);
            canvas.FillRectangle(at - 0.5, plot.Bottom, 1, 4, Color.Muted);
            canvas.DrawText(text, at, plot.Bottom + 17, Color.Muted, anchor: Anchor.Middle);
        }

        canvas.FillRectangle(plot.Left, plot.Bottom - 0.5, plot.Width, 1, Color.Muted);
        canvas.DrawText(xTitle, plot.Left + plot.Width / 2, plot.Bottom + 36, Color.Ink, size: 12, Anchor.Middle);
        canvas.DrawText(yTitle, plot.Left - 46, plot.Top + plot.Height / 2, Color.Ink, size: 12, Anchor.Middle, upwards: true);
    }

    private static void DrawSeries(Canvas canvas, Series series, Axis x, Axis y, Area plot)
    {
        var run = new List<(double, double)>();
        foreach (var point in series.Points)
        {
            if (!x.CanShow(point.X) || !y.CanShow(point.Y))
            {
                Finish();       // a value that cannot be shown leaves a gap
                continue;
            }

            run.Add((plot.X(x.Place(point.X)), plot.Y(y.Place(point.Y))));
        }

        Finish();

        void Finish()
        {
            if (series.DotRadius > 0)
            {
                run.ForEach(at => canvas.FillDisc(at.Item1, at.Item2, series.DotRadius, series.Color, opacity: 0.75));
            }
            else if (run.Count > 0)
            {
                canvas.DrawLine(run, series.Color, width: 1.8);
            }

            run.Clear();
        }
    }

    /// <summary>The legend goes to the corner that hides the fewest points.</summary>
    private void DrawLegend(Canvas canvas, Axis x, Axis y, Area plot)
    {
        const double LineHeight = 17, Padding = 8, Swatch = 18;
        double width = _series.Max(s => Typeface.Regular.Width(s.Name, 11)) + Swatch + 8 + 2 * Padding;
        double height = _series.Count * LineHeight + 2 * Padding - 3;
        double right = plot.Left + plot.Width - width - 4, low = plot.Bottom - height - 6;
        var points = _series.SelectMany(s => s.Points).Where(p => x.CanShow(p.X) && y.CanShow(p.Y))
            .Select(p => (X: plot.X(x.Place(p.X)), Y: plot.Y(y.Place(p.Y)))).ToList();
        var (left, top) = new[] { (right, plot.Top + 4), (right, low), (plot.Left + 6, plot.Top + 4), (plot.Left + 6, low) }
            .MinBy(corner => points.Count(p => p.X >= corner.Item1 && p.X <= corner.Item1 + width && p.Y >= corner.Item2 && p.Y <= corner.Item2 + height));

        canvas.FillRectangle(left, top, width, height, Color.White);
        canvas.FrameRectangle(left, top, width, height, Color.GridLine);
        for (int i = 0; i < _series.Count; i++)
        {
            double middle = top + Padding + LineHeight * i + 5;
            if (_series[i].DotRadius > 0)
            {
                canvas.FillDisc(left + Padding + Swatch / 2, middle, 4, _series[i].Color);
            }
            else
            {
                canvas.DrawLine([(left + Padding, middle), (left + Padding + Swatch, middle)], _series[i].Color, width: 2.5);
            }

            canvas.DrawText(_series[i].Name, left + Padding + Swatch + 8, middle + 4, Color.Ink);
        }
    }

    private sealed record Series(string Name, (double X, double Y)[] Points, double DotRadius, Color Color);

    private readonly record struct Area(double Left, double Top, double Width, double Height)
    {
        public double Bottom => Top + Height;

        public double X(double place) => Left + place * Width;

        public double Y(double place) => Bottom - place * Height;
    }
}
