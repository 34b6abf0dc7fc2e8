using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Threading;
using ILGPU;
using NetGen.Kernels;

namespace NetGen.Gpu;

/// <summary>Training on a device of a network with one input and one target per sample: what <c>Fit</c> works with.</summary>
/// <typeparam name="TInput">Elements of inputs: <see cref="float"/>, or <see cref="int"/> for tokens.</typeparam>
/// <typeparam name="TTarget">Elements of targets: <see cref="float"/>, or <see cref="int"/> for classes.</typeparam>
public abstract class GpuTrainer<TInput, TTarget> : GpuTrainer, ISupervisedTrainer<float, TInput, TTarget, PendingLoss>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    private Evaluator<float, TInput, TTarget>? _evaluator;

    /// <summary>Called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected GpuTrainer(ParameterSet<float> parameters, Device device, Optimizer optimizer, int batchSize, ulong seed, long workspace, int[]? trains = null)
        : base(parameters, device, optimizer, batchSize, seed, workspace, trains)
    {
    }

    TrainingState<float> ISupervisedTrainer<float, TInput, TTarget, PendingLoss>.Training => Training;

    SampleLengths ISupervisedTrainer<float, TInput, TTarget, PendingLoss>.SampleLengths => SampleLengths;

    Workers ISupervisedTrainer<float, TInput, TTarget, PendingLoss>.Workers => Workers;

    // With more there would be waiting all the same, for the pinned memory of arguments.
    int ISupervisedTrainer<float, TInput, TTarget, PendingLoss>.BatchesAhead => Progress.CallsAhead;

    /// <summary>Elements of a sample's input.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract int InputLength { get; }

    /// <summary>Elements of a sample's target.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract int TargetLength { get; }

    /// <summary>Elements of a sample's output.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract int OutputLength { get; }

    private SampleLengths SampleLengths => new(Network, InputLength, TargetLength, OutputLength);

    // The processors have nothing to do but to bring the next batches.
    private static Workers Workers => Workers.Get(0);

    /// <summary>One step of training: the loss of the batch, its derivatives, the update. If the loss is not a finite number, nothing is updated. Nothing waits for the device before the loss is read.</summary>
    /// <returns>The mean loss of the batch.</returns>
    public abstract PendingLoss Step(ReadOnlySpan<TInput> input, ReadOnlySpan<TTarget> target);

    /// <summary>The loss of the batch and its derivatives, which are added to those of the batches since the last update: several small batches and then <c>Update</c> (or <c>Step</c> with the last one) are one large batch.</summary>
    /// <returns>The mean loss of the batch.</returns>
    public abstract PendingLoss Accumulate(ReadOnlySpan<TInput> input, ReadOnlySpan<TTarget> target);

    /// <summary>The loss of the batch, as in training (with dropout, with the batch's own statistics). Keeps a copy of the batch for <c>Backward</c>.</summary>
    /// <returns>The mean loss of the batch.</returns>
    public abstract PendingLoss Forward(ReadOnlySpan<TInput> input, ReadOnlySpan<TTarget> target);

    /// <summary>
    /// Trains for some epochs, in batches of at most <see cref="Computation.MaxBatch"/> samples (the last of an epoch may be smaller). Losses are read up to four batches late, so that the device need not wait while the next
    /// batches are read, on all processors. With a checkpoint, training that was killed at any moment goes on as if it had not been: on the same device bit for bit, and also on the processor.
    /// </summary>
    /// <param name="data">What to learn from.</param>
    /// <param name="options">Everything around the steps; default ten epochs.</param>
    /// <param name="cancellation">Stops between two updates, after a checkpoint.</param>
    /// <exception cref="ArgumentException">The data does not fit the network, or options contradict one another.</exception>
    /// <exception cref="NonFiniteLossException">A loss is NaN or infinite. Trainable parameters are those before the step: batches that were begun before its loss was known have changed nothing but statistics of normalizations.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="SafetensorsException">The checkpoint to go on from is damaged, or of another network or optimizer.</exception>
    public FitResult Fit(Dataset<TInput, TTarget> data, FitOptions<TInput, TTarget>? options = null, CancellationToken cancellation = default)
    {
        ThrowIfDisposed();
        OnDevice.BeginRun();
        try
        {
            return new FitRun<float, TInput, TTarget, PendingLoss>(this, data, options ?? new(), cancellation).Run();
        }
        finally
        {
            OnDevice.EndRun();
        }
    }

    /// <inheritdoc cref="Trainer{T, TInput, TTarget}.Evaluate"/>
    public double Evaluate(Dataset<TInput, TTarget> data, IReadOnlyList<Metric>? metrics = null)
    {
        ThrowIfDisposed();
        _evaluator ??= new Evaluator<float, TInput, TTarget>(SampleLengths, NewSession(Device, MaxBatch));
        return _evaluator.Evaluate(data, metrics, Workers);
    }

    double ISupervisedTrainer<float, TInput, TTarget, PendingLoss>.ValueOf(PendingLoss loss) => loss.Value;

    void ISupervisedTrainer<float, TInput, TTarget, PendingLoss>.SaveCheckpoint(string path, FitState<float> fit) => SaveCheckpoint(path, fit);

    CheckpointReport ISupervisedTrainer<float, TInput, TTarget, PendingLoss>.LoadCheckpoint(string path, FitState<float> fit) => LoadCheckpoint(path, fit);

    string? ISupervisedTrainer<float, TInput, TTarget, PendingLoss>.FirstNonFinite(ReadOnlySpan<TInput> input, ReadOnlySpan<TTarget> target) => FirstNonFinite(input, target);

    /// <summary>A session of the model that is trained.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract GpuSession<TInput, TTarget> NewSession(Device device, int maxBatch);

    /// <summary>Runs the batch forward once more and names the first value, layer by layer, that is not finite; null if all are.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract string? FirstNonFinite(ReadOnlySpan<TInput> input, ReadOnlySpan<TTarget> target);

    /// <summary>Whether all values are finite numbers; waits for them.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected bool AreFinite(ArrayView<float> values)
    {
        var copy = new float[values.Length];
        Download(values, copy);
        return Trainer<float, TInput, TTarget>.AreFinite(copy);
    }

    private protected override void DisposeParts()
    {
        base.DisposeParts();
        _evaluator?.Dispose();
    }
}
