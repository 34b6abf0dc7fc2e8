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
        // Known when the caller is compiled, as a rule: then one call is left of all this. (The counts of Vector512<T> are constants to the compiler earlier than those of Wide512<T>.)
        if (k > GemmBlocks<Wide128<T>, T>.Depth)
            InStrips(a, b, c, n, k, ref epilogue);
        else if (Vector512.IsHardwareAccelerated && n % Vector512<T>.Count == 0 && (uint)n <= RowStrip<Wide512<T>, T>.MaxRegisters * Vector512<T>.Count)
            RowStrip<Wide512<T>, T>.Run(n / Vector512<T>.Count, a, b, c, k, ref epilogue);
        else if (Vector256.IsHardwareAccelerated && n % Vector256<T>.Count == 0 && (uint)n <= RowStrip<Wide256<T>, T>.MaxRegisters * Vector256<T>.Count)
            RowStrip<Wide256<T>, T>.Run(n / Vector256<T>.Count, a, b, c, k, ref epilogue);
        else if (Vector128.IsHardwareAccelerated && n % Vector128<T>.Count == 0 && (uint)n <= RowStrip<Wide128<T>, T>.MaxRegisters * Vector128<T>.Count)
            RowStrip<Wide128<T>, T>.Run(n / Vector128<T>.Count, a, b, c, k, ref epilogue);
        else
            InStrips(a, b, c, n, k, ref epilogue);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining), SkipLocalsInit]
    private static void InStrips<TEpilogue>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int n, int k, ref TEpilogue epilogue)
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

    /// <summary>In the widest registers that the row fills.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sum(T* a, T* b, T* sums, int n, int k)
    {
        if (Vector512.IsHardwareAccelerated && n >= Wide512<T>.Count)
            RowStrip<Wide512<T>, T>.Sum(a, b, sums, n, k);
        else if (Vector256.IsHardwareAccelerated && n >= Wide256<T>.Count)
            RowStrip<Wide256<T>, T>.Sum(a, b, sums, n, k);
        else if (Vector128.IsHardwareAccelerated && n >= Wide128<T>.Count)
            RowStrip<Wide128<T>, T>.Sum(a, b, sums, n, k);
        else
            RowStrip<Scalar<T>, T>.Sum(a, b, sums, n, k);
    }
}
