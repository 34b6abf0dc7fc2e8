using System;
using System.Collections.Generic;
using System.Threading;
using NetGen.Kernels;

namespace NetGen;

public abstract partial class Trainer<T, TInput, TTarget> : ISupervisedTrainer<T, TInput, TTarget, T>
{
    private Evaluator<T, TInput, TTarget>? _evaluator;

    TrainingState<T> ISupervisedTrainer<T, TInput, TTarget, T>.Training => Training;

    SampleLengths ISupervisedTrainer<T, TInput, TTarget, T>.SampleLengths => SampleLengths;

    Workers ISupervisedTrainer<T, TInput, TTarget, T>.Workers => Workers;

    int ISupervisedTrainer<T, TInput, TTarget, T>.BatchesAhead => 0;

    private SampleLengths SampleLengths => new(Parameters.Layout.Network, InputLength, TargetLength, OutputLength);

    /// <summary>
    /// Trains for some epochs, in batches of at most <see cref="Computation.MaxBatch"/> samples (the last of an epoch may be smaller). Steps allocate nothing. With a checkpoint, training that was
    /// killed at any moment goes on bit for bit as if it had not been.
    /// </summary>
    /// <param name="data">What to learn from.</param>
    /// <param name="options">Everything around the steps; default ten epochs.</param>
    /// <param name="cancellation">Stops between two updates, after a checkpoint.</param>
    /// <exception cref="ArgumentException">The data does not fit the network, or options contradict one another.</exception>
    /// <exception cref="NonFiniteLossException">A loss is NaN or infinite. Trainable parameters are those before the step.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="SafetensorsException">The checkpoint to go on from is damaged, or of another network or optimizer.</exception>
    public FitResult Fit(Dataset<TInput, TTarget> data, FitOptions<TInput, TTarget>? options = null, CancellationToken cancellation = default) =>
        new FitRun<T, TInput, TTarget, T>(this, data, options ?? new(), cancellation).Run();

    /// <summary>The mean loss over a dataset, as in inference, with the model's present parameters. The metrics hold their values afterwards.</summary>
    /// <exception cref="ArgumentException">The data does not fit the network.</exception>
    public double Evaluate(Dataset<TInput, TTarget> data, IReadOnlyList<Metric>? metrics = null)
    {
        _evaluator ??= new Evaluator<T, TInput, TTarget>(SampleLengths, NewSession(MaxBatch, Workers.Count));
        return _evaluator.Evaluate(data, metrics, Workers);
    }

    double ISupervisedTrainer<T, TInput, TTarget, T>.ValueOf(T loss) => double.CreateTruncating(loss);

    void ISupervisedTrainer<T, TInput, TTarget, T>.SaveCheckpoint(string path, FitState<T> fit) => SaveCheckpoint(path, fit);

    CheckpointReport ISupervisedTrainer<T, TInput, TTarget, T>.LoadCheckpoint(string path, FitState<T> fit) => LoadCheckpoint(path, fit);

    string? ISupervisedTrainer<T, TInput, TTarget, T>.FirstNonFinite(ReadOnlySpan<TInput> input, ReadOnlySpan<TTarget> target) => FirstNonFinite(input, target);

    private protected override void DisposeParts()
    {
        base.DisposeParts();
        _evaluator?.Dispose();
    }
}
