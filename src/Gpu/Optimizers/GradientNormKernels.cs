using System;
using ILGPU;

namespace NetGen.Gpu;

/// <summary>The sum of squares of the gradients of each part; one group each.</summary>
internal struct SquaresKernel : IGroupKernel
{
    public ArrayView<float> Gradients;
    public ArrayView<float> Accumulated;
    public UpdateParts Parts;
    public UpdateStatus Status;
    public ArrayView<float> Sums;

    public void Run()
    {
        var part = Grid.IdxX;
        var last = Parts.Last(part);
        var accumulates = Status.Samples > 0;
        var sum = 0f;
        for (var i = Parts.First(part) + Group.IdxX; i < last; i += Group.DimX)
        {
            var gradient = accumulates ? Accumulated[i] : Gradients[i];
            sum = (gradient * gradient) + sum;
        }

        sum = GroupSum.Of(sum);
        if (Group.IdxX == 0)
            Sums[part] = sum;
    }
}

/// <summary>The norm, and the factor that it makes of the limit; one group.</summary>
internal struct NormKernel : IGroupKernel
{
    public ArrayView<float> Sums;
    public int Count;
    public UpdateStatus Status;
    public float Limit;
    public float Epsilon;

    public void Run()
    {
        var sum = 0f;
        for (var i = Group.IdxX; i < Count; i += Group.DimX)
            sum += Sums[i];
        sum = GroupSum.Of(sum);
        if (Group.IdxX != 0 || !Status.CanProceed)
            return;
        var norm = Status.GradientScale * MathF.Sqrt(sum);
        Status.GradientNorm = norm;
        Status.GradientScale *= GpuMath.Min(1f, Limit / (norm + Epsilon));
    }
}

/// <summary>Sums over the threads of a group, whose number is a power of two.</summary>
internal static class GroupSum
{
    // The largest group.
    private const int Length = 256;

    /// <summary>The sum, for the first thread; the upper half is added to the lower half until one is left.</summary>
    public static float Of(float value)
    {
        var sums = SharedMemory.Allocate<float>(Length);
        sums[Group.IdxX] = value;
        Group.Barrier();
        for (var half = Group.DimX >> 1; half > 0; half >>= 1)
        {
            if (Group.IdxX < half)
                sums[Group.IdxX] += sums[Group.IdxX + half];
            Group.Barrier();
        }

        return sums[0];
    }
}
