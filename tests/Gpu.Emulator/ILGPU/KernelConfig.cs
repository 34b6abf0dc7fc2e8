namespace ILGPU;

/// <summary>How many groups a launch has, and how many threads a group.</summary>
public readonly struct KernelConfig(Index3D gridDim, Index3D groupDim)
{
    public KernelConfig(Index1D gridDim, Index1D groupDim)
        : this(new Index3D(gridDim.X, 1, 1), new Index3D(groupDim.X, 1, 1)) { }

    public KernelConfig(Index2D gridDim, Index2D groupDim)
        : this(new Index3D(gridDim.X, gridDim.Y, 1), new Index3D(groupDim.X, groupDim.Y, 1)) { }

    public KernelConfig(int gridDimX, int gridDimY, int gridDimZ, int groupDimX, int groupDimY, int groupDimZ)
        : this(new Index3D(gridDimX, gridDimY, gridDimZ), new Index3D(groupDimX, groupDimY, groupDimZ)) { }

    public Index3D GridDim => gridDim;

    public Index3D GroupDim => groupDim;

    public static implicit operator KernelConfig((Index1D Grid, Index1D Group) dimensions) => new(dimensions.Grid, dimensions.Group);

    public static implicit operator KernelConfig((Index2D Grid, Index2D Group) dimensions) => new(dimensions.Grid, dimensions.Group);

    public static implicit operator KernelConfig((Index3D Grid, Index1D Group) dimensions) => new(dimensions.Grid, new Index3D(dimensions.Group.X, 1, 1));

    public static implicit operator KernelConfig((Index3D Grid, Index2D Group) dimensions) =>
        new(dimensions.Grid, new Index3D(dimensions.Group.X, dimensions.Group.Y, 1));

    public static implicit operator KernelConfig((Index3D Grid, Index3D Group) dimensions) => new(dimensions.Grid, dimensions.Group);
}
