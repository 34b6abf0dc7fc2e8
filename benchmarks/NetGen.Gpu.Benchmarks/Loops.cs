using ILGPU;
using NetGen.Gpu;

namespace NetGen.Benchmarks;

/// <summary>From -0.5 to 0.5.</summary>
internal struct NumbersLoop(ArrayView<float> y) : IElements
{
    public void Run(int index) => y[index] = ((index % 1021) - 510.5f) / 1021f;
}

// As the generator writes such loops.

/// <summary>y = x.</summary>
internal struct CopyLoop(ArrayView<float> x, ArrayView<float> y) : IElements
{
    public void Run(int index) => y[index] = x[index];
}

/// <summary>y[n,i] = max(x[n,i] + b[i], 0).</summary>
internal struct BiasReluLoop(ArrayView<float> x, ArrayView<float> b, ArrayView<float> y) : IElements
{
    public const int Columns = 1024;

    public void Run(int index)
    {
        int i = index % Columns;
        y[index] = GpuMath.Max(x[index] + b[i], 0.0f);
    }
}
