using System;
using System.IO;
using System.Linq;
using FeatureVisualization;
using NetGen;
using NetGen.Samples;

var options = new SampleOptions("Trains a small network of convolutions on MNIST and draws what its feature maps respond to.");
var epochOption = options.AddCount("--epochs", 2, "How often to go through the training images.");
var stepOption = options.AddCount("--steps", 20, "Steps that pictures climb on each size.");
var mapOption = options.AddCount("--map", 0, "The feature map of the last layer to look at closely, from 1 to 64; 0 for the most selective one of the first eight.", least: 0);
var dataOption = options.Add("--data", "", "Folder with the four IDX files (.gz or not). Without it, NETGEN_DATA/mnist, shared/data/mnist beside the checkout, or a download.");
var outOption = options.Add("--out", "feature-visualization-output", "Folder for the model and the pictures.");
return options.Run(args, () =>
{
    const int BatchSize = 64;
    string PathOf(string file) => Path.Combine(outOption.Value, file);
    Directory.CreateDirectory(outOption.Value);
    Console.WriteLine(Vgg.Summary);

    // 1  A network that knows digits.
    var (training, test) = MnistData.LoadImages(dataOption.Value);
    var data = Dataset.Of(training.Pixels, training.Labels);
    var model = new Vgg(options.Seed);
    double seconds = 0;
    long updates = (long)epochOption.Value * ((training.Count + BatchSize - 1) / BatchSize);
    using (var trainer = model.CreateTrainer(new Adam(2e-3) { Schedule = Schedule.Cosine(updates) }, BatchSize, options.Threads))
    {
        TrainingTable.Show(epochOption.Value, ["training loss", "test error", "seconds"], table => trainer.Fit(data, new()
        {
            Epochs = epochOption.Value,
            Seed = options.Seed,
            Validation = Dataset.Of(test.Pixels, test.Labels),
            Metrics = [new Accuracy()],
            EpochEnded = epoch =>
            {
                seconds += epoch.Duration.TotalSeconds;
                table.Report(epoch.Epoch, $"{epoch.TrainingLoss:F4}", $"{1 - epoch.Metrics[0]:P2}", $"{epoch.Duration.TotalSeconds:F1}");
            },
        }));
    }

    model.Save(PathOf("vgg.safetensors"));

    // 2  What the first maps of each layer respond to.
    using var drawing = new Visualization(model, stepOption.Value, options.Threads, options.Seed);
    var pictures = Vgg.Layers.Select(layer => drawing.Draw([.. Enumerable.Range(layer.FirstMap, Visualization.Together)])).ToList();
    ResultPictures.Filters(drawing.Size, [.. pictures.Select(drawn => drawn.Images)], PathOf("filters.png"));

    // 3  One map of the last layer: its picture, shown to the network, excites it more than other maps. Without --map it is the most selective one of those drawn.
    var (name, firstMap, maps) = Vgg.Layers[^1];
    int map = mapOption.Value > 0 ? Math.Min(mapOption.Value, maps) - 1
        : Enumerable.Range(0, Visualization.Together).MaxBy(k => Selectivity(drawing.Activations(pictures[^1].Images[k], firstMap, maps), k));
    var (chosen, objectiveStart, objectiveEnd) = drawing.Draw(firstMap + map);
    float[] activations = drawing.Activations(chosen[0], firstMap, maps);
    ResultPictures.Activations(chosen[0], drawing.Size, $"{name}, map {map + 1}", activations, drawing.Activations(drawing.Noise(), firstMap, maps), PathOf("activations.png"));

    seconds += drawing.Seconds;
    Console.WriteLine($"""
        {name}, map {map + 1}: mean activation {objectiveStart:F3} for noise, {objectiveEnd:F3} for its picture, which excites {activations.Count(activation => activation > activations[map])} of the {maps} maps more
        {seconds:F1} s; bytes allocated by steps that draw: {drawing.AllocatedBytes}
        Written to {outOption.Value}: vgg.safetensors, filters.png, activations.png
        """);
    options.WriteJson(new { objectiveStart, objectiveEnd, seconds, allocatedBytes = drawing.AllocatedBytes });
});

// How far a map's activation is above all others'.
static double Selectivity(float[] activations, int map) => activations[map] / activations.Where((_, k) => k != map).Max();
