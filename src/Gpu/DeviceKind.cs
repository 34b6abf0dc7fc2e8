namespace NetGen.Gpu;

/// <summary>What a device is reached through.</summary>
public enum DeviceKind
{
    /// <summary>A GPU of NVIDIA, through CUDA.</summary>
    Cuda,

    /// <summary>A GPU or another device, through OpenCL.</summary>
    OpenCL,

    /// <summary>The processor, as ILGPU runs kernels on it: many times slower than sessions and trainers for the processor, for tests of small networks.</summary>
    Cpu,
}
