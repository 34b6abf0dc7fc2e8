using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Rows of a table by integers, and the adjoint of taking them.</summary>
public static class TableRows
{
    /// <summary>y[n, ..] = table[indices[n], ..] for n in [0, <paramref name="count"/>); rows have <paramref name="width"/> elements.</summary>
    public static void Gather<T>(Workers workers, ReadOnlySpan<T> table, ReadOnlySpan<int> indices, Span<T> y, int count, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(workers);
        var loop = new GatherLoop<T> { Table = table, Indices = indices[..count], Y = y[..(count * width)], Width = width };
        Loop<T>.Run(workers, count, width, loop);
    }

    /// <summary>
    /// table[k, ..] = the sum of values[n, ..] over all n with indices[n] = k, in the order of n; all other rows become 0.
    /// Workers share the rows of the table, not the values, so the order of addition does not depend on their number.
    /// </summary>
    public static void ScatterAdd<T>(Workers workers, ReadOnlySpan<T> values, ReadOnlySpan<int> indices, Span<T> table, int count, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(workers);
        var loop = new ScatterLoop<T> { Values = values[..(count * width)], Indices = indices[..count], Table = table, Width = width };
        Loop<T>.Run(workers, table.Length / width, width, loop);
    }

    private readonly ref struct GatherLoop<T> : ILoop<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public required ReadOnlySpan<T> Table { get; init; }

        public required ReadOnlySpan<int> Indices { get; init; }

        public required Span<T> Y { get; init; }

        public required int Width { get; init; }

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run<V>(int first, int last) where V : struct, IVector<V, T>
        {
            for (int n = first; n < last; n++)
                Table.Slice(Indices[n] * Width, Width).CopyTo(Y.Slice(n * Width, Width));
        }
    }

    private readonly ref struct ScatterLoop<T> : ILoop<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public required ReadOnlySpan<T> Values { get; init; }

        public required ReadOnlySpan<int> Indices { get; init; }

        public required Span<T> Table { get; init; }

        public required int Width { get; init; }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run<V>(int first, int last) where V : struct, IVector<V, T>
        {
            Table[(first * Width)..(last * Width)].Clear();
            for (int n = 0; n < Indices.Length; n++)
            {
                int k = Indices[n];
                if (k >= first && k < last)
                    Add<V>(Values.Slice(n * Width, Width), Table.Slice(k * Width, Width));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Add<V>(ReadOnlySpan<T> value, Span<T> sum) where V : struct, IVector<V, T>
        {
            int i = 0;
            for (; i <= sum.Length - V.Count; i += V.Count)
                V.Store(V.Load(in value[0], i) + V.Load(in sum[0], i), ref sum[0], i);
            for (; i < sum.Length; i++)
                sum[i] += value[i];
        }
    }
}
