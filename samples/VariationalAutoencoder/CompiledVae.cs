using System;
using NetGen;
using NetGen.Samples;

namespace VariationalAutoencoder;

/// <summary>One of the two networks: what the program does with either.</summary>
/// <param name="Latents">Numbers in a code.</param>
/// <param name="Summary">What was compiled.</param>
/// <param name="Step">One step of training with images; their mean negative bound.</param>
/// <param name="Bound">The negative bound of each image, with one code drawn for each.</param>
/// <param name="Encode">Means of codes from images.</param>
/// <param name="Decode">Images from codes.</param>
/// <param name="Save">Writes the model to a file.</param>
internal sealed record CompiledVae(
    int Latents, string Summary, Func<ReadOnlySpan<float>, float> Step, Func<ReadOnlySpan<float>, float[]> Bound, Func<ReadOnlySpan<float>, float[]> Encode, Func<float[], float[]> Decode, Action<string> Save)
{
    private const int Pixels = MnistData.Pixels;

    public static CompiledVae WithTwenty(Optimizer optimizer, int batchSize, int threads, ulong seed)
    {
        var model = new Vae(seed);
        var (trainer, session) = (model.CreateTrainer(optimizer, batchSize, threads, seed), model.CreateSession(batchSize, threads, seed));
        return new(20, Vae.Summary, trainer.Step, images => InBatches(images, Pixels, 1, batchSize, session.Bound), images => InBatches(images, Pixels, 20, batchSize, Encode), codes => InBatches(codes, 20, Pixels, batchSize, session.Decode), model.Save);

        void Encode(ReadOnlySpan<float> images, Span<float> means) => session.Forward(images, new float[images.Length], means, new float[means.Length]);
    }

    public static CompiledVae WithTwo(Optimizer optimizer, int batchSize, int threads, ulong seed)
    {
        var model = new PlaneVae(seed);
        var (trainer, session) = (model.CreateTrainer(optimizer, batchSize, threads, seed), model.CreateSession(batchSize, threads, seed));
        return new(2, PlaneVae.Summary, trainer.Step, images => InBatches(images, Pixels, 1, batchSize, session.Bound), images => InBatches(images, Pixels, 2, batchSize, Encode), codes => InBatches(codes, 2, Pixels, batchSize, session.Decode), model.Save);

        void Encode(ReadOnlySpan<float> images, Span<float> means) => session.Forward(images, new float[images.Length], means, new float[means.Length]);
    }

    private static float[] InBatches(ReadOnlySpan<float> x, int inputSize, int outputSize, int batchSize, Action<ReadOnlySpan<float>, Span<float>> function)
    {
        int count = x.Length / inputSize;
        var y = new float[count * outputSize];
        for (int first = 0; first < count; first += batchSize)
        {
            int n = Math.Min(batchSize, count - first);
            function(x.Slice(first * inputSize, n * inputSize), y.AsSpan(first * outputSize, n * outputSize));
        }

        return y;
    }
}
