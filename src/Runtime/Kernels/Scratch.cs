using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace NetGen.Kernels;

/// <summary>
/// Native memory for packed operands and partial sums, aligned to pages. Blocks are kept for the next kernel: a call takes one and puts it back,
/// so there are as many as kernels have run at the same time.
/// </summary>
internal readonly unsafe struct Scratch : IDisposable
{
    private const int Alignment = 4096;
    private const int HeaderBytes = Alignment;
    private static readonly nint[] Free = new nint[256];

    private readonly byte* _block;

    private Scratch(byte* block) => _block = block;

    public byte* Memory => _block + HeaderBytes;

    /// <summary>At least this many bytes, with arbitrary contents.</summary>
    public static Scratch Rent(nuint bytes)
    {
        nint[] free = Free;
        for (int i = 0; i < free.Length; i++)
        {
            // A kernel that has two blocks leaves an empty slot before the second: the search goes on.
            if (Volatile.Read(ref free[i]) == 0)
                continue;
            byte* block = (byte*)Interlocked.Exchange(ref free[i], 0);
            if (block == null)
                continue;
            if (*(nuint*)block >= bytes)
                return new(block);
            NativeMemory.AlignedFree(block);
            break;
        }
        // Grown in powers of two: sizes of successive kernels differ, and soon every block suits all of them.
        nuint capacity = 64 * 1024;
        while (capacity < bytes)
            capacity *= 2;
        byte* fresh = (byte*)NativeMemory.AlignedAlloc(capacity + HeaderBytes, Alignment);
        *(nuint*)fresh = capacity;
        return new(fresh);
    }

    public void Dispose()
    {
        nint[] free = Free;
        for (int i = 0; i < free.Length; i++)
        {
            if (Volatile.Read(ref free[i]) == 0 && Interlocked.CompareExchange(ref free[i], (nint)_block, 0) == 0)
                return;
        }
        NativeMemory.AlignedFree(_block);
    }
}
