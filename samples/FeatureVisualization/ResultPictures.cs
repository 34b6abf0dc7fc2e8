using System.Collections.Generic;
using System.Linq;
using NetGen.Samples.Pictures;

namespace FeatureVisualization;

/// <summary>What the sample leaves to look at.</summary>
internal static class ResultPictures
{
    /// <summary>What the first feature maps of each layer respond to, a row for each layer.</summary>
    public static void Filters(int size, IReadOnlyList<float[][]> pictures, string path)
    {
        var sheet = new ImageSheet("What feature maps respond to, from the first layer to the last", size, size) { Zoom = 1, Columns = Visualization.Together };
        foreach (var (layer, images) in Vgg.Layers.Zip(pictures))
        {
            for (int k = 0; k < images.Length; k++)
            {
                sheet.Add(images[k], $"{layer.Name}, map {k + 1}");
            }
        }

        sheet.Save(path);
    }

    /// <summary>The picture of a feature map, and the mean activations of all maps of its layer for it.</summary>
    public static void Activations(float[] picture, int size, string map, IEnumerable<float> ofPicture, IEnumerable<float> ofNoise, string path)
    {
        var sheet = new ImageSheet(map, size, size) { Zoom = 2, Columns = 1 };
        sheet.Add(picture);
        var chart = new XYChart("Mean activations of the maps of this layer", "map", "mean activation") { ChartHeight = sheet.Height, ChartWidth = 1.6 * sheet.Height }
            .AddLine("for the picture", ofPicture.Select(value => (double)value))
            .AddLine("for noise", ofNoise.Select(value => (double)value));
        Picture.SaveRow(path, sheet, chart);
    }
}
