using System;
using System.IO;
using System.Linq;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;
using Xunit;

namespace NetGen.Gpu.Emulator.Tests;

/// <summary>A kernel: a struct whose fields are its arguments; Run is one thread.</summary>
internal interface IKernel
{
    void Run();
}

/// <summary>A kernel whose threads cooperate. The emulator knows it by this name.</summary>
internal interface IGroupKernel : IKernel;

/// <summary>An emulated device to run kernels on.</summary>
internal sealed class Bench : IDisposable
{
    private readonly Context _context = Context.Create(builder => builder.Default().EnableAlgorithms());
    private readonly Accelerator _accelerator;

    public Bench(int warpSize = 4, int maxThreadsPerGroup = 16, bool isLate = false)
    {
        _accelerator = new EmulatedDevice(warpSize, maxThreadsPerGroup) { IsLate = isLate }.CreateAccelerator(_context);
    }

    public Accelerator Accelerator => _accelerator;

    public AcceleratorStream Stream => _accelerator.DefaultStream;

    public MemoryBuffer1D<float, Stride1D.Dense> Buffer(int length) => _accelerator.Allocate1D<float>(length);

    public MemoryBuffer1D<float, Stride1D.Dense> Buffer(float[] values)
    {
        var buffer = Buffer(values.Length);
        buffer.CopyFromCPU(values);
        return buffer;
    }

    public void Launch<TKernel>(KernelConfig config, TKernel kernel)
        where TKernel : struct, IKernel => _accelerator.LoadKernel<TKernel>(Entry)(Stream, config, kernel);

    /// <summary>Launches a kernel that does something wrong, on the line that has the mark, and says what was reported; it is thrown, and collected first.</summary>
    public Violation Violation<TKernel>(KernelConfig config, TKernel kernel, string mark)
        where TKernel : struct, IKernel
    {
        var thrown = Assert.Throws<ViolationException>(() => Launch(config, kernel)).Violation;
        Collection collection;
        using (collection = Collection.Open())
            Launch(config, kernel);
        var collected = collection.Violations[0];
        Assert.Equal(thrown.Kind, collected.Kind);
        Assert.Equal(thrown.Line, collected.Line);
        Assert.EndsWith(typeof(TKernel).Name, thrown.Kernel, StringComparison.Ordinal);
        Assert.Contains(mark, File.ReadLines(thrown.File).ElementAt(thrown.Line - 1), StringComparison.Ordinal);
        return thrown;
    }

    public void Dispose()
    {
        _accelerator.Dispose();
        _context.Dispose();
    }

    private static void Entry<TKernel>(TKernel kernel)
        where TKernel : struct, IKernel => kernel.Run();
}
