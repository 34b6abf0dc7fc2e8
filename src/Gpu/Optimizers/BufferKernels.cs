using ILGPU;

namespace NetGen.Gpu;

/// <summary>a = a + samples g, if the batch counts.</summary>
internal struct AccumulateKernel : IKernel
{
    public ArrayView<float> Accumulated;
    public ArrayView<float> Gradients;
    public UpdateStatus Status;
    public int Samples;
    public int Count;

    public void Run()
    {
        var i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        // With no samples there is nothing that the batch would be accumulated to.
        if (i < Count && Status.CanProceed && Status.Samples > 0)
            Accumulated[i] = (Samples * Gradients[i]) + Accumulated[i];
    }
}

/// <summary>Forgets what was accumulated, once an update has used it.</summary>
internal struct ForgetKernel : IKernel
{
    public ArrayView<float> Accumulated;
    public UpdateStatus Status;
    public int Count;

    public void Run()
    {
        var i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i >= Count || !Status.CanProceed)
            return;
        Accumulated[i] = 0f;
        if (i == 0)
            Status.Samples = 0;
    }
}

/// <summary>a = a + factor (b - a), if there was an update: a moving average.</summary>
internal struct MoveTowardsKernel : IKernel
{
    public ArrayView<float> A;
    public ArrayView<float> B;
    public UpdateStatus Status;
    public float Factor;
    public int Count;

    public void Run()
    {
        var i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < Count && Status.CanProceed)
            A[i] = (Factor * (B[i] - A[i])) + A[i];
    }
}

/// <summary>Exchanges two buffers.</summary>
internal struct ExchangeKernel : IKernel
{
    public ArrayView<float> A;
    public ArrayView<float> B;
    public int Count;

    public void Run()
    {
        var i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i >= Count)
            return;
        var a = A[i];
        A[i] = B[i];
        B[i] = a;
    }
}

/// <summary>Scales weights whose norm an update has made too large: for each output o, w[.., o] = w[.., o] min(1, c / |w[.., o]|). A thread for each output.</summary>
internal struct MaxNormKernel : IKernel
{
    public ArrayView<float> Weights;
    public UpdateStatus Status;
    public int Outputs;
    public int Count;
    public float MaxNorm;

    public void Run()
    {
        var output = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (output >= Outputs || !Status.CanProceed)
            return;
        var squares = 0f;
        for (var i = output; i < Count; i += Outputs)
            squares = (Weights[i] * Weights[i]) + squares;
        // Exactly 1 for what is within the limit, so that it stays as it is.
        var scale = MaxNorm / GpuMath.Max(GpuMath.Sqrt(squares), MaxNorm);
        for (var i = output; i < Count; i += Outputs)
            Weights[i] *= scale;
    }
}
