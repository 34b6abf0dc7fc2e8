using System;

namespace LongMemory;

/// <summary>Something to learn that needs a memory. It makes sequences without end, the same ones for all networks.</summary>
/// <param name="name">For tables and pictures.</param>
/// <param name="steps">Steps of training.</param>
/// <param name="trainingLength">Most time steps of a sequence to train with.</param>
/// <param name="testLength">Most time steps of a sequence to test with.</param>
internal abstract class SequenceTask<TInput, TTarget>(string name, int steps, double learningRate, int trainingLength, int testLength)
{
    public const int BatchSize = 32;

    public string Name { get; } = name;

    public int Steps { get; } = steps;

    public double LearningRate { get; } = learningRate;

    public int TrainingLength { get; } = trainingLength;

    public int TestLength { get; } = testLength;

    /// <summary>What <see cref="Test"/> measures, for tables.</summary>
    public abstract string Measure { get; }

    /// <summary>Makes a batch to train with.</summary>
    public abstract void Next(Random random);

    /// <summary>Sequence after sequence of the batch.</summary>
    public abstract ReadOnlySpan<TInput> Inputs { get; }

    public abstract ReadOnlySpan<TTarget> Targets { get; }

    /// <summary>Time steps of each sequence; empty where all are equally long.</summary>
    public virtual ReadOnlySpan<int> Lengths => default;

    /// <summary>How well a network does with sequences that it has not seen.</summary>
    public abstract double Test(ForwardPass<TInput> forward, Random random);

    /// <summary>The index of the largest of one step's logits.</summary>
    protected static int Best(ReadOnlySpan<float> logits)
    {
        int best = 0;
        for (int i = 1; i < logits.Length; i++)
        {
            best = logits[i] > logits[best] ? i : best;
        }

        return best;
    }
}
