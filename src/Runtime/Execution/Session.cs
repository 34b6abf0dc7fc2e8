using System;
using System.ComponentModel;
using System.Numerics;

namespace NetGen;

/// <summary>Inference: the base of every generated session. Many sessions on many threads may share one model; each belongs to one thread at a time.</summary>
public abstract class Session<T> : Computation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Session(ParameterSet<T> parameters, int maxBatch, int threads, long workspace)
        : base(parameters, maxBatch, threads, workspace, nameof(maxBatch))
    {
    }
}
