using System;
using System.Collections.Generic;
using System.Numerics;
using ILGPU;
using ILGPU.Runtime;

namespace NetGen.Gpu.Emulator;

/// <summary>
/// A device that is not there: its kernels run on the host, and each of their accesses is checked. By default of warps of 4 and groups of at most 16 threads,
/// as ILGPU's CPU accelerator.
/// </summary>
public class EmulatedDevice : Device
{
    public EmulatedDevice(int warpSize = 4, int maxThreadsPerGroup = 16)
    {
        if (!BitOperations.IsPow2(warpSize))
            throw new ArgumentException($"A warp has a power of two of threads, not {warpSize}.", nameof(warpSize));
        if (maxThreadsPerGroup < warpSize || maxThreadsPerGroup > Stamp.MaxThreads)
            throw new ArgumentException($"A group has at least a warp's {warpSize} and at most {Stamp.MaxThreads} threads, not {maxThreadsPerGroup}.", nameof(maxThreadsPerGroup));
        Name = $"Emulator of warps of {warpSize} and groups of {maxThreadsPerGroup}";
        AcceleratorType = AcceleratorType.CPU;
        MemorySize = 1L << 30;
        WarpSize = warpSize;
        MaxNumThreadsPerGroup = maxThreadsPerGroup;
        MaxSharedMemoryPerGroup = 48 << 10;
        NumMultiprocessors = 1;
    }

    /// <summary>The devices of contexts created from now on.</summary>
    public static IReadOnlyList<EmulatedDevice> Devices { get; set; } = [new EmulatedDevice()];

    /// <summary>
    /// Whether work waits until its stream is synchronized, as if the device were slow: finds hosts that change what a copy has not read, or read what it has not written.
    /// </summary>
    public bool IsLate { get; init; }

    public override Accelerator CreateAccelerator(Context context) => new(context, this);
}
