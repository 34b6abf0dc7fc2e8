using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Runtime.Tests.Kernels;

public class GemmTests
{
    public enum Form { Plain, TransposedA, TransposedB }

    /// <summary>Ones, primes, sizes just below and above tiles, panels and blocks of k.</summary>
    public static readonly TheoryData<int, int, int> Shapes = new()
    {
        { 1, 1, 1 }, { 1, 1, 0 }, { 3, 5, 0 }, { 1, 7, 3 }, { 2, 1, 17 }, { 1, 33, 300 }, { 1, 128, 784 }, { 1, 2100, 513 }, { 1, 64, 256 }, { 1, 31, 257 },
        { 2, 32, 256 }, { 3, 31, 255 }, { 5, 10, 84 }, { 7, 13, 11 }, { 11, 16, 8 }, { 12, 32, 16 }, { 13, 33, 257 }, { 17, 48, 64 }, { 24, 17, 5 },
        { 31, 29, 37 }, { 36, 130, 100 }, { 37, 127, 511 }, { 64, 10, 120 }, { 61, 131, 300 }, { 100, 1, 50 }, { 193, 200, 270 }, { 970, 40, 260 }, { 40, 530, 520 },
    };

    [Theory, MemberData(nameof(Shapes))]
    public void SinglesMatchTheSumOfProducts(int m, int n, int k) => AllFormsAndWidths<float>(m, n, k, 2e-6);

    [Theory, MemberData(nameof(Shapes))]
    public void DoublesMatchTheSumOfProducts(int m, int n, int k) => AllFormsAndWidths<double>(m, n, k, 4e-15);

    private static void AllFormsAndWidths<T>(int m, int n, int k, double tolerance) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (Form form in Enum.GetValues<Form>())
        {
            T[] a = Numbers<T>(m * k, 1), b = Numbers<T>(k * n, 2), bias = Numbers<T>(n, 3);
            T[] first = [];
            foreach (int bits in Widths.All)
            {
                // A guard behind the result shows stores past its end.
                var c = new T[m * n + 64];
                c.AsSpan().Fill(T.CreateTruncating(77));
                RunWithWidth(bits, form, a, b, c, m, n, k, bias);
                for (int i = m * n; i < c.Length; i++)
                    Assert.Equal(T.CreateTruncating(77), c[i]);
                for (int i = 0; i < m; i++)
                {
                    for (int j = 0; j < n; j++)
                    {
                        var (sum, size) = Reference(form, a, b, m, n, k, i, j);
                        double expected = 2 * (sum + double.CreateTruncating(bias[j])) + i;
                        Assert.True(Math.Abs(double.CreateTruncating(c[i * n + j]) - expected) <= tolerance * (size + Math.Abs(expected) + 1) * Math.Max(1, Math.Sqrt(k) / 8),
                            $"{form} {m}x{n}x{k}, {bits} bits, element [{i}, {j}]: {c[i * n + j]}, not {expected}");
                    }
                }
                // The order of addition depends on nothing but k, so all widths agree to the last bit.
                if (bits == 1)
                    first = c;
                else
                    Assert.Equal(first, c);
            }
        }
    }

    private static (double Sum, double Size) Reference<T>(Form form, T[] a, T[] b, int m, int n, int k, int i, int j) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0, size = 0;
        for (int l = 0; l < k; l++)
        {
            double product = double.CreateTruncating(form == Form.TransposedA ? a[l * m + i] : a[i * k + l]) * double.CreateTruncating(form == Form.TransposedB ? b[j * k + l] : b[l * n + j]);
            sum += product;
            size += Math.Abs(product);
        }
        return (sum, size);
    }

    private static unsafe void RunWithWidth<T>(int bits, Form form, T[] a, T[] b, T[] c, int m, int n, int k, T[] bias) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var shape = form switch
        {
            Form.Plain => new GemmShape(m, n, k, k, 1, n, false, n),
            Form.TransposedA => new GemmShape(m, n, k, 1, m, n, false, n),
            _ => new GemmShape(m, n, k, k, 1, k, true, n),
        };
        fixed (T* pa = a, pb = b, pc = c)
        {
            var job = new GemmJob<T, DoubleBiasPlusRow<T>> { A = pa, B = pb, C = pc, Shape = shape, Epilogue = new(bias) };
            switch (bits)
            {
                case 1: job.Run<Scalar<T>>(0, m, 0, n); break;
                case 128: job.Run<Wide128<T>>(0, m, 0, n); break;
                case 256: job.Run<Wide256<T>>(0, m, 0, n); break;
                default: job.Run<Wide512<T>>(0, m, 0, n); break;
            }
        }
    }

    /// <summary>2 (sum + bias[column]) + row: wrong rows or columns show.</summary>
    private readonly ref struct DoubleBiasPlusRow<T>(ReadOnlySpan<T> bias) : IEpilogue<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _bias = bias;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V sum, int row, int column) where V : struct, IVector<V, T> =>
            V.Broadcast(T.CreateTruncating(2)) * (sum + V.Load(in _bias[column], 0)) + V.Broadcast(T.CreateTruncating(row));
    }

    /// <summary>Counts how often each element is finished.</summary>
    private readonly ref struct Count(Span<int> counts, int columns) : IEpilogue<float>
    {
        private readonly Span<int> _counts = counts;

        public V Apply<V>(V sum, int row, int column) where V : struct, IVector<V, float>
        {
            for (int e = 0; e < V.Count; e++)
                _counts[row * columns + column + e]++;
            return sum;
        }
    }

    [Theory, InlineData(1, 77, 300), InlineData(1, 16, 40), InlineData(1, 8, 256), InlineData(1, 4, 3), InlineData(13, 45, 700), InlineData(50, 600, 300)]
    public void EveryElementIsFinishedOnce(int m, int n, int k)
    {
        foreach (int threads in new[] { 1, 2, 3 })
        {
            var counts = new int[m * n];
            Gemm.Multiply<float, Count>(Workers.Eager(threads), new float[m * k], new float[k * n], new float[m * n], m, n, k, new Count(counts, n));
            Assert.All(counts, c => Assert.Equal(1, c));
        }
    }

    /// <summary>Adds the sums to what an operand holds at the same place.</summary>
    private readonly ref struct AddTo(ReadOnlySpan<float> before, int columns) : IEpilogue<float>
    {
        private readonly ReadOnlySpan<float> _before = before;

        public V Apply<V>(V sum, int row, int column) where V : struct, IVector<V, float> => sum + V.Load(in _before[row * columns + column], 0);
    }

    [Theory, InlineData(1, 40, 1000), InlineData(1, 16, 40), InlineData(1, 8, 256), InlineData(30, 40, 1000)]
    public void TheResultMayBeAnOperandOfTheEpilogue(int m, int n, int k)
    {
        float[] a = Numbers<float>(m * k, 1), b = Numbers<float>(k * n, 2), before = Numbers<float>(m * n, 3), separate = new float[m * n], inPlace = (float[])before.Clone();
        Gemm.Multiply<float, AddTo>(Workers.Single, a, b, separate, m, n, k, new AddTo(before, n));
        Gemm.Multiply<float, AddTo>(Workers.Single, a, b, inPlace, m, n, k, new AddTo(inPlace, n));
        Assert.Equal(separate, inPlace);
    }

    /// <summary>Adds an operand per element and one per column, which is repeated after the last column; rows may follow one another in a register.</summary>
    private readonly ref struct AddRowAndElement(ReadOnlySpan<float> elements, ReadOnlySpan<float> row, int columns) : IEpilogue<float>
    {
        private readonly ReadOnlySpan<float> _elements = elements, _row = row;

        public static bool Wraps => true;

        public V Apply<V>(V sum, int row, int column) where V : struct, IVector<V, float> => sum + V.Load(in _elements[row * columns + column], 0) + V.Load(in _row[column], 0);
    }

    [Theory, InlineData(45, 6, 30), InlineData(13, 1, 300), InlineData(100, 15, 7), InlineData(12, 3, 5)]
    public void ShortRowsMayFollowOneAnotherInARegister(int m, int n, int k)
    {
        float[] a = Numbers<float>(m * k, 1), b = Numbers<float>(k * n, 2), elements = Numbers<float>(m * n, 3), row = Numbers<float>(n, 4), repeated = new float[n + 16];
        for (int j = 0; j < repeated.Length; j++)
            repeated[j] = row[j % n];
        float[] sums = new float[m * n], actual = new float[(m * n) + 16];
        Gemm.Multiply(Workers.Single, a, b, sums, m, n, k, default(Identity<float>));
        Gemm.Multiply<float, AddRowAndElement>(Workers.Eager(2), a, b, actual.AsSpan(0, m * n), m, n, k, new AddRowAndElement(elements, repeated, n));
        for (int i = 0; i < m * n; i++)
            Assert.Equal(sums[i] + elements[i] + row[i % n], actual[i]);
        Assert.All(actual[(m * n)..], value => Assert.Equal(0, value));
    }

    [Theory, InlineData(45, 100, 784), InlineData(45, 16, 100), InlineData(20, 8, 256), InlineData(20, 4, 300), InlineData(200, 10, 120), InlineData(97, 300, 600)]
    public void ARowHasTheSameBitsAloneInABatchAndWithAnyNumberOfWorkers(int m, int n, int k)
    {
        float[] a = Numbers<float>(m * k, 1), b = Numbers<float>(k * n, 2), turned = new float[k * n], all = new float[m * n];
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j < n; j++)
                turned[j * k + i] = b[i * n + j];
        }
        Gemm.Multiply(Workers.Single, a, b, all, m, n, k, default(Identity<float>));
        foreach (int threads in new[] { 1, 2, 5, 16 })
        {
            var c = new float[m * n];
            Gemm.Multiply(Workers.Eager(threads), a, b, c, m, n, k, default(Identity<float>));
            Assert.Equal(all, c);
            Gemm.MultiplyTransposedB(Workers.Eager(threads), a, turned, c, m, n, k, default(Identity<float>));
            Assert.Equal(all, c);
        }
        foreach (int rows in new[] { 1, 2, 3, 7, 12, 13, 37 })
        {
            for (int first = 0; first + rows <= m; first += 8)
            {
                var c = new float[rows * n];
                Gemm.Multiply(Workers.Single, a.AsSpan(first * k, rows * k), b, c, rows, n, k, default(Identity<float>));
                Assert.True(c.AsSpan().SequenceEqual(all.AsSpan(first * n, rows * n)));
                Gemm.MultiplyTransposedB(Workers.Single, a.AsSpan(first * k, rows * k), turned, c, rows, n, k, default(Identity<float>));
                Assert.True(c.AsSpan().SequenceEqual(all.AsSpan(first * n, rows * n)));
            }
        }
    }

    /// <summary>Strips of one to eight registers, full and overlapping, one and several of them, in L1 and beyond, one block of k and more.</summary>
    [Theory, InlineData(0), InlineData(1), InlineData(3), InlineData(16), InlineData(130), InlineData(256), InlineData(257), InlineData(600)]
    public void ANarrowRowOfAnyWidthHasTheSameBitsAloneAndInABatch(int k)
    {
        ANarrowRow<float>(k);
        ANarrowRow<double>(k);
    }

    private static void ANarrowRow<T>(int k) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Rows = 5;
        for (int n = 1; n <= 150; n++)
        {
            T[] a = Numbers<T>(Rows * k, 1), b = Numbers<T>(k * n, 2), bias = Numbers<T>(n, 3), all = new T[Rows * n], sums = new T[Rows * n];
            Gemm.Multiply(Workers.Single, a, b, all, Rows, n, k, new DoubleBiasPlusRow<T>(bias));
            Gemm.Multiply(Workers.Single, a, b, sums, Rows, n, k, default(Identity<T>));
            var c = new T[n + 64];
            c.AsSpan().Fill(T.CreateTruncating(77));
            Gemm.Multiply(Workers.Single, a.AsSpan(0, k), b, c.AsSpan(0, n), 1, n, k, new DoubleBiasPlusRow<T>(bias));
            Assert.True(c.AsSpan(0, n).SequenceEqual(all.AsSpan(0, n)), $"{n} columns with an epilogue");
            Assert.All(c[n..], value => Assert.Equal(T.CreateTruncating(77), value));
            Gemm.Multiply(Workers.Single, a.AsSpan(0, k), b, c.AsSpan(0, n), 1, n, k, default(Identity<T>));
            Assert.True(c.AsSpan(0, n).SequenceEqual(sums.AsSpan(0, n)), $"{n} columns");
            Assert.All(c[n..], value => Assert.Equal(T.CreateTruncating(77), value));
        }
    }

    [Fact]
    public void ZeroSamplesAtTheEndChangeNoBitOfAWeightGradient()
    {
        const int M = 30, N = 50, K = 300, Padded = 520;
        float[] a = Numbers<float>(M * Padded, 1), b = Numbers<float>(N * Padded, 2);
        a.AsSpan(M * K).Clear();
        b.AsSpan(N * K).Clear();
        float[] c = new float[M * N], padded = new float[M * N];
        Gemm.MultiplyTransposedA(Workers.Single, a, b, c, M, N, K, default(Identity<float>));
        Gemm.MultiplyTransposedA(Workers.Single, a, b, padded, M, N, Padded, default(Identity<float>));
        Assert.Equal(c, padded);
    }

    [Fact]
    public void NothingIsAllocated()
    {
        float[] a = Numbers<float>(64 * 784, 1), b = Numbers<float>(784 * 128, 2), c = new float[64 * 128];
        var workers = Workers.Eager(0);
        void Step()
        {
            Gemm.Multiply(workers, a, b, c, 64, 128, 784, default(Identity<float>));
            Gemm.Multiply(workers, a, b, c, 1, 128, 784, default(Identity<float>));
            Gemm.MultiplyTransposedA(workers, a, b, c, 64, 128, 784, default(Identity<float>));
            Gemm.MultiplyTransposedB(workers, a, b, c, 64, 128, 784, default(Identity<float>));
        }
        Step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
            Step();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void ShortSpansAreRefused()
    {
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(Workers.Single, new float[5], new float[6], new float[4], 2, 2, 3, default(Identity<float>)));
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(Workers.Single, new float[6], new float[5], new float[4], 2, 2, 3, default(Identity<float>)));
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(Workers.Single, new float[6], new float[6], new float[3], 2, 2, 3, default(Identity<float>)));
        Gemm.Multiply(Workers.Single, new float[0], new float[6], new float[0], 0, 2, 3, default(Identity<float>));
    }

    internal static T[] Numbers<T>(int count, int seed) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        var numbers = new T[count];
        for (int i = 0; i < count; i++)
            numbers[i] = T.CreateTruncating(random.NextDouble() * 2 - 1);
        return numbers;
    }
}
