using NetGen.Gpu.Emulator;

namespace ILGPU.Runtime.CPU;

/// <summary>The processor as a device; emulated as any other.</summary>
public sealed class CPUDevice : EmulatedDevice
{
    public CPUDevice(int numThreadsPerWarp, int numWarpsPerMultiprocessor, int numMultiprocessors)
        : base(numThreadsPerWarp, numThreadsPerWarp * numWarpsPerMultiprocessor)
    {
        NumMultiprocessors = numMultiprocessors;
    }
}
