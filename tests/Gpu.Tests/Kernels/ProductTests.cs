using System;
using ILGPU;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Gpu.Tests.Kernels;

[Collection("Emulator")]
public sealed class ProductTests
{
    private static readonly Workers One = Workers.Get(1);

    /// <summary>bias[column] + sum, and the row's number to see that it arrives.</summary>
    internal struct Biased : IEpilogue
    {
        public ArrayView<float> Bias, Copy;
        public int Columns;

        public float Apply(float sum, int row, int column)
        {
            float value = sum + Bias[column] + (0.001f * row);
            Copy[(row * Columns) + column] = -value;
            return value;
        }
    }

    public static TheoryData<int, int, int, Groups> Sizes => new()
    {
        { 1, 1, 1, Groups.Small }, { 1, 5, 3, Groups.Small }, { 3, 1, 7, Groups.Small }, { 16, 16, 4, Groups.Small }, { 17, 15, 5, Groups.Small }, { 20, 36, 8, Groups.Small }, { 5, 7, 300, Groups.Small }, { 16, 16, 260, Groups.Small }, { 33, 18, 129, Groups.Small }, { 2, 40, 64, Groups.Small },
        { 4, 300, 6, Groups.Small }, { 3, 9, 2000, Groups.Small }, { 300, 2, 6, Groups.Small }, { 1, 10, 33, Groups.Large }, { 3, 70, 300, Groups.Large }, { 70, 2, 300, Groups.Large }, { 20, 30, 50, Groups.Large }, { 20, 200, 40, Groups.Large }, { 32, 132, 300, Groups.Large }, { 260, 20, 70, Groups.Large },
        { 17, 15, 5, Groups.Lone }, { 5, 7, 300, Groups.Lone }, { 33, 18, 129, Groups.Lone }, { 4, 300, 6, Groups.Lone }, { 16, 16, 8, Groups.Lone },
        { 70, 30, 20, Groups.Large }, { 64, 64, 16, Groups.Large }, { 65, 66, 700, Groups.Large }, { 128, 128, 3000, Groups.Large }, { 130, 140, 2050, Groups.Large },
    };

    [Theory, MemberData(nameof(Sizes))]
    public void Multiply(int m, int n, int k, Groups groups)
    {
        for (int offset = 0; offset < 2; offset++)
        {
            using var device = Emulated.Of(groups);
            var session = device.Session;
            float[] a = Numbers.Random(m * k, 1), b = Numbers.Random(k * n, 2), bias = Numbers.Random(n, 3), expected = new float[m * n];
            Gemm.Multiply(One, a, b, expected, m, n, k, default(Identity<float>));
            for (int i = 0; i < expected.Length; i++)
                expected[i] += bias[i % n] + (0.001f * (i / n));
            var c = session.New(m * n, offset);
            var copy = session.New(m * n);
            session.Multiply(session.On(a, offset), session.On(b), c, m, n, k, new Biased { Bias = session.On(bias), Copy = copy, Columns = n });
            Numbers.AreClose(expected, session.Read(c));
            Numbers.AreClose(expected, Array.ConvertAll(session.Read(copy), value => -value));
        }
    }

    [Theory, MemberData(nameof(Sizes))]
    public void MultiplyTransposedA(int m, int n, int k, Groups groups)
    {
        for (int offset = 0; offset < 2; offset++)
        {
            using var device = Emulated.Of(groups);
            var session = device.Session;
            float[] a = Numbers.Random(m * k, 1), b = Numbers.Random(k * n, 2), expected = new float[m * n];
            Gemm.MultiplyTransposedA(One, a, b, expected, m, n, k, default(Identity<float>));
            var c = session.New(m * n);
            session.MultiplyTransposedA(session.On(a, offset), session.On(b), c, m, n, k, default(Identity));
            Numbers.AreClose(expected, session.Read(c));
        }
    }

    [Theory, MemberData(nameof(Sizes))]
    public void MultiplyTransposedB(int m, int n, int k, Groups groups)
    {
        for (int offset = 0; offset < 2; offset++)
        {
            using var device = Emulated.Of(groups);
            var session = device.Session;
            float[] a = Numbers.Random(m * k, 1), b = Numbers.Random(k * n, 2), expected = new float[m * n];
            Gemm.MultiplyTransposedB(One, a, b, expected, m, n, k, default(Identity<float>));
            var c = session.New(m * n);
            session.MultiplyTransposedB(session.On(a), session.On(b, 3 * offset), c, m, n, k, default(Identity));
            Numbers.AreClose(expected, session.Read(c));
        }
    }

    [Theory]
    [InlineData(3, 5, 7, 9, Groups.Small)]
    [InlineData(4, 16, 16, 8, Groups.Small)]
    [InlineData(2, 12, 20, 100, Groups.Small)]
    [InlineData(3, 6, 9, 21, Groups.Lone)]
    [InlineData(3, 68, 72, 40, Groups.Large)]
    [InlineData(128, 121, 122, 11, Groups.Large)]
    [InlineData(128, 128, 128, 20, Groups.Large)]
    public void MultiplyEach(int count, int m, int n, int k, Groups groups)
    {
        foreach (var (transposeA, transposeB) in new[] { (false, false), (true, false), (false, true) })
        {
            using var device = Emulated.Of(groups);
            var session = device.Session;
            float[] a = Numbers.Random(count * m * k, 1), b = Numbers.Random(count * k * n, 2), expected = new float[count * m * n];
            for (int i = 0; i < count; i++)
            {
                Span<float> left = a.AsSpan(i * m * k, m * k), right = b.AsSpan(i * k * n, k * n), result = expected.AsSpan(i * m * n, m * n);
                if (transposeA)
                    Gemm.MultiplyTransposedA(One, left, right, result, m, n, k, default(Identity<float>));
                else if (transposeB)
                    Gemm.MultiplyTransposedB(One, left, right, result, m, n, k, default(Identity<float>));
                else
                    Gemm.Multiply(One, left, right, result, m, n, k, default(Identity<float>));
            }
            var c = session.New(count * m * n);
            session.MultiplyEach(session.On(a), session.On(b), c, count, m, n, k, transposeA, transposeB);
            Numbers.AreClose(expected, session.Read(c));
        }
    }

    [Theory]
    [InlineData(6, 5, Groups.Small)]
    [InlineData(6, 5, Groups.Lone)]
    [InlineData(70, 66, Groups.Large)]
    public void PaddingOfSequencesChangesNoBit(int m, int n, Groups groups)
    {
        const int sequences = 23, steps = 13;
        using var device = Emulated.Of(groups);
        var session = device.Session;
        float[] a = Numbers.Random(sequences * steps * m, 1), b = Numbers.Random(sequences * steps * n, 2), expected = new float[m * n];
        Gemm.MultiplyTransposedA(One, a, b, expected, m, n, sequences * steps, default(Identity<float>));
        var c = session.New(m * n);
        session.MultiplyTransposedA(session.On(a), session.On(b), c, m, n, sequences * steps, steps, default(Identity));
        float[] exact = session.Read(c);
        Numbers.AreClose(expected, exact);
        foreach (int padding in new[] { 1, 7, 50 })
        {
            var padded = session.New(m * n);
            int k = sequences * (steps + padding);
            session.MultiplyTransposedA(session.On(Padded(a, m, steps, padding)), session.On(Padded(b, n, steps, padding)), padded, m, n, k, steps + padding, default(Identity));
            Assert.Equal(exact, session.Read(padded));
        }
    }

    private static float[] Padded(float[] values, int width, int steps, int padding)
    {
        int sequences = values.Length / (width * steps);
        var padded = new float[sequences * (steps + padding) * width];
        for (int i = 0; i < sequences; i++)
            values.AsSpan(i * steps * width, steps * width).CopyTo(padded.AsSpan(i * (steps + padding) * width));
        return padded;
    }
}

/// <summary>The emulator's devices are one list for the process.</summary>
[CollectionDefinition("Emulator", DisableParallelization = true)]
public sealed class EmulatorCollection;
