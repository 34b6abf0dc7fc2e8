using System;
using NetGen;

namespace CharacterModel;

/// <summary>One training step of a window: its loss.</summary>
internal delegate float TrainingStep(ReadOnlySpan<int> tokens, ReadOnlySpan<int> next, ReadOnlySpan<int> lengths = default);

/// <summary>One time step of some streams: the logits of the characters to come.</summary>
internal delegate void StreamingStep(ReadOnlySpan<int> tokens, Span<float> logits);

internal delegate (Trainer<float> Trainer, TrainingStep Step) TrainerFactory(Optimizer optimizer, int batchSize, int maxTime, int threads, ulong seed);

internal delegate (Session<float> Session, StreamingStep Step) SessionFactory(int maxBatch, int threads);

/// <summary>What this program needs of a network, whichever it is.</summary>
internal sealed record LanguageModel(ParameterSet<float> Parameters, TrainerFactory CreateTrainer, SessionFactory CreateSession)
{
    /// <summary>Trainers and sessions of different networks have different types: <paramref name="step"/> and <paramref name="stepOfSession"/> name the methods that are alike in all of them.</summary>
    public static LanguageModel Of<TTrainer, TSession>(
        ParameterSet<float> parameters,
        Func<Optimizer, int, int, int, ulong, TTrainer> createTrainer,
        Func<TTrainer, TrainingStep> step,
        Func<int, int, int, TSession> createSession,
        Func<TSession, StreamingStep> stepOfSession)
        where TTrainer : Trainer<float>
        where TSession : Session<float> =>
        new(
            parameters,
            (optimizer, batchSize, maxTime, threads, seed) =>
            {
                var trainer = createTrainer(optimizer, batchSize, maxTime, threads, seed);
                return (trainer, step(trainer));
            },
            (maxBatch, threads) =>
            {
                // Streams take one time step per call.
                var session = createSession(maxBatch, 1, threads);
                return (session, stepOfSession(session));
            });
}
