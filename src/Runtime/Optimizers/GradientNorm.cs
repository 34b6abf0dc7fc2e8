using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>The norm of all gradients that count: squares are added within blocks of fixed length, then block by block in double.</summary>
internal sealed class GradientNorm<T>(ParameterLayout layout)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly UpdateSegment[] _segments = UpdateSegment.Of(layout);
    private readonly double[] _sums = new double[UpdateBlocks.Count(layout.TrainableLength)];

    /// <summary>sqrt(sum g^2); NaN or infinite if a gradient is, or if squares overflow.</summary>
    public double Of(Workers workers, ReadOnlySpan<T> gradients)
    {
        Loop<T>.Run(workers, _sums.Length, UpdateBlocks.Length, new SquareSums<T> { Gradients = gradients, Segments = _segments, Sums = _sums });
        var sum = 0.0;
        foreach (var block in _sums)
            sum += block;
        return Math.Sqrt(sum);
    }
}

/// <summary>The sum of squares of each block, which is the same whichever thread computes it.</summary>
internal readonly ref struct SquareSums<T> : ILoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public required ReadOnlySpan<T> Gradients { get; init; }

    public required ReadOnlySpan<UpdateSegment> Segments { get; init; }

    public required Span<double> Sums { get; init; }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run<V>(int first, int last) where V : struct, IVector<V, T>
    {
        foreach (var part in new UpdateBlocks(Segments, Gradients.Length, first, last))
        {
            if (part.IsFirstOfBlock)
                Sums[part.Block] = 0;
            if (part.Segment >= 0)
                Sums[part.Block] += SumOfSquares<V>(part.First, part.Last);
        }
    }

    private double SumOfSquares<V>(int first, int last) where V : struct, IVector<V, T>
    {
        ref var g = ref MemoryMarshal.GetReference(Gradients);
        var sums = V.Broadcast(T.Zero);
        var i = first;
        for (; i <= last - V.Count; i += V.Count)
        {
            var value = V.Load(ref g, i);
            sums = V.MultiplyAdd(value, value, sums);
        }

        var sum = double.CreateTruncating(V.Sum(sums));
        for (; i < last; i++)
        {
            var value = double.CreateTruncating(Gradients[i]);
            sum += value * value;
        }

        return sum;
    }
}
