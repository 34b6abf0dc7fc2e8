using System.Collections.Generic;
using System.Linq;
using NetGen;
using NetGen.Samples.Pictures;
using ConfusionMatrix = NetGen.Samples.Pictures.ConfusionMatrix;

namespace Mnist;

/// <summary>What the sample leaves to look at.</summary>
internal static class ResultPictures
{
    public static void LearningCurves(string network, IReadOnlyList<EpochResult> epochs, string path) => Picture.SaveRow(
        path,
        new XYChart($"Loss of {network}", "epoch", "mean cross-entropy") { LogY = true }
            .AddLine("training", epochs.Select(epoch => epoch.TrainingLoss))
            .AddLine("test", epochs.Select(epoch => epoch.ValidationLoss)),
        new XYChart("Test error", "epoch", "wrong answers (%)")
            .AddLine("test", epochs.Select(epoch => 100 * (1 - epoch.Metrics[0]))));

    public static void Confusion(string network, NetGen.ConfusionMatrix counts, string path)
    {
        var picture = new ConfusionMatrix($"{network}: {counts.Value:P2} of test images wrong", [.. Enumerable.Range(0, counts.Classes).Select(c => $"{c}")]);
        for (int label = 0; label < counts.Classes; label++)
        {
            for (int predicted = 0; predicted < counts.Classes; predicted++)
            {
                for (int count = counts[label, predicted]; count > 0; count--)
                {
                    picture.Add(label, predicted);
                }
            }
        }

        picture.Save(path);
    }
}
