using System;
using System.Linq;
using NetGen;

namespace SequenceShapes;

/// <summary>Bass, tenor, alto or soprano: whose part is this? The network sees intervals only, so that it cannot go by how high the part is.</summary>
internal sealed class ManyToOne : ShapeTask
{
    private const int NeededSteps = 1200, BatchSize = 32;

    private readonly Chorale[] _training, _test;
    private readonly SequenceBatch _parts;
    private readonly int[] _voices = new int[BatchSize];
    private readonly VoiceClassifier.Trainer _trainer;
    private readonly VoiceClassifier.Session _session;

    public ManyToOne(Chorale[] training, Chorale[] test, Recipe recipe)
        : base("Many to one, a part to the voice that sings it", "voices right", recipe.StepsOr(NeededSteps))
    {
        (_training, _test) = (training, test);
        int maxTime = training.Concat(test).Max(piece => piece.Length);
        _parts = new(BatchSize, maxTime);
        var model = new VoiceClassifier(recipe.Seed);
        _trainer = model.CreateTrainer(recipe.Optimizer(4e-3, NeededSteps), BatchSize, maxTime, recipe.Threads, recipe.Seed);
        _session = model.CreateSession(maxBatch: 1, maxTime, recipe.Threads);
    }

    public override void Next(Random random)
    {
        int[][] parts = new int[BatchSize][];
        for (int n = 0; n < BatchSize; n++)
        {
            _voices[n] = random.Next(Chorale.VoiceCount);
            int[] part = _training[random.Next(_training.Length)].IntervalsOf(_voices[n]);

            // A stretch of half of it or more, so that pieces are not known by heart so soon.
            int length = random.Next(part.Length / 2, part.Length + 1), start = random.Next(part.Length - length + 1);
            parts[n] = part[start..(start + length)];
        }

        _parts.Fill(parts);
    }

    public override float Step() => _trainer.Step(_parts.Tokens, _voices, _parts.Lengths);

    public override double Test()
    {
        var accuracy = new Accuracy();
        float[] logits = new float[Chorale.VoiceCount];
        foreach (var piece in _test)
        {
            for (int voice = 0; voice < Chorale.VoiceCount; voice++)
            {
                _session.Forward(piece.IntervalsOf(voice), logits);
                accuracy.Add<float>(logits, [voice], Chorale.VoiceCount);
            }
        }

        return accuracy.Value;
    }

    public override void Dispose()
    {
        _trainer.Dispose();
        _session.Dispose();
    }
}
