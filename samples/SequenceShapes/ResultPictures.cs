using System.Collections.Generic;
using System.Linq;
using NetGen.Samples.Pictures;

namespace SequenceShapes;

/// <summary>What the sample leaves to look at.</summary>
internal static class ResultPictures
{
    /// <summary>A chorale, the network's bass to its melody, and the melody that another network makes of its first chord.</summary>
    public static void Melodies(Chorale piece, int[] bass, int[] newMelody, int[] newBass, string path)
    {
        int[] ofBach = piece[Chorale.Bass];
        var all = piece[Chorale.Soprano].Concat(ofBach).Concat(bass).Concat(newMelody).Concat(newBass).ToArray();
        var (melodyColor, bassColor, otherColor) = (Color.Series(0), Color.Series(2), Color.Series(1));
        Picture.SaveRow(
            path,
            Roll("A chorale's outer voices, not seen in training").Add("soprano", piece[Chorale.Soprano], melodyColor).Add("bass", ofBach, bassColor),
            Roll("The same melody, bass by the network").Add("soprano", piece[Chorale.Soprano], melodyColor)
                .Add("bass as Bach's", Where(same: true), bassColor).Add("bass, another note", Where(same: false), otherColor),
            Roll("Both by networks, from the same first chord").Add("soprano", newMelody, melodyColor).Add("bass", newBass, otherColor));

        PianoRoll Roll(string title) => new(title, all.Min() - 2, all.Max() + 2, newMelody.Length);

        int[] Where(bool same) => [.. bass.Zip(ofBach, (key, right) => key == right == same ? key : -1)];
    }

    public static void Addition(IEnumerable<(double Step, double Score)> scores, string path) =>
        new XYChart("Addition: sums not seen in training", "step of training", "exactly right, %")
            .AddLine("exactly right", scores.Select(score => (score.Step, 100 * score.Score)))
            .Save(path);
}
