using System;
using System.Runtime.CompilerServices;
using NetGen.Gpu.Emulator;

namespace ILGPU;

/// <summary>
/// Elements of a buffer, one after the other. Each access is checked. The indexers return values, not references as the library's do,
/// so that reads and writes are told apart; file and line come from the compiler, so that they are exact in optimized code.
/// </summary>
public readonly unsafe struct ArrayView<T> : IContiguousArrayView
    where T : unmanaged
{
    private readonly MemoryBlock? _block;
    private readonly int _start; // in words
    private readonly long _length;

    internal ArrayView(MemoryBlock? block, int start, long length)
    {
        _block = block;
        _start = start;
        _length = length;
    }

    public static ArrayView<T> Empty => default;

    public static int ElementSize => sizeof(T);

    public long Length => _length;

    public int IntLength => checked((int)_length);

    public long LengthInBytes => _length * sizeof(T);

    public bool IsValid => _block is not null && _length > 0;

    long IContiguousArrayView.Index => _start * (long)MemoryBlock.WordSize / sizeof(T);

    long IContiguousArrayView.IndexInBytes => _start * (long)MemoryBlock.WordSize;

    internal MemoryBlock? Block => _block;

    internal int Start => _start;

    internal Span<T> Data => _block is null ? [] : new Span<T>(_block.Data + _start * (long)MemoryBlock.WordSize, IntLength);

    public T this[int index, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Read(index, file, line);
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set => Write(index, value, file, line);
    }

    public T this[long index, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Read(index, file, line);
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set => Write(index, value, file, line);
    }

    public ArrayView<T> SubView(long index, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        SubView(index, _length - index, file, line);

    public ArrayView<T> SubView(int index, int subViewLength, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        SubView((long)index, subViewLength, file, line);

    /// <summary>As in the library, a part of no elements may not begin at the end, but for that of an empty view.</summary>
    public ArrayView<T> SubView(long index, long subViewLength, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if ((ulong)index >= (ulong)Math.Max(_length, 1) || (ulong)subViewLength > (ulong)(_length - index))
            return Violations.SubViewOutside(this, index, subViewLength, new(file, line));
        return new(_block, _start + (int)(index * (sizeof(T) / MemoryBlock.WordSize)), subViewLength);
    }

    /// <summary>The same memory as elements of another type; what remains of a last, incomplete element is left out.</summary>
    public ArrayView<TOther> Cast<TOther>()
        where TOther : unmanaged
    {
        MemoryBlock.CheckElement<TOther>();
        return new(_block, _start, LengthInBytes / sizeof(TOther));
    }

    public override string ToString() => $"{_block?.Name ?? "no memory"} from word {_start}, {_length} elements";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T Read(long index, string file, int line)
    {
        if ((ulong)index < (ulong)_length)
        {
            int word = _start + (int)index * (sizeof(T) / MemoryBlock.WordSize);
            if (IsAligned(word) && IsReadable(_block!, word))
            {
                var value = Unsafe.ReadUnaligned<T>(_block!.Data + word * (long)MemoryBlock.WordSize);
                _block.Clock.Journal?.Add(value);
                return value;
            }
            if (_block!.Clock.Repeated is { } repeated)
                return repeated.Next<T>();
        }
        return CheckedAccess.Read(this, index, new(file, line));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Write(long index, T value, string file, int line)
    {
        if ((ulong)index < (ulong)_length)
        {
            int word = _start + (int)index * (sizeof(T) / MemoryBlock.WordSize);
            if (IsAligned(word) && IsWritable(_block!, word))
            {
                Unsafe.WriteUnaligned(_block!.Data + word * (long)MemoryBlock.WordSize, value);
                return;
            }
            if (_block!.Clock.Repeated is not null)
                return;
        }
        CheckedAccess.Write(this, index, value, new(file, line));
    }

    /// <summary>Whether a vector of 8 or 16 bytes lies where the device can load it at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsAligned(int word) => sizeof(T) is not (8 or 16) || word % (sizeof(T) / MemoryBlock.WordSize) == 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsReadable(MemoryBlock block, int word)
    {
        if (sizeof(T) == MemoryBlock.WordSize)
            return block.TryRead(word);
        for (int i = 0; i < sizeof(T) / MemoryBlock.WordSize; i++)
            if (!block.TryRead(word + i))
                return false;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsWritable(MemoryBlock block, int word)
    {
        if (sizeof(T) == MemoryBlock.WordSize)
            return block.TryWrite(word);
        for (int i = 0; i < sizeof(T) / MemoryBlock.WordSize; i++)
            if (!block.TryWrite(word + i))
                return false;
        return true;
    }
}
