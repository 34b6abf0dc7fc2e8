using ILGPU;

namespace NetGen.Gpu;

/// <summary>What an update depends on that only the device knows, since the host does not wait for losses.</summary>
internal struct UpdateStatus
{
    /// <summary>The place of the samples in <see cref="Counts"/>.</summary>
    public const int AccumulatedSamples = 1;

    private const int Proceeds = 0, Ended = 2, Scale = 0, Norm = 1;

    /// <summary>Elements of <see cref="Counts"/>.</summary>
    public const int CountsLength = 3;

    /// <summary>Elements of <see cref="Factors"/>.</summary>
    public const int FactorsLength = 2;

    public ArrayView<int> Counts;
    public ArrayView<float> Factors;

    /// <summary>Whether the loss was finite, so that the batch counts; 1 or 0.</summary>
    public bool CanProceed
    {
        get => Counts[Proceeds] != 0;
        set => Counts[Proceeds] = value ? 1 : 0;
    }

    /// <summary>The last run of batches that a loss has ended.</summary>
    public int EndedRun
    {
        get => Counts[Ended];
        set => Counts[Ended] = value;
    }

    /// <summary>Samples whose gradients have been accumulated since the last update; 0 if the update is by the last gradients.</summary>
    public int Samples
    {
        get => Counts[AccumulatedSamples];
        set => Counts[AccumulatedSamples] = value;
    }

    /// <summary>Factor on the gradients of the update.</summary>
    public float GradientScale
    {
        get => Factors[Scale];
        set => Factors[Scale] = value;
    }

    /// <summary>Of all gradients in the last update, before clipping.</summary>
    public float GradientNorm
    {
        get => Factors[Norm];
        set => Factors[Norm] = value;
    }
}
