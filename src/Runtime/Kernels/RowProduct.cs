using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// One row times a narrow matrix, on the calling thread: what one step of a small network consists of. All sums are in registers, and next to nothing is decided before they are.
/// </summary>
/// <remarks>The order of addition is that of <see cref="GemmBlocks{V, T}"/>: a chain within each block of k, the blocks in order.</remarks>
internal static unsafe class RowProduct<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Columns up to which rows of b are near enough to each other for the prefetchers, and for which the stack has room.</summary>
    private const int MaxBytesOfRow = 2048;

    /// <summary>Work below which another thread is never worth it.</summary>
    private const int MaxDepth = 2048;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Takes(int n, int k) => n <= MaxBytesOfRow / sizeof(T) && k <= MaxDepth;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TEpilogue>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int n, int k, ref TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        // Known when the caller is compiled, as a rule.
        if (k <= GemmBlocks<Wide128<T>, T>.Depth && ((Vector512.IsHardwareAccelerated && n == Wide512<T>.Count) || (Vector256.IsHardwareAccelerated && n == Wide256<T>.Count) || n == Wide128<T>.Count))
            OneRegister(a, b, c, n, k, ref epilogue);
        else
            Strips(a, b, c, n, k, ref epilogue);
    }

    /// <summary>As many columns as a register has elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void OneRegister<TEpilogue>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int n, int k, ref TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        if (k < 0 || a.Length < k || b.Length < (long)k * n || c.Length < n)
            Gemm.ThrowTooShort(1, n, k, a.Length, b.Length, c.Length);
        fixed (T* pa = a, pb = b, pc = c)
        {
            if (Vector512.IsHardwareAccelerated && n == Wide512<T>.Count)
                OneRegister<Wide512<T>, TEpilogue>(pa, pb, pc, k, ref epilogue);
            else if (Vector256.IsHardwareAccelerated && n == Wide256<T>.Count)
                OneRegister<Wide256<T>, TEpilogue>(pa, pb, pc, k, ref epilogue);
            else
                OneRegister<Wide128<T>, TEpilogue>(pa, pb, pc, k, ref epilogue);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OneRegister<V, TEpilogue>(T* a, T* b, T* c, int k, ref TEpilogue epilogue)
        where V : struct, IVector<V, T>
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        V sum = V.Broadcast(T.Zero);
        for (T* end = a + k; a < end; a++, b += V.Count)
            sum = V.MultiplyAdd(V.Broadcast(*a), V.Load(ref *b, 0), sum);
        V.Store(epilogue.Apply(sum, 0, 0), ref *c, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining), SkipLocalsInit]
    private static void Strips<TEpilogue>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int n, int k, ref TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        if (n < 0 || k < 0 || a.Length < k || b.Length < (long)k * n || c.Length < n)
            Gemm.ThrowTooShort(1, n, k, a.Length, b.Length, c.Length);
        fixed (T* pa = a, pb = b, pc = c)
        {
            if (typeof(TEpilogue) == typeof(Identity<T>))
            {
                Sum(pa, pb, pc, n, k);
                return;
            }
            // Not in c, which may be an operand of the epilogue.
            byte* sums = stackalloc byte[MaxBytesOfRow];
            Sum(pa, pb, (T*)sums, n, k);
            if (Vector512.IsHardwareAccelerated)
                Finish<Wide512<T>, T>.Run(ref epilogue, (T*)sums, 0, 1, n, 0, 0, 0, pc, 0);
            else if (Vector256.IsHardwareAccelerated)
                Finish<Wide256<T>, T>.Run(ref epilogue, (T*)sums, 0, 1, n, 0, 0, 0, pc, 0);
            else
                Finish<Wide128<T>, T>.Run(ref epilogue, (T*)sums, 0, 1, n, 0, 0, 0, pc, 0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sum(T* a, T* b, T* sums, int n, int k)
    {
        int j = 0;
        if (Vector512.IsHardwareAccelerated)
            j = RowStrips<Wide512<T>, T>.Sum(a, b, sums, n, k, j);
        if (Vector256.IsHardwareAccelerated && j < n)
            j = RowStrips<Wide256<T>, T>.Sum(a, b, sums, n, k, j);
        if (Vector128.IsHardwareAccelerated && j < n)
            j = RowStrips<Wide128<T>, T>.Sum(a, b, sums, n, k, j);
        if (j < n)
            RowStrips<Scalar<T>, T>.Sum(a, b, sums, n, k, j);
    }
}

/// <summary>The columns of a <see cref="RowProduct{T}"/> in strips of up to eight registers.</summary>
internal static unsafe class RowStrips<V, T>
    where V : struct, IVector<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Columns from j on, as many as fill registers; returns the first that is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static int Sum(T* a, T* b, T* sums, int n, int k, int j)
    {
        for (; j <= n - 8 * V.Count; j += 8 * V.Count)
            Strip<N8>(a, b + j, n, k, sums + j);
        if (j <= n - 4 * V.Count)
        {
            Strip<N4>(a, b + j, n, k, sums + j);
            j += 4 * V.Count;
        }
        if (j <= n - 2 * V.Count)
        {
            Strip<N2>(a, b + j, n, k, sums + j);
            j += 2 * V.Count;
        }
        if (j <= n - V.Count)
        {
            Strip<N1>(a, b + j, n, k, sums + j);
            j += V.Count;
        }
        return j;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Strip<TColumns>(T* a, T* b, int n, int k, T* sums)
        where TColumns : struct, INumber
    {
        int first = 0;
        do
        {
            int count = Math.Min(GemmBlocks<V, T>.Depth, k - first);
            Block<TColumns>(a + first, b + (nint)first * n, n, count, sums, first > 0);
            first += count;
        }
        while (first < k);
    }

    /// <summary>sums[j] = a[0] b[0, j] + a[1] b[1, j]... or sums[j] plus that.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Block<TColumns>(T* a, T* b, nint stride, int count, T* sums, bool accumulate)
        where TColumns : struct, INumber
    {
        V zero = V.Broadcast(T.Zero);
        V s0 = zero, s1 = zero, s2 = zero, s3 = zero, s4 = zero, s5 = zero, s6 = zero, s7 = zero;
        for (T* end = a + count; a < end; a++, b += stride)
        {
            V wide = V.Broadcast(*a);
            s0 = V.MultiplyAdd(wide, V.Load(ref *b, 0), s0);
            if (TColumns.Value > 1)
                s1 = V.MultiplyAdd(wide, V.Load(ref *b, V.Count), s1);
            if (TColumns.Value > 2)
            {
                s2 = V.MultiplyAdd(wide, V.Load(ref *b, 2 * V.Count), s2);
                s3 = V.MultiplyAdd(wide, V.Load(ref *b, 3 * V.Count), s3);
            }
            if (TColumns.Value > 4)
            {
                s4 = V.MultiplyAdd(wide, V.Load(ref *b, 4 * V.Count), s4);
                s5 = V.MultiplyAdd(wide, V.Load(ref *b, 5 * V.Count), s5);
                s6 = V.MultiplyAdd(wide, V.Load(ref *b, 6 * V.Count), s6);
                s7 = V.MultiplyAdd(wide, V.Load(ref *b, 7 * V.Count), s7);
            }
        }
        if (accumulate)
        {
            s0 = V.Load(ref *sums, 0) + s0;
            if (TColumns.Value > 1)
                s1 = V.Load(ref *sums, V.Count) + s1;
            if (TColumns.Value > 2)
            {
                s2 = V.Load(ref *sums, 2 * V.Count) + s2;
                s3 = V.Load(ref *sums, 3 * V.Count) + s3;
            }
            if (TColumns.Value > 4)
            {
                s4 = V.Load(ref *sums, 4 * V.Count) + s4;
                s5 = V.Load(ref *sums, 5 * V.Count) + s5;
                s6 = V.Load(ref *sums, 6 * V.Count) + s6;
                s7 = V.Load(ref *sums, 7 * V.Count) + s7;
            }
        }
        V.Store(s0, ref *sums, 0);
        if (TColumns.Value > 1)
            V.Store(s1, ref *sums, V.Count);
        if (TColumns.Value > 2)
        {
            V.Store(s2, ref *sums, 2 * V.Count);
            V.Store(s3, ref *sums, 3 * V.Count);
        }
        if (TColumns.Value > 4)
        {
            V.Store(s4, ref *sums, 4 * V.Count);
            V.Store(s5, ref *sums, 5 * V.Count);
            V.Store(s6, ref *sums, 6 * V.Count);
            V.Store(s7, ref *sums, 7 * V.Count);
        }
    }
}
