using System;
using System.Numerics;
using NetGen.Kernels;

namespace NetGen;

/// <summary>Another dataset's images, distorted anew in every epoch. The distortion is a function of the seed, the epoch and the sample, so order and threads change nothing.</summary>
internal sealed class AugmentedDataset<T, TTarget> : Dataset<T, TTarget>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged
{
    private readonly Dataset<T, TTarget> _images;
    private readonly ulong _seed;
    private readonly ImageDistortion[] _distortions;
    private T[] _originals = [];

    public AugmentedDataset(Dataset<T, TTarget> images, int height, int width, int channels, ImageAugmentation settings, ulong seed)
    {
        (_images, _seed) = (images, seed);
        // One for each thread that may work on a batch.
        _distortions = new ImageDistortion[Environment.ProcessorCount];
        for (var i = 0; i < _distortions.Length; i++)
            _distortions[i] = new ImageDistortion(settings, height, width, channels);
    }

    public override int Count => _images.Count;

    public override int InputLength => _images.InputLength;

    public override int TargetLength => _images.TargetLength;

    public override void Read(ReadOnlySpan<int> indices, int epoch, Workers workers, Span<T> inputs, Span<TTarget> targets)
    {
        // Grows with the largest batch, once.
        if (_originals.Length < indices.Length * InputLength)
            _originals = new T[indices.Length * InputLength];
        _images.Read(indices, epoch, workers, _originals, targets);
        var job = new DistortionJob<T> { Distortions = _distortions, Originals = _originals, Results = inputs, Indices = indices, Length = InputLength, Key = new RandomKey(_seed, (uint)epoch) };
        workers.Run(ref job, Math.Min(workers.Count, indices.Length));
    }
}

/// <summary>The distortion of a batch, cut into runs of samples.</summary>
internal ref struct DistortionJob<T> : IJob
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public required ImageDistortion[] Distortions { get; init; }

    public required ReadOnlySpan<T> Originals { get; init; }

    public required Span<T> Results { get; init; }

    public required ReadOnlySpan<int> Indices { get; init; }

    public required int Length { get; init; }

    public required RandomKey Key { get; init; }

    public readonly void Run(int part, int parts)
    {
        var last = (int)((long)Indices.Length * (part + 1) / parts);
        for (var i = (int)((long)Indices.Length * part / parts); i < last; i++)
            Distortions[part].Apply(Originals.Slice(i * Length, Length), Results.Slice(i * Length, Length), Key, Indices[i]);
    }
}
