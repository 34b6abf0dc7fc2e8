using System;
using ILGPU;

namespace NetGen.Gpu;

/// <summary>What a loss decides.</summary>
internal static class LossUse
{
    /// <summary>Nothing: it is only told to the host.</summary>
    public const int Report = 0;

    /// <summary>Whether the gradients of the batch are added to those of others.</summary>
    public const int Accumulate = 1;

    /// <summary>Whether there is an update.</summary>
    public const int Update = 2;

    /// <summary>Nothing, since there is no loss: there is an update.</summary>
    public const int UpdateAnyway = 3;
}

/// <summary>Takes note of the loss of a batch, and decides by it what the kernels after it do; one thread.</summary>
internal struct LossKernel : IKernel
{
    public ArrayView<float> Loss;

    /// <summary>Where the host looks for losses.</summary>
    public ArrayView<long> Slot;

    public UpdateStatus Status;

    /// <summary>Of the call.</summary>
    public int Number;

    public int Use;

    /// <summary>Of the batch.</summary>
    public int Samples;

    /// <summary>The run of batches that it belongs to: the first loss of it that is not finite ends it, so that no batch after it counts. 0 for none, where each batch is for itself.</summary>
    public int OfRun;

    public void Run()
    {
        var loss = Use == LossUse.UpdateAnyway ? float.NaN : Loss[0];
        Slot[0] = Progress.Pack(Number, loss);
        if (Use == LossUse.Report)
            return;
        // False for NaN.
        var proceeds = Use == LossUse.UpdateAnyway || MathF.Abs(loss) < float.PositiveInfinity;
        if (OfRun > 0)
        {
            if (!proceeds)
                Status.EndedRun = OfRun;
            proceeds = proceeds && Status.EndedRun != OfRun;
        }

        Status.CanProceed = proceeds;
        var samples = Status.Samples;
        // An update with batches accumulated before it takes this batch too.
        if (proceeds && (Use == LossUse.Accumulate || (Use == LossUse.Update && samples > 0)))
        {
            samples += Samples;
            Status.Samples = samples;
        }

        Status.GradientScale = samples > 0 ? 1f / samples : 1f;
    }
}
