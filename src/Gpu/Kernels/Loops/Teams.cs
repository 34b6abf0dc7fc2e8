using ILGPU;

namespace NetGen.Gpu;

/// <summary>A thread alone.</summary>
internal struct ThreadTeam : ITeam
{
    public int First => 0;

    public int Count => 1;

    public bool IsFirst => true;

    public float Sum(float value) => value;

    public float Max(float value) => value;

    public float Min(float value) => value;

    public void Wait()
    {
    }
}

/// <summary>The threads of a warp. Halves exchange their values until all threads have the same result.</summary>
internal struct WarpTeam : ITeam
{
    public int First => Warp.LaneIdx;

    public int Count => Warp.WarpSize;

    public bool IsFirst => Warp.LaneIdx == 0;

    public float Sum(float value)
    {
        for (int distance = Warp.WarpSize >> 1; distance > 0; distance >>= 1)
            value += Warp.ShuffleXor(value, distance);
        return value;
    }

    public float Max(float value)
    {
        for (int distance = Warp.WarpSize >> 1; distance > 0; distance >>= 1)
            value = GpuMath.Max(value, Warp.ShuffleXor(value, distance));
        return value;
    }

    public float Min(float value)
    {
        for (int distance = Warp.WarpSize >> 1; distance > 0; distance >>= 1)
            value = GpuMath.Min(value, Warp.ShuffleXor(value, distance));
        return value;
    }

    public void Wait() => Warp.Barrier();
}

/// <summary>The threads of a group: first each warp for itself, then the warps' results in their order.</summary>
internal struct GroupTeam : ITeam
{
    /// <summary>Most warps in a group.</summary>
    public const int MostWarps = 64;

    /// <summary>The warps' results.</summary>
    public ArrayView<float> Shared;

    public int First => Group.IdxX;

    public int Count => Group.DimX;

    public bool IsFirst => Group.IdxX == 0;

    public float Sum(float value)
    {
        Share(default(WarpTeam).Sum(value));
        float sum = Shared[0];
        for (int warp = 1; warp < Warps; warp++)
            sum += Shared[warp];
        // Only then may the next reduction store its own.
        Group.Barrier();
        return sum;
    }

    public float Max(float value)
    {
        Share(default(WarpTeam).Max(value));
        float largest = Shared[0];
        for (int warp = 1; warp < Warps; warp++)
            largest = GpuMath.Max(largest, Shared[warp]);
        Group.Barrier();
        return largest;
    }

    public float Min(float value)
    {
        Share(default(WarpTeam).Min(value));
        float smallest = Shared[0];
        for (int warp = 1; warp < Warps; warp++)
            smallest = GpuMath.Min(smallest, Shared[warp]);
        Group.Barrier();
        return smallest;
    }

    public void Wait() => Group.Barrier();

    private int Warps => Group.DimX / Warp.WarpSize;

    private void Share(float value)
    {
        if (Warp.LaneIdx == 0)
            Shared[Group.IdxX / Warp.WarpSize] = value;
        Group.Barrier();
    }
}
