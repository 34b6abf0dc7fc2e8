using System;
using System.Collections.Generic;
using System.ComponentModel;
using ILGPU;

namespace NetGen.Gpu;

/// <summary>Arguments of calls, which go to the device and come from it.</summary>
public abstract partial class GpuComputation
{
    // By place; an argument is of floats or of integers.
    private readonly List<PinnedRing<float>?> _floats = [];
    private readonly List<PinnedRing<int>?> _integers = [];
    private readonly Dictionary<int, float[]> _readBack = [];

    /// <summary>Called by generated constructors: makes room for an argument or a result.</summary>
    /// <param name="place">Which of the network's arguments.</param>
    /// <param name="length">Most elements.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are more than an array can hold.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void HoldArgument<T>(int place, long length)
        where T : unmanaged
    {
        // Below 0 for numbers of time steps below 1, which HoldSequences is about to refuse by name.
        length = Math.Max(length, 0);
        if (length > Array.MaxLength)
            throw new ArgumentOutOfRangeException(nameof(length), length, FormattableString.Invariant($"{Network}: an argument of {MaxBatch:N0} samples has {length:N0} elements, more than the {Array.MaxLength:N0} of an array."));
        while (_floats.Count <= place)
        {
            _floats.Add(null);
            _integers.Add(null);
        }

        var what = $"{Network}: an argument";
        if (typeof(T) == typeof(float))
            _floats[place] = new PinnedRing<float>(Memory, Stream, Progress, (int)length, what);
        else if (typeof(T) == typeof(int))
            _integers[place] = new PinnedRing<int>(Memory, Stream, Progress, (int)length, what);
        else
            throw new NotSupportedException($"{Network}: arguments on a device are float or int, not {typeof(T)}.");
    }

    /// <summary>An argument on the device. The host may change the values at once; it waits only if the device is some calls behind.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ArrayView<float> Upload(int place, ReadOnlySpan<float> values) => _floats[place]!.Upload(values);

    /// <inheritdoc cref="Upload(int, ReadOnlySpan{float})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ArrayView<int> Upload(int place, ReadOnlySpan<int> values) => _integers[place]!.Upload(values);

    /// <summary>Where kernels write a result that is to be copied to the caller, or read an argument that was uploaded before.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ArrayView<float> RoomFor(int place, int length) => _floats[place]!.Buffer.SubView(0, length);

    /// <summary>An argument of integers that was uploaded before.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ArrayView<int> Integers(int place, int length) => _integers[place]!.Buffer.SubView(0, length);

    /// <summary>Waits until the device has computed values, and copies them to the caller.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void Download(ArrayView<float> view, Span<float> destination)
    {
        Stream.Read(view, destination);
        Progress.Settle();
    }

    /// <summary>Waits until the device has computed a number.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected float ValueOf(ArrayView<float> view)
    {
        Span<float> value = stackalloc float[1];
        Download(view, value);
        return value[0];
    }

    /// <summary>Waits until the device has computed values, and copies them to where they stay until they are read again.</summary>
    /// <param name="place">Which of the network's values.</param>
    /// <param name="view">Where they are.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ReadOnlySpan<float> ReadBack(int place, ArrayView<float> view)
    {
        if (!_readBack.TryGetValue(place, out var copy) || copy.Length < view.Length)
            _readBack[place] = copy = new float[view.Length];
        var values = copy.AsSpan(0, view.IntLength);
        Download(view, values);
        return values;
    }
}
