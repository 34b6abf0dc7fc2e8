using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using NetGen.Kernels;

namespace NetGen.Benchmarks;

/// <summary>Runs the cases and prints one line for each.</summary>
internal static class Suite
{
    /// <summary>All tables of cases.</summary>
    private static IEnumerable<BenchmarkCase> Cases => [.. KernelCases.All, .. ConvolutionCases.All];

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
                default: Console.Error.WriteLine($"unknown argument {arguments[i]}"); return 1;
            }
        }
        var workers = Workers.Get(threads);
        foreach (var item in Cases.Where(c => c.Name.Contains(pattern, StringComparison.OrdinalIgnoreCase)))
            Console.WriteLine(Measure(item, workers, seconds).Print(json));
        return 0;
    }

    private static Measurement Measure(BenchmarkCase item, Workers workers, double seconds)
    {
        var action = item.Make(workers);
        // Past tier 0 and into the caches.
        var warm = Stopwatch.StartNew();
        for (int i = 0; i < 40 || warm.ElapsedMilliseconds < 200; i++)
            action();

        double peak = PeakMeasurement.Gflops() * workers.Count;
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        var samples = new List<double>();
        var total = Stopwatch.StartNew();
        while (total.Elapsed.TotalSeconds < seconds || samples.Count < 5)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            samples.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }
        samples.Sort();
        return new Measurement(item, samples[0], samples[samples.Count / 2], samples[(int)(samples.Count * 0.95)], peak, allocated);
    }
}

internal sealed record Measurement(BenchmarkCase Case, double Best, double Median, double P95, double Peak, long Allocated)
{
    public string Print(bool json)
    {
        double gflops = 2e-3 * Case.MultiplyAdds / Median, streamed = 1e-3 * Case.BytesStreamed / Median;
        return json
            ? string.Create(CultureInfo.InvariantCulture, $$"""{"case":"{{Case.Name}}","bestMicroseconds":{{Best:F3}},"medianMicroseconds":{{Median:F3}},"p95Microseconds":{{P95:F3}},"multiplyAdds":{{Case.MultiplyAdds}},"gflops":{{gflops:F2}},"peakGflops":{{Peak:F2}},"peakFraction":{{gflops / Peak:F4}},"bytesStreamed":{{Case.BytesStreamed}},"streamGBs":{{streamed:F2}},"allocatedBytes":{{Allocated}}}""")
            : string.Create(CultureInfo.InvariantCulture, $"{Case.Name,-40} {Median,11:F2} us  best {Best,11:F2}  p95 {P95,11:F2}  {gflops,7:F1} of {Peak,6:F1} GFLOP/s = {gflops / Peak,6:P1}, best {gflops / Peak * Median / Best,6:P1}  {streamed,7:F1} GB/s  {Allocated} bytes");
    }
}
