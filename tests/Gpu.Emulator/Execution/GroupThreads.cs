using System;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace NetGen.Gpu.Emulator;

/// <summary>
/// Runs the threads of a group together, on the one thread of the host and always in the same order. A thread that has to wait calls, from where it waits, the next that can run.
/// When it may go on but is buried under others' calls, a new copy of it is run from the start: it reads what its <see cref="Journal"/> says and writes nothing until it is
/// where it was, and lives from there. What it buried runs to its end in the same way, out of date, and changes nothing. So kernels with one barrier are run once,
/// and the cost of others grows with the square of their barriers; to switch between threads of the operating system instead costs several microseconds at each barrier for each thread.
/// </summary>
internal sealed class GroupThreads
{
    /// <summary>Ends a group that cannot go on.</summary>
    private sealed class GroupAbandoned : Exception;

    private const int StackSize = 64 << 20;

    private EmulatedThread[] _threads = [];
    private int[] _atWarp = [];
    private int[] _warpIntervals = [];
    private Launch _launch = null!;
    private int _count;
    private int _atBarrier;

    public void Run(Launch launch)
    {
        Place(launch);
        var grid = launch.GridDim;
        try
        {
            for (int z = 0; z < grid.Z; z++)
                for (int y = 0; y < grid.Y; y++)
                    for (int x = 0; x < grid.X; x++)
                        RunGroup(x, y, z);
        }
        catch (GroupAbandoned)
        {
            // It has been reported.
        }
        finally
        {
            EmulatedThread.RunningOrNull = null;
            launch.Clock.Journal = null;
            launch.Clock.Repeated = null;
        }
    }

    public void Barrier(EmulatedThread thread, CallSite site)
    {
        if (Repeats(thread))
            return;
        Arrive(thread, ThreadState.AtBarrier, site);
        if (++_atBarrier < _count)
        {
            Wait(thread);
            return;
        }
        Release(Threads, thread);
        _atBarrier = 0;
        _warpIntervals.AsSpan().Clear();
        _launch.Clock.StartInterval();
        Live(thread);
    }

    public void WarpBarrier(EmulatedThread thread, CallSite site)
    {
        if (Repeats(thread))
            return;
        if (!MeetWarp(thread, ThreadState.AtWarpBarrier, site))
            return;
        if (++_warpIntervals[thread.Warp] > Stamp.MaxWarpInterval)
            throw new NotSupportedException($"The emulator counts at most {Stamp.MaxWarpInterval} barriers of a warp between two barriers of the group.");
        Live(thread);
    }

    public T Shuffle<T>(EmulatedThread thread, T value, int sourceLane, CallSite site)
        where T : unmanaged
    {
        if (!Repeats(thread))
        {
            MemoryMarshal.Write(thread.Offer(), value);
            MeetWarp(thread, ThreadState.AtShuffle, site);
        }
        if (thread.IsReplaying)
            return thread.Journal.Next<T>();
        int lanes = LanesOf(thread.Warp);
        if ((uint)sourceLane < (uint)lanes)
            value = MemoryMarshal.Read<T>(_threads[thread.Warp * _launch.WarpSize + sourceLane].OfferedTo(thread));
        else
            Violations.Report(new Violation(ViolationKind.MissingLanes, $"a shuffle from lane {sourceLane} of a warp of {lanes}") { File = site.File ?? "", Line = site.Line });
        thread.Journal.Add(value);
        return value;
    }

    private Span<EmulatedThread> Threads => _threads.AsSpan(0, _count);

    private int LanesOf(int warp) => Math.Min(_launch.WarpSize, _count - warp * _launch.WarpSize);

    private void Place(Launch launch)
    {
        var group = launch.GroupDim;
        _launch = launch;
        _count = group.Size;
        if (_threads.Length < _count)
        {
            int old = _threads.Length;
            Array.Resize(ref _threads, _count);
            for (int i = old; i < _count; i++)
                _threads[i] = new();
            _atWarp = new int[_count];
            _warpIntervals = new int[_count];
        }
        int index = 0;
        for (int z = 0; z < group.Z; z++)
            for (int y = 0; y < group.Y; y++)
                for (int x = 0; x < group.X; x++, index++)
                    _threads[index].Place(launch, index, x, y, z);
    }

    private void RunGroup(int x, int y, int z)
    {
        _launch.StartGroup(x, y, z);
        _atBarrier = 0;
        _atWarp.AsSpan().Clear();
        _warpIntervals.AsSpan().Clear();
        foreach (var thread in Threads)
            thread.Restart();
        foreach (var thread in Threads)
            while (thread.State != ThreadState.Ended)
                RunNext(thread.Index - 1);
    }

    /// <summary>Runs the next thread by number that can go on, round and round.</summary>
    private void RunNext(int after)
    {
        var threads = Threads;
        int index = after;
        for (int i = 0; i < threads.Length; i++)
        {
            if (++index == threads.Length)
                index = 0;
            if (threads[index].State == ThreadState.Runnable)
            {
                RunCopy(threads[index]);
                return;
            }
        }
        Diverge();
    }

    /// <summary>Runs a thread from its start, and, from where it was, for the first time.</summary>
    private void RunCopy(EmulatedThread thread)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            RunOnMoreStack(thread);
            return;
        }
        int copy = ++thread.Copies;
        thread.Met = 0;
        thread.Journal.Cursor = 0;
        thread.LivesAfter = thread.Passed;
        if (thread.Passed == 0)
            Live(thread);
        else
            Repeat(thread);
        _launch.RunThread();
        if (thread.Copies != copy)
            return;
        if (thread.IsReplaying)
            throw new InvalidOperationException($"{TypeName.Of(_launch.Kernel)} does not run twice in the same way.");
        thread.State = ThreadState.Ended;
    }

    private void RunOnMoreStack(EmulatedThread thread)
    {
        ExceptionDispatchInfo? failure = null;
        var more = new Thread(
            () =>
            {
                try
                {
                    RunCopy(thread);
                }
                catch (Exception exception)
                {
                    failure = ExceptionDispatchInfo.Capture(exception);
                }
            },
            StackSize);
        more.Start();
        more.Join();
        failure?.Throw();
    }

    /// <summary>Whether the thread comes to a barrier or shuffle that it has passed already, in a copy that repeats it. Behind the last of them the newest copy lives.</summary>
    private bool Repeats(EmulatedThread thread)
    {
        thread.Met++;
        if (!thread.IsReplaying)
            return false;
        if (thread.Met == thread.LivesAfter)
            Live(thread);
        return true;
    }

    /// <summary>Lets others run until the thread may go on; if by then a newer copy of it has, this one repeats the rest.</summary>
    private void Wait(EmulatedThread thread)
    {
        int copy = thread.Copies, met = thread.Met, cursor = thread.Journal.Cursor;
        while (thread.Copies == copy && thread.State != ThreadState.Runnable)
            RunNext(thread.Index);
        thread.Met = met;
        if (thread.Copies == copy)
        {
            Live(thread);
            return;
        }
        thread.Journal.Cursor = cursor;
        thread.LivesAfter = int.MaxValue;
        Repeat(thread);
    }

    private void Live(EmulatedThread thread)
    {
        if (!thread.Journal.IsAtEnd)
            throw new InvalidOperationException($"{TypeName.Of(_launch.Kernel)} does not run twice in the same way.");
        thread.IsReplaying = false;
        EmulatedThread.RunningOrNull = thread;
        _launch.Clock.Journal = thread.Journal;
        _launch.Clock.Repeated = null;
        _launch.Clock.RunThread(thread.Index, _warpIntervals[thread.Warp]);
    }

    private void Repeat(EmulatedThread thread)
    {
        thread.IsReplaying = true;
        EmulatedThread.RunningOrNull = thread;
        _launch.Clock.Journal = null;
        _launch.Clock.Repeated = thread.Journal;
        _launch.Clock.RunHost();
    }

    private static void Arrive(EmulatedThread thread, ThreadState state, CallSite site)
    {
        thread.State = state;
        thread.Site = site;
    }

    /// <summary>Waits for all lanes of the warp; true for the last.</summary>
    private bool MeetWarp(EmulatedThread thread, ThreadState state, CallSite site)
    {
        Arrive(thread, state, site);
        int warp = thread.Warp, lanes = LanesOf(warp);
        if (++_atWarp[warp] < lanes)
        {
            Wait(thread);
            return false;
        }
        _atWarp[warp] = 0;
        Release(Threads.Slice(warp * _launch.WarpSize, lanes), thread);
        return true;
    }

    /// <summary>Lets those go on who are where the last of them arrived.</summary>
    private void Release(ReadOnlySpan<EmulatedThread> threads, EmulatedThread last)
    {
        foreach (var each in threads)
            if (each.State != last.State || each.Site != last.Site)
                Diverge();
        foreach (var each in threads)
        {
            each.State = ThreadState.Runnable;
            each.Passed++;
        }
    }

    /// <summary>Reports where the threads of the group are, and ends the launch.</summary>
    private void Diverge()
    {
        Divergence.Report(Threads);
        throw new GroupAbandoned();
    }
}
