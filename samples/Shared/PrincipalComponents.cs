using System;
using System.Numerics;
using System.Runtime.InteropServices;

namespace NetGen.Samples;

/// <summary>Principal component analysis: the directions in which samples differ most.</summary>
public sealed class PrincipalComponents
{
    private const int Iterations = 60, Spare = 20;

    private readonly int _size, _count;
    private readonly double[] _mean;
    private readonly double[][] _directions;

    /// <param name="samples">Sample after sample.</param>
    /// <param name="size">Values of a sample.</param>
    /// <param name="count">Directions wanted.</param>
    public PrincipalComponents(ReadOnlySpan<float> samples, int size, int count)
    {
        (_size, _count) = (size, count);
        _mean = new double[size];
        double[] covariance = Covariance(samples);
        _directions = Largest(covariance, Math.Min(count + Spare, size));
    }

    /// <summary>Coordinates of a sample along the directions.</summary>
    public void Project(ReadOnlySpan<float> sample, Span<float> coordinates)
    {
        Span<double> centred = stackalloc double[_size];
        for (int i = 0; i < _size; i++)
        {
            centred[i] = sample[i] - _mean[i];
        }

        for (int k = 0; k < _count; k++)
        {
            coordinates[k] = (float)Dot(_directions[k], centred);
        }
    }

    /// <summary>The sample of coordinates.</summary>
    public void Reconstruct(ReadOnlySpan<float> coordinates, Span<float> sample)
    {
        for (int i = 0; i < _size; i++)
        {
            double value = _mean[i];
            for (int k = 0; k < _count; k++)
            {
                value += coordinates[k] * _directions[k][i];
            }

            sample[i] = (float)value;
        }
    }

    private double[] Covariance(ReadOnlySpan<float> samples)
    {
        int n = samples.Length / _size;
        var products = new double[_size * _size];
        Span<double> sample = new double[_size];
        for (int s = 0; s < n; s++)
        {
            for (int i = 0; i < _size; i++)
            {
                sample[i] = samples[s * _size + i];
                _mean[i] += sample[i] / n;
            }

            for (int i = 0; i < _size; i++)
            {
                if (sample[i] != 0)
                {
                    AddScaled(sample[i] / n, sample, products.AsSpan(i * _size, _size));
                }
            }
        }

        for (int i = 0; i < _size; i++)
        {
            AddScaled(-_mean[i], _mean, products.AsSpan(i * _size, _size));
        }

        return products;
    }

    /// <summary>Eigenvectors of the largest eigenvalues, by simultaneous iteration; the spare ones make the wanted ones converge sooner.</summary>
    private double[][] Largest(double[] matrix, int count)
    {
        var random = new Random(1);
        var vectors = new double[count][];
        for (int k = 0; k < count; k++)
        {
            vectors[k] = new double[_size];
            for (int i = 0; i < _size; i++)
            {
                vectors[k][i] = random.NextDouble() - 0.5;
            }
        }

        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            for (int k = 0; k < count; k++)
            {
                var product = new double[_size];
                for (int i = 0; i < _size; i++)
                {
                    product[i] = Dot(matrix.AsSpan(i * _size, _size), vectors[k]);
                }

                vectors[k] = product;
            }

            for (int k = 0; k < count; k++)
            {
                for (int other = 0; other < k; other++)
                {
                    AddScaled(-Dot(vectors[other], vectors[k]), vectors[other], vectors[k]);
                }

                double length = Math.Sqrt(Dot(vectors[k], vectors[k]));
                for (int i = 0; i < _size; i++)
                {
                    vectors[k][i] /= length;
                }
            }
        }

        return vectors;
    }

    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var sums = Vector<double>.Zero;
        var xs = MemoryMarshal.Cast<double, Vector<double>>(x);
        var ys = MemoryMarshal.Cast<double, Vector<double>>(y);
        for (int i = 0; i < xs.Length; i++)
        {
            sums += xs[i] * ys[i];
        }

        double sum = Vector.Sum(sums);
        for (int i = xs.Length * Vector<double>.Count; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }

    /// <summary>y += factor x.</summary>
    private static void AddScaled(double factor, ReadOnlySpan<double> x, Span<double> y)
    {
        var xs = MemoryMarshal.Cast<double, Vector<double>>(x);
        var ys = MemoryMarshal.Cast<double, Vector<double>>(y);
        for (int i = 0; i < ys.Length; i++)
        {
            ys[i] += xs[i] * factor;
        }

        for (int i = ys.Length * Vector<double>.Count; i < y.Length; i++)
        {
            y[i] += x[i] * factor;
        }
    }
}
