using System;
using System.Collections.Generic;
using System.Diagnostics;
using NetGen;
using NetGen.Samples;

namespace NameTagger;

internal delegate float TrainingStep(ReadOnlySpan<int> tokens, ReadOnlySpan<float> targets, ReadOnlySpan<int> lengths = default);

internal delegate void Prediction(ReadOnlySpan<int> tokens, Span<float> probabilities, ReadOnlySpan<int> lengths = default);

/// <summary>A network in training and in use, whichever it is.</summary>
internal sealed class Tagger(string name, Trainer<float> trainer, TrainingStep step, Session<float> session, Prediction predict) : IDisposable
{
    /// <summary>Most sentences of a call.</summary>
    public const int BatchSize = 32;

    private readonly AllocationMeter _allocations = new();
    private readonly Stopwatch _clock = new();

    public string Name { get; } = name;

    /// <summary>Seconds in steps of training.</summary>
    public double Seconds => _clock.Elapsed.TotalSeconds;

    /// <summary>Bytes that steps of training have allocated, but for the first.</summary>
    public long AllocatedBytes => _allocations.AllocatedBytes;

    /// <returns>The loss.</returns>
    public float Train(TaggerBatch batch)
    {
        _clock.Start();
        _allocations.Start();
        float loss = step(batch.Tokens, batch.Targets, batch.Lengths);
        _allocations.Stop();
        _clock.Stop();
        return loss;
    }

    /// <summary>For each character of each sentence, how probably it is part of a name.</summary>
    public List<float[]> Predict(Vocabulary vocabulary, IReadOnlyList<Sentence> sentences)
    {
        var all = new List<float[]>();
        for (int first = 0; first < sentences.Count; first += BatchSize)
        {
            var batch = new TaggerBatch(vocabulary, Math.Min(BatchSize, sentences.Count - first));
            batch.Fill(sentences, first);
            float[] probabilities = new float[batch.Tokens.Length];
            predict(batch.Tokens, probabilities, batch.Lengths);
            for (int n = 0; n < batch.Lengths.Length; n++)
            {
                all.Add(probabilities.AsSpan(n * batch.Steps, batch.Lengths[n]).ToArray());
            }
        }

        return all;
    }

    public void Dispose()
    {
        trainer.Dispose();
        session.Dispose();
    }
}
