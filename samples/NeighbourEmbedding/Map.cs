using System;
using NetGen;

namespace NeighbourEmbedding;

/// <summary>One of the two networks: what the program does with either.</summary>
/// <param name="Summary">What was compiled.</param>
/// <param name="Exaggeration">Factor on the probabilities in the first steps; 1 where far points do not pull any less.</param>
/// <param name="EarlyStep">A step with little momentum, for probabilities that are exaggerated.</param>
/// <param name="Step">A step with much momentum.</param>
/// <param name="Divergence">Of the present points.</param>
/// <param name="Points">The present points, x and y in turn.</param>
/// <param name="Trainers">What to dispose of.</param>
internal sealed record Map(
    string Summary, float Exaggeration, Func<float[], float> EarlyStep, Func<float[], float> Step, Func<float[], float> Divergence, Func<float[]> Points, params IDisposable[] Trainers) : IDisposable
{
    public static Map Student(int threads, ulong seed)
    {
        var model = new TStudentMap(seed);
        var early = model.CreateTrainer(new Sgd(200, momentum: 0.5), batchSize: 1, threads);
        var late = model.CreateTrainer(new Sgd(400, momentum: 0.8), batchSize: 1, threads);
        return new(TStudentMap.Summary, 12, joint => early.Step(joint), joint => late.Step(joint), joint => late.Forward(joint), () => model.Points.Values.ToArray(), early, late);
    }

    public static Map Normal(int threads, ulong seed)
    {
        var model = new NormalMap(seed);
        var early = model.CreateTrainer(new Sgd(100, momentum: 0.5), batchSize: 1, threads);
        var late = model.CreateTrainer(new Sgd(200, momentum: 0.8), batchSize: 1, threads);
        return new(NormalMap.Summary, 1, joint => early.Step(joint), joint => late.Step(joint), joint => late.Forward(joint), () => model.Points.Values.ToArray(), early, late);
    }

    public void Dispose() => Array.ForEach(Trainers, trainer => trainer.Dispose());
}
