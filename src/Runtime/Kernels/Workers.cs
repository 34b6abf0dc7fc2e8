using System;
using System.Runtime.CompilerServices;
using System.Threading;

namespace NetGen.Kernels;

/// <summary>
/// The threads that a kernel may use: the caller and up to <see cref="Count"/> - 1 of a team of background threads that the whole process shares.
/// If another session has the team, a kernel runs on its caller alone: never more threads than processors compute at once because of this.
/// Results do not depend on the number of threads.
/// </summary>
public sealed class Workers
{
    private static readonly Workers?[] Handles = new Workers?[Environment.ProcessorCount + 1];

    /// <summary>Multiply-adds of a matrix product that take as long as one element of a loop.</summary>
    internal const int MultiplyAddsPerElement = 16;

    /// <summary>Work below which another thread costs more than it brings: some 30 microseconds, about as long as it takes to wake a thread.</summary>
    private const long ElementsPerPart = 128 * 1024;

    /// <summary>The same while the team is awake and only waits for the next part, as it does within a step of training.</summary>
    private const long ElementsPerPartAwake = 8 * 1024;

    private readonly long _elementsPerPart;

    private Workers(int count, long elementsPerPart = ElementsPerPart) => (Count, _elementsPerPart) = (count, elementsPerPart);

    /// <summary>The calling thread alone.</summary>
    public static Workers Single { get; } = new(1);

    /// <summary>Threads, the calling one included.</summary>
    public int Count { get; }

    /// <summary>
    /// Bytes that the background threads of all teams have allocated on the managed heap since the process started: its change over a call, and that of the calling thread, are all that the call has
    /// allocated. <see cref="GC.GetTotalAllocatedBytes"/> counts the runtime's own threads too, such as the one that compiles hot methods anew.
    /// </summary>
    public static long AllocatedBytes => WorkerTeam.AllocatedBytes;

    /// <summary>A team of at most this many threads, the calling one included; never more than there are processors. Zero means all processors.</summary>
    public static Workers Get(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        int processors = Environment.ProcessorCount;
        int count = threads == 0 ? processors : Math.Min(threads, processors);
        if (count == 1)
            return Single;
        WorkerTeam.Start(count - 1);
        if (Volatile.Read(ref Handles[count]) is null)
            Interlocked.CompareExchange(ref Handles[count], new Workers(count), null);
        return Handles[count]!;
    }

    /// <summary>Workers that share even the smallest work, for tests of how it is cut.</summary>
    internal static Workers Eager(int threads) => new(Get(threads).Count, elementsPerPart: 1);

    /// <summary>A switch of the app's configuration by which all workers share even the smallest work, for tests of generated code, whose networks are small.</summary>
    private static readonly bool ShareEverything = AppContext.TryGetSwitch("NetGen.Kernels.Workers.ShareEverything", out bool isOn) && isOn;

    /// <summary>Into how many parts to cut a job of about this many elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int PartsFor(long elements) => Count == 1 ? 1 : PartsOfSeveral(elements);

    private int PartsOfSeveral(long elements)
    {
        long part = ShareEverything ? 1 : elements < Count * _elementsPerPart && WorkerTeam.IsAwake ? Math.Min(_elementsPerPart, ElementsPerPartAwake) : _elementsPerPart;
        return (int)Math.Clamp(elements / part, 1, Count);
    }

    /// <summary>Runs parts 0 .. parts - 1 of a job and returns when all are done; at most <see cref="Count"/> parts. The job must be a local variable: its address is shared.</summary>
    internal void Run<TJob>(ref TJob job, int parts)
        where TJob : struct, IJob, allows ref struct
    {
        if (parts > 1 && WorkerTeam.TryRun(ref job, parts))
            return;
        for (int part = 0; part < parts; part++)
            job.Run(part, parts);
    }
}

/// <summary>Work that is cut into parts, each of which may run on any thread.</summary>
internal interface IJob
{
    void Run(int part, int parts);
}
