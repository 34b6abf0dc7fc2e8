using System;
using NetGen.Kernels;

namespace NetGen;

/// <summary>Samples in memory.</summary>
internal sealed class InMemoryDataset<TInput, TTarget>(ReadOnlyMemory<TInput> inputs, ReadOnlyMemory<TTarget> targets, int count) : Dataset<TInput, TTarget>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    public override int Count => count;

    public override int InputLength { get; } = inputs.Length / count;

    public override int TargetLength { get; } = targets.Length / count;

    public override void Read(ReadOnlySpan<int> indices, int epoch, Workers workers, Span<TInput> batchInputs, Span<TTarget> batchTargets)
    {
        var allInputs = inputs.Span;
        var allTargets = targets.Span;
        for (var i = 0; i < indices.Length; i++)
        {
            allInputs.Slice(indices[i] * InputLength, InputLength).CopyTo(batchInputs[(i * InputLength)..]);
            allTargets.Slice(indices[i] * TargetLength, TargetLength).CopyTo(batchTargets[(i * TargetLength)..]);
        }
    }
}

/// <summary>Some samples of another dataset, in an order of their own.</summary>
internal sealed class SubsetDataset<TInput, TTarget>(Dataset<TInput, TTarget> all, int[] chosen) : Dataset<TInput, TTarget>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    private const int Piece = 128;

    public override int Count => chosen.Length;

    public override int InputLength => all.InputLength;

    public override int TargetLength => all.TargetLength;

    public override void Read(ReadOnlySpan<int> indices, int epoch, Workers workers, Span<TInput> inputs, Span<TTarget> targets)
    {
        Span<int> piece = stackalloc int[Piece];
        for (var first = 0; first < indices.Length; first += Piece)
        {
            var length = Math.Min(Piece, indices.Length - first);
            for (var i = 0; i < length; i++)
                piece[i] = chosen[indices[first + i]];
            all.Read(piece[..length], epoch, workers, inputs[(first * InputLength)..], targets[(first * TargetLength)..]);
        }
    }
}
