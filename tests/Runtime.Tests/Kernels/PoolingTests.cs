using System;
using System.Numerics;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Runtime.Tests.Kernels;

public class PoolingTests
{
    public static readonly TheoryData<PoolingShape, int> Shapes = new()
    {
        { new(1, 1, 1, 1, 1, 1, 1, 1, 1), 1 },
        { new(28, 28, 6, 14, 14, 2, 2, 2, 2), 3 },
        { new(9, 7, 17, 4, 3, 3, 3, 2, 2), 2 },
        { new(9, 7, 32, 9, 7, 3, 3, 1, 1, 1, 1), 2 },
        { new(8, 8, 70, 4, 4, 3, 3, 2, 2), 2 },
        { new(5, 6, 3, 3, 3, 2, 3, 2, 2, 0, 1), 4 },
        { new(4, 4, 130, 1, 1, 4, 4, 4, 4), 2 },
        { new(7, 7, 4, 2, 2, 2, 2, 4, 4), 2 },
    };

    [Theory, MemberData(nameof(Shapes))]
    public void SinglesMatchTheDefinition(PoolingShape shape, int batch) => Check<float>(shape, batch, 1e-6);

    [Theory, MemberData(nameof(Shapes))]
    public void DoublesMatchTheDefinition(PoolingShape shape, int batch) => Check<double>(shape, batch, 1e-14);

    private static void Check<T>(PoolingShape shape, int batch, double tolerance) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int inSize = batch * shape.InHeight * shape.InWidth * shape.Channels, outSize = batch * shape.OutHeight * shape.OutWidth * shape.Channels;
        // Few different values, so that windows have several maxima.
        var random = new Random(1);
        var x = new T[inSize];
        for (int i = 0; i < inSize; i++)
            x[i] = T.CreateTruncating(random.Next(-3, 4));
        T[] dy = GemmTests.Numbers<T>(outSize, 2);
        double[] max = new double[outSize], maxDx = new double[inSize], average = new double[outSize], averageDx = new double[inSize];
        Define(shape, batch, x, dy, max, maxDx, average, averageDx);
        foreach (int threads in new[] { 1, 2 })
        {
            var workers = Workers.Eager(threads);
            T[] y = new T[outSize], dx = GemmTests.Numbers<T>(inSize, 3);
            Pooling.Max(workers, x, y, shape, batch);
            Compare(max, y, 0);
            Pooling.MaxGradient<T>(workers, x, y, dy, dx, shape, batch);
            Compare(maxDx, dx, tolerance);
            Pooling.Average(workers, x, y, shape, batch);
            Compare(average, y, tolerance);
            Pooling.AverageGradient(workers, dy, dx, shape, batch);
            Compare(averageDx, dx, tolerance);
        }
    }

    private static void Compare<T>(double[] expected, T[] actual, double tolerance) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(double.CreateTruncating(actual[i]) - expected[i]) <= tolerance * 8, $"[{i}] = {actual[i]}, not {expected[i]}");
    }

    private static void Define<T>(PoolingShape shape, int batch, T[] x, T[] dy, double[] max, double[] maxDx, double[] average, double[] averageDx) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int n = 0; n < batch; n++)
        for (int p = 0; p < shape.OutHeight; p++)
        for (int q = 0; q < shape.OutWidth; q++)
        for (int c = 0; c < shape.Channels; c++)
        {
            int output = ((n * shape.OutHeight + p) * shape.OutWidth + q) * shape.Channels + c;
            double best = double.NegativeInfinity, sum = 0;
            int bestAt = -1, count = 0;
            for (int pass = 0; pass < 2; pass++)
            for (int r = 0; r < shape.WindowHeight; r++)
            for (int s = 0; s < shape.WindowWidth; s++)
            {
                int h = p * shape.StrideHeight + r - shape.PadTop, w = q * shape.StrideWidth + s - shape.PadLeft;
                if (h < 0 || h >= shape.InHeight || w < 0 || w >= shape.InWidth)
                    continue;
                int input = ((n * shape.InHeight + h) * shape.InWidth + w) * shape.Channels + c;
                if (pass == 1)
                {
                    averageDx[input] += double.CreateTruncating(dy[output]) / count;
                    continue;
                }
                double value = double.CreateTruncating(x[input]);
                if (value > best)
                    (best, bestAt) = (value, input);
                sum += value;
                count++;
            }
            max[output] = best;
            average[output] = sum / count;
            maxDx[bestAt] += double.CreateTruncating(dy[output]);
        }
    }

    [Fact]
    public void NothingIsAllocated()
    {
        var shape = new PoolingShape(8, 8, 20, 4, 4, 2, 2, 2, 2);
        float[] x = new float[8 * 8 * 20], y = new float[4 * 4 * 20];
        void Step()
        {
            Pooling.Max(Workers.Single, x, y, shape, 1);
            Pooling.MaxGradient<float>(Workers.Single, x, y, y, x, shape, 1);
            Pooling.Average(Workers.Single, x, y, shape, 1);
            Pooling.AverageGradient(Workers.Single, y, x, shape, 1);
        }
        Step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Step();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
