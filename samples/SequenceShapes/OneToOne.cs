using System;
using System.Linq;
using NetGen;

namespace SequenceShapes;

/// <summary>Which bass note goes with a note of the melody? Without any sequence: the note is all that the network sees.</summary>
internal sealed class OneToOne : ShapeTask
{
    private const int NeededSteps = 1500, BatchSize = 128;

    private readonly Chorale[] _training;
    private readonly int[] _notes = new int[BatchSize], _basses = new int[BatchSize], _testNotes, _testBasses;
    private readonly float[] _testLogits;
    private readonly NoteHarmonizer.Trainer _trainer;
    private readonly NoteHarmonizer.Session _session;

    public OneToOne(Chorale[] training, Chorale[] test, Recipe recipe)
        : base("One to one, a note to the bass note below it", "bass notes right", recipe.StepsOr(NeededSteps))
    {
        _training = training;
        _testNotes = [.. test.SelectMany(piece => piece[Chorale.Soprano])];
        _testBasses = [.. test.SelectMany(piece => piece[Chorale.Bass])];
        _testLogits = new float[_testNotes.Length * Chorale.Keys];
        var model = new NoteHarmonizer(recipe.Seed);
        _trainer = model.CreateTrainer(recipe.Optimizer(5e-3, NeededSteps), BatchSize, recipe.Threads, recipe.Seed);
        _session = model.CreateSession(_testNotes.Length, recipe.Threads);
    }

    public override void Next(Random random)
    {
        for (int n = 0; n < BatchSize; n++)
        {
            var piece = _training[random.Next(_training.Length)];
            int t = random.Next(piece.Length);
            (_notes[n], _basses[n]) = (piece[Chorale.Soprano][t], piece[Chorale.Bass][t]);
        }
    }

    public override float Step() => _trainer.Step(_notes, _basses);

    public override double Test()
    {
        _session.Forward(_testNotes, _testLogits);
        var accuracy = new Accuracy();
        accuracy.Add<float>(_testLogits, _testBasses, Chorale.Keys);
        return accuracy.Value;
    }

    public override void Dispose()
    {
        _trainer.Dispose();
        _session.Dispose();
    }
}
