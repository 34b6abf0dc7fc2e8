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
internal sealed record LanguageModel(ParameterSet<float> Parameters, TrainerFactory CreateTrainer, SessionFactory CreateSession);
