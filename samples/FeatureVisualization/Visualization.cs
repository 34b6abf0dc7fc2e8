using System;
using System.Diagnostics;
using System.Linq;
using NetGen.Samples;

namespace FeatureVisualization;

/// <summary>Draws what feature maps respond to: noise, changed step by step so that the mean activation of a map grows; on small images first, then on larger and larger ones.</summary>
internal sealed class Visualization : IDisposable
{
    /// <summary>Pictures that are drawn at a time.</summary>
    public const int Together = 8;

    /// <summary>Feature maps of all layers.</summary>
    public const int Maps = 224;

    // A tenth of the standard deviation of the digits' pixels.
    private const float LearningRate = 0.03f, WeightDecay = 1e-6f;

    private readonly Vgg.Session _session;
    private readonly (int Size, Activation Activation)[] _sizes;
    private readonly int _stepsPerSize;
    private readonly Random _random;
    private readonly float[] _images, _smaller, _gradient, _mean, _square, _chosen;

    public Visualization(Vgg model, int stepsPerSize, int threads, ulong seed)
    {
        _stepsPerSize = stepsPerSize;
        _session = model.CreateSession(Together, threads);
        _sizes =
        [
            (16, _session.Activation16), (19, _session.Activation19), (23, _session.Activation23), (28, _session.Activation28), (33, _session.Activation33), (40, _session.Activation40), (48, _session.Activation48),
            (57, _session.Activation57), (69, _session.Activation69), (83, _session.Activation83), (99, _session.Activation99), (119, _session.Activation119), (143, _session.Activation143),
        ];
        _random = new Random((int)seed);
        int most = Together * Size * Size;
        (_images, _smaller, _gradient, _mean, _square) = (new float[most], new float[most], new float[most], new float[most], new float[most]);
        _chosen = new float[Together * Maps];
    }

    /// <summary>The sum of the chosen maps' mean activations over the images, and its derivative.</summary>
    private delegate float Activation(ReadOnlySpan<float> images, ReadOnlySpan<float> chosen, Span<float> gradient);

    /// <summary>Of the pictures in the end.</summary>
    public int Size => _sizes[^1].Size;

    /// <summary>Seconds in steps and changes of size.</summary>
    public double Seconds { get; private set; }

    /// <summary>Bytes that steps allocated, but for the first of each size, for which the runtime makes room to load code.</summary>
    public long AllocatedBytes { get; private set; }

    /// <summary>A picture for each map, with the mean of the maps' activations for the noise and in the end.</summary>
    /// <param name="maps">At most <see cref="Together"/>.</param>
    public (float[][] Images, double Start, double End) Draw(params ReadOnlySpan<int> maps)
    {
        Array.Clear(_chosen);
        for (int k = 0; k < maps.Length; k++)
        {
            _chosen[k * Maps + maps[k]] = 1;
        }

        Noise(_images);
        var clock = Stopwatch.StartNew();
        double start = 0;
        for (int k = 0; k < _sizes.Length; k++)
        {
            if (k > 0)
            {
                Grow(maps.Length, _sizes[k - 1].Size, _sizes[k].Size);
            }

            double first = Climb(_sizes[k], maps.Length);
            start = k == 0 ? first : start;
        }

        int pixels = Size * Size;
        double end = _sizes[^1].Activation(_images.AsSpan(0, maps.Length * pixels), _chosen.AsSpan(0, maps.Length * Maps), _gradient.AsSpan(0, maps.Length * pixels));
        Seconds += clock.Elapsed.TotalSeconds;
        return ([.. Enumerable.Range(0, maps.Length).Select(k => _images[(k * pixels)..((k + 1) * pixels)])], start / maps.Length, end / maps.Length);
    }

    /// <summary>Mean activations of consecutive maps for a picture of the last size.</summary>
    public float[] Activations(float[] picture, int firstMap, int count)
    {
        var chosen = new float[Maps];
        return [.. Enumerable.Range(firstMap, count).Select(map =>
        {
            Array.Clear(chosen);
            chosen[map] = 1;
            return _sizes[^1].Activation(picture, chosen, _gradient.AsSpan(0, picture.Length));
        })];
    }

    /// <summary>Noise of the last size, as pictures begin with.</summary>
    public float[] Noise()
    {
        var image = new float[Size * Size];
        Noise(image);
        return image;
    }

    public void Dispose() => _session.Dispose();

    private void Noise(Span<float> image)
    {
        foreach (ref float pixel in image)
        {
            pixel = (150 + 30 * _random.NextSingle()) / 255;
        }
    }

    /// <summary>Some steps of Adam on the pixels, which then are clipped to what an image can be. Returns the activation before the first.</summary>
    private double Climb((int Size, Activation Activation) size, int count)
    {
        int pixels = count * size.Size * size.Size;
        double first = 0;
        var allocations = new AllocationMeter();
        Array.Clear(_mean);
        Array.Clear(_square);
        for (int step = 1; step <= _stepsPerSize; step++)
        {
            allocations.Start();
            double activation = size.Activation(_images.AsSpan(0, pixels), _chosen.AsSpan(0, count * Maps), _gradient.AsSpan(0, pixels));
            first = step == 1 ? activation : first;
            float meanScale = 1 - MathF.Pow(0.9f, step), squareScale = 1 - MathF.Pow(0.999f, step);
            for (int i = 0; i < pixels; i++)
            {
                float gradient = -_gradient[i] + WeightDecay * _images[i];
                _mean[i] = 0.9f * _mean[i] + 0.1f * gradient;
                _square[i] = 0.999f * _square[i] + 0.001f * gradient * gradient;
                _images[i] -= LearningRate * (_mean[i] / meanScale) / (MathF.Sqrt(_square[i] / squareScale) + 1e-8f);
            }

            allocations.Stop();
        }

        foreach (ref float pixel in _images.AsSpan(0, pixels))
        {
            pixel = Math.Clamp(pixel, 0, 1);
        }

        AllocatedBytes += allocations.AllocatedBytes;
        return first;
    }

    private void Grow(int count, int from, int to)
    {
        _images.AsSpan(0, count * from * from).CopyTo(_smaller);
        for (int k = 0; k < count; k++)
        {
            Resizing.Grow(_smaller.AsSpan(k * from * from, from * from), from, _images.AsSpan(k * to * to, to * to), to);
        }
    }
}
