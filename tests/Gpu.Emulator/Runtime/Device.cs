namespace ILGPU.Runtime;

/// <summary>A device and its limits.</summary>
public abstract class Device
{
    public string Name { get; init; } = "";

    public AcceleratorType AcceleratorType { get; init; }

    /// <summary>In bytes.</summary>
    public long MemorySize { get; init; }

    public int MaxNumThreadsPerGroup { get; init; }

    /// <summary>In bytes.</summary>
    public int MaxSharedMemoryPerGroup { get; init; }

    public int WarpSize { get; init; }

    public int NumMultiprocessors { get; init; }

    public abstract Accelerator CreateAccelerator(Context context);

    public override string ToString() => $"{Name} [{AcceleratorType}]";
}
