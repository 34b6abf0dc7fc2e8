using System;
using System.Linq;
using NetGen;

namespace SequenceShapes;

/// <summary>A bass to a melody, note against note. The question is that of <see cref="OneToOne"/>; the network sees the melody around each note.</summary>
internal sealed class ManyToMany : ShapeTask
{
    private const int NeededSteps = 2000, BatchSize = 32;

    private readonly Chorale[] _training, _test;
    private readonly SequenceBatch _melodies, _basses;
    private readonly MelodyHarmonizer.Trainer _trainer;
    private readonly MelodyHarmonizer.Session _session;

    public ManyToMany(Chorale[] training, Chorale[] test, Recipe recipe)
        : base("Many to many, a melody to the bass below it", "bass notes right", recipe.StepsOr(NeededSteps))
    {
        (_training, _test) = (training, test);
        int maxTime = training.Concat(test).Max(piece => piece.Length);
        (_melodies, _basses) = (new(BatchSize, maxTime), new(BatchSize, maxTime));
        var model = new MelodyHarmonizer(recipe.Seed);
        _trainer = model.CreateTrainer(recipe.Optimizer(4e-3, NeededSteps), BatchSize, maxTime, recipe.Threads, recipe.Seed);
        _session = model.CreateSession(maxBatch: 1, maxTime, recipe.Threads);
    }

    public override void Next(Random random)
    {
        var pieces = Enumerable.Range(0, BatchSize).Select(_ => _training[random.Next(_training.Length)].Transposed(random)).ToArray();
        _melodies.Fill([.. pieces.Select(piece => piece[Chorale.Soprano])]);
        _basses.Fill([.. pieces.Select(piece => piece[Chorale.Bass])]);
    }

    public override float Step() => _trainer.Step(_melodies.Tokens, _basses.Tokens, _melodies.Lengths);

    public override double Test()
    {
        var accuracy = new Accuracy();
        foreach (var piece in _test)
        {
            accuracy.Add<float>(Logits(piece[Chorale.Soprano]), piece[Chorale.Bass], Chorale.Keys);
        }

        return accuracy.Value;
    }

    /// <summary>The bass that the network likes best below each note of a melody.</summary>
    public int[] Harmonize(int[] melody) =>
        [.. Logits(melody).Chunk(Chorale.Keys).Select(logits => Array.IndexOf(logits, logits.Max()))];

    private float[] Logits(int[] melody)
    {
        float[] logits = new float[melody.Length * Chorale.Keys];
        _session.Forward(melody, logits);
        return logits;
    }

    public override void Dispose()
    {
        _trainer.Dispose();
        _session.Dispose();
    }
}
