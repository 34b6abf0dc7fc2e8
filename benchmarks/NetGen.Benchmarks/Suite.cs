using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;
using NetGen.Kernels;

namespace NetGen.Benchmarks;

/// <summary>Runs the cases and prints one line for each.</summary>
internal static class Suite
{
    private const double SampleMicroseconds = 20;

    /// <summary>All tables of cases.</summary>
    private static IEnumerable<BenchmarkCase> Cases => [.. KernelCases.All, .. ConvolutionCases.All, .. NetworkCases.All, .. SequenceCases.All];

    public static int Run(ReadOnlySpan<string> arguments)
    {
        int threads = 1;
        double seconds = 1;
        string pattern = "";
        bool json = false;
        for (int i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--threads": threads = int.Parse(arguments[++i], CultureInfo.InvariantCulture); break;
                case "--seconds": seconds = double.Parse(arguments[++i], CultureInfo.InvariantCulture); break;
                case "--case": pattern = arguments[++i]; break;
                case "--json": json = true; break;
                case "--processor-time": Clock.CountsProcessorTime = true; break;
                default: Console.Error.WriteLine($"unknown argument {arguments[i]}"); return 1;
            }
        }
        var workers = Workers.Get(threads);
        foreach (var item in Cases.Where(c => c.Name.Contains(pattern, StringComparison.OrdinalIgnoreCase)))
            Console.WriteLine(Measure(item, workers, seconds).Print(json));
        return 0;
    }

    /// <summary>Past the tiers of the JIT, each of which begins once nothing new has been compiled for 100 ms, on a thread that needs the processor too; then into the caches.</summary>
    private static void WarmUp(Action action)
    {
        for (int round = 0; round < 10; round++)
        {
            var time = Stopwatch.StartNew();
            for (int calls = 0; (calls < 40 || time.ElapsedMilliseconds < 20) && (calls < 4 || time.ElapsedMilliseconds < 100); calls++)
                action();
            Thread.Sleep(110);
        }
    }

    /// <summary>Reading the clock takes as long as the smallest cases: they are timed many at once.</summary>
    private static int Repetitions(Action action)
    {
        long calls = 0;
        var time = Stopwatch.StartNew();
        for (; calls < 5 || time.ElapsedMilliseconds < 50; calls++)
            action();
        return (int)Math.Max(1, SampleMicroseconds * calls / time.Elapsed.TotalMicroseconds);
    }

    private static Measurement Measure(BenchmarkCase item, Workers workers, double seconds)
    {
        var action = item.Make(workers);
        WarmUp(action);
        int repetitions = Repetitions(action);
        double peak = PeakMeasurement.Gflops() * workers.Count;
        double stream = item.BytesStreamed == 0 ? 0 : StreamLoop.GigabytesPerSecond(item.BytesStreamed);
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        var samples = new List<double>();
        var total = Stopwatch.StartNew();
        while (total.Elapsed.TotalSeconds < seconds || samples.Count < 5)
        {
            double start = Clock.Microseconds;
            for (int i = 0; i < repetitions; i++)
                action();
            samples.Add((Clock.Microseconds - start) / repetitions);
        }
        samples.Sort();
        return new Measurement(item, samples[0], samples[samples.Count / 2], samples[(int)(samples.Count * 0.95)], peak, stream, allocated);
    }
}

/// <param name="Stream">Measured rate of reading as many bytes and nothing else, in GB/s; 0 where memory does not bind.</param>
internal sealed record Measurement(BenchmarkCase Case, double Best, double Median, double P95, double Peak, double Stream, long Allocated)
{
    public string Print(bool json)
    {
        double gflops = 2e-3 * Case.MultiplyAdds / Median;
        return json
            ? string.Create(CultureInfo.InvariantCulture, $$"""{"case":"{{Case.Name}}","bestMicroseconds":{{Best:F4}},"medianMicroseconds":{{Median:F4}},"p95Microseconds":{{P95:F4}},"multiplyAdds":{{Case.MultiplyAdds}},"gflops":{{gflops:F2}},"peakGflops":{{Peak:F2}},"peakFraction":{{gflops / Peak:F4}},"bytesStreamed":{{Case.BytesStreamed}},"streamGBs":{{Stream:F2}},"allocatedBytes":{{Allocated}}}""")
            : string.Create(CultureInfo.InvariantCulture, $"{Case.Name,-36} {Median,11:F3} us  best {Best,11:F3}  p95 {P95,11:F3}  {gflops,7:F1} of {Peak,6:F1} GFLOP/s = {gflops / Peak,6:P1}, best {gflops / Peak * Median / Best,6:P1}{Streamed}  {Allocated} bytes");
    }

    private string Streamed => Stream == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"  {Median * 1e3 * Stream / Case.BytesStreamed:F2} times reading {Case.BytesStreamed / 1e6:F2} MB at {Stream:F0} GB/s");
}
