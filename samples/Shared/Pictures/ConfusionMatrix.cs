using System;
using System.Globalization;

namespace NetGen.Samples.Pictures;

/// <summary>How often each class was taken for each: one row per true class, one column per predicted class.</summary>
/// <param name="title">What the picture shows.</param>
/// <param name="labels">The names of the classes.</param>
public sealed class ConfusionMatrix(string title, params string[] labels) : Picture
{
    private const double CellSize = 34;
    private const double AxisLeft = 58;
    private const double AxisBottom = 44;
    private readonly int[,] _counts = new int[labels.Length, labels.Length];

    public override double Width => Math.Max(AxisLeft + labels.Length * CellSize + Margin, 240);

    public override double Height => TitleHeight + 8 + labels.Length * CellSize + AxisBottom;

    public void Add(int actual, int predicted) => _counts[actual, predicted]++;

    public override void Draw(Canvas canvas, double left, double top)
    {
        DrawTitle(canvas, title, left + AxisLeft, top);
        int classes = labels.Length;
        double x0 = left + AxisLeft, y0 = top + TitleHeight + 8, size = classes * CellSize;
        int mostWrong = 1;
        for (int cell = 0; cell < classes * classes; cell++)
        {
            mostWrong = cell / classes == cell % classes ? mostWrong : Math.Max(mostWrong, _counts[cell / classes, cell % classes]);
        }

        for (int actual = 0; actual < classes; actual++)
        {
            int total = 0;
            for (int predicted = 0; predicted < classes; predicted++)
            {
                total += _counts[actual, predicted];
            }

            canvas.DrawText(labels[actual], x0 - 8, y0 + (actual + 0.5) * CellSize + 4, Color.Ink, anchor: Anchor.End);
            canvas.DrawText(labels[actual], x0 + (actual + 0.5) * CellSize, y0 + size + 16, Color.Ink, anchor: Anchor.Middle);
            for (int predicted = 0; predicted < classes; predicted++)
            {
                DrawCell(canvas, x0 + predicted * CellSize, y0 + actual * CellSize, _counts[actual, predicted], actual == predicted, total, mostWrong);
            }
        }

        canvas.FrameRectangle(x0, y0, size, size, Color.GridLine);
        canvas.DrawText("predicted class", x0 + size / 2, y0 + size + 34, Color.Ink, size: 12, Anchor.Middle);
        canvas.DrawText("true class", left + 22, y0 + size / 2, Color.Ink, size: 12, Anchor.Middle, upwards: true);
    }

    /// <summary>The diagonal is shaded by the share of its class that was right, mistakes by their number beside the most frequent one.</summary>
    private static void DrawCell(Canvas canvas, double x, double y, int count, bool right, int total, int mostWrong)
    {
        double share = count == 0 ? 0 : right ? (double)count / total : 0.25 + 0.75 * count / mostWrong;
        var fill = Color.White.Mix(right ? Color.Series(0) : Color.Bad, share * (right ? 1 : 0.8));
        canvas.FillRectangle(x + 0.5, y + 0.5, CellSize - 1, CellSize - 1, fill);
        string text = count == 0 ? "·" : count.ToString(CultureInfo.InvariantCulture);
        canvas.DrawText(
            text, x + CellSize / 2, y + CellSize / 2 + 4, share > 0.55 ? Color.White : count == 0 ? Color.Muted : Color.Ink, anchor: Anchor.Middle);
    }
}
