using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using CharacterModel;
using NetGen;
using NetGen.Samples;
using NetGen.Samples.Pictures;

var options = new SampleOptions("Trains a recurrent network to predict the next character of a text, then lets it write.");
var cellOption = options.AddChoice("--cell", "Recurrent cell: lstm (default), rnn, gru, peephole, or custom, which this sample defines by its equations.", "lstm", "rnn", "gru", "peephole", "custom");
var hiddenOption = options.AddCount("--hidden", 128, "Elements of a layer's state: 128 or 256.");
var layersOption = options.AddCount("--layers", 1, "Recurrent layers: 1 or 2.");
var minutesOption = options.Add("--minutes", 1.0, "How long to train.");
var dataOption = options.Add("--data", Path.Combine(AppContext.BaseDirectory, "data", "opticks.txt.gz"), "Text file; relative paths are also looked for in the folder NETGEN_DATA.");
var outOption = options.Add("--out", "character-model-output", "Folder for the picture.");
return options.Run(args, () =>
{
    const int BatchSize = 32, Steps = 64, Parts = 20;
    const double LearningRate = 4e-3, WarmUp = 0.02, Final = 0.02;
    var corpus = Corpus.Load(dataOption.Value, Reader.LogitsPerStep, shortest: 4 * BatchSize * Steps);
    var model = Catalogue.Create(cellOption.Value, hiddenOption.Value, layersOption.Value, options.Seed);
    Console.WriteLine($"{corpus.Training.Length:N0} characters to train with, {corpus.Validation.Length:N0} to validate with, {corpus.Vocabulary.Count} different; {model.Parameters.Trainable.Length:N0} parameters");

    // Truncated backpropagation through time: each window begins with the states that the window before has left.
    var optimizer = new Adam(LearningRate) { Clipping = Clipping.GlobalNorm(1) };
    var (trainer, step) = model.CreateTrainer(optimizer, BatchSize, Steps, options.Threads, options.Seed);
    using var trained = trainer;
    using var watching = new Reader(model, streams: 32, options.Threads);
    trainer.KeepsState = true;
    var windows = new TokenWindows(corpus.Training, BatchSize, Steps);
    var order = new Random((int)options.Seed);
    var allocations = new AllocationMeter();
    var clock = new Stopwatch();
    double wanted = minutesOption.Value * 60;
    long steps = 0;
    var curve = new List<(double Seconds, double Training, double Validation)>();
    TrainingTable.Show(Parts, ["training loss", "validation loss", "characters/s", "writes"], table =>
    {
        for (int part = 1; part <= Parts; part++)
        {
            double loss = 0;
            long before = steps;
            clock.Start();
            do
            {
                if (!windows.MoveNext())
                {
                    // Other windows each time.
                    windows.Restart(order.Next(Math.Min(Steps, windows.MaxStart + 1)));
                    windows.MoveNext();
                    trainer.Reset();
                }

                // A schedule by time, not by steps: whatever the machine, the learning rate has fallen when the time is up.
                double done = Math.Min(1, clock.Elapsed.TotalSeconds / wanted);
                double warmedUp = Math.Min(1, (done + 1e-3) / WarmUp), cosine = (1 + Math.Cos(Math.PI * done)) / 2;
                optimizer.LearningRate = LearningRate * warmedUp * (Final + (1 - Final) * cosine);
                allocations.Start();
                loss += step(windows.Inputs, windows.Targets);
                allocations.Stop();
                steps++;
            }
            while (clock.Elapsed.TotalSeconds < wanted * part / Parts);
            clock.Stop();
            double validation = watching.Loss(corpus.Validation);
            curve.Add((clock.Elapsed.TotalSeconds, loss / (steps - before), validation));
            string sample = watching.Write(corpus.Vocabulary, "\n", 40, temperature: 0.7, options.Seed).ReplaceLineEndings(" / ");
            table.Report(part, $"{curve[^1].Training:F3}", $"{validation:F3}", $"{steps * BatchSize * Steps / clock.Elapsed.TotalSeconds:N0}", sample);
        }
    }, unit: "part");
    double seconds = clock.Elapsed.TotalSeconds;

    // One stream over the whole of the validation text, and then the model's own words.
    using var reader = new Reader(model, streams: 1, options.Threads);
    double validationLoss = reader.Loss(corpus.Validation);
    Console.WriteLine($"{Environment.NewLine}{reader.Write(corpus.Vocabulary, "\n", 800, temperature: 0.8, options.Seed)}{Environment.NewLine}");
    string file = Path.Combine(outOption.Value, "loss.png");
    Directory.CreateDirectory(outOption.Value);
    new XYChart($"{layersOption.Value} x {hiddenOption.Value} {cellOption.Value}: loss while it trains", "seconds of training", "nats per character")
        .AddLine("training", curve.Select(point => (point.Seconds, point.Training)))
        .AddLine("validation", curve.Select(point => (point.Seconds, point.Validation)))
        .Save(file);
    Console.WriteLine($"""
        Validation {validationLoss:F4} nats = {validationLoss / Math.Log(2):F4} bits per character, perplexity {Math.Exp(validationLoss):F2}, after {steps:N0} steps in {seconds:F1} s
        Bytes allocated by training steps after the first: {allocations.AllocatedBytes}
        Written: {file}
        """);
    options.WriteJson(new
    {
        cell = cellOption.Value,
        hidden = hiddenOption.Value,
        layers = layersOption.Value,
        parameters = model.Parameters.Trainable.Length,
        steps,
        seconds,
        tokensPerSecond = steps * BatchSize * Steps / seconds,
        validationLoss,
        allocatedBytes = allocations.AllocatedBytes,
    });
});
