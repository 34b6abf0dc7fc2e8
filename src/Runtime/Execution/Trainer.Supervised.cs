using System;
using System.ComponentModel;
using System.Numerics;

namespace NetGen;

/// <summary>Training of a network with one input and one target per sample: what <c>Fit</c> works with.</summary>
/// <typeparam name="T">The network's precision.</typeparam>
/// <typeparam name="TInput">Elements of inputs: <typeparamref name="T"/>, or <see cref="int"/> for tokens.</typeparam>
/// <typeparam name="TTarget">Elements of targets: <typeparamref name="T"/>, or <see cref="int"/> for classes.</typeparam>
public abstract partial class Trainer<T, TInput, TTarget> : Trainer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    /// <summary>Called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Trainer(ParameterSet<T> parameters, Optimizer optimizer, int batchSize, int threads, ulong seed, long workspace, int[]? trains = null)
        : base(parameters, optimizer, batchSize, threads, seed, workspace, trains)
    {
    }

    /// <summary>Elements of a sample's input.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal abstract int InputLength { get; }

    /// <summary>Elements of a sample's target.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal abstract int TargetLength { get; }

    /// <summary>Elements of a sample's output.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal abstract int OutputLength { get; }

    /// <summary>One step of training: the loss of the batch, its derivatives, the update. Allocates nothing. If the loss is not a finite number, nothing is updated.</summary>
    /// <returns>The mean loss of the batch.</returns>
    public abstract T Step(ReadOnlySpan<TInput> input, ReadOnlySpan<TTarget> target);

    /// <summary>The loss of the batch and its derivatives, which are added to those of the batches since the last update: several small batches and then <c>Update</c> (or <c>Step</c> with the last one) are one large batch.</summary>
    /// <returns>The mean loss of the batch.</returns>
    public abstract T Accumulate(ReadOnlySpan<TInput> input, ReadOnlySpan<TTarget> target);

    /// <summary>The loss of the batch, as in training (with dropout, with the batch's own statistics). Keeps a copy of the batch for <c>Backward</c>.</summary>
    /// <returns>The mean loss of the batch.</returns>
    public abstract T Forward(ReadOnlySpan<TInput> input, ReadOnlySpan<TTarget> target);

    /// <summary>A session of the model that is trained.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal abstract Session<T, TInput, TTarget> NewSession(int maxBatch, int threads);

    /// <summary>Runs the batch forward once more and names the first value, layer by layer, that is not finite; null if all are.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal abstract string? FirstNonFinite(ReadOnlySpan<TInput> input, ReadOnlySpan<TTarget> target);

    /// <summary>Whether all values are finite numbers.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal static bool AreFinite(ReadOnlySpan<T> values)
    {
        foreach (var value in values)
        {
            if (!T.IsFinite(value))
                return false;
        }

        return true;
    }
}
