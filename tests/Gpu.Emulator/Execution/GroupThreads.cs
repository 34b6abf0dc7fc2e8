using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace NetGen.Gpu.Emulator;

/// <summary>
/// Runs the threads of a group together, on an operating-system thread each, of which exactly one runs at a time: until it ends or waits, then the next
/// that can, by number, round and round. Who is last at a barrier goes on at once. So each run is the same.
/// </summary>
internal sealed class GroupThreads : IDisposable
{
    private enum State { Runnable, AtBarrier, AtWarpBarrier, AtShuffle, Ended }

    private sealed class Member
    {
        public readonly EmulatedThread Thread = new();
        public readonly Baton Baton = Baton.Create();
        public State State;
        public CallSite Site;
    }

    /// <summary>Ends the threads of a group that cannot go on.</summary>
    private sealed class GroupAbandoned : Exception;

    private const int StackSize = 1 << 20;

    private readonly List<Member> _members = [];
    private readonly Baton _done = Baton.Create();
    private readonly Processor _processor = Processor.TakeNext();
    private int[] _atWarp = [];
    private int[] _warpIntervals = [];
    private Launch _launch = null!;
    private int _count;
    private int _atBarrier;
    private int _ended;
    private int _group;
    private bool _abandoned;
    private bool _disposed;
    private ExceptionDispatchInfo? _failure;

    public void Run(Launch launch)
    {
        var group = launch.GroupDim;
        _launch = launch;
        _count = group.Size;
        _abandoned = false;
        _failure = null;
        while (_members.Count < _count)
            Hire();
        int index = 0;
        for (int z = 0; z < group.Z; z++)
            for (int y = 0; y < group.Y; y++)
                for (int x = 0; x < group.X; x++, index++)
                    _members[index].Thread.Place(launch, index, x, y, z);
        int warps = (_count + launch.WarpSize - 1) / launch.WarpSize;
        if (_atWarp.Length < warps)
        {
            _atWarp = new int[warps];
            _warpIntervals = new int[warps];
        }
        _group = 0;
        StartGroup();
        _done.Await();
        _failure?.Throw();
    }

    public void Barrier(EmulatedThread thread, CallSite site)
    {
        var member = Arrive(thread, State.AtBarrier, site);
        if (++_atBarrier < _count)
        {
            Wait(thread, member);
            return;
        }
        Release(Members, member);
        _atBarrier = 0;
        _warpIntervals.AsSpan().Clear();
        _launch.Clock.StartInterval();
        Tick(thread);
    }

    public void WarpBarrier(EmulatedThread thread, CallSite site)
    {
        if (!MeetWarp(thread, State.AtWarpBarrier, site))
            return;
        if (++_warpIntervals[thread.Warp] > Stamp.MaxWarpInterval)
            throw new NotSupportedException($"The emulator counts at most {Stamp.MaxWarpInterval} barriers of a warp between two barriers of the group.");
        Tick(thread);
    }

    public T Shuffle<T>(EmulatedThread thread, T value, int sourceLane, CallSite site)
        where T : unmanaged
    {
        MemoryMarshal.Write(thread.Offer(), value);
        int first = thread.Warp * _launch.WarpSize;
        MeetWarp(thread, State.AtShuffle, site);
        if (sourceLane < 0 || sourceLane >= LanesOf(thread.Warp))
        {
            Violations.Report(new Violation(ViolationKind.MissingLanes, $"a shuffle from lane {sourceLane} of a warp of {LanesOf(thread.Warp)}") { File = site.File ?? "", Line = site.Line });
            return value;
        }
        return MemoryMarshal.Read<T>(_members[first + sourceLane].Thread.Offered(thread));
    }

    public void Dispose()
    {
        _disposed = true;
        foreach (var member in _members)
            member.Baton.Pass();
        _members.Clear();
    }

    private Span<Member> Members => CollectionsMarshal.AsSpan(_members)[.._count];

    private int LanesOf(int warp) => Math.Min(_launch.WarpSize, _count - warp * _launch.WarpSize);

    private void Hire()
    {
        var member = new Member();
        _members.Add(member);
        new Thread(() => Work(member), StackSize) { IsBackground = true, Name = "emulated thread" }.Start();
    }

    private void Work(Member member)
    {
        _processor.Keep();
        EmulatedThread.RunningOrNull = member.Thread;
        while (true)
        {
            member.Baton.Await();
            if (_disposed)
                return;
            try
            {
                if (!_abandoned)
                    _launch.RunThread();
            }
            catch (GroupAbandoned) { }
            catch (Exception exception)
            {
                _failure ??= ExceptionDispatchInfo.Capture(exception);
                _abandoned = true;
            }
            member.State = State.Ended;
            _ended++;
            PassOn(member.Thread.Index);
        }
    }

    private void StartGroup()
    {
        var grid = _launch.GridDim;
        _launch.StartGroup(_group % grid.X, _group / grid.X % grid.Y, _group / grid.X / grid.Y);
        _atBarrier = 0;
        _ended = 0;
        _atWarp.AsSpan().Clear();
        _warpIntervals.AsSpan().Clear();
        foreach (var member in Members)
        {
            member.State = State.Runnable;
            member.Thread.ForgetShuffles();
        }
        Tick(_members[0].Thread);
        _members[0].Baton.Pass();
    }

    /// <summary>Lets the next thread run that can.</summary>
    private void PassOn(int index)
    {
        if (_ended == _count)
        {
            if (_abandoned || ++_group == _launch.GridDim.Size)
                _done.Pass();
            else
                StartGroup();
            return;
        }
        var members = Members;
        for (int i = 1; i <= _count; i++)
        {
            var next = members[(index + i) % _count];
            if (next.State == State.Runnable || (_abandoned && next.State != State.Ended))
            {
                Tick(next.Thread);
                next.Baton.Pass();
                return;
            }
        }
        // All wait, for others that have ended or wait elsewhere.
        Diverge();
        PassOn(index);
    }

    private Member Arrive(EmulatedThread thread, State state, CallSite site)
    {
        var member = _members[thread.Index];
        member.State = state;
        member.Site = site;
        return member;
    }

    private void Wait(EmulatedThread thread, Member member)
    {
        PassOn(thread.Index);
        member.Baton.Await();
        if (_abandoned)
            throw new GroupAbandoned();
    }

    /// <summary>Waits for all lanes of the warp; true for the last.</summary>
    private bool MeetWarp(EmulatedThread thread, State state, CallSite site)
    {
        var member = Arrive(thread, state, site);
        int warp = thread.Warp, lanes = LanesOf(warp);
        if (++_atWarp[warp] < lanes)
        {
            Wait(thread, member);
            return false;
        }
        _atWarp[warp] = 0;
        Release(Members.Slice(warp * _launch.WarpSize, lanes), member);
        return true;
    }

    private void Tick(EmulatedThread thread) => _launch.Clock.RunThread(thread.Index, _warpIntervals[thread.Warp]);

    /// <summary>Lets those go on who are where the last of them arrived.</summary>
    private void Release(ReadOnlySpan<Member> members, Member last)
    {
        foreach (var each in members)
            if (each.State != last.State || each.Site != last.Site)
            {
                Diverge();
                throw new GroupAbandoned();
            }
        foreach (var each in members)
            each.State = State.Runnable;
    }

    /// <summary>Reports where the threads of the group are, and ends the launch.</summary>
    private void Diverge()
    {
        _abandoned = true;
        var members = Members.ToArray();
        var places = members.Where(member => member.State is not State.Runnable)
            .GroupBy(member => (member.State, member.State == State.Ended ? default : member.Site))
            .Select(place => $"threads {Threads(place)} {Describe(place.Key.State, place.Key.Item2)}");
        var waiting = members.First(member => member.State is not (State.Ended or State.Runnable));
        try
        {
            Violations.Report(new Violation(
                waiting.State == State.AtShuffle ? ViolationKind.MissingLanes : ViolationKind.DivergentBarrier,
                string.Join(", ", places)) { File = waiting.Site.File ?? "", Line = waiting.Site.Line });
        }
        catch (ViolationException exception)
        {
            _failure ??= ExceptionDispatchInfo.Capture(exception);
        }
    }

    private static string Threads(IEnumerable<Member> members)
    {
        var numbers = members.Select(member => member.Thread.Index).ToArray();
        return string.Join(' ', numbers.Length > 8 ? [.. numbers[..8].Select(number => $"{number}"), $"and {numbers.Length - 8} more"] : numbers.Select(number => $"{number}"));
    }

    private static string Describe(State state, CallSite site) => state switch
    {
        State.Ended => "have ended",
        State.AtBarrier => $"wait at the barrier of {Path.GetFileName(site.File)}:{site.Line}",
        State.AtWarpBarrier => $"wait at the barrier of the warp of {Path.GetFileName(site.File)}:{site.Line}",
        _ => $"wait at the shuffle of {Path.GetFileName(site.File)}:{site.Line}",
    };
}
