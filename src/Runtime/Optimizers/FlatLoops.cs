using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>a = a + factor (b - a) over whole buffers.</summary>
internal readonly ref struct MoveTowards<T> : ILoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public required Span<T> A { get; init; }

    public required ReadOnlySpan<T> B { get; init; }

    public required T Factor { get; init; }

    public static void Run(Workers workers, Span<T> a, ReadOnlySpan<T> b, double factor) =>
        Loop<T>.Run(workers, UpdateBlocks.Count(a.Length), UpdateBlocks.Length, new MoveTowards<T> { A = a, B = b, Factor = T.CreateTruncating(factor) });

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run<V>(int first, int last) where V : struct, IVector<V, T>
    {
        ref var a = ref MemoryMarshal.GetReference(A);
        ref var b = ref MemoryMarshal.GetReference(B);
        var i = first * UpdateBlocks.Length;
        var end = (int)Math.Min((long)last * UpdateBlocks.Length, A.Length);
        for (; i <= end - V.Count; i += V.Count)
        {
            var old = V.Load(ref a, i);
            V.Store(V.MultiplyAdd(V.Broadcast(Factor), V.Load(ref b, i) - old, old), ref a, i);
        }

        for (; i < end; i++)
        {
            var old = Scalar<T>.Load(ref a, i);
            Scalar<T>.Store(Scalar<T>.MultiplyAdd(Scalar<T>.Broadcast(Factor), Scalar<T>.Load(ref b, i) - old, old), ref a, i);
        }
    }
}

/// <summary>a = a + factor b over whole buffers.</summary>
internal readonly ref struct AddMultiple<T> : ILoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public required Span<T> A { get; init; }

    public required ReadOnlySpan<T> B { get; init; }

    public required T Factor { get; init; }

    public static void Run(Workers workers, Span<T> a, ReadOnlySpan<T> b, double factor) =>
        Loop<T>.Run(workers, UpdateBlocks.Count(a.Length), UpdateBlocks.Length, new AddMultiple<T> { A = a, B = b, Factor = T.CreateTruncating(factor) });

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run<V>(int first, int last) where V : struct, IVector<V, T>
    {
        ref var a = ref MemoryMarshal.GetReference(A);
        ref var b = ref MemoryMarshal.GetReference(B);
        var i = first * UpdateBlocks.Length;
        var end = (int)Math.Min((long)last * UpdateBlocks.Length, A.Length);
        for (; i <= end - V.Count; i += V.Count)
            V.Store(V.MultiplyAdd(V.Broadcast(Factor), V.Load(ref b, i), V.Load(ref a, i)), ref a, i);
        for (; i < end; i++)
            Scalar<T>.Store(Scalar<T>.MultiplyAdd(Scalar<T>.Broadcast(Factor), Scalar<T>.Load(ref b, i), Scalar<T>.Load(ref a, i)), ref a, i);
    }
}

/// <summary>Exchanges two buffers.</summary>
internal readonly ref struct ExchangeLoop<T> : ILoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public required Span<T> A { get; init; }

    public required Span<T> B { get; init; }

    public static void Run(Workers workers, Span<T> a, Span<T> b) =>
        Loop<T>.Run(workers, UpdateBlocks.Count(a.Length), UpdateBlocks.Length, new ExchangeLoop<T> { A = a, B = b });

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run<V>(int first, int last) where V : struct, IVector<V, T>
    {
        var begin = first * UpdateBlocks.Length;
        var end = (int)Math.Min((long)last * UpdateBlocks.Length, A.Length);
        for (var i = begin; i < end; i++)
            (A[i], B[i]) = (B[i], A[i]);
    }
}
