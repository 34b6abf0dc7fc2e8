using System;
using System.Numerics;
using NetGen.Kernels;

namespace NetGen;

/// <summary>Samples to train or test with: inputs and targets by index. Reading a batch allocates nothing.</summary>
/// <typeparam name="TInput">Elements of inputs: numbers, or <see cref="int"/> for tokens.</typeparam>
/// <typeparam name="TTarget">Elements of targets: numbers, or <see cref="int"/> for classes.</typeparam>
public abstract class Dataset<TInput, TTarget>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    /// <summary>Number of samples.</summary>
    public abstract int Count { get; }

    /// <summary>Elements of a sample's input.</summary>
    public abstract int InputLength { get; }

    /// <summary>Elements of a sample's target.</summary>
    public abstract int TargetLength { get; }

    /// <summary>Copies samples, one after the other.</summary>
    /// <param name="indices">Which: each from 0 to Count - 1.</param>
    /// <param name="epoch">How often the data has been gone through before: what augmentation depends on.</param>
    /// <param name="workers">The threads that may be used.</param>
    /// <param name="inputs">Receives InputLength elements per index.</param>
    /// <param name="targets">Receives TargetLength elements per index.</param>
    public abstract void Read(ReadOnlySpan<int> indices, int epoch, Workers workers, Span<TInput> inputs, Span<TTarget> targets);

    /// <summary>A part of this dataset: samples [first, first + count).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the dataset.</exception>
    public Dataset<TInput, TTarget> Slice(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count - first);
        var indices = new int[count];
        for (var i = 0; i < count; i++)
            indices[i] = first + i;
        return new SubsetDataset<TInput, TTarget>(this, indices);
    }

    /// <summary>Divides the samples at random, for example into training and validation data.</summary>
    /// <param name="share">The part that the second dataset gets, above 0 and below 1.</param>
    /// <param name="seed">Determines which.</param>
    public (Dataset<TInput, TTarget> First, Dataset<TInput, TTarget> Second) Split(double share, ulong seed = 0)
    {
        if (!(share > 0 && share < 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "The share must be above 0 and below 1.");
        var order = new SampleOrder(Count, seed, shuffle: true).Of(epoch: 0).ToArray();
        var second = (int)Math.Round(share * Count);
        return (new SubsetDataset<TInput, TTarget>(this, order[..^second]), new SubsetDataset<TInput, TTarget>(this, order[^second..]));
    }
}

/// <summary>Makes datasets.</summary>
public static class Dataset
{
    /// <summary>Samples in memory, one class (or one number) as target each. The arrays are not copied.</summary>
    /// <param name="inputs">The samples' inputs, one after the other.</param>
    /// <param name="targets">A target per sample.</param>
    /// <exception cref="ArgumentException">The inputs are no whole number of elements per target.</exception>
    public static Dataset<TInput, TTarget> Of<TInput, TTarget>(ReadOnlyMemory<TInput> inputs, ReadOnlyMemory<TTarget> targets)
        where TInput : unmanaged
        where TTarget : unmanaged
        => Of<TInput, TTarget>(inputs, targets, targets.Length);

    /// <inheritdoc cref="Of{TInput, TTarget}(ReadOnlyMemory{TInput}, ReadOnlyMemory{TTarget})"/>
    public static Dataset<TInput, TTarget> Of<TInput, TTarget>(TInput[] inputs, TTarget[] targets)
        where TInput : unmanaged
        where TTarget : unmanaged
        => Of<TInput, TTarget>(inputs, targets, targets.Length);

    /// <summary>Samples in memory. The memory is not copied.</summary>
    /// <param name="inputs">The samples' inputs, one after the other.</param>
    /// <param name="targets">Their targets, one after the other.</param>
    /// <param name="count">Number of samples.</param>
    /// <exception cref="ArgumentException">Inputs or targets are not <paramref name="count"/> samples of equal length.</exception>
    public static Dataset<TInput, TTarget> Of<TInput, TTarget>(ReadOnlyMemory<TInput> inputs, ReadOnlyMemory<TTarget> targets, int count)
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return inputs.Length == 0 || inputs.Length % count != 0
            ? throw new ArgumentException(FormattableString.Invariant($"{inputs.Length:N0} elements cannot be the inputs of {count:N0} samples of equal length."), nameof(inputs))
            : targets.Length == 0 || targets.Length % count != 0
            ? throw new ArgumentException(FormattableString.Invariant($"{targets.Length:N0} elements cannot be the targets of {count:N0} samples of equal length."), nameof(targets))
            : new InMemoryDataset<TInput, TTarget>(inputs, targets, count);
    }

    /// <summary>The same images, distorted at random and anew in every epoch. Allocates nothing per sample; distorts on all threads of the trainer.</summary>
    /// <param name="images">Inputs are [height, width, channels].</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="channels">Values of a pixel.</param>
    /// <param name="augmentation">How strongly.</param>
    /// <param name="seed">Determines all distortions.</param>
    /// <exception cref="ArgumentException">Inputs of the dataset are not of that size.</exception>
    public static Dataset<T, TTarget> Augmented<T, TTarget>(this Dataset<T, TTarget> images, int height, int width, int channels, ImageAugmentation augmentation, ulong seed = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(augmentation);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        return (long)height * width * channels == images.InputLength
            ? new AugmentedDataset<T, TTarget>(images, height, width, channels, augmentation, seed)
            : throw new ArgumentException(FormattableString.Invariant($"Images of {height} x {width} x {channels} are {(long)height * width * channels:N0} elements, but the dataset's inputs are {images.InputLength:N0}."), nameof(images));
    }
}
