using System.Collections.Generic;
using System.Linq;
using NetGen.Samples.Pictures;

namespace NameTagger;

/// <summary>Sentences letter by letter, names in bold, and below each letter how probably each network takes it for a part of a name.</summary>
internal sealed class TaggedSentences(string title, IReadOnlyList<Sentence> sentences, IReadOnlyList<(string Name, IReadOnlyList<float[]> Probabilities)> taggers) : Picture
{
    private const double Cell = 13, StripHeight = 9, TextHeight = 18, Gap = 12, LabelWidth = 84, KeyHeight = 34;

    public override double Width => Margin + LabelWidth + sentences.Max(sentence => sentence.Text.Length) * Cell + Margin;

    public override double Height => TitleHeight + KeyHeight + sentences.Count * (SentenceHeight + Gap);

    private double SentenceHeight => TextHeight + taggers.Count * (StripHeight + 1);

    public override void Draw(Canvas canvas, double left, double top)
    {
        DrawTitle(canvas, title, left + Margin, top);
        DrawKey(canvas, left + Margin, top + TitleHeight + 6);
        for (int n = 0; n < sentences.Count; n++)
        {
            double y = top + TitleHeight + KeyHeight + n * (SentenceHeight + Gap), x = left + Margin + LabelWidth;
            var (text, isName) = sentences[n];
            for (int t = 0; t < text.Length; t++)
            {
                canvas.DrawText(text[t..(t + 1)], x + (t + 0.5) * Cell, y + TextHeight - 5, Color.Ink, size: 12, Anchor.Middle, bold: isName[t]);
            }

            y += TextHeight;
            foreach (var (name, probabilities) in taggers)
            {
                canvas.DrawText(name, x - 8, y + StripHeight - 1, Color.Muted, size: 9, Anchor.End);
                for (int t = 0; t < text.Length; t++)
                {
                    canvas.FillRectangle(x + t * Cell, y, Cell - 1, StripHeight, ColorOf(probabilities[n][t]));
                }

                y += StripHeight + 1;
            }
        }
    }

    private static void DrawKey(Canvas canvas, double x, double y)
    {
        canvas.DrawText("not a name", x, y + StripHeight, Color.Muted, size: 10);
        for (int i = 0; i <= 10; i++)
        {
            canvas.FillRectangle(x + 64 + i * Cell, y, Cell, StripHeight + 1, ColorOf(i / 10.0));
        }

        canvas.DrawText("name (probability); letters of names are bold", x + 64 + 11 * Cell + 8, y + StripHeight, Color.Muted, size: 10);
    }

    private static Color ColorOf(double probability) => Color.GridLine.Mix(Color.Series(0), probability);
}
