using System;
using NetGen;

namespace LongMemory;

/// <summary>One step of training with a batch of sequences: its loss.</summary>
internal delegate float TrainingStep<TInput, TTarget>(ReadOnlySpan<TInput> inputs, ReadOnlySpan<TTarget> targets, ReadOnlySpan<int> lengths = default);

/// <summary>The outputs of a batch of sequences.</summary>
internal delegate void ForwardPass<TInput>(ReadOnlySpan<TInput> inputs, Span<float> outputs, ReadOnlySpan<int> lengths = default);

/// <summary>What this program needs of a network, whichever it is: its parameters, its training with batches of one size, and its outputs for as many sequences.</summary>
internal sealed record SequenceNetwork<TInput, TTarget>(
    ParameterSet<float> Parameters, Trainer<float> Trainer, TrainingStep<TInput, TTarget> Step, Session<float> Session, ForwardPass<TInput> Forward) : IDisposable
{
    public void Dispose()
    {
        Trainer.Dispose();
        Session.Dispose();
    }
}

/// <summary>Makes networks for sequences of one kind.</summary>
/// <param name="optimizer">How to train.</param>
/// <param name="batchSize">Most sequences of a call.</param>
/// <param name="trainingLength">Most time steps of a sequence to train with.</param>
/// <param name="testLength">Most time steps of a sequence to test with.</param>
/// <param name="threads">Threads that compute.</param>
internal sealed class NetworkFactory<TInput, TTarget>(Optimizer optimizer, int batchSize, int trainingLength, int testLength, int threads)
{
    public SequenceNetwork<TInput, TTarget> Create<TTrainer, TSession>(
        ParameterSet<float> parameters,
        Func<Optimizer, int, int, int, ulong, TTrainer> createTrainer,
        Func<TTrainer, TrainingStep<TInput, TTarget>> step,
        Func<int, int, int, TSession> createSession,
        Func<TSession, ForwardPass<TInput>> forward)
        where TTrainer : Trainer<float>
        where TSession : Session<float>
    {
        var trainer = createTrainer(optimizer, batchSize, trainingLength, threads, 0);
        var session = createSession(batchSize, testLength, threads);
        return new(parameters, trainer, step(trainer), session, forward(session));
    }
}
