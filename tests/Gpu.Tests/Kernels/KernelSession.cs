using ILGPU;
using ILGPU.Runtime;
using NetGen.Kernels;

namespace NetGen.Gpu.Tests.Kernels;

/// <summary>The kernels of a computation by themselves, on arrays of the host.</summary>
internal sealed class KernelSession(Device device) : GpuSession(new ParameterSet<float>(new ParameterLayout("Kernels"), seed: 0), device, maxBatch: 1, workspace: 0)
{
    /// <summary>A view of values, which begins so many elements after an aligned address.</summary>
    public ArrayView<float> On(float[] values, int offset = 0)
    {
        var view = New(values.Length, offset);
        view.CopyFromCPU(Device.Accelerator.DefaultStream, values);
        return view;
    }

    public ArrayView<int> On(int[] values)
    {
        var view = Memory.Allocate<int>(values.Length, "A test").SubView(0, values.Length);
        view.CopyFromCPU(Device.Accelerator.DefaultStream, values);
        return view;
    }

    public ArrayView<float> New(int length, int offset = 0) => Memory.Allocate<float>(length + offset, "A test").SubView(offset, length);

    public float[] Read(ArrayView<float> view)
    {
        var values = new float[view.Length];
        Download(view, values);
        return values;
    }

    public new void Multiply<TEpilogue>(ArrayView<float> a, ArrayView<float> b, ArrayView<float> c, int m, int n, int k, TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue => base.Multiply(a, b, c, m, n, k, epilogue);

    public new void MultiplyTransposedA<TEpilogue>(ArrayView<float> a, ArrayView<float> b, ArrayView<float> c, int m, int n, int k, TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue => base.MultiplyTransposedA(a, b, c, m, n, k, epilogue);

    public new void MultiplyTransposedA<TEpilogue>(ArrayView<float> a, ArrayView<float> b, ArrayView<float> c, int m, int n, int k, int steps, TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue => base.MultiplyTransposedA(a, b, c, m, n, k, steps, epilogue);

    public new void MultiplyTransposedB<TEpilogue>(ArrayView<float> a, ArrayView<float> b, ArrayView<float> c, int m, int n, int k, TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue => base.MultiplyTransposedB(a, b, c, m, n, k, epilogue);

    public new void MultiplyEach(ArrayView<float> a, ArrayView<float> b, ArrayView<float> c, int count, int m, int n, int k, bool transposeA, bool transposeB) =>
        base.MultiplyEach(a, b, c, count, m, n, k, transposeA, transposeB);

    public new void Convolve<TEpilogue>(ArrayView<float> x, ArrayView<float> w, ArrayView<float> y, in ConvolutionShape shape, int batch, TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue => base.Convolve(x, w, y, shape, batch, epilogue);

    public new void ConvolveInputGradient<TEpilogue>(ArrayView<float> dy, ArrayView<float> w, ArrayView<float> dx, in ConvolutionShape shape, int batch, TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue => base.ConvolveInputGradient(dy, w, dx, shape, batch, epilogue);

    public new void ConvolveWeightGradient(ArrayView<float> x, ArrayView<float> dy, ArrayView<float> dw, in ConvolutionShape shape, int batch) =>
        base.ConvolveWeightGradient(x, dy, dw, shape, batch);

    public new void MaxPool(ArrayView<float> x, ArrayView<float> y, in PoolingShape shape, int batch) => base.MaxPool(x, y, shape, batch);

    public new void MaxPoolGradient(ArrayView<float> x, ArrayView<float> y, ArrayView<float> dy, ArrayView<float> dx, in PoolingShape shape, int batch) =>
        base.MaxPoolGradient(x, y, dy, dx, shape, batch);

    public new void AveragePool(ArrayView<float> x, ArrayView<float> y, in PoolingShape shape, int batch) => base.AveragePool(x, y, shape, batch);

    public new void AveragePoolGradient(ArrayView<float> dy, ArrayView<float> dx, in PoolingShape shape, int batch) => base.AveragePoolGradient(dy, dx, shape, batch);

    public new void Gather(ArrayView<float> table, ArrayView<int> indices, ArrayView<float> y, int count, int width) => base.Gather(table, indices, y, count, width);

    public new void ScatterAdd(ArrayView<float> dy, ArrayView<int> indices, ArrayView<float> dtable, int count, int width) => base.ScatterAdd(dy, indices, dtable, count, width);

    public new void RunElements<TLoop>(int count, TLoop loop) where TLoop : struct, IElements => base.RunElements(count, loop);

    public new void RunRows<TLoop>(int rows, int length, TLoop loop) where TLoop : struct, IRows => base.RunRows(rows, length, loop);

    public new void RunColumns<TSums, TLoop>(int columns, int terms, TLoop loop)
        where TSums : unmanaged
        where TLoop : struct, IColumns<TSums> => base.RunColumns<TSums, TLoop>(columns, terms, loop);
}
