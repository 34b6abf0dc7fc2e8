using System;

namespace NetGen.Generator.Tests.Harness;

/// <summary>What calls allocate on the managed heap.</summary>
internal static class Allocations
{
    /// <summary>Bytes of a training step after the first, on this thread: the least of a few, since the runtime may load code meanwhile.</summary>
    public static long OfStep(Trainer<double, double, double> trainer, double[] input, double[] target)
    {
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 10 && least > 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            trainer.Step(input, target);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
