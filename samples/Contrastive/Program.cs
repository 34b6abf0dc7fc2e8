using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Contrastive;
using NetGen.Samples;

var options = new SampleOptions("Learns without labels by comparing: depth from neighbouring patches of stereo pictures, and features of digits from two distorted versions of each.");
var stepOption = options.AddCount("--steps", 3000, "Steps of training of the depth module, in each of three starts.");
var epochOption = options.AddCount("--epochs", 5, "How often the encoder of digits goes through the training images without labels.");
var labelEpochOption = options.AddCount("--label-epochs", 5, "How often classifiers go through all labelled images; through 1 % of them twenty times as often.");
var dataOption = options.Add("--data", "", "Folder with the four IDX files (.gz or not). Without it, NETGEN_DATA/mnist, shared/data/mnist beside the checkout, or a download.");
var outOption = options.Add("--out", "contrastive-output", "Folder for the model and the pictures.");
return options.Run(args, () =>
{
    string PathOf(string file) => Path.Combine(outOption.Value, file);
    Directory.CreateDirectory(outOption.Value);

    // 1  Depth: two copies of a network agree about neighbouring patches of random dots.
    Console.WriteLine(DepthModule.Summary);
    using var depth = new DepthTraining(stepOption.Value, options.Threads, options.Seed);
    var tests = depth.Test();
    double disparityCorrelation = Math.Abs(Correlation(tests));
    ResultPictures.Depth(depth, tests, new Random((int)options.Seed), PathOf("depth.png"));
    Console.WriteLine($"Correlation of output and disparity {disparityCorrelation:F3} on {tests.Length} new patches, after {depth.Seconds:F1} s");

    // 2  Digits: an encoder finds both versions of an image alike.
    Console.WriteLine(DigitEncoder.Summary);
    var (training, test) = MnistData.LoadImages(dataOption.Value);
    var digits = new DigitTraining(test, options.Threads, options.Seed);
    var encoder = digits.WithoutLabels(training, epochOption.Value);
    encoder.Save(PathOf("encoder.safetensors"));
    ResultPictures.Pairs(training, options.Seed, PathOf("pairs.png"));
    ResultPictures.Neighbours(encoder, test, PathOf("neighbours.png"));

    // 3  Classifiers: a linear one on what the encoder has found without labels, and the same encoder trained from the labels alone.
    var few = Some(training, training.Count / 100, options.Seed);
    var (fewEpochs, allEpochs) = (20 * labelEpochOption.Value, labelEpochOption.Value);
    double accuracy1Percent = digits.OnFeatures(encoder, few, fewEpochs), supervised1Percent = digits.FromLabels(few, fewEpochs);
    double accuracy100Percent = digits.OnFeatures(encoder, training, allEpochs), supervised100Percent = digits.FromLabels(training, allEpochs);

    double seconds = depth.Seconds + digits.Seconds;
    long allocatedBytes = depth.AllocatedBytes + digits.AllocatedBytes;
    Console.WriteLine($"""
        Test accuracy with {few.Count} labels: {accuracy1Percent:P2} on features found without labels, {supervised1Percent:P2} from the labels alone
        Test accuracy with {training.Count} labels: {accuracy100Percent:P2} on features found without labels, {supervised100Percent:P2} from the labels alone
        {seconds:F1} s; bytes allocated by training steps after the first: {allocatedBytes}
        Written to {outOption.Value}: encoder.safetensors, depth.png, pairs.png, neighbours.png
        """);
    options.WriteJson(new { disparityCorrelation, accuracy1Percent, supervised1Percent, accuracy100Percent, supervised100Percent, seconds, allocatedBytes });
});

static double Correlation(IReadOnlyList<(double X, double Y)> points)
{
    double x = points.Average(p => p.X), y = points.Average(p => p.Y);
    return points.Sum(p => (p.X - x) * (p.Y - y)) / Math.Sqrt(points.Sum(p => (p.X - x) * (p.X - x)) * points.Sum(p => (p.Y - y) * (p.Y - y)));
}

static ImageSet Some(ImageSet images, int count, ulong seed)
{
    int[] order = [.. Enumerable.Range(0, images.Count)];
    new Random((int)seed).Shuffle(order);
    int[] chosen = order[..count];
    return new ImageSet([.. chosen.SelectMany(i => images[i].ToArray())], [.. chosen.Select(i => images.Labels[i])]);
}
