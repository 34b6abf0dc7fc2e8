using System;
using System.IO;
using System.Linq;
using NetGen;
using NetGen.Samples;
using VariationalAutoencoder;

var options = new SampleOptions("Trains a variational autoencoder on MNIST and draws new digits with it.");
var latentOption = options.AddChoice("--latents", "Numbers in a code: 20, or 2 for a picture of the whole plane of codes.", "20", "2");
var epochOption = options.AddCount("--epochs", 10, "How often to go through the training images.");
var dataOption = options.Add("--data", "", "Folder with the four IDX files (.gz or not). Without it, NETGEN_DATA/mnist, shared/data/mnist beside the checkout, or a download.");
var outOption = options.Add("--out", "variational-autoencoder-output", "Folder for the model and the pictures.");
return options.Run(args, () =>
{
    const int BatchSize = 100;
    string PathOf(string file) => Path.Combine(outOption.Value, file);
    Directory.CreateDirectory(outOption.Value);
    var (training, test) = MnistData.LoadImages(dataOption.Value);
    var batches = new ShuffledImages(training, BatchSize, options.Seed);

    // 1  A model, its trainer and its session.
    var optimizer = new Adam(1.5e-3) { Schedule = Schedule.Cosine((long)epochOption.Value * batches.Batches) };
    var vae = latentOption.Value == "2"
        ? CompiledVae.WithTwo(optimizer, BatchSize, options.Threads, options.Seed)
        : CompiledVae.WithTwenty(optimizer, BatchSize, options.Threads, options.Seed);
    Console.WriteLine(vae.Summary);

    // 2  Train: the loss needs images alone.
    var allocations = new AllocationMeter();
    var run = new UnsupervisedTraining(batches, allocations);
    var history = run.Run(epochOption.Value, ("training bound", "test bound"), vae.Step, () => vae.Bound(test.Pixels).Average());

    // 3  What it came to.
    vae.Save(PathOf("vae.safetensors"));
    ResultPictures.LearningCurve(history, PathOf("learning-curve.png"));
    ResultPictures.Reconstructions(vae, test, PathOf("reconstructions.png"));
    ResultPictures.Samples(vae, new Random((int)options.Seed), PathOf("samples.png"));
    if (vae.Latents == 2)
    {
        ResultPictures.Plane(vae, test, PathOf("plane.png"));
    }

    double negativeBound = history[^1].Test;
    Console.WriteLine($"""
        Negative bound on test images {negativeBound:F2} nats after {epochOption.Value} epochs in {run.Seconds:F1} s
        Bytes allocated by training steps after the first: {allocations.AllocatedBytes}
        Written to {outOption.Value}: vae.safetensors, learning-curve.png, reconstructions.png, samples.png{(vae.Latents == 2 ? ", plane.png" : "")}
        """);
    options.WriteJson(new { negativeBound, seconds = run.Seconds, allocatedBytes = allocations.AllocatedBytes });
});
