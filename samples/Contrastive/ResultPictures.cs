using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Samples;
using NetGen.Samples.Pictures;

namespace Contrastive;

/// <summary>What the sample leaves to look at.</summary>
internal static class ResultPictures
{
    /// <summary>Strips as both eyes see them, the module's output along a long strip, and outputs over disparities.</summary>
    /// <param name="tests">Disparities and outputs; for the picture, outputs are brought to the scale of disparities by the straight line that fits best.</param>
    public static void Depth(DepthTraining depth, IReadOnlyList<(double Disparity, double Output)> tests, Random random, string path)
    {
        const int Length = 240, Rows = 6;
        var (slope, offset) = Line([.. tests.Select(test => (test.Output, test.Disparity))]);
        double Estimate(double output) => slope * output + offset;

        var eyes = new ImageSheet("Patches, left eye above right eye", 2 * Rows, DepthTraining.Patch) { Columns = 3, Zoom = 9, Ink = true, Gap = 16 };
        var patch = new StereoStrips(DepthTraining.Patch, random);
        for (int k = 0; k < 6; k++)
        {
            patch.Next();
            float[] pixels = [.. Enumerable.Repeat(patch.Left, Rows).Concat(Enumerable.Repeat(patch.Right, Rows)).SelectMany(row => row)];
            eyes.Add(pixels, string.Create(CultureInfo.InvariantCulture, $"is {patch.Disparity((DepthTraining.Patch - 1) / 2.0):F2}, seen as {Estimate(depth.Output(patch, 0)):F2}"));
        }

        var strip = new StereoStrips(Length, random);
        strip.Next();
        var places = Enumerable.Range(0, Length - DepthTraining.Patch + 1).Select(first => (First: first, Middle: first + (DepthTraining.Patch - 1) / 2.0)).ToList();
        var along = new XYChart("Along a strip", "place (pixels)", "disparity (pixels)")
            .AddLine("surface", places.Select(place => (place.Middle, strip.Disparity(place.Middle))))
            .AddLine("output", places.Select(place => (place.Middle, Estimate(depth.Output(strip, place.First)))));
        var over = new XYChart($"{tests.Count} new patches", "disparity (pixels)", "output")
            .AddDots("", tests.Select(test => (test.Disparity, test.Output)), radius: 1.5);
        Picture.SaveRow(path, eyes, along, over);
    }

    /// <summary>Images, and below each two versions of it that belong together.</summary>
    public static void Pairs(ImageSet images, ulong seed, string path)
    {
        const int Shown = 10;
        ImageSet first = new(images.Slice(0, Shown).ToArray(), images.Labels[..Shown]);
        var pairs = new DistortedPairs(first, Shown, threads: 1, seed);
        pairs.Read(0, epoch: 0);
        var sheet = new ImageSheet("Digits, and below each the two versions that the encoder is to find alike", MnistData.Height, MnistData.Width) { Ink = true, Columns = Shown };
        Add(sheet, first.Pixels);
        Add(sheet, pairs.Images);
        Add(sheet, pairs.Others);
        sheet.Save(path);
    }

    /// <summary>A test image of each digit at the left, and beside it those whose features point in the most similar directions.</summary>
    public static void Neighbours(DigitEncoder encoder, ImageSet test, string path)
    {
        const int Shown = 9, BatchSize = 500;
        using var session = encoder.CreateSession(BatchSize);
        var features = new float[test.Count * DigitTraining.Features];
        for (int first = 0; first < test.Count; first += BatchSize)
        {
            int count = Math.Min(BatchSize, test.Count - first);
            session.Encode(test.Slice(first, count), features.AsSpan(first * DigitTraining.Features, count * DigitTraining.Features));
        }

        double[] lengths = [.. Enumerable.Range(0, test.Count).Select(i => Math.Sqrt(Product(i, i)))];
        var sheet = new ImageSheet("A test image of each digit, and the nine with the most similar features", MnistData.Height, MnistData.Width) { Ink = true, Columns = 1 + Shown };
        for (int label = 0; label < MnistData.Classes; label++)
        {
            int query = Array.IndexOf(test.Labels, label);
            foreach (int i in Enumerable.Range(0, test.Count).OrderByDescending(i => i == query ? double.MaxValue : Product(query, i) / lengths[i]).Take(1 + Shown))
            {
                sheet.Add(test[i]);
            }
        }

        sheet.Save(path);

        double Product(int i, int j)
        {
            var a = features.AsSpan(i * DigitTraining.Features, DigitTraining.Features);
            var b = features.AsSpan(j * DigitTraining.Features, DigitTraining.Features);
            double sum = 0;
            for (int k = 0; k < a.Length; k++)
            {
                sum += a[k] * b[k];
            }

            return sum;
        }
    }

    private static void Add(ImageSheet sheet, ReadOnlySpan<float> images)
    {
        for (int first = 0; first < images.Length; first += MnistData.Pixels)
        {
            sheet.Add(images.Slice(first, MnistData.Pixels));
        }
    }

    private static (double Slope, double Offset) Line(IReadOnlyList<(double X, double Y)> points)
    {
        double x = points.Average(p => p.X), y = points.Average(p => p.Y);
        double slope = points.Sum(p => (p.X - x) * (p.Y - y)) / points.Sum(p => (p.X - x) * (p.X - x));
        return (slope, y - slope * x);
    }
}
