using System;
using NetGen.Gpu.Emulator;

namespace ILGPU.Runtime;

/// <summary>Makes kernels of methods. A method is given to the emulator with its one argument, a struct whose type names the kernel.</summary>
public static class KernelLoaders
{
    public static Action<AcceleratorStream, KernelConfig, T1> LoadKernel<T1>(this Accelerator accelerator, Action<T1> action)
        where T1 : struct
    {
        var kernel = new LoadedKernel<T1>(accelerator, action);
        return (stream, config, argument) =>
        {
            if (stream.Accelerator != accelerator)
                throw new ArgumentException($"The stream belongs to {stream.Accelerator}, the kernel to {accelerator}.", nameof(stream));
            if (stream.IsLate)
                EnqueueLate(stream, kernel, config, argument);
            else
                kernel.Run(config, argument);
        };
    }

    // Apart, so that the closure is made only where work waits.
    private static void EnqueueLate<T>(AcceleratorStream stream, LoadedKernel<T> kernel, KernelConfig config, T argument)
        where T : struct => stream.Enqueue(() => kernel.Run(config, argument));
}
