using System;
using System.ComponentModel;
using System.Numerics;

namespace NetGen;

/// <summary>Inference with a network that has one input, one output and a loss.</summary>
/// <typeparam name="T">The network's precision.</typeparam>
/// <typeparam name="TInput">Elements of inputs.</typeparam>
/// <typeparam name="TTarget">Elements of targets.</typeparam>
public abstract class Session<T, TInput, TTarget> : Session<T>, ISupervisedSession<T, TInput, TTarget>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    /// <summary>Called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Session(ParameterSet<T> parameters, int maxBatch, int threads, long workspace, ulong seed = 0)
        : base(parameters, maxBatch, threads, workspace, seed)
    {
    }

    /// <summary>Computes the output, for as many samples as there are.</summary>
    public abstract void Forward(ReadOnlySpan<TInput> input, Span<T> output);

    /// <summary>The mean loss of outputs that <c>Forward</c> has computed, as in inference.</summary>
    public abstract T Loss(ReadOnlySpan<T> output, ReadOnlySpan<TTarget> target);
}
