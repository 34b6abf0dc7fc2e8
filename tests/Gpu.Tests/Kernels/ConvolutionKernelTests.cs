using System;
using ILGPU;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Gpu.Tests.Kernels;

[Collection("Emulator")]
public sealed class ConvolutionKernelTests
{
    private static readonly Workers One = Workers.Get(1);

    /// <summary>Twice the sum, and what the row and column are.</summary>
    internal struct Marked : IEpilogue
    {
        public ArrayView<float> Marks;
        public int Columns;

        public float Apply(float sum, int row, int column)
        {
            Marks[(row * Columns) + column] = (row % 7) + (0.01f * column);
            return 2f * sum;
        }
    }

    public static TheoryData<string, ConvolutionShape, int> Shapes => new()
    {
        { "same", new(7, 6, 3, 7, 6, 5, 3, 3, PadTop: 1, PadLeft: 1), 2 },
        { "fours", new(7, 6, 4, 7, 6, 8, 3, 3, PadTop: 1, PadLeft: 1), 2 },
        { "stride", new(8, 7, 4, 4, 4, 8, 3, 3, 2, 2, 1, 1, 1, 1), 2 },
        { "stride of odd channels", new(9, 8, 3, 4, 3, 5, 3, 2, 2, 3), 3 },
        { "stride longer than the filter", new(9, 9, 4, 3, 3, 4, 2, 2, 3, 3), 1 },
        { "dilation", new(9, 8, 8, 5, 4, 4, 3, 3, 1, 1, 2, 2), 2 },
        { "stride and dilation", new(11, 12, 2, 4, 3, 3, 3, 3, 2, 3, 2, 2), 2 },
        { "even padding", new(6, 6, 2, 6, 6, 3, 2, 4, PadLeft: 1), 2 },
        { "wide", new(4, 9, 1, 4, 5, 17, 1, 5), 2 },
        { "groups", new(6, 5, 32, 6, 5, 32, 3, 3, PadTop: 1, PadLeft: 1, Groups: 2), 1 },
        { "groups, stride", new(6, 7, 34, 3, 4, 34, 3, 3, 2, 2, PadTop: 1, PadLeft: 1, Groups: 2), 1 },
        { "depthwise", new(6, 5, 6, 6, 5, 6, 3, 3, PadTop: 1, PadLeft: 1, Groups: 6), 2 },
        { "depthwise, stride", new(7, 6, 5, 4, 3, 5, 3, 3, 2, 2, PadTop: 1, PadLeft: 1, Groups: 5), 2 },
        { "groups of few channels", new(6, 5, 6, 3, 3, 9, 3, 3, 2, 2, PadTop: 1, PadLeft: 1, Groups: 3), 2 },
        { "cells", new(5, 4, 7, 5, 4, 6, 1, 1), 2 },
        { "cells, stride", new(5, 4, 7, 3, 2, 6, 1, 1, 2, 2), 2 },
        { "image", new(5, 5, 4, 1, 1, 6, 5, 5), 3 },
        { "deep", new(6, 6, 40, 6, 6, 20, 3, 3, PadTop: 1, PadLeft: 1), 1 },
        { "many pixels", new(12, 12, 2, 12, 12, 3, 3, 3, PadTop: 1, PadLeft: 1), 4 },
    };

    [Theory, MemberData(nameof(Shapes))]
    public void Lone(string name, ConvolutionShape shape, int batch) => AgreesWithTheCpu(name, shape, batch, Groups.Lone);

    [Theory, MemberData(nameof(Shapes))]
    public void Small(string name, ConvolutionShape shape, int batch) => AgreesWithTheCpu(name, shape, batch, Groups.Small);

    [Theory, MemberData(nameof(Shapes))]
    public void Large(string name, ConvolutionShape shape, int batch) => AgreesWithTheCpu(name, shape, batch, Groups.Large);

    [Fact]
    public void LargeTiles()
    {
        // As many pixels as fill 128 of them.
        var shape = new ConvolutionShape(16, 16, 4, 16, 16, 128, 1, 2);
        float[] x = Numbers.Random(64 * 16 * 16 * 4, 1), w = Numbers.Random(2 * 4 * 128, 2), y = new float[64 * 16 * 16 * 128];
        Convolution.Forward(One, x, w, y, shape, 64, default(Identity<float>));
        using var device = Emulated.Large();
        var result = device.Session.New(y.Length);
        device.Session.Convolve(device.Session.On(x), device.Session.On(w), result, shape, 64, default(Identity));
        Numbers.AreClose(y, device.Session.Read(result));
    }

    private static void AgreesWithTheCpu(string name, ConvolutionShape shape, int batch, Groups groups)
    {
        Assert.NotEmpty(name);
        float[] x = Numbers.Random(batch * shape.InHeight * shape.InWidth * shape.InChannels, 1), w = Numbers.Random(shape.KernelHeight * shape.KernelWidth * (shape.InChannels / shape.Groups) * shape.OutChannels, 2);
        float[] dy = Numbers.Random(batch * shape.OutHeight * shape.OutWidth * shape.OutChannels, 3), y = new float[dy.Length], dx = new float[x.Length], dw = new float[w.Length];
        Convolution.Forward(One, x, w, y, shape, batch, default(Identity<float>));
        Convolution.InputGradient(One, dy, w, dx, shape, batch, default(Identity<float>));
        Convolution.WeightGradient(One, x, dy, dw, shape, batch);
        for (int offset = 0; offset < 2; offset++)
        {
            using var device = Emulated.Of(groups);
            var session = device.Session;
            ArrayView<float> onX = session.On(x), onW = session.On(w, offset), onDy = session.On(dy), result = session.New(y.Length), marks = session.New(y.Length);
            session.Convolve(onX, onW, result, shape, batch, new Marked { Marks = marks, Columns = shape.OutChannels });
            Numbers.AreClose(Array.ConvertAll(y, value => 2f * value), session.Read(result));
            Assert.Equal(Marks(y.Length, shape.OutChannels), session.Read(marks));

            result = session.New(dx.Length, offset);
            marks = session.New(dx.Length);
            session.ConvolveInputGradient(onDy, onW, result, shape, batch, new Marked { Marks = marks, Columns = shape.InChannels });
            Numbers.AreClose(Array.ConvertAll(dx, value => 2f * value), session.Read(result));
            Assert.Equal(Marks(dx.Length, shape.InChannels), session.Read(marks));

            result = session.New(dw.Length, offset);
            session.ConvolveWeightGradient(onX, onDy, result, shape, batch);
            Numbers.AreClose(dw, session.Read(result));
        }
    }

    private static float[] Marks(int length, int columns)
    {
        var marks = new float[length];
        for (int i = 0; i < length; i++)
            marks[i] = (i / columns % 7) + (0.01f * (i % columns));
        return marks;
    }
}
