using System;
using System.Collections.Generic;

namespace ILGPU.Runtime;

/// <summary>Work that a device does in order: at once, or, where the device is late, when the stream is synchronized.</summary>
public sealed class AcceleratorStream : IDisposable
{
    private readonly Accelerator _accelerator;
    private readonly Queue<Action> _waiting = [];

    internal AcceleratorStream(Accelerator accelerator)
    {
        _accelerator = accelerator;
    }

    internal Accelerator Accelerator => _accelerator;

    internal bool IsLate => _accelerator.IsLate;

    public void Synchronize()
    {
        lock (_accelerator.Clock)
            while (_waiting.TryDequeue(out var work))
                work();
    }

    public void Dispose()
    {
        Synchronize();
        _accelerator.Remove(this);
    }

    internal void Enqueue(Action work)
    {
        lock (_accelerator.Clock)
            _waiting.Enqueue(work);
    }
}
