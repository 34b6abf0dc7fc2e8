using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Runtime.Tests.Kernels;

/// <summary>F(4x4, 3x3) against the definition, in units of the sum of the magnitudes of what is added.</summary>
public unsafe class WinogradTests
{
    /// <summary>Height, width, channels, filters, padding, batch: whole and broken tiles, one panel and several, one block of channels and several.</summary>
    public static TheoryData<int, int, int, int, int, int> Shapes => new()
    {
        { 20, 20, 16, 16, 1, 2 }, { 24, 24, 64, 64, 1, 1 }, { 23, 21, 17, 19, 1, 2 }, { 22, 30, 16, 50, 0, 2 }, { 21, 26, 40, 33, 2, 1 }, { 20, 22, 300, 16, 1, 1 }, { 20, 21, 16, 270, 1, 1 },
    };

    [Theory, MemberData(nameof(Shapes))]
    public void SinglesAreAsNearAsStated(int height, int width, int channels, int filters, int pad, int batch) => Check<float>(height, width, channels, filters, pad, batch, 1e-5);

    [Theory, MemberData(nameof(Shapes))]
    public void DoublesAreAsNearAsStated(int height, int width, int channels, int filters, int pad, int batch) => Check<double>(height, width, channels, filters, pad, batch, 2e-14);

    private static ConvolutionShape Shape(int height, int width, int channels, int filters, int pad) =>
        new(height, width, channels, height + (2 * pad) - 2, width + (2 * pad) - 2, filters, 3, 3, PadTop: pad, PadLeft: pad);

    private static void Check<T>(int height, int width, int channels, int filters, int pad, int batch, double bound) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var shape = Shape(height, width, channels, filters, pad);
        T[] x = GemmTests.Numbers<T>(batch * height * width * channels, 1), w = GemmTests.Numbers<T>(9 * channels * filters, 2);
        T[] dy = GemmTests.Numbers<T>(batch * shape.OutHeight * shape.OutWidth * filters, 3);
        T[] y = Run(shape, batch, x, w, dy.Length, turned: false, threads: 2), dx = Run(shape, batch, dy, w, x.Length, turned: true, threads: 2);
        double[] exactY = new double[y.Length], sizeY = new double[y.Length], exactDx = new double[dx.Length], sizeDx = new double[dx.Length];
        for (int pixel = 0; pixel < batch * shape.OutHeight * shape.OutWidth; pixel++)
        for (int tap = 0; tap < 9; tap++)
        {
            int n = pixel / (shape.OutHeight * shape.OutWidth), h = (pixel / shape.OutWidth % shape.OutHeight) + (tap / 3) - pad, v = (pixel % shape.OutWidth) + (tap % 3) - pad;
            if (h < 0 || h >= height || v < 0 || v >= width)
                continue;
            for (int i = 0; i < channels; i++)
            for (int o = 0; o < filters; o++)
            {
                int xi = ((((n * height) + h) * width) + v) * channels + i, yi = (pixel * filters) + o;
                double weight = double.CreateTruncating(w[(((tap * channels) + i) * filters) + o]), product = double.CreateTruncating(x[xi]) * weight, slope = double.CreateTruncating(dy[yi]) * weight;
                exactY[yi] += product;
                sizeY[yi] += Math.Abs(product);
                exactDx[xi] += slope;
                sizeDx[xi] += Math.Abs(slope);
            }
        }
        Compare(exactY, sizeY, y, bound, "y");
        Compare(exactDx, sizeDx, dx, bound, "dx");
    }

    private static void Compare<T>(double[] exact, double[] size, T[] actual, double bound, string what) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] added = GemmTests.Numbers<T>(exact.Length, 4);
        double worst = 0;
        for (int i = 0; i < exact.Length; i++)
        {
            double operand = double.CreateTruncating(added[i]);
            worst = Math.Max(worst, Math.Abs(double.CreateTruncating(actual[i]) - exact[i] - operand) / (size[i] + Math.Abs(operand)));
        }
        Assert.True(worst <= bound, $"{what}: off by {worst:E2} of the magnitudes");
    }

    [Fact]
    public void ASampleHasTheSameBitsAloneInABatchAndWithAnyNumberOfWorkers()
    {
        var shape = Shape(22, 27, 20, 36, pad: 1);
        int sample = 22 * 27 * 20, result = 22 * 27 * 36;
        float[] x = GemmTests.Numbers<float>(5 * sample, 1), w = GemmTests.Numbers<float>(9 * 20 * 36, 2);
        float[] all = Run(shape, 5, x, w, 5 * result, turned: false, threads: 1);
        Assert.Equal(all, Run(shape, 5, x, w, 5 * result, turned: false, threads: 2));
        float[] added = GemmTests.Numbers<float>(5 * result, 4);
        for (int n = 0; n < 5; n++)
            Assert.Equal(all[(n * result)..((n + 1) * result)], Run(shape, 1, x[(n * sample)..((n + 1) * sample)], w, result, turned: false, threads: 1, added[(n * result)..((n + 1) * result)]));
    }

    /// <summary>With a number of its own added to each element, so that a wrong place shows.</summary>
    private static T[] Run<T>(ConvolutionShape shape, int batch, T[] source, T[] w, int length, bool turned, int threads, T[]? added = null) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var result = new T[length];
        var epilogue = new Add<T>(added ?? GemmTests.Numbers<T>(length, 4), turned ? shape.InChannels : shape.OutChannels);
        fixed (T* ps = source, pw = w, pr = result)
        {
            Winograd.Run(Workers.Eager(threads), ps, pw, pr, shape, batch, turned, ref epilogue);
        }
        return result;
    }

    private readonly ref struct Add<T>(ReadOnlySpan<T> operand, int columns) : IEpilogue<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _operand = operand;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V sum, int row, int column) where V : struct, IVector<V, T> => sum + V.Load(in _operand[(row * columns) + column], 0);
    }
}
