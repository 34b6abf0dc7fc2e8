using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace NetGen;

/// <summary>Zeroed managed memory that never moves and whose first element lies at a multiple of 64 bytes (a cache line, and the widest register).</summary>
internal sealed class AlignedArray<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Alignment = 64;
    private readonly T[] _array;
    private readonly int _first;
    private INewerValues? _newer;

    public unsafe AlignedArray(int length)
    {
        // Arrays of the pinned heap are aligned to 8 bytes only: skip up to 64 bytes, a whole number of elements.
        _array = GC.AllocateArray<T>(length + Alignment / sizeof(T), pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array));
        _first = (int)((Alignment - address % Alignment) % Alignment / (nuint)sizeof(T));
        Length = length;
    }

    public int Length { get; }

    /// <summary>Where newer values are that this memory does not hold yet; null if it holds the newest.</summary>
    public INewerValues? Newer
    {
        get => Volatile.Read(ref _newer);
        set => Volatile.Write(ref _newer, value);
    }

    /// <summary>The newest values.</summary>
    public Span<T> Span
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            Newer?.Fetch();
            return Present;
        }
    }

    /// <summary>What is in memory at present.</summary>
    public Span<T> Present
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(_array, _first, Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Slice(int start, int length) => Span.Slice(start, length);
}

/// <summary>Values on a device that are newer than those in memory.</summary>
internal interface INewerValues
{
    /// <summary>Brings them to memory, once, whichever threads ask for it.</summary>
    void Fetch();
}
