using System;

namespace NetGen.Samples;

/// <summary>
/// Counts the bytes allocated on the managed heap between <see cref="Start"/> and <see cref="Stop"/>: put around a training step,
/// those that all steps after the first one allocate.
/// </summary>
/// <param name="threads">
/// With one thread the calling thread is counted, exactly. With more, all threads of the process are: nothing else should run meanwhile.
/// The .NET runtime's own are among them; the one that compiles hot methods anew allocates 128 bytes, once, some tenths of a second after the start.
/// </param>
public sealed class AllocationMeter(int threads = 1)
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

    private long Now() => threads == 1 ? GC.GetAllocatedBytesForCurrentThread() : GC.GetTotalAllocatedBytes(precise: true);
}
