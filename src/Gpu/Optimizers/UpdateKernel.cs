using ILGPU;

namespace NetGen.Gpu;

/// <summary>The update of all parameters, moments and all, in one launch: a group of threads takes a part of a segment.</summary>
internal struct UpdateKernel<TRule> : IKernel
    where TRule : unmanaged, IUpdateRule<float>
{
    public ArrayView<float> Parameters;
    public ArrayView<float> Gradients;

    /// <summary>Sums of gradients times samples, which take the place of the gradients where there are any.</summary>
    public ArrayView<float> Accumulated;

    /// <summary>Moment k of element i is at k Stride + i.</summary>
    public ArrayView<float> Moments;
    public int MomentCount;
    public int Stride;

    public UpdateParts Parts;

    /// <summary>Of each segment.</summary>
    public ArrayView<TRule> Rules;
    public UpdateStatus Status;

    /// <summary>Largest magnitude of a gradient, after the factor; infinite if there is none.</summary>
    public float Limit;

    public void Run()
    {
        if (!Status.CanProceed)
            return;
        var part = Grid.IdxX;
        var rule = Rules[Parts.Segment(part)];
        var last = Parts.Last(part);
        var scale = Status.GradientScale;
        var accumulates = Status.Samples > 0;
        for (var i = Parts.First(part) + Group.IdxX; i < last; i += Group.DimX)
            Update(rule, i, (accumulates ? Accumulated[i] : Gradients[i]) * scale);
    }

    private void Update(TRule rule, int i, float gradient)
    {
        DeviceScalar moment0 = default, moment1 = default, moment2 = default;
        if (MomentCount > 0)
            moment0 = DeviceScalar.Broadcast(Moments[i]);
        if (MomentCount > 1)
            moment1 = DeviceScalar.Broadcast(Moments[Stride + i]);
        if (MomentCount > 2)
            moment2 = DeviceScalar.Broadcast(Moments[(2 * Stride) + i]);

        if (Limit < float.PositiveInfinity)
            gradient = GpuMath.Max(GpuMath.Min(gradient, Limit), -Limit);
        var updated = rule.Update(DeviceScalar.Broadcast(Parameters[i]), DeviceScalar.Broadcast(gradient), ref moment0, ref moment1, ref moment2);
        Parameters[i] = updated.Value;

        if (MomentCount > 0)
            Moments[i] = moment0.Value;
        if (MomentCount > 1)
            Moments[Stride + i] = moment1.Value;
        if (MomentCount > 2)
            Moments[(2 * Stride) + i] = moment2.Value;
    }
}
