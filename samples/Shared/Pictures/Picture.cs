using System;

namespace NetGen.Samples.Pictures;

/// <summary>Something with a size that can be drawn: alone, or beside others, in a PNG file.</summary>
public abstract class Picture
{
    protected const double Margin = 14;
    protected const double TitleHeight = 30;

    public abstract double Width { get; }

    public abstract double Height { get; }

    public abstract void Draw(Canvas canvas, double left, double top);

    public void Save(string path) => SaveRow(path, this);

    /// <summary>Saves several pictures side by side in one file.</summary>
    public static void SaveRow(string path, params ReadOnlySpan<Picture> pictures)
    {
        double width = 0, height = 0;
        foreach (var picture in pictures)
        {
            width += picture.Width;
            height = Math.Max(height, picture.Height);
        }

        var canvas = new Canvas(width, height);
        double left = 0;
        foreach (var picture in pictures)
        {
            picture.Draw(canvas, left, 0);
            left += picture.Width;
        }

        canvas.Save(path);
    }

    protected static void DrawTitle(Canvas canvas, string title, double left, double top) =>
        canvas.DrawText(title, left, top + 22, Color.Ink, size: 14, bold: true);
}
