using System;
using System.Linq;
using ILGPU;
using ILGPU.Runtime;

namespace NetGen.Gpu.Emulator;

/// <summary>A kernel on a device; runs one launch at a time.</summary>
internal sealed class LoadedKernel<T> : Launch
    where T : struct
{
    private readonly Accelerator _accelerator;
    private readonly Action<T> _entry;
    private readonly bool _cooperates;
    private T _argument;

    public LoadedKernel(Accelerator accelerator, Action<T> entry)
        : base(typeof(T), accelerator.Clock)
    {
        _accelerator = accelerator;
        _entry = entry;
        // The interface belongs to the library that is under test.
        _cooperates = typeof(T).GetInterfaces().Any(face => face.Name == "IGroupKernel");
        WarpSize = accelerator.WarpSize;
        MaxSharedMemory = accelerator.MaxSharedMemoryPerGroup;
    }

    public void Run(KernelConfig config, T argument)
    {
        lock (_accelerator.Clock)
        {
            Check(config);
            GridDim = config.GridDim;
            GroupDim = config.GroupDim;
            Collection = Collection.OpenOnThisThread;
            _argument = argument;
            Clock.StartLaunch(WarpSize);
            try
            {
                if (_cooperates)
                {
                    Threads = _accelerator.Threads;
                    Threads.Run(this);
                }
                else
                {
                    RunOneAfterTheOther();
                }
            }
            catch (ViolationException exception)
            {
                // Without the stack, on which there may be thousands of copies of threads.
                throw new ViolationException(exception.Violation);
            }
            finally
            {
                Clock.RunHost();
                Collection = null;
                _argument = default;
            }
        }
    }

    public override void RunThread() => _entry(_argument);

    private void RunOneAfterTheOther()
    {
        var thread = _accelerator.PlainThread;
        EmulatedThread.RunningOrNull = thread;
        try
        {
            var (grid, group) = (GridDim, GroupDim);
            for (int gridZ = 0; gridZ < grid.Z; gridZ++)
                for (int gridY = 0; gridY < grid.Y; gridY++)
                    for (int gridX = 0; gridX < grid.X; gridX++)
                    {
                        StartGroup(gridX, gridY, gridZ);
                        int index = 0;
                        for (int z = 0; z < group.Z; z++)
                            for (int y = 0; y < group.Y; y++)
                                for (int x = 0; x < group.X; x++)
                                {
                                    thread.Place(this, index, x, y, z);
                                    Clock.RunThread(index++, 0);
                                    _entry(_argument);
                                }
                    }
        }
        finally
        {
            EmulatedThread.RunningOrNull = null;
        }
    }

    private void Check(KernelConfig config)
    {
        ObjectDisposedException.ThrowIf(_accelerator.IsDisposed, _accelerator);
        var (grid, group) = (config.GridDim, config.GroupDim);
        if (Math.Min(grid.X, Math.Min(grid.Y, grid.Z)) < 1 || Math.Max(grid.Y, grid.Z) > ushort.MaxValue)
            throw new ArgumentException($"{TypeName.Of(Kernel)}: a grid of {grid} groups; each must be at least 1, and the second and third at most {ushort.MaxValue}.");
        if (Math.Min(group.X, Math.Min(group.Y, group.Z)) < 1 || group.Size > _accelerator.MaxNumThreadsPerGroup)
            throw new ArgumentException($"{TypeName.Of(Kernel)}: groups of {group} threads; a group of the device has 1 to {_accelerator.MaxNumThreadsPerGroup}.");
    }
}
