using System;
using System.Diagnostics;
using CharacterModel;
using NetGen;
using NetGen.Gpu;
using NetGen.Samples;

namespace GpuTraining;

/// <summary>The character model on a device, and for a few seconds on the processor.</summary>
internal sealed class TextTraining(Device device, SampleOptions options)
{
    private const int BatchSize = 32, Steps = 64, Parts = 10;
    private const double LearningRate = 4e-3, WarmUp = 0.02, Final = 0.02;

    public object Run(string file, double minutes)
    {
        var corpus = Corpus.Load(file, Reader.LogitsPerStep, shortest: 4 * BatchSize * Steps);
        var model = new TextNetwork(options.Seed);
        var optimizer = new Adam(LearningRate) { Clipping = Clipping.GlobalNorm(1) };
        using var trainer = model.CreateTrainer(device, optimizer, BatchSize, Steps, options.Seed);
        using var reader = new Reader(Readable(model), streams: 32, options.Threads);
        trainer.KeepsState = true;
        var windows = new TokenWindows(corpus.Training, BatchSize, Steps);
        var order = new Random((int)options.Seed);
        var allocations = new AllocationMeter();
        var clock = new Stopwatch();
        double wanted = minutes * 60, validationLoss = 0;
        long steps = 0;
        TrainingTable.Show(Parts, ["training loss", "validation loss", "characters/s"], table =>
        {
            // A part takes at least one step, so on a slow device there are fewer.
            for (int part = 1; part <= Parts && clock.Elapsed.TotalSeconds < wanted; part++)
            {
                PendingLoss loss = default;
                clock.Start();
                do
                {
                    if (!windows.MoveNext())
                    {
                        windows.Restart(order.Next(Math.Min(Steps, windows.MaxStart + 1)));
                        windows.MoveNext();
                        trainer.Reset();
                    }

                    double done = Math.Min(1, clock.Elapsed.TotalSeconds / wanted);
                    double warmedUp = Math.Min(1, (done + 1e-3) / WarmUp), cosine = (1 + Math.Cos(Math.PI * done)) / 2;
                    optimizer.LearningRate = LearningRate * warmedUp * (Final + (1 - Final) * cosine);
                    allocations.Start();
                    loss = trainer.Step(windows.Inputs, windows.Targets);
                    allocations.Stop();
                    steps++;
                }
                while (clock.Elapsed.TotalSeconds < wanted * part / Parts);

                float last = loss;
                clock.Stop();
                trainer.Synchronize();
                validationLoss = reader.Loss(corpus.Validation);
                table.Report(part, $"{last:F3}", $"{validationLoss:F3}", $"{steps * BatchSize * Steps / clock.Elapsed.TotalSeconds:N0}");
            }
        }, unit: "part");
        double seconds = clock.Elapsed.TotalSeconds, tokensPerSecond = steps * BatchSize * Steps / seconds, onProcessor = OnProcessor(corpus);
        Console.WriteLine($"{Environment.NewLine}{reader.Write(corpus.Vocabulary, "\n", 400, temperature: 0.8, options.Seed)}{Environment.NewLine}");
        Console.WriteLine($"Validation {validationLoss:F4} nats per character after {steps:N0} steps in {seconds:F1} s: {tokensPerSecond:N0} characters/s, on the processor {onProcessor:N0} ({options.Threads} threads)");
        return new { device = device.Name, cell = "lstm", parameters = model.Parameters.Trainable.Length, steps, seconds, tokensPerSecond, cpuTokensPerSecond = onProcessor, validationLoss, allocatedBytes = allocations.AllocatedBytes };
    }

    /// <summary>Validation and writing are on the processor, whose sessions read the model's own parameters.</summary>
    private static LanguageModel Readable(TextNetwork model) =>
        LanguageModel.Of<TextNetwork.Trainer, TextNetwork.Session>(model.Parameters, model.CreateTrainer, trainer => trainer.Step, model.CreateSession, session => session.Step);

    /// <summary>Characters per second of the same training on the processor.</summary>
    private double OnProcessor(Corpus corpus)
    {
        var model = new TextNetwork(options.Seed);
        using var trainer = model.CreateTrainer(new Adam(LearningRate), BatchSize, Steps, options.Threads, options.Seed);
        trainer.KeepsState = true;
        var windows = new TokenWindows(corpus.Training, BatchSize, Steps);
        var clock = Stopwatch.StartNew();
        long steps = 0;
        for (; clock.Elapsed.TotalSeconds < 3; steps++)
        {
            if (!windows.MoveNext())
            {
                windows.Restart(0);
                windows.MoveNext();
            }

            trainer.Step(windows.Inputs, windows.Targets);
        }

        return steps * BatchSize * Steps / clock.Elapsed.TotalSeconds;
    }
}
