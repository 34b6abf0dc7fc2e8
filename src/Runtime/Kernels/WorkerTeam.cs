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

    /// <summary>Runs part 0 here and the others on the team, unless someone has the team.</summary>
    /// <remarks>
    /// The job lies in a stack frame of the caller, so its address does not change. References inside it (spans) are kept up to date by the
    /// garbage collector, because that frame reports them and is there until every part is done.
    /// </remarks>
    public static bool TryRun<TJob>(ref TJob job, int parts)
        where TJob : struct, IJob, allows ref struct
    {
        if (Interlocked.CompareExchange(ref s_taken, 1, 0) != 0)
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
        }
        finally
        {
            // Also when part 0 has thrown: the others still read the job.
            for (int part = 1; part < parts; part++)
                failure ??= workers[part - 1].Wait();
            Volatile.Write(ref s_taken, 0);
        }
        failure?.Throw();
        return true;
    }

    private static void RunPart<TJob>(void* job, int part, int parts)
        where TJob : struct, IJob, allows ref struct => Unsafe.AsRef<TJob>(job).Run(part, parts);

    /// <summary>One background thread: waits for a part by spinning for a moment, then asleep.</summary>
    private sealed class Worker
    {
        private const int Idle = 0, Asleep = 1, Posted = 2, Done = 3;
        private static readonly long SpinTicks = Stopwatch.Frequency / 20_000; // 50 microseconds: longer than the gaps between the kernels of one step

        private readonly AutoResetEvent _wake = new(false);
        private delegate*<void*, int, int, void> _run;
        private void* _job;
        private int _part, _parts;
        private ExceptionDispatchInfo? _failure;
        private int _state;

        public Worker(int number)
        {
            var thread = new Thread(Loop) { IsBackground = true, Name = $"NetGen worker {number}" };
            thread.UnsafeStart();
        }

        public void Post(delegate*<void*, int, int, void> run, void* job, int part, int parts)
        {
            _run = run;
            _job = job;
            _part = part;
            _parts = parts;
            if (Interlocked.Exchange(ref _state, Posted) == Asleep)
                _wake.Set();
        }

        public ExceptionDispatchInfo? Wait()
        {
            // Parts are of equal size, so the wait is short unless the thread has lost its processor; then yield to it.
            for (int spin = 0; spin < 2000 && Volatile.Read(ref _state) != Done; spin++)
                Thread.SpinWait(4);
            while (Volatile.Read(ref _state) != Done)
            {
                if (!Thread.Yield())
                    Thread.SpinWait(20);
            }
            var failure = _failure;
            _failure = null;
            Volatile.Write(ref _state, Idle);
            return failure;
        }

        private void Loop()
        {
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
                Volatile.Write(ref _state, Done);
            }
        }

        private void AwaitPart()
        {
            long end = Stopwatch.GetTimestamp() + SpinTicks;
            while (Volatile.Read(ref _state) != Posted)
            {
                Thread.SpinWait(4);
                if (Stopwatch.GetTimestamp() < end)
                    continue;
                if (Interlocked.CompareExchange(ref _state, Asleep, Idle) == Idle)
                    _wake.WaitOne();
            }
        }
    }
}
