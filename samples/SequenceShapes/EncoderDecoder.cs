using System;
using System.Collections.Generic;
using System.Linq;
using NetGen;

namespace SequenceShapes;

/// <summary>Addition: "123+456", backwards, to "579". Right is an answer whose every symbol, its end among them, is right.</summary>
internal sealed class EncoderDecoder : ShapeTask
{
    private const int NeededSteps = 8000, BatchSize = 128, HeldOut = 5000, TestBatch = 250;

    private readonly Sums _sums;
    private readonly SequenceBatch _questions = new(BatchSize, Sums.LongestQuestion), _read = new(BatchSize, Sums.LongestAnswer), _wanted = new(BatchSize, Sums.LongestAnswer);
    private readonly Adder.Trainer _trainer;
    private readonly Adder.Session _session;

    public EncoderDecoder(Recipe recipe)
        : base("Many to many of different lengths, a sum to its answer", "held-out sums exactly right", recipe.StepsOr(NeededSteps))
    {
        _sums = new Sums(HeldOut, new Random((int)recipe.Seed));
        var model = new Adder(recipe.Seed);
        _trainer = model.CreateTrainer(recipe.Optimizer(4e-3, NeededSteps), BatchSize, Sums.LongestQuestion, Sums.LongestAnswer, recipe.Threads, recipe.Seed);
        _session = model.CreateSession(TestBatch, Sums.LongestQuestion, Sums.LongestAnswer, recipe.Threads);
    }

    public override void Next(Random random)
    {
        var sums = Enumerable.Range(0, BatchSize).Select(_ => _sums.Next(random)).ToArray();
        int[][] answers = [.. sums.Select(Sums.Answer)];
        _questions.Fill([.. sums.Select(Sums.Question)]);
        _wanted.Fill(answers);

        // Teacher forcing: each step reads the symbol that it should have said the step before.
        _read.Fill([.. answers.Select(answer => (int[])[Sums.End, .. answer[..^1]])]);
    }

    public override float Step() => _trainer.Step(_questions.Tokens, _read.Tokens, _wanted.Tokens, _questions.Lengths, _read.Lengths);

    public override double Test() => (double)Answers(_sums.HeldOut).Count(answered => answered.Answer.SequenceEqual(Sums.Answer(answered.Sum))) / _sums.HeldOut.Count;

    /// <summary>Some sums that training never shows, and what the network says to them.</summary>
    public IEnumerable<((int A, int B) Sum, int[] Answer)> Answers(int count) => Answers([.. _sums.HeldOut.Take(count)]);

    /// <summary>Each step reads what the step before has said (greedy decoding).</summary>
    private IEnumerable<((int A, int B) Sum, int[] Answer)> Answers(IReadOnlyList<(int A, int B)> sums)
    {
        foreach (var batch in sums.Chunk(TestBatch))
        {
            int count = batch.Length;
            var questions = new SequenceBatch(count, Sums.LongestQuestion);
            questions.Fill([.. batch.Select(Sums.Question)]);
            float[] h = new float[count * Adder.Units], c = new float[count * Adder.Units], nextH = new float[count * Adder.Units], nextC = new float[count * Adder.Units];
            float[] logits = new float[count * Sums.Symbols];
            _session.Encode(questions.Tokens, h, c, questions.Lengths);
            int[] said = [.. Enumerable.Repeat(Sums.End, count)];
            int[][] answers = [.. batch.Select(_ => new int[Sums.LongestAnswer])];
            for (int t = 0; t < Sums.LongestAnswer; t++)
            {
                _session.Decode(said, h, c, logits, nextH, nextC);
                (h, nextH, c, nextC) = (nextH, h, nextC, c);
                for (int n = 0; n < count; n++)
                {
                    said[n] = answers[n][t] = Best(logits.AsSpan(n * Sums.Symbols, Sums.Symbols));
                }
            }

            for (int n = 0; n < count; n++)
            {
                // What comes after the end is of no account.
                int end = Array.IndexOf(answers[n], Sums.End);
                yield return (batch[n], end < 0 ? answers[n] : answers[n][..(end + 1)]);
            }
        }
    }

    private static int Best(ReadOnlySpan<float> logits)
    {
        int best = 0;
        for (int i = 1; i < logits.Length; i++)
        {
            best = logits[i] > logits[best] ? i : best;
        }

        return best;
    }

    public override void Dispose()
    {
        _trainer.Dispose();
        _session.Dispose();
    }
}
