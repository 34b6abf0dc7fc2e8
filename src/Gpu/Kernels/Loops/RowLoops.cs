using ILGPU;

namespace NetGen.Gpu;

/// <summary>Rows of a few elements: a thread each.</summary>
internal struct ThreadRows<TLoop> : IKernel
    where TLoop : struct, IRows
{
    public TLoop Loop;
    public int Rows;

    public void Run()
    {
        int row = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (row < Rows)
            Loop.Run(row, default(ThreadTeam));
    }
}

/// <summary>Rows of middle length: a warp each, several warps in a group.</summary>
internal struct WarpRows<TLoop> : IGroupKernel
    where TLoop : struct, IRows
{
    public TLoop Loop;
    public int Rows;

    public void Run()
    {
        int row = (Grid.IdxX * Group.DimY) + Group.IdxY;
        if (row < Rows)
            Loop.Run(row, default(WarpTeam));
    }
}

/// <summary>Long rows: a group each.</summary>
internal struct GroupRows<TLoop> : IGroupKernel
    where TLoop : struct, IRows
{
    public TLoop Loop;

    public void Run() => Loop.Run(Grid.IdxX, new GroupTeam { Shared = SharedMemory.Allocate<float>(GroupTeam.MostWarps) });
}
