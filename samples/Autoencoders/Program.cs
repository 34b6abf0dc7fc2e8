using System;
using System.Collections.Generic;
using System.IO;
using Autoencoders;
using NetGen;
using NetGen.Samples;

var options = new SampleOptions("Trains a deep autoencoder on MNIST from scratch, and another one layer by layer and then end to end; both beside principal components.");
var epochOption = options.AddCount("--epochs", 12, "How often each goes through the training images end to end.");
var pairEpochOption = options.AddCount("--pair-epochs", 3, "How often each shallow autoencoder goes through them before.");
var dataOption = options.Add("--data", "", "Folder with the four IDX files (.gz or not). Without it, NETGEN_DATA/mnist, shared/data/mnist beside the checkout, or a download.");
var outOption = options.Add("--out", "autoencoders-output", "Folder for the models and the pictures.");
return options.Run(args, () =>
{
    const int BatchSize = 25, Code = 30;
    string PathOf(string file) => Path.Combine(outOption.Value, file);
    Directory.CreateDirectory(outOption.Value);
    var (training, test) = MnistData.LoadImages(dataOption.Value);
    Console.WriteLine(Autoencoder.Summary);

    // 1  What a linear code of the same length does.
    float[] projected = Projected();
    double pcaSquaredError = SquaredError(projected);
    Console.WriteLine($"{Code} principal components: squared error per test image {pcaSquaredError:F3}");

    var batches = new ShuffledImages(training, BatchSize, options.Seed);
    var allocations = new AllocationMeter();
    var run = new UnsupervisedTraining(batches, allocations);

    // 2  Deep, from scratch.
    var deep = SymmetricStart.Model(options.Seed);
    Console.WriteLine("Deep, from scratch:");
    var deepHistory = EndToEnd(deep);
    deep.Save(PathOf("deep.safetensors"));

    // 3  The same network, pair by pair and then end to end: a trainer for each loss, all with the same parameters.
    var stacked = SymmetricStart.Model(options.Seed);
    using (var pair = stacked.CreatePair1Trainer(new Adam(1e-3), BatchSize, options.Threads))
    {
        Pretrain("784-1000-784", pair.Step, pair.Forward);
    }

    using (var pair = stacked.CreatePair2Trainer(new Adam(1e-3), BatchSize, options.Threads))
    {
        Pretrain("1000-500-1000", pair.Step, pair.Forward);
    }

    using (var pair = stacked.CreatePair3Trainer(new Adam(1e-3), BatchSize, options.Threads))
    {
        Pretrain("500-250-500", pair.Step, pair.Forward);
    }

    using (var pair = stacked.CreatePair4Trainer(new Adam(1e-3), BatchSize, options.Threads))
    {
        Pretrain("250-30-250", pair.Step, pair.Forward);
    }

    Console.WriteLine("The stack of all pairs, end to end:");
    var stackedHistory = EndToEnd(stacked);
    stacked.Save(PathOf("stacked.safetensors"));

    // 4  What it came to.
    var (deepImages, stackedImages) = (Reconstructed(deep), Reconstructed(stacked));
    var (deepSquaredError, stackedSquaredError) = (SquaredError(deepImages), SquaredError(stackedImages));
    ResultPictures.Reconstructions(test, [("deep", deepImages), ("stacked", stackedImages), ("principal components", projected)], PathOf("reconstructions.png"));
    ResultPictures.LearningCurves([("deep", deepHistory), ("stacked", stackedHistory)], pcaSquaredError, PathOf("learning-curves.png"));
    Console.WriteLine($"""
        Squared error per test image: deep {deepSquaredError:F3}, stacked {stackedSquaredError:F3}, principal components {pcaSquaredError:F3}, in {run.Seconds:F1} s
        Bytes allocated by training steps after the first: {allocations.AllocatedBytes}
        Written to {outOption.Value}: deep.safetensors, stacked.safetensors, reconstructions.png, learning-curves.png
        """);
    options.WriteJson(new { deepSquaredError, stackedSquaredError, pcaSquaredError, seconds = run.Seconds, allocatedBytes = allocations.AllocatedBytes });

    List<(double Training, double Test)> EndToEnd(Autoencoder model)
    {
        using var trainer = model.CreateWholeTrainer(new Adam(1e-3) { Schedule = Schedule.Cosine((long)epochOption.Value * batches.Batches) }, BatchSize, options.Threads);
        return run.Run(epochOption.Value, ("training error", "test error"), trainer.Step, () => MeanLoss(trainer.Forward));
    }

    void Pretrain(string shape, Func<ReadOnlySpan<float>, float> step, Func<ReadOnlySpan<float>, float> loss)
    {
        Console.WriteLine($"{shape}:");
        run.Run(pairEpochOption.Value, ("training error", "test error"), step, () => MeanLoss(loss));
    }

    double MeanLoss(Func<ReadOnlySpan<float>, float> loss)
    {
        double sum = 0;
        for (int first = 0; first < test.Count; first += BatchSize)
        {
            int count = Math.Min(BatchSize, test.Count - first);
            sum += count * loss(test.Slice(first, count));
        }

        return sum / test.Count;
    }

    float[] Reconstructed(Autoencoder model)
    {
        using var session = model.CreateSession(test.Count, options.Threads);
        var images = new float[test.Pixels.Length];
        session.Forward(test.Pixels, images);
        return images;
    }

    float[] Projected()
    {
        var components = new PrincipalComponents(training.Pixels, training.Size, Code);
        var images = new float[test.Pixels.Length];
        var coordinates = new float[Code];
        for (int i = 0; i < test.Count; i++)
        {
            components.Project(test[i], coordinates);
            components.Reconstruct(coordinates, images.AsSpan(i * test.Size, test.Size));
        }

        return images;
    }

    double SquaredError(float[] images)
    {
        double sum = 0;
        for (int i = 0; i < images.Length; i++)
        {
            double difference = images[i] - test.Pixels[i];
            sum += difference * difference;
        }

        return sum / test.Count;
    }
});
