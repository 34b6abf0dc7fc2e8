using System;
using System.Linq;
using NetGen;
using NetGen.Kernels;
using NetGen.Samples;

namespace Contrastive;

/// <summary>Batches of images in two versions each, distorted at random and anew in every epoch. Reading one allocates nothing.</summary>
public sealed class DistortedPairs
{
    private readonly Random _random;
    private readonly Dataset<float, int> _first, _second;
    private readonly int[] _order, _labels;
    private readonly float[] _images, _others;
    private readonly Workers _workers;

    /// <param name="images">What to distort.</param>
    /// <param name="batchSize">Images in a batch. What is left of an epoch after whole batches is not read: the loss compares a batch's images with one another.</param>
    /// <param name="threads">That distort.</param>
    /// <param name="seed">Determines the order and the distortions.</param>
    public DistortedPairs(ImageSet images, int batchSize, int threads, ulong seed)
    {
        var augmentation = new ImageAugmentation { Shift = 3, Rotation = 25, Scaling = 0.25, Shear = 0.3, ElasticStrength = 30, ElasticSmoothness = 5 };
        var data = Dataset.Of(images.Pixels, images.Labels);
        (_first, _second) = (Distorted(2 * seed), Distorted(2 * seed + 1));
        _random = new Random((int)seed);
        _order = [.. Enumerable.Range(0, images.Count)];
        BatchSize = Math.Min(batchSize, images.Count);
        _labels = new int[BatchSize];
        (_images, _others) = (new float[BatchSize * images.Size], new float[BatchSize * images.Size]);
        _workers = Workers.Get(threads);

        Dataset<float, int> Distorted(ulong key) => data.Augmented(MnistData.Height, MnistData.Width, channels: 1, augmentation, key);
    }

    public int BatchSize { get; }

    /// <summary>Batches in an epoch.</summary>
    public int Batches => _order.Length / BatchSize;

    public ReadOnlySpan<float> Images => _images;

    public ReadOnlySpan<float> Others => _others;

    public void Shuffle() => _random.Shuffle(_order);

    /// <summary>Puts both versions of a batch into <see cref="Images"/> and <see cref="Others"/>.</summary>
    public void Read(int batch, int epoch)
    {
        var chosen = _order.AsSpan(batch * BatchSize, BatchSize);
        _first.Read(chosen, epoch, _workers, _images, _labels);
        _second.Read(chosen, epoch, _workers, _others, _labels);
    }
}
