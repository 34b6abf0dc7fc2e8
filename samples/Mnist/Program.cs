using System;
using System.IO;
using System.Linq;
using Mnist;
using NetGen;
using NetGen.Samples;

var options = new SampleOptions("Trains a network on MNIST, or on data in its format, with everything around training: schedule, augmentation, checkpoints, metrics, pictures.");
var networkOption = options.AddChoice("--network", "Which network: 784-300-100-10, 784-1200-1200-10 with dropout, LeNet-5, or a plain one on distorted digits.", Recipe.Names);
var epochOption = options.AddCount("--epochs", 0, "How often to go through the training images; 0 for what suits the network.", least: 0);
var dataOption = options.Add("--data", "", "Folder with the four IDX files (.gz or not). Without it, NETGEN_DATA/mnist, shared/data/mnist beside the checkout, or a download.");
var outOption = options.Add("--out", "mnist-output", "Folder for the model, the checkpoint and the pictures.");
var checkpointOption = options.AddCount("--checkpoint-every", 500, "Updates between two checkpoints; there is one after every epoch too.");
var resumeOption = options.Add("--resume", false, "Goes on from the checkpoint in --out, if there is one.");
return options.Run(args, () =>
{
    string network = networkOption.Value;
    var recipe = Recipe.Named(network);
    int epochs = epochOption.Value > 0 ? epochOption.Value : recipe.Epochs;
    string PathOf(string file) => Path.Combine(outOption.Value, $"{network}{file}");
    Directory.CreateDirectory(outOption.Value);

    // 1  Data: pixels from 0 to 1; distorted anew in every epoch, if the recipe says so.
    var (training, test) = MnistData.Load(dataOption.Value);
    if (recipe.Augmentation is { } augmentation)
    {
        training = training.Augmented(MnistData.Height, MnistData.Width, channels: 1, augmentation, options.Seed);
    }

    // 2  A model and its trainer. The schedule counts updates, so it must know how many there will be.
    long updates = (long)epochs * ((training.Count + recipe.BatchSize - 1) / recipe.BatchSize);
    var (trainer, save) = recipe.Start(recipe.Optimizer(updates), recipe.BatchSize, options.Threads, options.Seed);
    Console.WriteLine(recipe.Summary);
    Console.WriteLine($"{training.Count} images to train with, {test.Count} to test with; {recipe.Optimizer(updates)}");

    // 3  Train. Killed at any moment, it goes on with --resume as if it had not been.
    using (trainer)
    {
        var (accuracy, confusion) = (new Accuracy(), new ConfusionMatrix(MnistData.Classes));
        FitResult? result = null;
        long allocatedBytes = 0;
        TrainingTable.Show(epochs, ["training loss", "test loss", "test error", "seconds"], table =>
        {
            var meter = new StepMeter(table, checkpointOption.Value);
            result = trainer.Fit(training, new()
            {
                Epochs = epochs,
                Seed = options.Seed,
                Validation = test,
                Metrics = [accuracy],
                Checkpoint = new CheckpointOptions(PathOf(".checkpoint")) { EveryUpdates = checkpointOption.Value, Resume = resumeOption.Value },
                Progress = meter,
                EpochEnded = epoch => table.Report(epoch.Epoch, $"{epoch.TrainingLoss:F4}", $"{epoch.ValidationLoss:F4}", $"{1 - epoch.Metrics[0]:P2}", $"{epoch.Duration.TotalSeconds:F1}"),
            });
            allocatedBytes = meter.AllocatedBytes;
        });
        if (result!.Resumption is { } resumption)
        {
            Console.WriteLine(resumption);
        }

        // 4  What it came to.
        trainer.Evaluate(test, [accuracy, confusion]);
        save(PathOf(".safetensors"));
        ResultPictures.LearningCurves(network, result.Epochs, PathOf("-learning-curves.png"));
        ResultPictures.Confusion(network, confusion, PathOf("-confusion.png"));
        double seconds = result.Epochs.Sum(epoch => epoch.Duration.TotalSeconds);
        Console.WriteLine($"""
            Test error {1 - accuracy.Value:P2} after {result.Epochs.Count} epochs in {seconds:F1} s
            Bytes allocated by training steps after the first: {allocatedBytes}
            Written to {outOption.Value}: {network}.safetensors, {network}.checkpoint, {network}-learning-curves.png, {network}-confusion.png
            """);
        options.WriteJson(new { network, epochs = result.Epochs.Count, testError = 1 - accuracy.Value, trainSeconds = seconds, allocatedBytes });
    }
});
