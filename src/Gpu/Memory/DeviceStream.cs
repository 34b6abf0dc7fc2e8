using System;
using System.Threading;
using ILGPU;
using ILGPU.Runtime;

namespace NetGen.Gpu;

/// <summary>
/// A queue of work of a device. All sessions and trainers of one model share one, so whatever they are given to do, they do in that order, and none sees parameters that another has changed in part.
/// </summary>
internal sealed class DeviceStream
{
    // Elements of the memory through which values of any number go.
    private const int LongestPiece = 1 << 20;

    private readonly Lock _lock = new();
    private readonly AcceleratorStream _stream;
    private readonly DeviceMemory _memory;
    private PageLockedArray1D<float>? _staging;

    public DeviceStream(Device device)
    {
        Device = device;
        _stream = device.Accelerator.CreateStream();
        _memory = new DeviceMemory(this);
        _memory.Add(_stream);
    }

    public Device Device { get; }

    /// <summary>Runs a kernel after all that went before; waits for nothing.</summary>
    public void Launch<TKernel>(KernelConfig configuration, TKernel kernel)
        where TKernel : struct, IKernel
        => Device.Launch(_stream, configuration, kernel);

    /// <summary>Waits until all is done.</summary>
    public void Synchronize() => _stream.Synchronize();

    /// <summary>Sets all bytes to zero; waits for nothing.</summary>
    public void Clear<T>(ArrayView<T> view)
        where T : unmanaged
        => view.MemSetToZero(_stream);

    /// <summary>Copies the first elements from pinned memory; waits for nothing, so that memory must stay as it is until the copy has been made.</summary>
    /// <param name="source">As long as <paramref name="target"/>.</param>
    /// <param name="count">Elements.</param>
    /// <param name="target">A whole buffer of the device.</param>
    public void CopyFrom<T>(PageLockedArray1D<T> source, int count, ArrayView<T> target)
        where T : unmanaged
    {
        // With OpenCL, ILGPU copies as much as the memory of the host is long, whatever the view of it.
        var length = Device.Kind == DeviceKind.OpenCL ? target.Length : count;
        source.ArrayView.SubView(0, length).CopyTo(_stream, target.SubView(0, length));
    }

    /// <summary>Copies a whole buffer to pinned memory of the same length; waits for nothing.</summary>
    public void CopyTo<T>(ArrayView<T> source, PageLockedArray1D<T> target)
        where T : unmanaged
        => source.CopyTo(_stream, target.ArrayView);

    /// <summary>Copies from one place of the device to another; waits for nothing.</summary>
    public void Copy<T>(ArrayView<T> source, ArrayView<T> target)
        where T : unmanaged
        => source.CopyTo(_stream, target);

    /// <summary>Copies values to the device, and waits for it.</summary>
    public void Write(ReadOnlySpan<float> values, ArrayView<float> target)
    {
        lock (_lock)
        {
            for (var first = 0; first < values.Length; first += LongestPiece)
            {
                var piece = values.Slice(first, Math.Min(LongestPiece, values.Length - first));
                var staging = Staging(piece.Length);
                piece.CopyTo(staging.Span);
                staging.ArrayView.SubView(0, piece.Length).CopyTo(_stream, target.SubView(first, piece.Length));
                Synchronize();
            }
        }
    }

    /// <summary>Copies values from the device, after all that went before.</summary>
    public void Read(ArrayView<float> source, Span<float> destination)
    {
        lock (_lock)
        {
            for (var first = 0; first < destination.Length; first += LongestPiece)
            {
                var piece = destination.Slice(first, Math.Min(LongestPiece, destination.Length - first));
                var staging = Staging(piece.Length);
                source.SubView(first, piece.Length).CopyTo(_stream, staging.ArrayView.SubView(0, piece.Length));
                Synchronize();
                staging.Span[..piece.Length].CopyTo(piece);
            }
        }
    }

    // At least so long; with OpenCL exactly, since there ILGPU copies as much as the memory of the host is long.
    private PageLockedArray1D<float> Staging(int length)
    {
        if (_staging is { } staging && (Device.Kind == DeviceKind.OpenCL ? staging.Length == length : staging.Length >= length))
            return staging;
        if (_staging is not null)
            _memory.Free(_staging);
        return _staging = _memory.AllocatePinned<float>(length);
    }
}
