using System;
using System.Collections.Generic;
using ILGPU;

namespace NetGen.Gpu.Emulator;

/// <summary>The shared memory of a kernel: a block for each line that allocates, element type and extent.</summary>
internal sealed class SharedBlocks
{
    private readonly List<(CallSite Site, Type Element, int Extent, MemoryBlock Block)> _blocks = [];
    private long _bytes;

    /// <summary>What the group before wrote is not there for the next.</summary>
    public void Forget()
    {
        foreach (var each in _blocks)
            each.Block.Forget();
    }

    public ArrayView<T> Get<T>(Launch launch, int extent, CallSite site)
        where T : unmanaged
    {
        foreach (var each in _blocks)
            if (each.Extent == extent && each.Site.Line == site.Line && each.Element == typeof(T) && each.Site.File == site.File)
                return new(each.Block, 0, extent);
        MemoryBlock.CheckElement<T>();
        int size = ArrayView<T>.ElementSize;
        ArgumentOutOfRangeException.ThrowIfLessThan(extent, 1);
        _bytes += (long)size * extent;
        if (_bytes > launch.MaxSharedMemory)
            throw new InvalidOperationException($"{TypeName.Of(launch.Kernel)} takes {_bytes} bytes of shared memory, the device has {launch.MaxSharedMemory} for a group.");
        var name = FormattableString.Invariant($"shared memory of line {site.Line} ({TypeName.Of(typeof(T))}[{extent}])");
        var block = new MemoryBlock(MemoryKind.Shared, launch.Clock, typeof(T), size, extent, name);
        _blocks.Add((site, typeof(T), extent, block));
        return new(block, 0, extent);
    }
}
