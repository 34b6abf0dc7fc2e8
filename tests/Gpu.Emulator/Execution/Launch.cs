using System;
using ILGPU;

namespace NetGen.Gpu.Emulator;

/// <summary>A kernel and its launch that runs or ran last.</summary>
internal abstract class Launch(Type kernel, Clock clock)
{
    private readonly SharedBlocks _shared = new();

    public Type Kernel => kernel;

    public Clock Clock => clock;

    public Index3D GridDim { get; protected set; }

    public Index3D GroupDim { get; protected set; }

    public Index3D GroupIndex { get; private set; }

    public int WarpSize { get; protected set; }

    public int MaxSharedMemory { get; protected set; }

    /// <summary>Where violations go; null if the first is thrown.</summary>
    public Collection? Collection { get; protected set; }

    /// <summary>The threads of the group, if they cooperate.</summary>
    public GroupThreads? Threads { get; protected set; }

    /// <summary>Runs one thread of the kernel.</summary>
    public abstract void RunThread();

    public void StartGroup(int x, int y, int z)
    {
        GroupIndex = new(x, y, z);
        clock.StartGroup();
        _shared.Forget();
    }

    public void Barrier(EmulatedThread thread, CallSite site)
    {
        if (Cooperates("a barrier of the group", site))
            Threads!.Barrier(thread, site);
    }

    public void WarpBarrier(EmulatedThread thread, CallSite site)
    {
        if (Cooperates("a barrier of the warp", site))
            Threads!.WarpBarrier(thread, site);
    }

    public T Shuffle<T>(EmulatedThread thread, T value, int sourceLane, CallSite site)
        where T : unmanaged =>
        Cooperates("a shuffle", site) ? Threads!.Shuffle(thread, value, sourceLane, site) : value;

    public ArrayView<T> AllocateShared<T>(EmulatedThread thread, int extent, CallSite site)
        where T : unmanaged
    {
        Cooperates("shared memory", site);
        return _shared.Get<T>(this, extent, site);
    }

    private bool Cooperates(string what, CallSite site)
    {
        if (Threads is not null)
            return true;
        Violations.Report(new Violation(ViolationKind.BarrierInPlainKernel, $"{what} in a kernel that is no IGroupKernel") { File = site.File ?? "", Line = site.Line });
        return false;
    }
}
