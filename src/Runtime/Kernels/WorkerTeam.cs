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

    /// <summary>How long the team rests, in multiples of a wait that was too long.</summary>
    private const int PausePerWait = 20;

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
        try
        {
            job.Run(0, parts);
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
            long finished = Stopwatch.GetTimestamp();
            for (int part = 1; part < parts; part++)
            {
                var other = workers[part - 1].Wait();
                failure ??= other;
            }
            PauseAfter(start, finished, Stopwatch.GetTimestamp());
            Volatile.Write(ref s_taken, 0);
        }
        failure?.Throw();
        return true;
    }

    /// <summary>
    /// If the wait for the other threads was longer than the caller's own work, one of them has lost its processor in the middle of its part. Then the processors are busy
    /// with something else, and the team rests for a multiple of the time lost: so however busy they are, little time is lost.
    /// </summary>
    private static void PauseAfter(long start, long finished, long now)
    {
        long waited = now - finished;
        if (waited > finished - start)
            Volatile.Write(ref s_resume, now + PausePerWait * waited);
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
        private static readonly long SpinTicks = Stopwatch.Frequency / 20_000; // 50 microseconds: longer than the gaps between the kernels of one step

        private readonly AutoResetEvent _wake = new(false);
        private delegate*<void*, int, int, void> _run;
        private void* _job;
        private int _part, _parts;
        private ExceptionDispatchInfo? _failure;
        private int _state;
        private long _allocatedBytes;

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

        /// <summary>Takes a part back that the thread has not begun.</summary>
        public bool TryWithdraw() => Interlocked.CompareExchange(ref _state, Idle, Posted) == Posted;

        /// <summary>Returns when the thread is through with its part, if it has begun it; otherwise takes the part back.</summary>
        public ExceptionDispatchInfo? Wait()
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
                try
                {
                    _run(_job, _part, _parts);
                }
                catch (Exception exception)
                {
                    _failure = ExceptionDispatchInfo.Capture(exception);
                }
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
