using System;
using System.Diagnostics;
using System.IO;
using CharacterModel;
using NetGen;
using NetGen.Samples;

var options = new SampleOptions("Trains a recurrent network to predict the next character of a text, then lets it write.");
var cellOption = options.AddChoice("--cell", "Recurrent cell: lstm (default), rnn, gru, peephole.", "lstm", "rnn", "gru", "peephole");
var hiddenOption = options.AddCount("--hidden", 128, "Elements of a layer's state: 128 or 256.");
var layersOption = options.AddCount("--layers", 1, "Recurrent layers: 1 or 2.");
var minutesOption = options.Add("--minutes", 1.0, "How long to train.");
var dataOption = options.Add("--data", Path.Combine(AppContext.BaseDirectory, "data", "opticks.txt.gz"), "Text file; relative paths are also looked for in the folder NETGEN_DATA.");
return options.Run(args, () =>
{
    const int BatchSize = 32, Steps = 64, Parts = 20;
    const double LearningRate = 4e-3, WarmUp = 0.02;
    var corpus = Corpus.Load(dataOption.Value, Reader.LogitsPerStep, shortest: 40 * BatchSize * Steps / 10);
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

                double done = Math.Min(1, clock.Elapsed.TotalSeconds / wanted);
                optimizer.LearningRate = LearningRate * Math.Min(1, (done + 1e-3) / WarmUp) * (0.02 + (0.49 * (1 + Math.Cos(Math.PI * done))));
                allocations.Start();
                loss += step(windows.Inputs, windows.Targets);
                allocations.Stop();
                steps++;
            }
            while (clock.Elapsed.TotalSeconds < wanted * part / Parts);
            clock.Stop();
            double validation = watching.Loss(corpus.Validation);
            string sample = watching.Write(corpus.Vocabulary, "\n", 40, temperature: 0.7, options.Seed).ReplaceLineEndings(" / ");
            table.Report(part, $"{loss / (steps - before):F3}", $"{validation:F3}", $"{steps * BatchSize * Steps / clock.Elapsed.TotalSeconds:N0}", sample);
        }
    }, unit: "part");
    double seconds = clock.Elapsed.TotalSeconds;

    // One stream over the whole of the validation text, and then the model's own words.
    using var reader = new Reader(model, streams: 1, options.Threads);
    double validationLoss = reader.Loss(corpus.Validation);
    Console.WriteLine($"{Environment.NewLine}{reader.Write(corpus.Vocabulary, "\n", 800, temperature: 0.8, options.Seed)}{Environment.NewLine}");
    Console.WriteLine($"""
        Validation {validationLoss:F4} nats = {validationLoss / Math.Log(2):F4} bits per character, perplexity {Math.Exp(validationLoss):F2}, after {steps:N0} steps in {seconds:F1} s
        Bytes allocated by training steps after the first: {allocations.AllocatedBytes}
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
