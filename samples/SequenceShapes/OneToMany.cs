using System;
using System.Linq;
using NetGen;

namespace SequenceShapes;

/// <summary>A melody from its first chord. In training each step reads the note before; a melody of its own the network makes from what it has sung itself.</summary>
internal sealed class OneToMany : ShapeTask
{
    private const int NeededSteps = 1500, BatchSize = 32;

    private readonly Chorale[] _training, _test;
    private readonly float[] _chords = new float[BatchSize * Chorale.Keys];
    private readonly SequenceBatch _notes, _following;
    private readonly MelodyWriter.Trainer _trainer;
    private readonly MelodyWriter.Session _session;

    public OneToMany(Chorale[] training, Chorale[] test, Recipe recipe)
        : base("One to many, a melody from its first chord", "nats per note", recipe.StepsOr(NeededSteps))
    {
        (_training, _test) = (training, test);
        int maxTime = training.Concat(test).Max(piece => piece.Length);
        (_notes, _following) = (new(BatchSize, maxTime), new(BatchSize, maxTime));
        var model = new MelodyWriter(recipe.Seed);
        _trainer = model.CreateTrainer(recipe.Optimizer(4e-3, NeededSteps), BatchSize, maxTime, recipe.Threads, recipe.Seed);
        _session = model.CreateSession(maxBatch: 1, maxTime, recipe.Threads);
    }

    public override void Next(Random random)
    {
        var pieces = Enumerable.Range(0, BatchSize).Select(_ => _training[random.Next(_training.Length)].Transposed(random)).ToArray();
        for (int n = 0; n < BatchSize; n++)
        {
            pieces[n].FirstChord(_chords.AsSpan(n * Chorale.Keys, Chorale.Keys));
        }

        _notes.Fill([.. pieces.Select(piece => piece[Chorale.Soprano][..^1])]);
        _following.Fill([.. pieces.Select(piece => piece[Chorale.Soprano][1..])]);
    }

    public override float Step() => _trainer.Step(_chords, _notes.Tokens, _following.Tokens, _notes.Lengths);

    public override double Test()
    {
        var score = new LanguageModelScore();
        float[] chord = new float[Chorale.Keys];
        foreach (var piece in _test)
        {
            int[] melody = piece[Chorale.Soprano];
            float[] logits = new float[(melody.Length - 1) * Chorale.Keys];
            piece.FirstChord(chord);
            _session.Forward(chord, melody.AsSpan(..^1), logits);
            score.Add<float>(logits, melody.AsSpan(1));
        }

        return score.NatsPerToken;
    }

    /// <summary>A melody that begins like a piece, and goes on as the network likes.</summary>
    public int[] Sing(Chorale piece, int notes, ulong seed)
    {
        var sampler = new TokenSampler(Chorale.Keys, seed) { Temperature = 0.8 };
        float[] chord = new float[Chorale.Keys], state = new float[MelodyWriter.Units], next = new float[MelodyWriter.Units], logits = new float[Chorale.Keys];
        piece.FirstChord(chord);
        _session.Begin(chord, state);
        int[] melody = new int[notes];
        melody[0] = piece[Chorale.Soprano][0];
        for (int t = 1; t < notes; t++)
        {
            _session.Continue(melody.AsSpan(t - 1, 1), state, logits, next);
            (state, next) = (next, state);
            melody[t] = sampler.Sample<float>(logits);
        }

        return melody;
    }

    public override void Dispose()
    {
        _trainer.Dispose();
        _session.Dispose();
    }
}
