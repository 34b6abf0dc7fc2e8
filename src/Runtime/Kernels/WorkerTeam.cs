using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace NetGen.Kernels;

/// <summary>The background threads behind all <see cref="Workers"/>. One caller at a time has them.</summary>
internal static unsafe class WorkerTeam
{
    private static readonly Lock Growth = new();
    private static Worker[] s_workers = [];
    private static int s_taken;
    private static long s_resume;

    /// <summary>How long the team rests, in multiples of the time that was lost.</summary>
    private const int PausePerLoss = 20;

    /// <summary>Short parts differ without anyone having lost a processor, which takes longer than 50 microseconds.</summary>
    private static readonly long LongLoss = Stopwatch.Frequency / 20_000;

    /// <summary>Makes sure that this many threads exist.</summary>
    public static void Start(int threads)
    {
        if (Volatile.Read(ref s_workers).Length >= threads)
            return;
        lock (Growth)
        {
            var grown = s_workers;
            if (grown.Length >= threads)
                return;
            int existing = grown.Length;
            Array.Resize(ref grown, threads);
            for (int i = existing; i < threads; i++)
                grown[i] = new Worker(i + 1);
            Volatile.Write(ref s_workers, grown);
        }
    }

    /// <summary>Whether the threads spin, waiting for parts, so that they begin at once.</summary>
    public static bool IsAwake => Volatile.Read(ref s_workers) is [var first, ..] && first.IsAwake;

    /// <summary>Runs part 0 here and the others on the team, unless someone has the team or its threads have lately lost their processors to other programs.</summary>
    /// <remarks>
    /// The job lies in a stack frame of the caller, so its address does not change. References inside it (spans) are kept up to date by the
    /// garbage collector, because that frame reports them and is there until every part is done.
    /// </remarks>
    public static bool TryRun<TJob>(ref TJob job, int parts)
        where TJob : struct, IJob, allows ref struct
    {
        long start = Stopwatch.GetTimestamp();
        if (start < Volatile.Read(ref s_resume) || Interlocked.CompareExchange(ref s_taken, 1, 0) != 0)
            return false;
        var workers = Volatile.Read(ref s_workers);
        if (workers.Length < parts - 1)
        {
            Volatile.Write(ref s_taken, 0);
            return false;
        }
        for (int part = 1; part < parts; part++)
            workers[part - 1].Post(&RunPart<TJob>, Unsafe.AsPointer(ref job), part, parts);
        ExceptionDispatchInfo? failure = null;
        long own = 0, longest = 0;
        try
        {
            job.Run(0, parts);
            own = Stopwatch.GetTimestamp() - start;
            // The parts are of equal size: a thread that has not begun by now would take longer than the caller does.
            for (int part = 1; part < parts; part++)
            {
                if (workers[part - 1].TryWithdraw())
                    job.Run(part, parts);
            }
        }
        finally
        {
            // Also when a part has thrown here: the others still read the job.
            for (int part = 1; part < parts; part++)
            {
                var other = workers[part - 1].Wait(ref longest);
                failure ??= other;
            }
            PauseAfter(own, longest);
            Volatile.Write(ref s_taken, 0);
        }
        failure?.Throw();
        return true;
    }

    /// <summary>
    /// If another thread has taken much longer for its part than the caller for its own, which is as large, it has lost its processor in the middle of it. Then the processors are busy
    /// with something else, and the team rests for a multiple of the time lost: so however busy they are, little time is lost.
    /// </summary>
    private static void PauseAfter(long own, long longest)
    {
        long lost = longest - own;
        if (lost > own + LongLoss)
            Volatile.Write(ref s_resume, Stopwatch.GetTimestamp() + PausePerLoss * lost);
    }

    /// <summary>What the threads have allocated on the managed heap, as far as they are through with their parts.</summary>
    public static long AllocatedBytes
    {
        get
        {
            long sum = 0;
            foreach (var worker in Volatile.Read(ref s_workers))
                sum += worker.AllocatedBytes;
            return sum;
        }
    }

    private static void RunPart<TJob>(void* job, int part, int parts)
        where TJob : struct, IJob, allows ref struct => Unsafe.AsRef<TJob>(job).Run(part, parts);

    /// <summary>One background thread: waits for a part by spinning for a moment, then asleep.</summary>
    private sealed class Worker
    {
        private const int Idle = 0, Asleep = 1, Posted = 2, Running = 3, Done = 4;
        // A quarter of a millisecond, longer than the gaps within a step of training: a team that falls asleep there would leave the smaller kernels to the caller, and so stay asleep.
        private static readonly long SpinTicks = Stopwatch.Frequency / 4_000;

        private readonly AutoResetEvent _wake = new(false);
        private delegate*<void*, int, int, void> _run;
        private void* _job;
        private int _part, _parts;
        private ExceptionDispatchInfo? _failure;
        private int _state;
        private long _allocatedBytes, _elapsed;

        /// <summary>Starts the thread and returns when it waits for its first part.</summary>
        public Worker(int number)
        {
            using var ready = new ManualResetEventSlim();
            var thread = new Thread(() => Loop(ready)) { IsBackground = true, Name = $"NetGen worker {number}" };
            thread.UnsafeStart();
            ready.Wait();
        }

        /// <summary>On the managed heap, by the thread until the end of its last part.</summary>
        public long AllocatedBytes => Volatile.Read(ref _allocatedBytes);

        public void Post(delegate*<void*, int, int, void> run, void* job, int part, int parts)
        {
            _run = run;
            _job = job;
            _part = part;
            _parts = parts;
            if (Interlocked.Exchange(ref _state, Posted) == Asleep)
                _wake.Set();
        }

        public bool IsAwake => Volatile.Read(ref _state) == Idle;

        /// <summary>Takes a part back that the thread has not begun.</summary>
        public bool TryWithdraw() => Interlocked.CompareExchange(ref _state, Idle, Posted) == Posted;

        /// <summary>Returns when the thread is through with its part, if it has begun it; otherwise takes the part back.</summary>
        /// <param name="longest">Raised to the time that the part has taken.</param>
        public ExceptionDispatchInfo? Wait(ref long longest)
        {
            TryWithdraw();
            // Parts are of equal size, so the wait is short unless the thread has lost its processor; then yield to it.
            for (int spin = 0; spin < 2000 && Volatile.Read(ref _state) == Running; spin++)
                Thread.SpinWait(4);
            while (Volatile.Read(ref _state) == Running)
            {
                if (!Thread.Yield())
                    Thread.SpinWait(20);
            }
            if (Volatile.Read(ref _state) != Done)
                return null;
            longest = Math.Max(longest, _elapsed);
            var failure = _failure;
            _failure = null;
            Volatile.Write(ref _state, Idle);
            return failure;
        }

        private void Loop(ManualResetEventSlim ready)
        {
            // The first wait of a thread allocates, and so does a thread of the runtime after the first spin of a process (it measures how long spins are):
            // here, and not in a step of a training. The wait ends at once.
            Thread.SpinWait(4);
            _wake.Set();
            _wake.WaitOne();
            _allocatedBytes = GC.GetAllocatedBytesForCurrentThread();
            ready.Set();
            while (true)
            {
                AwaitPart();
                long start = Stopwatch.GetTimestamp();
                try
                {
                    _run(_job, _part, _parts);
                }
                catch (Exception exception)
                {
                    _failure = ExceptionDispatchInfo.Capture(exception);
                }
                _elapsed = Stopwatch.GetTimestamp() - start;
                Volatile.Write(ref _allocatedBytes, GC.GetAllocatedBytesForCurrentThread());
                Volatile.Write(ref _state, Done);
            }
        }

        /// <summary>Returns when the thread has a part, which nobody can take back any more.</summary>
        private void AwaitPart()
        {
            long end = Stopwatch.GetTimestamp() + SpinTicks;
            while (Interlocked.CompareExchange(ref _state, Running, Posted) != Posted)
            {
                Thread.SpinWait(4);
                if (Stopwatch.GetTimestamp() < end)
                    continue;
                if (Interlocked.CompareExchange(ref _state, Asleep, Idle) != Idle)
                    continue;
                _wake.WaitOne();
                // Awakened too late, for a part that has been withdrawn, the thread is there for the next one.
                end = Stopwatch.GetTimestamp() + SpinTicks;
            }
        }
    }
}
