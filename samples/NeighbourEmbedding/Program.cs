using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using NeighbourEmbedding;
using NetGen;
using NetGen.Samples;
using NetGen.Samples.Pictures;

var options = new SampleOptions("Lays 2,000 digits out in the plane so that what is alike lies together: t-SNE or SNE, as a network whose only parameters are the points.");
var methodOption = options.AddChoice("--method", "How similarity falls with distance in the map: tsne (Student's distribution) or sne (normal).", "tsne", "sne");
var epochOption = options.AddCount("--epochs", 1000, "Steps of gradient descent: each uses all pairs of digits.");
var perplexityOption = options.Add("--perplexity", 30.0, "How many neighbours a digit has, so to speak.");
var dataOption = options.Add("--data", "", "Folder with the four IDX files (.gz or not). Without it, NETGEN_DATA/mnist, shared/data/mnist beside the checkout, or a download.");
var outOption = options.Add("--out", "neighbour-embedding-output", "Folder for the map.");
return options.Run(args, () =>
{
    const int Count = 2000, Components = 30;
    int epochs = epochOption.Value;
    string method = methodOption.Value;

    // 1  The first digits of the test images, in 30 dimensions, and how near they are to one another.
    var (_, test) = MnistData.LoadImages(dataOption.Value);
    var (images, labels) = (test.Slice(0, Count).ToArray(), test.Labels[..Count]);
    var components = new PrincipalComponents(images, test.Size, Components);
    var reduced = new float[Count * Components];
    for (int i = 0; i < Count; i++)
    {
        components.Project(test[i], reduced.AsSpan(i * Components, Components));
    }

    var clock = Stopwatch.StartNew();
    float[] joint = Neighbourhoods.Joint(reduced, Components, perplexityOption.Value);
    Console.WriteLine($"{Count} digits in {Components} dimensions, {Neighbourhoods.NearestNeighbourError(reduced, Components, labels):P1} with a nearest neighbour of another class; perplexity {perplexityOption.Value} ({clock.Elapsed.TotalSeconds:F1} s)");

    // 2  Descend. Neighbours are exaggerated at first, so that clusters form while there is room to move; then momentum grows.
    using var map = method == "tsne" ? Map.Student(options.Threads, options.Seed) : Map.Normal(options.Threads, options.Seed);
    Console.WriteLine(map.Summary);
    int exaggerated = epochs / 4;
    float[] attraction = [.. joint.Select(p => map.Exaggeration * p)];
    var allocations = new AllocationMeter();
    float divergence = 0;
    clock.Restart();
    TrainingTable.Show(epochs, ["divergence", "seconds"], table =>
    {
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            bool early = epoch <= exaggerated;
            allocations.Start();
            divergence = (early ? map.EarlyStep : map.Step)(early ? attraction : joint);
            allocations.Stop();
            table.Report(epoch, early && map.Exaggeration > 1 ? "exaggerated" : $"{divergence:F4}", $"{clock.Elapsed.TotalSeconds:F1}");
        }
    });
    double seconds = clock.Elapsed.TotalSeconds;

    // 3  What it came to: the divergence of the last points, and how many lie beside another class.
    double klDivergence = map.Divergence(joint);
    float[] points = map.Points();
    double nearestNeighbourError = Neighbourhoods.NearestNeighbourError(points, 2, labels);
    string file = Path.Combine(outOption.Value, $"{method}.png");
    Directory.CreateDirectory(outOption.Value);
    var picture = new XYChart($"{(method == "tsne" ? "t-SNE" : "SNE")} of {Count} digits: divergence {klDivergence:F3}", "", "") { ChartWidth = 760, ChartHeight = 720 };
    for (int label = 0; label < MnistData.Classes; label++)
    {
        picture.AddDots($"{label}", Enumerable.Range(0, Count).Where(i => labels[i] == label).Select(i => ((double)points[2 * i], (double)points[2 * i + 1])), radius: 2.2);
    }

    picture.Save(file);
    Console.WriteLine($"""
        Divergence {klDivergence:F4}; {nearestNeighbourError:P1} of the points with a nearest neighbour of another class, after {epochs} steps in {seconds:F1} s
        Bytes allocated by steps after the first: {allocations.AllocatedBytes}
        Written: {file}
        """);
    options.WriteJson(new { klDivergence, nearestNeighbourError, seconds, allocatedBytes = allocations.AllocatedBytes });
});
