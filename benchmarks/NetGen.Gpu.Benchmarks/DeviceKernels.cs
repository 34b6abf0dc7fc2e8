using System;
using ILGPU;
using ILGPU.Runtime;
using NetGen.Gpu;
using Device = NetGen.Gpu.Device;

namespace NetGen.Benchmarks;

/// <summary>The kernels that generated sessions call, by themselves, on arrays in the workspace.</summary>
internal sealed class DeviceKernels(Device device, long elements)
    : GpuSession(new ParameterSet<float>(new ParameterLayout("Kernels"), seed: 0), device, maxBatch: 1, workspace: elements)
{
    private readonly float[] _one = new float[1];

    /// <summary>An array of numbers that are neither zero nor subnormal.</summary>
    public ArrayView<float> Numbers(long offset, int length)
    {
        var view = Workspace(offset, length);
        RunElements(length, new NumbersLoop(view));
        return view;
    }

    public DeviceWork Work(Action run) => new(run, Wait, this);

    /// <summary>The copy that the device's maker provides: what moving memory is measured by.</summary>
    public DeviceWork Copy(ArrayView<float> source, ArrayView<float> target)
    {
        Wait();
        var stream = source.GetAccelerator().DefaultStream;
        return new(() => source.CopyTo(stream, target), stream.Synchronize, this);
    }

    public void Multiply(ArrayView<float> a, ArrayView<float> b, ArrayView<float> c, int m, int n, int k) => Multiply(a, b, c, m, n, k, default(Identity));

    public void MultiplyTransposedA(ArrayView<float> a, ArrayView<float> b, ArrayView<float> c, int m, int n, int k) => MultiplyTransposedA(a, b, c, m, n, k, default(Identity));

    public void MultiplyTransposedB(ArrayView<float> a, ArrayView<float> b, ArrayView<float> c, int m, int n, int k) => MultiplyTransposedB(a, b, c, m, n, k, default(Identity));

    public new void RunElements<TLoop>(int count, TLoop loop)
        where TLoop : struct, IElements => base.RunElements(count, loop);

    private void Wait() => Download(Workspace(0, 1), _one);
}

/// <summary>Nothing but the update: one parameter of many elements, whose gradient stays what it is.</summary>
internal sealed class DeviceUpdates : GpuTrainer
{
    private PendingLoss _loss;

    public DeviceUpdates(Device device, Optimizer optimizer, int elements)
        : base(new ParameterSet<float>(new ParameterLayout("Update", new ParameterDefinition("weight", [elements], Initialization.Constant(0.1))), seed: 1), device, optimizer, batchSize: 1, seed: 1, workspace: 1)
    {
        RunElements(1, new NumbersLoop(Workspace(0, 1)));
        RunElements(elements, new NumbersLoop(Gradient(0, elements)));
    }

    public DeviceWork Work() => new(() => _loss = UpdateAfter(1, Workspace(0, 1)), () => _ = _loss.Value, this);
}
