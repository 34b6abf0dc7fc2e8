using System;
using System.ComponentModel;
using System.Numerics;
using NetGen.Kernels;

namespace NetGen;

/// <summary>
/// Training: the base of every generated trainer. It holds the gradients and the optimizer's state; the parameters are the model's own, so
/// sessions see what a step has changed.
/// </summary>
public abstract class Trainer<T> : Computation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly OptimizerState<T> _state;
    private readonly ulong _seed;

    /// <summary>Called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Trainer(ParameterSet<T> parameters, Optimizer optimizer, int batchSize, int threads, ulong seed, long workspace)
        : base(parameters, batchSize, threads, workspace, nameof(batchSize))
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        Optimizer = optimizer;
        Gradients = new GradientSet<T>(parameters.Layout);
        _state = optimizer.CreateState<T>(parameters.Layout);
        _seed = seed;
    }

    /// <summary>The rule that steps follow; its settings may be changed between steps.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>Derivatives of the mean loss of the last batch with respect to every trainable parameter, after <c>Backward</c> or <c>Step</c>.</summary>
    public GradientSet<T> Gradients { get; }

    /// <summary>Updates made so far; random numbers (dropout) are a function of it and the seed.</summary>
    public long StepCount { get; private set; }

    /// <summary>Changes the parameters by the gradients, as the optimizer says.</summary>
    /// <exception cref="ObjectDisposedException">The trainer has been disposed of.</exception>
    public void Update()
    {
        ThrowIfDisposed();
        _state.Update(Workers, Parameters, Gradients.All);
        StepCount++;
    }

    /// <summary>What determines the random numbers of the current step.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected RandomKey Key => new(_seed, (uint)StepCount);

    /// <summary>Room for a copy of the largest batch of an argument.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No array is that large.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected TElement[] RoomForBatch<TElement>(int sample)
        where TElement : unmanaged
    {
        long length = (long)MaxBatch * sample;
        return length <= Array.MaxLength
            ? new TElement[length]
            : throw new ArgumentOutOfRangeException("batchSize", MaxBatch, $"{Parameters.Layout.Network}: a batch of {MaxBatch} has {length:N0} elements, more than the {Array.MaxLength:N0} of an array.");
    }

    /// <summary>Throws unless the last Forward has left what derivatives need: a Backward uses it up, a Step overwrites it.</summary>
    /// <param name="samples">Of that Forward; 0 if there is none.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void CheckForward(int samples)
    {
        ThrowIfDisposed();
        if (samples == 0)
        {
            throw new InvalidOperationException($"{Parameters.Layout.Network}: Backward needs a Forward before it; it uses up what the Forward has left.");
        }
    }

    /// <summary>A gradient by place in the flat buffer.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Span<T> Gradient(int offset, int length) => Gradients.All.Slice(offset, length);
}
