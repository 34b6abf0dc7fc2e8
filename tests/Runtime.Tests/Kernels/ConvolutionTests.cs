using System;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Runtime.Tests.Kernels;

public class ConvolutionTests
{
    /// <summary>A shape from its input and filter; Same padding is TensorFlow's.</summary>
    private static ConvolutionShape Shape(int height, int width, int channels, int filters, int kernelHeight, int kernelWidth, int stride = 1, int dilation = 1, bool same = false, int groups = 1)
    {
        int extentY = (kernelHeight - 1) * dilation + 1, extentX = (kernelWidth - 1) * dilation + 1;
        if (!same)
            return new(height, width, channels, (height - extentY) / stride + 1, (width - extentX) / stride + 1, filters, kernelHeight, kernelWidth, stride, stride, dilation, dilation, 0, 0, groups);
        int p = (height + stride - 1) / stride, q = (width + stride - 1) / stride;
        int padY = Math.Max(0, (p - 1) * stride + extentY - height), padX = Math.Max(0, (q - 1) * stride + extentX - width);
        return new(height, width, channels, p, q, filters, kernelHeight, kernelWidth, stride, stride, dilation, dilation, padY / 2, padX / 2, groups);
    }

    private static readonly (string Name, ConvolutionShape Shape, int Batch)[] Cases =
    [
        ("one of everything", Shape(1, 1, 1, 1, 1, 1), 1),
        ("LeNet 1", Shape(28, 28, 1, 6, 5, 5, same: true), 3),
        ("one channel, 3 filters", Shape(9, 45, 1, 3, 3, 3, same: true), 2),
        ("one channel, 10 filters, dilated rows", new ConvolutionShape(14, 64, 1, 14, 64, 10, 3, 5, DilationHeight: 2, PadTop: 2, PadLeft: 2), 2),
        ("LeNet 2", Shape(14, 14, 6, 16, 5, 5), 2),
        ("cells", Shape(7, 9, 19, 33, 1, 1), 2),
        ("cells, stride 2", Shape(9, 7, 5, 8, 1, 1, stride: 2), 2),
        ("whole image", Shape(4, 4, 24, 20, 4, 4), 5),
        ("whole image, odd", Shape(3, 5, 7, 3, 3, 5), 3),
        ("3x3 same", Shape(13, 11, 16, 32, 3, 3, same: true), 2),
        ("3x3 same, stride 2", Shape(13, 12, 8, 17, 3, 3, stride: 2, same: true), 2),
        ("stride larger than kernel", Shape(11, 13, 3, 5, 2, 2, stride: 3), 2),
        ("dilation 2", Shape(15, 15, 4, 20, 3, 3, dilation: 2, same: true), 2),
        ("dilation 2, stride 3", Shape(17, 16, 4, 9, 3, 3, stride: 3, dilation: 2, same: true), 2),
        ("dilation 2, stride 2", Shape(12, 16, 4, 9, 3, 2, stride: 2, dilation: 2), 2),
        ("4 groups", Shape(9, 9, 12, 20, 3, 3, same: true, groups: 4), 2),
        ("2 groups, dilated, stride 2", Shape(9, 10, 6, 38, 3, 3, stride: 2, dilation: 2, same: true, groups: 2), 2),
        ("depthwise", Shape(10, 9, 37, 37, 3, 3, same: true, groups: 37), 2),
        ("depthwise, stride 2", Shape(10, 9, 70, 70, 3, 3, stride: 2, same: true, groups: 70), 2),
        ("depthwise, dilated", Shape(12, 9, 3, 3, 3, 3, dilation: 2, groups: 3), 2),
        ("depth multiplier", Shape(6, 6, 5, 10, 3, 3, same: true, groups: 5), 2),
        ("row", Shape(1, 40, 3, 8, 1, 7, same: true), 4),
        ("column", Shape(40, 1, 3, 8, 7, 1, same: true), 4),
        ("deep", Shape(5, 5, 150, 40, 3, 3, same: true), 2),
        ("wide padding", new ConvolutionShape(4, 5, 3, 8, 9, 7, 3, 3, PadTop: 3, PadLeft: 3), 2),
        ("cropped", new ConvolutionShape(9, 9, 3, 4, 5, 7, 3, 3), 2),
        ("large strip", Shape(60, 120, 16, 8, 3, 3, same: true), 1),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public void SinglesMatchTheDefinition(string name) => Check<float>(name, 3e-5);

    [Theory, MemberData(nameof(Names))]
    public void DoublesMatchTheDefinition(string name) => Check<double>(name, 1e-13);

    private static void Check<T>(string name, double tolerance) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (_, shape, batch) = Cases.Single(c => c.Name == name);
        T[] x = GemmTests.Numbers<T>(batch * shape.InHeight * shape.InWidth * shape.InChannels, 1);
        T[] w = GemmTests.Numbers<T>(shape.KernelHeight * shape.KernelWidth * shape.InChannels / shape.Groups * shape.OutChannels, 2);
        T[] dy = GemmTests.Numbers<T>(batch * shape.OutHeight * shape.OutWidth * shape.OutChannels, 3);
        double[] y = new double[dy.Length], dx = new double[x.Length], dw = new double[w.Length];
        Define(shape, batch, x, w, dy, y, dx, dw);

        foreach (int threads in new[] { 1, 2 })
        {
            var workers = Workers.Eager(threads);
            T[] actualY = new T[y.Length], actualDx = new T[dx.Length], actualDw = new T[dw.Length];
            T[] pixelsOfY = GemmTests.Numbers<T>(dy.Length, 4), pixelsOfX = GemmTests.Numbers<T>(dx.Length, 5);
            Convolution.Forward(workers, x, w, actualY, shape, batch, new AddAt<T>(pixelsOfY, shape.OutChannels));
            Convolution.InputGradient(workers, dy, w, actualDx, shape, batch, new AddAt<T>(pixelsOfX, shape.InChannels));
            Convolution.WeightGradient(workers, x, dy, actualDw, shape, batch);
            Compare(y, actualY, pixelsOfY, tolerance, "y");
            Compare(dx, actualDx, pixelsOfX, tolerance, "dx");
            Compare(dw, actualDw, new T[dw.Length], tolerance * 4, "dw");
        }
    }

    private static void Compare<T>(double[] expected, T[] actual, T[] added, double tolerance, string what) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = Math.Abs(double.CreateTruncating(actual[i]) - expected[i] - double.CreateTruncating(added[i]));
            Assert.True(difference <= tolerance * (1 + Math.Abs(expected[i])), $"{what}[{i}] = {actual[i]}, not {expected[i] + double.CreateTruncating(added[i])}");
        }
    }

    /// <summary>sum + operand[row, column]: shows wrong pixels and channels.</summary>
    private readonly ref struct AddAt<T>(ReadOnlySpan<T> operand, int columns) : IEpilogue<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _operand = operand;

        public static bool Wraps => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V sum, int row, int column) where V : struct, IVector<V, T> => sum + V.Load(in _operand[row * columns + column], 0);
    }

    /// <summary>The definition in <see cref="ConvolutionShape"/>, and the derivatives that follow from it term by term.</summary>
    private static void Define<T>(ConvolutionShape shape, int batch, T[] x, T[] w, T[] dy, double[] y, double[] dx, double[] dw) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int groupIn = shape.InChannels / shape.Groups, groupOut = shape.OutChannels / shape.Groups;
        for (int n = 0; n < batch; n++)
        for (int p = 0; p < shape.OutHeight; p++)
        for (int q = 0; q < shape.OutWidth; q++)
        for (int r = 0; r < shape.KernelHeight; r++)
        for (int s = 0; s < shape.KernelWidth; s++)
        {
            int h = p * shape.StrideHeight + r * shape.DilationHeight - shape.PadTop, v = q * shape.StrideWidth + s * shape.DilationWidth - shape.PadLeft;
            if (h < 0 || h >= shape.InHeight || v < 0 || v >= shape.InWidth)
                continue;
            for (int o = 0; o < shape.OutChannels; o++)
            for (int i = 0; i < groupIn; i++)
            {
                int xi = ((n * shape.InHeight + h) * shape.InWidth + v) * shape.InChannels + o / groupOut * groupIn + i;
                int wi = ((r * shape.KernelWidth + s) * groupIn + i) * shape.OutChannels + o;
                int yi = ((n * shape.OutHeight + p) * shape.OutWidth + q) * shape.OutChannels + o;
                y[yi] += double.CreateTruncating(x[xi]) * double.CreateTruncating(w[wi]);
                dx[xi] += double.CreateTruncating(dy[yi]) * double.CreateTruncating(w[wi]);
                dw[wi] += double.CreateTruncating(dy[yi]) * double.CreateTruncating(x[xi]);
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void EveryWidthGivesTheSameBits(string name)
    {
        var (_, shape, batch) = Cases.Single(c => c.Name == name);
        float[] x = GemmTests.Numbers<float>(batch * shape.InHeight * shape.InWidth * shape.InChannels, 1);
        float[] w = GemmTests.Numbers<float>(shape.KernelHeight * shape.KernelWidth * shape.InChannels / shape.Groups * shape.OutChannels, 2);
        float[] dy = GemmTests.Numbers<float>(batch * shape.OutHeight * shape.OutWidth * shape.OutChannels, 3);
        float[] y = new float[dy.Length], dw = new float[w.Length];
        foreach (int bits in Widths.All)
        {
            float[] yHere = new float[dy.Length], dwHere = new float[w.Length], narrow = new float[w.Length];
            RunPatches(bits, shape, batch, x, w, yHere, dy, dwHere);
            if (bits == 1)
                (y, dw) = (yHere, dwHere);
            Assert.Equal(y, yHere);
            Assert.Equal(dw, dwHere);
            if (shape.Groups > 1 || shape.DilationWidth > 1 || shape.OutChannels > RegisterTile.Rows)
                continue;
            RunNarrow(bits, shape, batch, x, dy, narrow);
            Assert.Equal(dw, narrow);
        }
    }

    private static unsafe void RunPatches(int bits, ConvolutionShape shape, int batch, float[] x, float[] w, float[] y, float[] dy, float[] dw)
    {
        fixed (float* px = x, pw = w, py = y, pdy = dy, pdw = dw)
        {
            var forward = new PatchConvolution<float, Identity<float>>
            {
                Source = px, Weights = pw, Result = py, SourceChannels = shape.InChannels, ResultChannels = shape.OutChannels,
                Rows = ConvolutionAxis.Forward(shape.InHeight, shape.OutHeight, shape.KernelHeight, shape.StrideHeight, shape.DilationHeight, shape.PadTop),
                Columns = ConvolutionAxis.Forward(shape.InWidth, shape.OutWidth, shape.KernelWidth, shape.StrideWidth, shape.DilationWidth, shape.PadLeft),
                ResultHeight = shape.OutHeight, ResultWidth = shape.OutWidth, KernelWidth = shape.KernelWidth, Groups = shape.Groups,
            };
            var gradient = new PatchWeightGradient<float> { X = px, Dy = pdy, Dw = pdw, Shape = shape, Batch = batch };
            int rows = batch * shape.OutHeight;
            switch (bits)
            {
                case 1: forward.Run<Scalar<float>>(0, rows); gradient.Run<Scalar<float>>(0, gradient.Tiles); break;
                case 128: forward.Run<Wide128<float>>(0, rows); gradient.Run<Wide128<float>>(0, gradient.Tiles); break;
                case 256: forward.Run<Wide256<float>>(0, rows); gradient.Run<Wide256<float>>(0, gradient.Tiles); break;
                default: forward.Run<Wide512<float>>(0, rows); gradient.Run<Wide512<float>>(0, gradient.Tiles); break;
            }
        }
    }

    private static unsafe void RunNarrow(int bits, ConvolutionShape shape, int batch, float[] x, float[] dy, float[] dw)
    {
        fixed (float* px = x, pdy = dy, pdw = dw)
        {
            var size = new NarrowWeightGradient<float>(px, pdy, shape, batch, null, 0);
            int groups = size.Groups, chunks = groups * size.ChunksPerGroup, half = groups / 2;
            float[] sums = new float[chunks * size.SumsLength], total = new float[size.SumsLength];
            fixed (float* ps = sums, pt = total)
            {
                var gradient = new NarrowWeightGradient<float>(px, pdy, shape, batch, ps, 0);
                switch (bits)
                {
                    case 1: gradient.Run<Scalar<float>>(0, half); gradient.Run<Scalar<float>>(half, groups); break;
                    case 128: gradient.Run<Wide128<float>>(0, half); gradient.Run<Wide128<float>>(half, groups); break;
                    case 256: gradient.Run<Wide256<float>>(0, half); gradient.Run<Wide256<float>>(half, groups); break;
                    default: gradient.Run<Wide512<float>>(0, half); gradient.Run<Wide512<float>>(half, groups); break;
                }
                gradient.AddUp(ps, chunks, pt);
                gradient.Write(pt, pdw);
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void ASampleHasTheSameBitsAloneAndInABatch(string name)
    {
        var (_, shape, _) = Cases.Single(c => c.Name == name);
        const int Batch = 5;
        int size = shape.InHeight * shape.InWidth * shape.InChannels, outSize = shape.OutHeight * shape.OutWidth * shape.OutChannels;
        float[] x = GemmTests.Numbers<float>(Batch * size, 1), dy = GemmTests.Numbers<float>(Batch * outSize, 2);
        float[] w = GemmTests.Numbers<float>(shape.KernelHeight * shape.KernelWidth * shape.InChannels / shape.Groups * shape.OutChannels, 3);
        float[] y = new float[dy.Length], dx = new float[x.Length];
        Convolution.Forward(Workers.Eager(2), x, w, y, shape, Batch, default(Identity<float>));
        Convolution.InputGradient(Workers.Eager(2), dy, w, dx, shape, Batch, default(Identity<float>));
        for (int n = 0; n < Batch; n++)
        {
            float[] alone = new float[outSize], aloneDx = new float[size];
            Convolution.Forward(Workers.Single, x.AsSpan(n * size, size), w, alone, shape, 1, default(Identity<float>));
            Convolution.InputGradient(Workers.Single, dy.AsSpan(n * outSize, outSize), w, aloneDx, shape, 1, default(Identity<float>));
            Assert.True(alone.AsSpan().SequenceEqual(y.AsSpan(n * outSize, outSize)));
            Assert.True(aloneDx.AsSpan().SequenceEqual(dx.AsSpan(n * size, size)));
        }

        // Samples of zeros at the end change no bit of the weights' gradient, and neither do workers.
        float[] gradient = new float[w.Length], padded = new float[w.Length];
        Convolution.WeightGradient(Workers.Single, x.AsSpan(0, 3 * size), dy.AsSpan(0, 3 * outSize), gradient, shape, 3);
        x.AsSpan(3 * size).Clear();
        dy.AsSpan(3 * outSize).Clear();
        Convolution.WeightGradient(Workers.Eager(2), x, dy, padded, shape, Batch);
        Assert.Equal(gradient, padded);
    }

    [Fact]
    public void NothingIsAllocatedAndAnEmptyBatchIsNothing()
    {
        var shape = Shape(12, 12, 8, 16, 3, 3, stride: 2, same: true);
        float[] x = new float[2 * 12 * 12 * 8], w = new float[9 * 8 * 16], y = new float[2 * 6 * 6 * 16];
        void Step(int batch)
        {
            Convolution.Forward(Workers.Single, x, w, y, shape, batch, default(Identity<float>));
            Convolution.InputGradient(Workers.Single, y, w, x, shape, batch, default(Identity<float>));
            Convolution.WeightGradient(Workers.Single, x, y, w, shape, batch);
        }
        Step(2);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Step(2);
        Step(1);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        w.AsSpan().Fill(1);
        Step(0);
        Assert.All(w, v => Assert.Equal(0, v));
        Assert.Throws<ArgumentException>(() => Convolution.Forward(Workers.Single, x, w, y, shape, 3, default(Identity<float>)));
    }
}
