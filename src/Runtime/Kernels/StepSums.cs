using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// Sums over time that go on from what their result holds, each one chain in the order of steps. So the steps may come in segments of any length, and the sum has the same bits.
/// </summary>
public static class StepSums
{
    /// <summary>Elements of a result that stay in the L1 cache while the steps pass by.</summary>
    private const int ChunkLength = 256;

    /// <summary>y[o, i] += sum over t of x[o, t, i].</summary>
    /// <param name="workers">The threads that may be used.</param>
    /// <param name="x">[outer, steps, inner].</param>
    /// <param name="y">[outer, inner].</param>
    /// <param name="outer">Extent before the steps.</param>
    /// <param name="steps">Time steps.</param>
    /// <param name="inner">Extent behind the steps.</param>
    /// <param name="backwards">From the last step to the first.</param>
    /// <exception cref="ArgumentOutOfRangeException">A span is too short for the sizes.</exception>
    public static void Add<T>(Workers workers, ReadOnlySpan<T> x, Span<T> y, int outer, int steps, int inner, bool backwards)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(workers);
        int chunks = (inner + ChunkLength - 1) / ChunkLength;
        var loop = new SumLoop<T> { X = x[..(outer * steps * inner)], Y = y[..(outer * inner)], Steps = steps, Inner = inner, Chunks = chunks, Backwards = backwards };
        Loop<T>.Run(workers, outer * chunks, steps * Math.Min(inner, ChunkLength), inner, loop);
    }

    /// <summary>table[k, ..] += the sum of values[n, ..] over all n = (o, t, i) with indices[n] = k, from the last step to the first, of one step in the order of (o, i). Workers share the rows of the table.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A span is too short for the sizes.</exception>
    public static void AddRows<T>(Workers workers, ReadOnlySpan<T> values, ReadOnlySpan<int> indices, Span<T> table, int outer, int steps, int inner, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(workers);
        int count = outer * steps * inner;
        var loop = new RowsLoop<T> { Values = values[..(count * width)], Indices = indices[..count], Table = table, Outer = outer, Steps = steps, Inner = inner, Width = width };
        Loop<T>.Run(workers, table.Length / width, width, loop);
    }

    private readonly ref struct SumLoop<T> : ILoop<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public required ReadOnlySpan<T> X { get; init; }

        public required Span<T> Y { get; init; }

        public required int Steps { get; init; }

        public required int Inner { get; init; }

        public required int Chunks { get; init; }

        public required bool Backwards { get; init; }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run<V>(int first, int last) where V : struct, IVector<V, T>
        {
            for (int chunk = first; chunk < last; chunk++)
            {
                int o = chunk / Chunks, start = chunk % Chunks * ChunkLength, length = Math.Min(ChunkLength, Inner - start);
                var sum = Y.Slice(o * Inner + start, length);
                for (int k = 0; k < Steps; k++)
                    AddTo<V, T>(X.Slice((o * Steps + (Backwards ? Steps - 1 - k : k)) * Inner + start, length), sum);
            }
        }
    }

    private readonly ref struct RowsLoop<T> : ILoop<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public required ReadOnlySpan<T> Values { get; init; }

        public required ReadOnlySpan<int> Indices { get; init; }

        public required Span<T> Table { get; init; }

        public required int Outer { get; init; }

        public required int Steps { get; init; }

        public required int Inner { get; init; }

        public required int Width { get; init; }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run<V>(int first, int last) where V : struct, IVector<V, T>
        {
            for (int t = Steps - 1; t >= 0; t--)
            {
                for (int o = 0; o < Outer; o++)
                {
                    for (int n = (o * Steps + t) * Inner; n < (o * Steps + t + 1) * Inner; n++)
                    {
                        int k = Indices[n];
                        if (k >= first && k < last)
                            AddTo<V, T>(Values.Slice(n * Width, Width), Table.Slice(k * Width, Width));
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo<V, T>(ReadOnlySpan<T> value, Span<T> sum)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = 0;
        for (; i <= sum.Length - V.Count; i += V.Count)
            V.Store(V.Load(in value[0], i) + V.Load(in sum[0], i), ref sum[0], i);
        for (; i < sum.Length; i++)
            sum[i] += value[i];
    }
}
