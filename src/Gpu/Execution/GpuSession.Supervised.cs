using System;
using System.ComponentModel;

namespace NetGen.Gpu;

/// <summary>Inference on a device with a network that has one input, one output and a loss.</summary>
/// <typeparam name="TInput">Elements of inputs.</typeparam>
/// <typeparam name="TTarget">Elements of targets.</typeparam>
public abstract class GpuSession<TInput, TTarget> : GpuSession, ISupervisedSession<float, TInput, TTarget>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    /// <summary>Called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected GpuSession(ParameterSet<float> parameters, Device device, int maxBatch, long workspace, ulong seed = 0)
        : base(parameters, device, maxBatch, workspace, seed)
    {
    }

    /// <summary>Computes the output, for as many samples as there are; waits for it.</summary>
    public abstract void Forward(ReadOnlySpan<TInput> input, Span<float> output);

    /// <summary>The mean loss of outputs that <c>Forward</c> has computed, as in inference; waits for it.</summary>
    public abstract float Loss(ReadOnlySpan<float> output, ReadOnlySpan<TTarget> target);
}
