using System.ComponentModel;
using NetGen.Kernels;

namespace NetGen.Gpu;

/// <summary>Inference on a device: the base of every generated session for devices. Many sessions may share one model; each belongs to one thread at a time.</summary>
public abstract class GpuSession : GpuComputation
{
    private readonly ulong _seed;
    private uint _calls;

    /// <summary>Called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected GpuSession(ParameterSet<float> parameters, Device device, int maxBatch, long workspace, ulong seed = 0)
        : base(parameters, device, maxBatch, workspace, nameof(maxBatch)) => _seed = seed;

    /// <summary>What determines the random numbers of the current call.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected RandomKey Key => new(_seed, _calls);

    /// <summary>From here on random numbers are other ones.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void NextCall() => _calls++;

    private protected override string Kind => "session";
}
