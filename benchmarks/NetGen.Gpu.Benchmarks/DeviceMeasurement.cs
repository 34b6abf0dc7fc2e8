using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using NetGen.Gpu;

namespace NetGen.Benchmarks;

/// <summary>What one case takes.</summary>
/// <param name="Case">The case.</param>
/// <param name="First">The first run, which compiles its kernels, in microseconds.</param>
/// <param name="Best">Of the samples, in microseconds per run.</param>
/// <param name="Median">Likewise.</param>
/// <param name="P95">Likewise.</param>
/// <param name="Repetitions">Runs of a sample, after which it waits once.</param>
/// <param name="Allocated">Bytes of managed memory that one sample allocates.</param>
internal sealed record DeviceMeasurement(DeviceCase Case, double First, double Best, double Median, double P95, int Repetitions, long Allocated)
{
    private const double SampleMicroseconds = 10_000, WarmUpSeconds = 0.2;

    // The losses of so many steps are known at a time.
    private const int MostRepetitions = 500;

    public double GigabytesPerSecond => 1e-3 * Case.BytesMoved / Median;

    private double Gflops => 2e-3 * Case.MultiplyAdds / Median;

    /// <summary>Runs it for so long, and gives its memory back.</summary>
    public static DeviceMeasurement Of(DeviceCase item, double seconds)
    {
        using var work = item.Make();
        double first = Sample(work, 1);
        var warmUp = Stopwatch.StartNew();
        double once = first;
        for (int calls = 0; calls < 3 || warmUp.Elapsed.TotalSeconds < WarmUpSeconds; calls++)
            once = Math.Min(once, Sample(work, 1));
        int repetitions = (int)Math.Clamp(SampleMicroseconds / once, 1, MostRepetitions);
        Sample(work, repetitions);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Sample(work, repetitions);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        var samples = new List<double>();
        var total = Stopwatch.StartNew();
        while (total.Elapsed.TotalSeconds < seconds || samples.Count < 5)
            samples.Add(Sample(work, repetitions));
        samples.Sort();
        return new DeviceMeasurement(item, first, samples[0], samples[samples.Count / 2], samples[(int)(samples.Count * 0.95)], repetitions, allocated);
    }

    /// <param name="device">Where it was measured.</param>
    /// <param name="copy">The rate of copying there, in GB/s.</param>
    public string Json(Device device, double copy) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"case":"{{Case.Name}}","device":"{{device.Name}}","kind":"{{device.Kind}}","firstMicroseconds":{{First:F1}},"bestMicroseconds":{{Best:F4}},"medianMicroseconds":{{Median:F4}},"p95Microseconds":{{P95:F4}},"repetitions":{{Repetitions}},"multiplyAdds":{{Case.MultiplyAdds}},"gflops":{{Gflops:F2}},"bytesMoved":{{Case.BytesMoved}},"gigabytesPerSecond":{{GigabytesPerSecond:F2}},"copyGigabytesPerSecond":{{copy:F2}},"allocatedBytes":{{Allocated}}}
        """);

    public string Text(double copy)
    {
        string rate = Case.BytesMoved > 0 ? string.Create(CultureInfo.InvariantCulture, $"{GigabytesPerSecond,10:F1} GB/s = {GigabytesPerSecond / copy,6:P1} of a copy")
            : string.Create(CultureInfo.InvariantCulture, $"{Gflops,10:F1} GFLOP/s");
        return string.Create(CultureInfo.InvariantCulture, $"{Case.Name,-36} {Median,13:F2} us  best {Best,13:F2}  p95 {P95,13:F2}  {rate}  first {First * 1e-3:F0} ms  {Allocated} bytes");
    }

    private static double Sample(DeviceWork work, int repetitions)
    {
        double start = Clock.Microseconds;
        for (int i = 0; i < repetitions; i++)
            work.Run();
        work.Wait();
        return (Clock.Microseconds - start) / repetitions;
    }
}
