using System;
using System.Threading;
using ILGPU;

namespace NetGen.Gpu;

/// <summary>
/// Values that are both in memory and on a device. Whichever side has been written last has the newest: the device's copy is renewed before a kernel reads it, if the values have announced a change, and the one in memory
/// when somebody reads it.
/// </summary>
/// <remarks>Values of several devices in turn find each other that way too: what is renewed here is read from memory, and so from wherever it is.</remarks>
internal sealed class DeviceValues : INewerValues
{
    private readonly Lock _lock = new();
    private readonly DeviceStream _stream;
    private readonly DeviceMemory _memory;
    private readonly ParameterViews<float> _values;
    private readonly ParameterSet<float>? _written;
    private readonly string _what;
    private long _version = -1;

    /// <param name="memory">Where room is made on the device.</param>
    /// <param name="stream">Where copies are queued.</param>
    /// <param name="values">In memory. A <see cref="GradientSet{T}"/> is written by the device only.</param>
    /// <param name="length">How many of them, from the first on, are on the device too.</param>
    /// <param name="what">What they are, for messages.</param>
    public DeviceValues(DeviceMemory memory, DeviceStream stream, ParameterViews<float> values, int length, string what)
    {
        (_memory, _stream, _values, _written, _what) = (memory, stream, values, values as ParameterSet<float>, what);
        // Others are renewed before they are read; of gradients, those of parameters without influence are never written.
        View = (_written is null ? memory.AllocateZeros<float>(length, what) : memory.Allocate<float>(length, what)).SubView(0, length);
    }

    /// <summary>On the device.</summary>
    public ArrayView<float> View { get; }

    /// <summary>Renews the device's copy, if the values in memory have changed.</summary>
    public void Require()
    {
        if (_written is null || Volatile.Read(ref _version) == _written.Version)
            return;
        lock (_lock)
        {
            var version = _written.Version;
            if (_version == version)
                return;
            _stream.Write(_written.All[..(int)View.Length], View);
            Volatile.Write(ref _version, version);
        }
    }

    /// <summary>Takes note that the device has been told to change them, and announces it.</summary>
    public void MarkChanged()
    {
        _values.Newer = this;
        if (_written is null)
            return;
        _written.MarkChanged();
        Volatile.Write(ref _version, _written.Version);
    }

    /// <inheritdoc/>
    public void Fetch()
    {
        lock (_lock)
        {
            if (_values.Newer != this)
                return;
            if (_memory.IsDisposed)
                throw new ObjectDisposedException(nameof(GpuTrainer), $"{_what} were on a device, and the trainer there has been disposed of before they were read.");
            _stream.Read(View, _values.Present[..(int)View.Length]);
            _values.Newer = null;
        }
    }
}
