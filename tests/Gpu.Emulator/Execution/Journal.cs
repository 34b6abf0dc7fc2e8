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
            Array.Resize(ref _bytes, 2 * end);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_bytes), _count), value);
        _count = Cursor = end;
    }

    public T Next<T>()
        where T : unmanaged
    {
        int cursor = Cursor, end = cursor + Unsafe.SizeOf<T>();
        if (end > _count)
            throw new InvalidOperationException("A copy of a thread reads more than the thread has read: its kernel does not run twice in the same way.");
        Cursor = end;
        return Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_bytes), cursor));
    }
}
