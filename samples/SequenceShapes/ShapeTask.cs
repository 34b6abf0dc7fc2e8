using System;
using NetGen;

namespace SequenceShapes;

/// <summary>A shape of sequence work, shown by a task: batches to train a network with, and how well it does on what it has not seen.</summary>
/// <param name="name">For tables.</param>
/// <param name="measure">What the score is, for tables.</param>
/// <param name="steps">Steps of training.</param>
internal abstract class ShapeTask(string name, string measure, int steps) : IDisposable
{
    public string Name { get; } = name;

    public string Measure { get; } = measure;

    public int Steps { get; } = steps;

    /// <summary>Makes a batch.</summary>
    public abstract void Next(Random random);

    /// <summary>One step of training with the batch: its loss.</summary>
    public abstract float Step();

    /// <summary>The score.</summary>
    public abstract double Test();

    public abstract void Dispose();
}

/// <summary>What the tasks have in common.</summary>
/// <param name="Steps">Steps of training for each task; 0 for what each needs.</param>
internal sealed record Recipe(int Steps, int Threads, ulong Seed)
{
    public int StepsOr(int needed) => Steps > 0 ? Steps : needed;

    public Optimizer Optimizer(double learningRate, int needed) =>
        new Adam(learningRate) { Clipping = Clipping.GlobalNorm(1), Schedule = Schedule.Cosine(StepsOr(needed), final: 0.01) };
}
