using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Samples;
using NetGen.Samples.Pictures;

namespace VariationalAutoencoder;

/// <summary>What the sample leaves to look at.</summary>
internal static class ResultPictures
{
    private const int Height = MnistData.Height, Width = MnistData.Width, Pixels = MnistData.Pixels;

    public static void LearningCurve(IReadOnlyList<(double Training, double Test)> history, string path) =>
        new XYChart("Negative bound", "epoch", "nats per image")
            .AddLine("training", history.Select(epoch => epoch.Training))
            .AddLine("test", history.Select(epoch => epoch.Test))
            .Save(path);

    /// <summary>Two test images of each digit, and below each what its code's mean decodes to.</summary>
    public static void Reconstructions(CompiledVae vae, ImageSet test, string path)
    {
        var sheet = new ImageSheet($"Test images, and below each what is left of it after {vae.Latents} numbers", Height, Width) { Ink = true };
        for (int row = 0; row < 2; row++)
        {
            int[] chosen = [.. Enumerable.Range(0, MnistData.Classes).Select(label => Enumerable.Range(0, test.Count).Where(i => test.Labels[i] == label).ElementAt(row))];
            float[] images = [.. chosen.SelectMany(i => test[i].ToArray())];
            AddAll(sheet, images);
            AddAll(sheet, vae.Decode(vae.Encode(images)));
        }

        sheet.Save(path);
    }

    public static void Samples(CompiledVae vae, Random random, string path)
    {
        var sheet = new ImageSheet("Images of codes drawn from the standard normal distribution", Height, Width) { Ink = true, Gap = 2 };
        AddAll(sheet, vae.Decode([.. Enumerable.Range(0, 100 * vae.Latents).Select(_ => Normal(random))]));
        sheet.Save(path);
    }

    /// <summary>What every place of the plane decodes to, beside where test images lie in it.</summary>
    public static void Plane(CompiledVae vae, ImageSet test, string path)
    {
        const int Side = 20;
        const float Reach = 3;
        var codes = new float[Side * Side * 2];
        for (int k = 0; k < Side * Side; k++)
        {
            (codes[2 * k], codes[2 * k + 1]) = (Place(k % Side), -Place(k / Side));
        }

        var sheet = new ImageSheet($"Images of codes from -{Reach} to {Reach}", Height, Width) { Ink = true, Columns = Side, Zoom = 1, Gap = 0 };
        AddAll(sheet, vae.Decode(codes));
        var means = vae.Encode(test.Pixels);
        var map = new XYChart("Means of the codes of test images", "first number", "second number") { ChartWidth = sheet.Height * 1.1, ChartHeight = sheet.Height };
        for (int label = 0; label < MnistData.Classes; label++)
        {
            map.AddDots($"{label}", Enumerable.Range(0, test.Count / 2).Where(i => test.Labels[i] == label).Select(i => ((double)means[2 * i], (double)means[2 * i + 1])), radius: 1.2);
        }

        Picture.SaveRow(path, sheet, map);

        static float Place(int k) => Reach * (2f * k / (Side - 1) - 1);
    }

    private static void AddAll(ImageSheet sheet, float[] images)
    {
        for (int first = 0; first < images.Length; first += Pixels)
        {
            sheet.Add(images.AsSpan(first, Pixels));
        }
    }

    private static float Normal(Random random) => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
