using System;

namespace NetGen.Samples;

/// <summary>Batches of images in an order that is drawn anew for every epoch. Reading one allocates nothing.</summary>
/// <param name="images">What to read.</param>
/// <param name="batchSize">Images in a batch; the last of an epoch may have fewer.</param>
/// <param name="seed">Determines the order.</param>
public sealed class ShuffledImages(ImageSet images, int batchSize, ulong seed)
{
    private readonly Random _random = new((int)seed);
    private readonly int[] _order = CountUp(images.Count);
    private readonly float[] _batch = new float[batchSize * images.Size];

    public int BatchSize => batchSize;

    public int Count => images.Count;

    /// <summary>Batches in an epoch.</summary>
    public int Batches => (images.Count + batchSize - 1) / batchSize;

    public void Shuffle() => _random.Shuffle(_order);

    /// <summary>A batch, valid until the next one is read.</summary>
    public ReadOnlySpan<float> Read(int batch)
    {
        int count = Math.Min(batchSize, images.Count - batch * batchSize);
        for (int k = 0; k < count; k++)
        {
            images[_order[batch * batchSize + k]].CopyTo(_batch.AsSpan(k * images.Size));
        }

        return _batch.AsSpan(0, count * images.Size);
    }

    private static int[] CountUp(int count)
    {
        var numbers = new int[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = i;
        }

        return numbers;
    }
}
