using System;
using System.Collections.Generic;
using ILGPU;
using ILGPU.Runtime;

namespace NetGen.Gpu;

// Stands for what the runtime of the package has: a device, its stream, and scratch memory. Goes away with the real ones.
public sealed class Device(Accelerator accelerator)
{
    private readonly Dictionary<Type, Delegate> _launchers = [];

    internal Accelerator Accelerator => accelerator;

    internal int MaxGroupSize => accelerator.MaxNumThreadsPerGroup;

    internal int WarpSize => accelerator.WarpSize;

    internal void Launch<TKernel>(KernelConfig config, TKernel kernel)
        where TKernel : struct, IKernel
    {
        if (!_launchers.TryGetValue(typeof(TKernel), out var launcher))
            _launchers.Add(typeof(TKernel), launcher = accelerator.LoadKernel<TKernel>(Entry));
        ((Action<AcceleratorStream, KernelConfig, TKernel>)launcher)(accelerator.DefaultStream, config, kernel);
    }

    internal static void Entry<TKernel>(TKernel kernel) where TKernel : struct, IKernel => kernel.Run();
}

public abstract partial class GpuComputation(Device device) : IDisposable
{
    private MemoryBuffer1D<float, Stride1D.Dense>? _scratch;

    public Device Device => device;

    public virtual void Dispose() => _scratch?.Dispose();

    private protected ArrayView<float> Scratch(long length)
    {
        if (_scratch is null || _scratch.Length < length)
        {
            device.Accelerator.Synchronize();
            _scratch?.Dispose();
            _scratch = device.Accelerator.Allocate1D<float>(length);
        }
        return ((ArrayView<float>)_scratch.View).SubView(0, length);
    }

    private protected void Launch<TKernel>(Index3D groups, Index3D groupSize, TKernel kernel)
        where TKernel : struct, IKernel => device.Launch((groups, groupSize), kernel);
}
