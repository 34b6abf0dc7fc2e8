using System;
using System.ComponentModel;
using System.Numerics;
using NetGen.Kernels;

namespace NetGen;

/// <summary>Inference: the base of every generated session. Many sessions on many threads may share one model; each belongs to one thread at a time.</summary>
public abstract class Session<T> : Computation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ulong _seed;
    private uint _calls;

    /// <summary>Called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Session(ParameterSet<T> parameters, int maxBatch, int threads, long workspace, ulong seed = 0)
        : base(parameters, maxBatch, threads, workspace, nameof(maxBatch)) => _seed = seed;

    /// <summary>What determines the random numbers of the current call.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected RandomKey Key => new(_seed, _calls);

    /// <summary>From here on random numbers are other ones.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void NextCall() => _calls++;

    private protected override string Kind => "session";
}
