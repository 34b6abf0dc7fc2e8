using System;
using System.Collections.Generic;
using NetGen.Samples.Pictures;

namespace SequenceShapes;

/// <summary>Notes of some parts: time to the right, keys upwards, with a line at each C.</summary>
/// <param name="title">What the picture shows.</param>
/// <param name="lowest">The lowest key of the picture.</param>
/// <param name="highest">The highest key of the picture.</param>
/// <param name="notes">Time steps of the picture.</param>
internal sealed class PianoRoll(string title, int lowest, int highest, int notes) : Picture
{
    private const double NoteWidth = 8, KeyHeight = 6, AxisLeft = 40, AxisBottom = 44, LegendHeight = 22, LegendColumn = 110;
    private const int LowestC = 3, Octave = 12, Bar = 4;

    private readonly List<(string Name, IReadOnlyList<int> Keys, Color Color)> _parts = [];

    public override double Width => AxisLeft + (notes * NoteWidth) + Margin;

    public override double Height => TitleHeight + LegendHeight + RollHeight + AxisBottom;

    private double RollHeight => (highest - lowest + 1) * KeyHeight;

    /// <param name="name">For the legend.</param>
    /// <param name="keys">A key for each time step; negative for none.</param>
    /// <param name="color">Of its notes.</param>
    public PianoRoll Add(string name, IReadOnlyList<int> keys, Color color)
    {
        _parts.Add((name, keys, color));
        return this;
    }

    public override void Draw(Canvas canvas, double left, double top)
    {
        double x = left + AxisLeft, y = top + TitleHeight + LegendHeight, bottom = y + RollHeight;
        DrawTitle(canvas, title, x, top);
        DrawLegend(canvas, x, top + TitleHeight + 8);
        for (int key = lowest; key <= highest; key++)
        {
            if ((key - LowestC) % Octave == 0)
            {
                canvas.FillRectangle(x, Y(key) + KeyHeight - 0.5, notes * NoteWidth, 1, Color.GridLine);
                canvas.DrawText($"C{((key - LowestC) / Octave) + 1}", x - 6, Y(key) + KeyHeight + 1, Color.Muted, anchor: Anchor.End);
            }
        }

        for (int t = 0; t <= notes; t += 4 * Bar)
        {
            canvas.FillRectangle(x + (t * NoteWidth) - 0.5, bottom, 1, 4, Color.Muted);
            canvas.DrawText($"{t}", x + (t * NoteWidth), bottom + 16, Color.Muted, anchor: Anchor.Middle);
        }

        canvas.FrameRectangle(x, y, notes * NoteWidth, RollHeight, Color.GridLine);
        canvas.DrawText("quarter notes", x + (notes * NoteWidth / 2), bottom + 34, Color.Ink, size: 12, Anchor.Middle);
        foreach (var (_, keys, color) in _parts)
        {
            for (int t = 0; t < Math.Min(keys.Count, notes); t++)
            {
                if (keys[t] >= lowest && keys[t] <= highest)
                {
                    canvas.FillRectangle(x + (t * NoteWidth) + 0.5, Y(keys[t]), NoteWidth - 1, KeyHeight, color);
                }
            }
        }

        double Y(int key) => y + ((highest - key) * KeyHeight);
    }

    private void DrawLegend(Canvas canvas, double x, double y)
    {
        foreach (var (name, _, color) in _parts)
        {
            canvas.FillRectangle(x, y - 6, NoteWidth, KeyHeight, color);
            canvas.DrawText(name, x + NoteWidth + 5, y, Color.Ink);
            x += LegendColumn;
        }
    }
}
