using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using Digits;
using NetGen;
using NetGen.Samples;

var options = new SampleOptions("Trains a small convolutional network on handwritten digits, saves it, and lets the saved one predict.");
var epochOption = options.AddCount("--epochs", 30, "How often to go through the training digits.");
var dataOption = options.Add("--data", Path.Combine(AppContext.BaseDirectory, "data", "digits.csv.gz"), "CSV file of 8x8 digits.");
var outOption = options.Add("--out", "digits-output", "Folder for the saved model and the pictures.");
return options.Run(args, () =>
{
    const int BatchSize = 32, Classes = 10;
    int epochs = epochOption.Value;
    var (training, test) = DigitDataset.Load(dataOption.Value).Split(testShare: 0.2, seed: 1);
    Console.WriteLine($"{training.Count} digits to train with, {test.Count} to test with");

    // 1  A model with initial weights, and what was compiled.
    var model = new DigitNetwork(options.Seed);
    Console.WriteLine(DigitNetwork.Summary);

    // 2  Train. Each step is forward, backward and update for one batch, and allocates nothing.
    using var trainer = model.CreateTrainer(new Adam(learningRate: 4e-3), BatchSize, options.Threads, options.Seed);
    using var session = model.CreateSession(maxBatch: test.Count, options.Threads);
    var probabilities = new float[test.Count * Classes];
    var order = new Random((int)options.Seed);
    var allocations = new AllocationMeter();
    var history = new List<(double TrainingLoss, Evaluation Test)>();
    var clock = Stopwatch.StartNew();
    TrainingTable.Show(epochs, ["training loss", "test loss", "test accuracy"], table =>
    {
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            training.Shuffle(order);
            double loss = 0;
            for (int first = 0; first < training.Count; first += BatchSize)
            {
                int count = Math.Min(BatchSize, training.Count - first);        // the last batch is smaller
                allocations.Start();
                loss += count * trainer.Step(training.PixelsOf(first, count), training.Labels.Slice(first, count));
                allocations.Stop();
            }

            session.Predict(test.Pixels, probabilities);
            var score = Evaluation.Of(probabilities, test.Labels);
            history.Add((loss / training.Count, score));
            table.Report(epoch, $"{loss / training.Count:F4}", $"{score.Loss:F4}", $"{score.Accuracy:P2}");
        }
    });
    double seconds = clock.Elapsed.TotalSeconds;

    // 3  Save, and load again: from here on the file's weights predict.
    string modelFile = Path.Combine(outOption.Value, "digits.safetensors");
    Directory.CreateDirectory(outOption.Value);
    model.Save(modelFile);
    using var reloaded = DigitNetwork.Load(modelFile).CreateSession(maxBatch: test.Count);
    reloaded.Predict(test.Pixels, probabilities);
    double accuracy = Evaluation.Of(probabilities, test.Labels).Accuracy;

    // 4  Show what it learned.
    Console.WriteLine("The saved model on test digits, where it is least sure:");
    foreach (int i in Evaluation.LeastSure(probabilities, Classes, count: 5))
    {
        var (best, second) = Evaluation.TwoBest(probabilities.AsSpan(i * Classes, Classes));
        Console.WriteLine($"  a {test.Labels[i]}: {best} with {probabilities[i * Classes + best]:P1}, {second} with {probabilities[i * Classes + second]:P1}");
    }

    string curve = Path.Combine(outOption.Value, "learning-curve.png"), mistakes = Path.Combine(outOption.Value, "mistakes.png");
    ResultPictures.LearningCurve(history, curve);
    ResultPictures.Mistakes(test, probabilities, mistakes);
    Console.WriteLine($"""
        Test accuracy {accuracy:P2} after {epochs} epochs in {seconds:F1} s
        Bytes allocated by training steps after the first: {allocations.AllocatedBytes}
        Written: {modelFile}, {curve}, {mistakes}
        """);
    options.WriteJson(new { testAccuracy = accuracy, seconds, allocatedBytes = allocations.AllocatedBytes });
});
