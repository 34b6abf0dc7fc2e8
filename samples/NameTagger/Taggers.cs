using System;
using NetGen;

namespace NameTagger;

/// <summary>The three networks.</summary>
internal static class Taggers
{
    public static Tagger[] Create(Optimizer optimizer, int threads, ulong seed)
    {
        var (forward, bidirectional, deep) = (new ForwardTagger(seed), new BidirectionalTagger(seed), new DeepTagger(seed));
        return
        [
            Of("forward", forward.CreateTrainer, t => t.Step, forward.CreateSession, s => s.Predict),
            Of("bidirectional", bidirectional.CreateTrainer, t => t.Step, bidirectional.CreateSession, s => s.Predict),
            Of("deep", deep.CreateTrainer, t => t.Step, deep.CreateSession, s => s.Predict),
        ];

        Tagger Of<TTrainer, TSession>(
            string name,
            Func<Optimizer, int, int, int, ulong, TTrainer> createTrainer,
            Func<TTrainer, TrainingStep> step,
            Func<int, int, int, TSession> createSession,
            Func<TSession, Prediction> predict)
            where TTrainer : Trainer<float>
            where TSession : Session<float>
        {
            var trainer = createTrainer(optimizer, Tagger.BatchSize, Sentences.Longest, threads, seed);
            var session = createSession(Tagger.BatchSize, Sentences.Longest, threads);
            return new(name, trainer, step(trainer), session, predict(session));
        }
    }
}
