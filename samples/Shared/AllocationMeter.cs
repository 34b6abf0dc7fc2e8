using System;
using NetGen.Kernels;

namespace NetGen.Samples;

/// <summary>
/// Counts the bytes allocated on the managed heap between <see cref="Start"/> and <see cref="Stop"/>: put around a training step,
/// those that all steps after the first one allocate, on the calling thread and on NetGen's. The first one is left out because the runtime compiles
/// it, and may enlarge tables of its own meanwhile. The runtime's own threads, such as the one that compiles hot methods anew, are not counted.
/// </summary>
public sealed class AllocationMeter
{
    private long _before;
    private bool _first = true;

    /// <summary>Bytes between the second Start and Stop, the third and so on.</summary>
    public long AllocatedBytes { get; private set; }

    public void Start() => _before = Now();

    public void Stop()
    {
        long allocated = Now() - _before;
        if (!_first)
        {
            AllocatedBytes += allocated;
        }

        _first = false;
    }

    private static long Now() => GC.GetAllocatedBytesForCurrentThread() + Workers.AllocatedBytes;
}
