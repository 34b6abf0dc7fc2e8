using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Samples.Pictures;

namespace Digits;

/// <summary>What the sample leaves to look at.</summary>
internal static class ResultPictures
{
    public static void LearningCurve(IReadOnlyList<(double TrainingLoss, Evaluation Test)> history, string path) => Picture.SaveRow(
        path,
        new XYChart("Loss", "epoch", "mean cross-entropy") { LogY = true }
            .AddLine("training (with dropout)", history.Select(epoch => epoch.TrainingLoss))
            .AddLine("test", history.Select(epoch => epoch.Test.Loss)),
        new XYChart("Test error", "epoch", "wrong answers (%)")
            .AddLine("test", history.Select(epoch => 100 * (1 - epoch.Test.Accuracy))));

    public static void Mistakes(DigitDataset test, ReadOnlySpan<float> probabilities, string path)
    {
        var mistakes = new List<(int Sample, int Taken)>();
        for (int i = 0; i < test.Count; i++)
        {
            int taken = Evaluation.TwoBest(probabilities.Slice(i * 10, 10)).Best;
            if (taken != test.Labels[i])
            {
                mistakes.Add((i, taken));
            }
        }

        var sheet = new ImageSheet($"Misclassified: {mistakes.Count} of {test.Count} test digits", height: 8, width: 8)
        {
            Ink = true,
            Columns = Math.Clamp(mistakes.Count, 4, 8),
        };
        foreach (var (sample, taken) in mistakes)
        {
            sheet.Add(test.PixelsOf(sample), $"{test.Labels[sample]} taken for {taken}, {probabilities[sample * 10 + taken]:P0}");
        }

        sheet.Save(path);
    }
}
