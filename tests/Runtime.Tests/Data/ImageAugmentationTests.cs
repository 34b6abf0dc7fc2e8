using System;
using System.Linq;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Runtime.Tests.Data;

public class ImageAugmentationTests
{
    private const int Height = 12, Width = 16, Length = Height * Width;

    [Fact]
    public void Nothing_asked_for_is_nothing_done() => Assert.Equal(Images(4), Augment(new(), 4), Close);

    [Fact]
    public void Images_stay_images()
    {
        var augmented = Augment(new() { Shift = 2, Rotation = 20, Scaling = 0.2, Shear = 0.1, ElasticStrength = 20 }, 32);
        Assert.All(augmented, pixel => Assert.InRange(pixel, 0, 1));
        Assert.NotEqual(Images(32), augmented);
        // A blob in the middle keeps most of its ink.
        Assert.Equal(Images(32).Sum(), augmented.Sum(), Images(32).Sum() * 0.1);
    }

    [Fact]
    public void A_shift_moves_all_pixels_alike()
    {
        var (image, moved) = (Images(1), Augment(new() { Shift = 3 }, 1));
        // The centre of mass moves by at most 3 along each axis, and the ink stays.
        var (row, column) = Centre(image);
        var (movedRow, movedColumn) = Centre(moved);
        Assert.InRange(Math.Abs(movedRow - row), 1e-3, 3.001);
        Assert.InRange(Math.Abs(movedColumn - column), 1e-3, 3.001);
    }

    [Fact]
    public void Distortions_differ_by_epoch_and_sample_but_not_by_threads_or_order()
    {
        var settings = new ImageAugmentation { Shift = 2, ElasticStrength = 20 };
        var data = Dataset.Of(Images(20), new int[20]).Augmented(Height, Width, 1, settings, seed: 5);
        var (one, all, other) = (new float[20 * Length], new float[20 * Length], new float[20 * Length]);
        var labels = new int[20];
        int[] order = [.. Enumerable.Range(0, 20)];
        data.Read(order, 3, Workers.Single, one, labels);
        data.Read(order, 3, Workers.Get(0), all, labels);
        Assert.Equal(one, all);
        data.Read(order, 4, Workers.Single, other, labels);
        Assert.NotEqual(one, other);
        Assert.NotEqual(one[..Length], one[Length..(2 * Length)]);
        data.Read([7], 3, Workers.Single, other, labels);
        Assert.Equal(one[(7 * Length)..(8 * Length)], other[..Length]);
    }

    [Fact]
    public void A_batch_allocates_nothing()
    {
        var data = Dataset.Of(Images(20), new int[20]).Augmented(Height, Width, 1, new() { Rotation = 5, ElasticStrength = 20 });
        var (inputs, labels) = (new float[8 * Length], new int[8]);
        data.Read([1, 2, 3, 4, 5, 6, 7, 8], 0, Workers.Single, inputs, labels);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var epoch = 1; epoch < 5; epoch++)
            data.Read([1, 2, 3, 4, 5, 6, 7, 8], epoch, Workers.Single, inputs, labels);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Settings_and_sizes_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageAugmentation { Scaling = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageAugmentation { Rotation = double.NaN });
        Assert.Throws<ArgumentException>(() => Dataset.Of(new float[20], new int[2]).Augmented(3, 3, 1, new()));
    }

    private static bool Close(float a, float b) => Math.Abs(a - b) < 1e-5f;

    private static float[] Augment(ImageAugmentation settings, int count)
    {
        var inputs = new float[count * Length];
        Dataset.Of(Images(count), new int[count]).Augmented(Height, Width, 1, settings, seed: 1).Read([.. Enumerable.Range(0, count)], 0, Workers.Single, inputs, new int[count]);
        return inputs;
    }

    /// <summary>The same blob in the middle of each image.</summary>
    private static float[] Images(int count) =>
        [.. Enumerable.Range(0, count * Length).Select(i => (float)Math.Exp(-(Math.Pow(i % Length / Width - 5.5, 2) + Math.Pow(i % Width - 7.5, 2)) / 4))];

    private static (double Row, double Column) Centre(float[] image) =>
        (image.Select((pixel, i) => pixel * (i / Width)).Sum() / image.Sum(), image.Select((pixel, i) => pixel * (i % Width)).Sum() / image.Sum());
}
