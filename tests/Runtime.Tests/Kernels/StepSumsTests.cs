using System;
using System.Linq;
using System.Numerics;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Runtime.Tests.Kernels;

/// <summary>Sums over time that are taken in pieces: the same bits whatever the pieces and the threads, and the right numbers.</summary>
public sealed class StepSumsTests
{
    /// <summary>Rows, columns, steps times sequences: within and beyond a tile, a block of k, a block of rows, and packed rows that are far apart.</summary>
    public static TheoryData<int, int, int> Products => new()
    {
        { 1, 1, 1 }, { 1, 7, 5 }, { 5, 3, 300 }, { 13, 33, 257 }, { 64, 512, 600 }, { 6, 16, 1024 }, { 1400, 40, 60 }, { 128, 1100, 70 },
    };

    [Theory]
    [MemberData(nameof(Products))]
    public void ProductsInSingle(int m, int n, int k) => Product<float>(m, n, k, 1e-4);

    [Theory]
    [MemberData(nameof(Products))]
    public void ProductsInDouble(int m, int n, int k) => Product<double>(m, n, k, 1e-12);

    [Theory]
    [InlineData(1, 40, 700, false)]
    [InlineData(3, 33, 1, true)]
    [InlineData(8, 17, 5, false)]
    [InlineData(1, 64, 5000, true)]
    public void Sums(int outer, int steps, int inner, bool backwards)
    {
        float[] x = Random<float>(outer * steps * inner, 1), start = Random<float>(outer * inner, 2);
        float[] expected = [.. start];
        for (int k = 0; k < steps; k++)
        {
            for (int i = 0; i < outer * inner; i++)
                expected[i] += x[(((i / inner * steps) + (backwards ? steps - 1 - k : k)) * inner) + (i % inner)];
        }

        foreach (int threads in new[] { 1, 2 })
        {
            float[] y = [.. start];
            StepSums.Add(Workers.Get(threads), x, y, outer, steps, inner, backwards);
            Assert.Equal(expected, y);
        }
    }

    [Theory]
    [InlineData(1, 50, 7, 5)]
    [InlineData(4, 9, 1, 40)]
    public void Rows(int outer, int steps, int inner, int width)
    {
        const int TableRows = 11;
        var random = new Random(3);
        float[] values = Random<float>(outer * steps * inner * width, 1);
        int[] indices = [.. Enumerable.Range(0, outer * steps * inner).Select(_ => random.Next(TableRows))];
        float[] expected = Random<float>(TableRows * width, 2), table = [.. expected];
        for (int t = steps - 1; t >= 0; t--)
        {
            foreach (int n in Enumerable.Range(0, indices.Length).Where(n => n / inner % steps == t))
            {
                for (int i = 0; i < width; i++)
                    expected[(indices[n] * width) + i] += values[(n * width) + i];
            }
        }

        StepSums.AddRows(Workers.Get(2), values, indices, table, outer, steps, inner, width);
        Assert.Equal(expected, table);
    }

    private static void Product<T>(int m, int n, int k, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] a = Random<T>(k * m, 1), b = Random<T>(k * n, 2), start = Random<T>(m * n, 3);
        T[] whole = [.. start];
        Gemm.AddTransposedA<T>(Workers.Get(1), a, b, whole, m, n, k);
        foreach (var (threads, piece) in new[] { (2, k), (1, 1), (2, 7), (1, 256), (1, 100) })
        {
            T[] pieces = [.. start];
            for (int last = k; last > 0; last -= piece)
            {
                int first = Math.Max(0, last - piece);
                Gemm.AddTransposedA<T>(Workers.Get(threads), a.AsSpan(first * m, (last - first) * m), b.AsSpan(first * n, (last - first) * n), pieces, m, n, last - first);
            }

            Assert.Equal(whole, pieces);
        }

        foreach (int i in Enumerable.Range(0, m * n).Where(i => i % 97 == 0))
        {
            double sum = double.CreateChecked(start[i]) + Enumerable.Range(0, k).Sum(row => double.CreateChecked(a[(row * m) + (i / n)]) * double.CreateChecked(b[(row * n) + (i % n)]));
            Assert.Equal(sum, double.CreateChecked(whole[i]), tolerance * k);
        }
    }

    private static T[] Random<T>(int length, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => T.CreateChecked((2 * random.NextDouble()) - 1))];
    }
}
