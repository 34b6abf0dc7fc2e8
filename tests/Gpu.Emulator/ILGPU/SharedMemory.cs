using System.Runtime.CompilerServices;
using NetGen.Gpu.Emulator;

namespace ILGPU;

/// <summary>Memory that the threads of a group share.</summary>
public static class SharedMemory
{
    /// <summary>
    /// The memory that belongs to this line of the kernel, element type and extent: the same for all threads of the group, and again at the next call of that line.
    /// </summary>
    public static ArrayView<T> Allocate<T>(int extent, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where T : unmanaged =>
        EmulatedThread.Running.Launch.AllocateShared<T>(EmulatedThread.Running, extent, new(file, line));
}
