using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Gpu.Emulator;

/// <summary>All that a thread has read from memory and got from shuffles, in order, so that it can be run again up to where it was.</summary>
internal sealed class Journal
{
    private byte[] _bytes = new byte[1024];
    private int _count;

    /// <summary>Where the running copy of the thread is.</summary>
    public int Cursor { get; set; }

    public bool IsAtEnd => Cursor == _count;

    public void Clear()
    {
        _count = 0;
        Cursor = 0;
    }

    public void Add<T>(T value)
        where T : unmanaged
    {
        int end = _count + Unsafe.SizeOf<T>();
        if (end > _bytes.Length)
            Array.Resize(ref _bytes, 2 * _bytes.Length + end);
        MemoryMarshal.Write(_bytes.AsSpan(_count), value);
        _count = Cursor = end;
    }

    public T Next<T>()
        where T : unmanaged
    {
        var value = MemoryMarshal.Read<T>(_bytes.AsSpan(Cursor, _count - Cursor));
        Cursor += Unsafe.SizeOf<T>();
        return value;
    }
}
