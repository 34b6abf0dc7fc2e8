using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Benchmarks.Networks;

namespace NetGen.Benchmarks;

/// <summary>Networks over time: single steps with states that are kept, and training on sequences of characters.</summary>
internal static class SequenceCases
{
    private const int Batch = 32, Steps = 64;

    public static IEnumerable<BenchmarkCase> All =>
    [
        Dense(4, threads => new Dense4(seed: 1).CreateSession(1, threads).Forward),
        Dense(8, threads => new Dense8(seed: 1).CreateSession(1, threads).Forward),
        Dense(16, threads => new Dense16(seed: 1).CreateSession(1, threads).Forward),
        Dense(32, threads => new Dense32(seed: 1).CreateSession(1, threads).Forward),
        Dense(64, threads => new Dense64(seed: 1).CreateSession(1, threads).Forward),
        Gru(4, threads => new Gru4(seed: 1).CreateSession(threads: threads).Step),
        Gru(8, threads => new Gru8(seed: 1).CreateSession(threads: threads).Step),
        Gru(16, threads => new Gru16(seed: 1).CreateSession(threads: threads).Step),
        Gru(32, threads => new Gru32(seed: 1).CreateSession(threads: threads).Step),
        Gru(64, threads => new Gru64(seed: 1).CreateSession(threads: threads).Step),
        Lstm(4, threads => new Lstm4(seed: 1).CreateSession(threads: threads).Step),
        Lstm(8, threads => new Lstm8(seed: 1).CreateSession(threads: threads).Step),
        Lstm(16, threads => new Lstm16(seed: 1).CreateSession(threads: threads).Step),
        Lstm(32, threads => new Lstm32(seed: 1).CreateSession(threads: threads).Step),
        Lstm(64, threads => new Lstm64(seed: 1).CreateSession(threads: threads).Step),
        CharacterStep("rnn", 1, threads => new CharacterRnn(seed: 1).CreateSession(threads: threads).Step),
        CharacterStep("gru", 3, threads => new CharacterGru(seed: 1).CreateSession(threads: threads).Step),
        CharacterStep("lstm", 4, threads => new CharacterLstm(seed: 1).CreateSession(threads: threads).Step),
        CharacterTraining("rnn", 1, threads => { var trainer = new CharacterRnn(seed: 1).CreateTrainer(new Adam(1e-4), Batch, Steps, threads); return (x, y) => trainer.Step(x, y); }),
        CharacterTraining("gru", 3, threads => { var trainer = new CharacterGru(seed: 1).CreateTrainer(new Adam(1e-4), Batch, Steps, threads); return (x, y) => trainer.Step(x, y); }),
        CharacterTraining("lstm", 4, threads => { var trainer = new CharacterLstm(seed: 1).CreateTrainer(new Adam(1e-4), Batch, Steps, threads); return (x, y) => trainer.Step(x, y); }),
    ];

    private static BenchmarkCase Dense(int units, Func<int, Inference> make) => Step($"dense-{units}", (long)units * units, units, make);

    private static BenchmarkCase Gru(int units, Func<int, Inference> make) => Step($"gru-{units}", 6L * units * units, units, make);

    private static BenchmarkCase Lstm(int units, Func<int, Inference> make) => Step($"lstm-{units}", 8L * units * units, units, make);

    private static BenchmarkCase Step(string name, long work, int units, Func<int, Inference> make) => new($"{name}/step/b1", work, 0, workers =>
    {
        var step = make(workers.Count);
        float[] x = Workloads.Numbers(units), y = new float[units];
        return () => step(x, y);
    });

    private static BenchmarkCase CharacterStep(string cell, int gates, Func<int, TokenInference> make) => new($"charlm-{cell}/step/b1", Workloads.CharacterStep(gates), 0, workers =>
    {
        var step = make(workers.Count);
        int[] x = [7];
        var y = new float[65];
        return () => step(x, y);
    });

    private static BenchmarkCase CharacterTraining(string cell, int gates, Func<int, TokenTraining> make) => new($"charlm-{cell}/train/b32xt64", 3L * Batch * Steps * Workloads.CharacterStep(gates), 0, workers =>
    {
        var step = make(workers.Count);
        int[] x = Workloads.Labels(Batch * Steps, 65), y = [.. x.Skip(1), x[0]];
        return () => step(x, y);
    });
}

internal delegate void TokenInference(ReadOnlySpan<int> input, Span<float> output);

internal delegate void TokenTraining(ReadOnlySpan<int> input, ReadOnlySpan<int> target);
