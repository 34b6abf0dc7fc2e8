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
        : base(parameters, batchSize, threads, workspace)
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
    public void Update()
    {
        _state.Update(Workers, Parameters, Gradients.All);
        StepCount++;
    }

    /// <summary>What determines the random numbers of the current step.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected RandomKey Key => new(_seed, (uint)StepCount);

    /// <summary>A gradient by place in the flat buffer.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Span<T> Gradient(int offset, int length) => Gradients.All.Slice(offset, length);
}
