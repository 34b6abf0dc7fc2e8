using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>The columns of a <see cref="RowProduct{T}"/> in strips of up to eight registers: as many chains hide the latency of multiply-adds.</summary>
internal static unsafe class RowStrip<V, T>
    where V : struct, IVectorMemory<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const int MaxRegisters = 8;

    /// <summary>Size of b up to which four rows make a round of the loop: it is in the L1 cache. From further away that takes 1.4 times as long, since prefetchers follow the loads of one row, each a column, but not those of four.</summary>
    private const int NearBytes = 32 * 1024;

    /// <summary>How far ahead lines are fetched from further away, if registers are whole lines or whole parts of one: eight rows of eight registers. It saves a sixth of the time; where registers reach over the ends of lines, nothing.</summary>
    private const int RegistersAhead = 64, LineBytes = 64;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsAligned(ref readonly T b, nint stride) => (((nint)Unsafe.AsPointer(ref Unsafe.AsRef(in b)) | (stride * sizeof(T))) & (LineBytes - 1)) == 0;

    /// <summary>A whole row that is one strip of full registers, in one block of k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TEpilogue>(int registers, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int k, ref TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        switch (registers)
        {
            case 1: Run<N1, TEpilogue>(a, b, c, k, ref epilogue); break;
            case 2: Run<N2, TEpilogue>(a, b, c, k, ref epilogue); break;
            case 3: Run<N3, TEpilogue>(a, b, c, k, ref epilogue); break;
            case 4: Run<N4, TEpilogue>(a, b, c, k, ref epilogue); break;
            case 5: Run<N5, TEpilogue>(a, b, c, k, ref epilogue); break;
            case 6: Run<N6, TEpilogue>(a, b, c, k, ref epilogue); break;
            case 7: Run<N7, TEpilogue>(a, b, c, k, ref epilogue); break;
            case 8: Run<N8, TEpilogue>(a, b, c, k, ref epilogue); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Run<TRegisters, TEpilogue>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int k, ref TEpilogue epilogue)
        where TRegisters : struct, INumber
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        int n = TRegisters.Value * V.Count;
        if (k < 0 || a.Length < k || b.Length < (long)k * n || c.Length < n)
            Gemm.ThrowTooShort(1, n, k, a.Length, b.Length, c.Length);
        // References instead of pinned pointers: pinning takes as long as two rows.
        Block<TRegisters, TEpilogue>(in MemoryMarshal.GetReference(a), in MemoryMarshal.GetReference(b), n, (TRegisters.Value - 1) * V.Count, k, ref MemoryMarshal.GetReference(c), false, ref epilogue);
    }

    /// <summary>
    /// The sums of all columns, at least a register's. Registers overlap where the columns do not fill the last one: it ends with the last column, and sums some columns once more, with the same bits.
    /// Beside other chains that costs next to nothing, where a chain of its own for what is left over would be waited for. Strips before are complete by then, and so are the sums that are formed again.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Sum(T* a, T* b, T* sums, int n, int k)
    {
        int registers = (n + V.Count - 1) / V.Count;
        for (int first = 0; first < registers; first += MaxRegisters)
        {
            int taken = Math.Min(MaxRegisters, registers - first), column = first * V.Count, done = 0;
            nint last = Math.Min((taken - 1) * V.Count, n - V.Count - column);
            do
            {
                int count = Math.Min(GemmBlocks<V, T>.Depth, k - done);
                Block(taken, a + done, b + (nint)done * n + column, n, last, count, sums + column, done > 0);
                done += count;
            }
            while (done < k);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block(int registers, T* a, T* b, nint stride, nint last, int count, T* sums, bool accumulate)
    {
        switch (registers)
        {
            case 1: Block<N1>(a, b, stride, last, count, sums, accumulate); break;
            case 2: Block<N2>(a, b, stride, last, count, sums, accumulate); break;
            case 3: Block<N3>(a, b, stride, last, count, sums, accumulate); break;
            case 4: Block<N4>(a, b, stride, last, count, sums, accumulate); break;
            case 5: Block<N5>(a, b, stride, last, count, sums, accumulate); break;
            case 6: Block<N6>(a, b, stride, last, count, sums, accumulate); break;
            case 7: Block<N7>(a, b, stride, last, count, sums, accumulate); break;
            case 8: Block<N8>(a, b, stride, last, count, sums, accumulate); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Block<TRegisters>(T* a, T* b, nint stride, nint last, int count, T* sums, bool accumulate)
        where TRegisters : struct, INumber
    {
        var none = default(Identity<T>);
        Block<TRegisters, Identity<T>>(in *a, in *b, stride, last, count, ref *sums, accumulate, ref none);
    }

    /// <summary>result[j] = epilogue(a[0] b[0, j] + a[1] b[1, j]...), or of result[j] plus that. The last register begins at column last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block<TRegisters, TEpilogue>(ref readonly T a, ref readonly T b, nint stride, nint last, int count, ref T result, bool accumulate, ref TEpilogue epilogue)
        where TRegisters : struct, INumber
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        bool near = count * stride <= NearBytes / sizeof(T);
        // Beyond the end of b, fetching is a hint that nothing comes of.
        nint k = 0, unrolled = near ? count - 4 : -1, fetched = Sse.IsSupported && !near && IsAligned(in b, stride) ? count : 0, ahead = RegistersAhead / TRegisters.Value * stride;
        V zero = V.Broadcast(T.Zero);
        V s0 = zero, s1 = zero, s2 = zero, s3 = zero, s4 = zero, s5 = zero, s6 = zero, s7 = zero;
        // Rows by a reference that moves: from L2, loads by an index took a seventh longer.
        for (; k <= unrolled; k += 4, b = ref Unsafe.Add(ref Unsafe.AsRef(in b), 4 * stride))
        {
            AddRow<TRegisters>(in a, k, in b, 0, last, false, 0, ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref s6, ref s7);
            AddRow<TRegisters>(in a, k + 1, in b, stride, last, false, 0, ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref s6, ref s7);
            AddRow<TRegisters>(in a, k + 2, in b, 2 * stride, last, false, 0, ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref s6, ref s7);
            AddRow<TRegisters>(in a, k + 3, in b, 3 * stride, last, false, 0, ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref s6, ref s7);
        }
        for (; k < fetched; k++, b = ref Unsafe.Add(ref Unsafe.AsRef(in b), stride))
            AddRow<TRegisters>(in a, k, in b, 0, last, true, ahead, ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref s6, ref s7);
        for (; k < count; k++, b = ref Unsafe.Add(ref Unsafe.AsRef(in b), stride))
            AddRow<TRegisters>(in a, k, in b, 0, last, false, 0, ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref s6, ref s7);
        if (accumulate)
        {
            s0 = V.Load(ref result, At<TRegisters, N1>(last)) + s0;
            if (TRegisters.Value > 1)
                s1 = V.Load(ref result, At<TRegisters, N2>(last)) + s1;
            if (TRegisters.Value > 2)
                s2 = V.Load(ref result, At<TRegisters, N3>(last)) + s2;
            if (TRegisters.Value > 3)
                s3 = V.Load(ref result, At<TRegisters, N4>(last)) + s3;
            if (TRegisters.Value > 4)
                s4 = V.Load(ref result, At<TRegisters, N5>(last)) + s4;
            if (TRegisters.Value > 5)
                s5 = V.Load(ref result, At<TRegisters, N6>(last)) + s5;
            if (TRegisters.Value > 6)
                s6 = V.Load(ref result, At<TRegisters, N7>(last)) + s6;
            if (TRegisters.Value > 7)
                s7 = V.Load(ref result, At<TRegisters, N8>(last)) + s7;
        }
        Store(s0, At<TRegisters, N1>(last), ref result, ref epilogue);
        if (TRegisters.Value > 1)
            Store(s1, At<TRegisters, N2>(last), ref result, ref epilogue);
        if (TRegisters.Value > 2)
            Store(s2, At<TRegisters, N3>(last), ref result, ref epilogue);
        if (TRegisters.Value > 3)
            Store(s3, At<TRegisters, N4>(last), ref result, ref epilogue);
        if (TRegisters.Value > 4)
            Store(s4, At<TRegisters, N5>(last), ref result, ref epilogue);
        if (TRegisters.Value > 5)
            Store(s5, At<TRegisters, N6>(last), ref result, ref epilogue);
        if (TRegisters.Value > 6)
            Store(s6, At<TRegisters, N7>(last), ref result, ref epilogue);
        if (TRegisters.Value > 7)
            Store(s7, At<TRegisters, N8>(last), ref result, ref epilogue);
    }

    /// <summary>One step of all chains, which may fetch the lines that are so many elements ahead.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow<TRegisters>(ref readonly T a, nint k, ref readonly T b, nint row, nint last, bool fetch, nint ahead, ref V s0, ref V s1, ref V s2, ref V s3, ref V s4, ref V s5, ref V s6, ref V s7)
        where TRegisters : struct, INumber
    {
        V factor = V.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), k));
        T* line = (T*)Unsafe.AsPointer(ref Unsafe.AsRef(in b)) + row + ahead;
        Fetch<N1>(fetch, line);
        V.AddProduct(ref s0, factor, in b, row + At<TRegisters, N1>(last));
        if (TRegisters.Value > 1)
        {
            Fetch<N2>(fetch, line);
            V.AddProduct(ref s1, factor, in b, row + At<TRegisters, N2>(last));
        }
        if (TRegisters.Value > 2)
        {
            Fetch<N3>(fetch, line);
            V.AddProduct(ref s2, factor, in b, row + At<TRegisters, N3>(last));
        }
        if (TRegisters.Value > 3)
        {
            Fetch<N4>(fetch, line);
            V.AddProduct(ref s3, factor, in b, row + At<TRegisters, N4>(last));
        }
        if (TRegisters.Value > 4)
        {
            Fetch<N5>(fetch, line);
            V.AddProduct(ref s4, factor, in b, row + At<TRegisters, N5>(last));
        }
        if (TRegisters.Value > 5)
        {
            Fetch<N6>(fetch, line);
            V.AddProduct(ref s5, factor, in b, row + At<TRegisters, N6>(last));
        }
        if (TRegisters.Value > 6)
        {
            Fetch<N7>(fetch, line);
            V.AddProduct(ref s6, factor, in b, row + At<TRegisters, N7>(last));
        }
        if (TRegisters.Value > 7)
        {
            Fetch<N8>(fetch, line);
            V.AddProduct(ref s7, factor, in b, row + At<TRegisters, N8>(last));
        }
    }

    /// <summary>Fetches the line that begins with a register, counted from 1, unless an earlier one does. Between the loads: all at once, they hold these up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fetch<TRegister>(bool fetch, T* line)
        where TRegister : struct, INumber
    {
        int offset = (TRegister.Value - 1) * V.Count * sizeof(T);
        if (fetch && offset % LineBytes == 0)
            Sse.Prefetch0((byte*)line + offset);
    }

    /// <summary>First column of a register, counted from 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint At<TRegisters, TRegister>(nint last)
        where TRegisters : struct, INumber
        where TRegister : struct, INumber => TRegister.Value == TRegisters.Value ? last : (TRegister.Value - 1) * V.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TEpilogue>(V sum, nint column, ref T result, ref TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue<T>, allows ref struct => V.Store(epilogue.Apply(sum, 0, (int)column), ref result, column);
}
