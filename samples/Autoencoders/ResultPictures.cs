using System.Collections.Generic;
using System.Linq;
using NetGen.Samples;
using NetGen.Samples.Pictures;

namespace Autoencoders;

/// <summary>What the sample leaves to look at.</summary>
internal static class ResultPictures
{
    /// <summary>A test image of each digit, and below it what each method makes of it.</summary>
    public static void Reconstructions(ImageSet test, IReadOnlyList<(string Name, float[] Images)> methods, string path)
    {
        var sheet = new ImageSheet($"Test images, and below each what 30 numbers keep of it: {string.Join(", ", methods.Select(method => method.Name))}", MnistData.Height, MnistData.Width) { Ink = true };
        int[] chosen = [.. Enumerable.Range(0, MnistData.Classes).Select(label => System.Array.IndexOf(test.Labels, label))];
        foreach (int i in chosen)
        {
            sheet.Add(test[i]);
        }

        foreach (var (_, images) in methods)
        {
            foreach (int i in chosen)
            {
                sheet.Add(new ImageSet(images, test.Labels)[i]);
            }
        }

        sheet.Save(path);
    }

    public static void LearningCurves(IReadOnlyList<(string Name, IReadOnlyList<(double Training, double Test)> History)> runs, double pcaSquaredError, string path)
    {
        var chart = new XYChart("Summed squared error of test images", "epoch", "per image") { LogY = true };
        foreach (var (name, history) in runs)
        {
            chart.AddLine(name, history.Select(epoch => epoch.Test));
        }

        chart.AddLine("PCA", runs[0].History.Select(_ => pcaSquaredError)).Save(path);
    }
}
