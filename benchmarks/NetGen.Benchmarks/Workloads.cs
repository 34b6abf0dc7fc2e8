using System;
using System.Linq;

namespace NetGen.Benchmarks;

/// <summary>What the cases work on, and how much work it is; the same for all devices.</summary>
internal static class Workloads
{
    /// <summary>Multiply-adds of each layer, for one sample.</summary>
    public static readonly long[] SmallPerceptron = [784 * 128, 128 * 10];
    public static readonly long[] LargePerceptron = [784 * 1024, 1024 * 1024, 1024 * 10];
    public static readonly long[] LeNet = [28 * 28 * 25 * 6, 10 * 10 * 25 * 6 * 16, 400 * 120, 120 * 84, 84 * 10];
    public static readonly long[] Cnn = [28 * 28 * 9 * 32, 28 * 28 * 9 * 32 * 64, 14 * 14 * 64 * 128, 128 * 10];
    public static readonly long[] Vgg = [56 * 56 * 9 * 64 * 64, 56 * 56 * 9 * 64 * 64];
    public static readonly long[] Mobile = [56 * 56 * 9 * 32, 56 * 56 * 32 * 64];

    /// <summary>Forward, the gradient of every weight, and the gradient of every layer's input but the first's.</summary>
    public static long Training(int batch, long[] layers) => batch * ((3 * layers.Sum()) - layers[0]);

    /// <summary>Of one time step of a character model: gates of the embedding and of the state, and the 65 logits.</summary>
    public static long CharacterStep(int gates) => (128L * gates * (64 + 128)) + (128 * 65);

    /// <summary>From -0.5 to 0.5, where they stay in memory.</summary>
    public static float[] Numbers(int count)
    {
        var random = new Random(count);
        var numbers = GC.AllocateUninitializedArray<float>(count, pinned: true);
        for (int i = 0; i < count; i++)
            numbers[i] = random.NextSingle() - 0.5f;
        return numbers;
    }

    public static int[] Labels(int count, int classes)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(classes))];
    }
}
