using System;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Products of row-major matrices with an epilogue on the finished sums.</summary>
/// <remarks>
/// Every element is a chain of multiply-adds over k in order, in blocks of <see cref="GemmBlocks{V, T}.Depth"/>, and the blocks are added in order.
/// So an element does not depend on the other rows, on the number of rows or on the workers.
/// </remarks>
public static class Gemm
{
    /// <summary>c[m, n] = epilogue(sum over k of a[m, k] b[k, n]).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply<T, TEpilogue>(Workers workers, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int n, int k, TEpilogue epilogue)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        if (m == 1 && RowProduct<T>.Takes(n, k))
            RowProduct<T>.Run(a, b, c, n, k, ref epilogue);
        else
            Run(workers, a, b, c, new(m, n, k, k, 1, n, false, n), ref epilogue);
    }

    /// <summary>c[m, n] = epilogue(sum over k of a[k, m] b[k, n]).</summary>
    public static void MultiplyTransposedA<T, TEpilogue>(Workers workers, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int n, int k, TEpilogue epilogue)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue<T>, allows ref struct =>
        Run(workers, a, b, c, new(m, n, k, 1, m, n, false, n), ref epilogue);

    /// <summary>
    /// c[m, n] = epilogue(sum over k of a[k, m] b[k, n]), where k counts steps of sequences, each <paramref name="steps"/> long: no block of k reaches over the end of a sequence,
    /// so zeros at the ends of sequences, however many, change no bit.
    /// </summary>
    public static void MultiplyTransposedA<T, TEpilogue>(Workers workers, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int n, int k, int steps, TEpilogue epilogue)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue<T>, allows ref struct =>
        Run(workers, a, b, c, new(m, n, k, 1, m, n, false, n, Run: steps), ref epilogue);

    /// <summary>
    /// c[m, n] += sum over k of a[k, m] b[k, n]: one chain of multiply-adds from the last k to the first that goes on from what c holds. So a sum may be taken in pieces of any length, the last piece first.
    /// </summary>
    public static void AddTransposedA<T>(Workers workers, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int n, int k)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var epilogue = default(Identity<T>);
        Run(workers, a, b, c, new(m, n, k, 1, -m, -n, false, n, Continues: true), ref epilogue);
    }

    /// <summary>c[m, n] = epilogue(sum over k of a[m, k] b[n, k]).</summary>
    public static void MultiplyTransposedB<T, TEpilogue>(Workers workers, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int n, int k, TEpilogue epilogue)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue<T>, allows ref struct =>
        Run(workers, a, b, c, new(m, n, k, k, 1, k, true, n), ref epilogue);

    private static unsafe void Run<T, TEpilogue>(Workers workers, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, GemmShape shape, ref TEpilogue epilogue)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        ArgumentNullException.ThrowIfNull(workers);
        if (shape.M < 0 || shape.N < 0 || shape.K < 0 || a.Length < (long)shape.M * shape.K || b.Length < (long)shape.K * shape.N || c.Length < (long)shape.M * shape.N)
            ThrowTooShort(shape.M, shape.N, shape.K, a.Length, b.Length, c.Length);
        if (shape.M == 0 || shape.N == 0 || (shape.Continues && shape.K == 0))
            return;
        fixed (T* pa = a, pb = b, pc = c)
        {
            // Backwards along k, the first is the last.
            nint last = shape.K - 1, firstOfA = shape.AStep < 0 ? -last * shape.AStep : 0, firstOfB = shape.BStride < 0 ? -last * shape.BStride : 0;
            Run(workers, pa + firstOfA, pb + firstOfB, pc, shape, ref epilogue);
        }
    }

    internal static unsafe void Run<T, TEpilogue>(Workers workers, T* a, T* b, T* c, GemmShape shape, ref TEpilogue epilogue)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        var job = new GemmJob<T, TEpilogue> { A = a, B = b, C = c, Shape = shape, Epilogue = epilogue };
        workers.Run(ref job, job.Cut(workers));
    }

    [DoesNotReturn]
    internal static void ThrowTooShort(int m, int n, int k, int a, int b, int c) => throw new ArgumentException(
        $"A product of {m} x {k} by {k} x {n} does not fit into spans of {a}, {b} and {c} elements.");
}

/// <summary>
/// Sizes of a product, and where its operands' elements lie: (i, k) of a at i ARow + k AStep; (k, j) of b at k BStride + j, or at j BStride + k where transposed; (i, j) of c
/// at i CRow + j, which is row i RowStep + FirstRow to the epilogue. Blocks of k end at multiples of Run. With Continues there is one chain that goes on from c, whatever the blocks.
/// </summary>
internal readonly record struct GemmShape(int M, int N, int K, int ARow, int AStep, int BStride, bool BTransposed, int CRow, int RowStep = 1, int FirstRow = 0, int Run = int.MaxValue, bool Continues = false)
{
    /// <summary>Length of the block of k that begins at k.</summary>
    public int Block(int k, int depth) => Math.Min(Math.Min(depth, K - k), Run - (k % Run));

    /// <summary>Whether all of k is one block, and its sums begin with 0.</summary>
    public bool IsOneBlock(int depth) => !Continues && K <= Math.Min(depth, Run);
}
