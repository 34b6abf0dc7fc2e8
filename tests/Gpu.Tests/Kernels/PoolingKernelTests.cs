using System;
using ILGPU;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Gpu.Tests.Kernels;

[Collection("Emulator")]
public sealed class PoolingKernelTests
{
    private static readonly Workers One = Workers.Get(1);

    public static TheoryData<PoolingShape, int> Shapes => new()
    {
        { new(6, 8, 3, 3, 4, 2, 2, 2, 2), 2 },
        { new(7, 7, 5, 3, 3, 2, 2, 2, 2), 2 },
        { new(7, 7, 4, 4, 4, 3, 3, 2, 2, 1, 1), 2 },
        { new(5, 6, 1, 5, 6, 3, 3, 1, 1, 1, 1), 3 },
        { new(9, 4, 2, 3, 1, 2, 3, 3, 2), 1 },
        { new(4, 4, 8, 1, 1, 4, 4, 4, 4), 3 },
    };

    [Theory, MemberData(nameof(Shapes))]
    public void AgreesWithTheCpu(PoolingShape shape, int batch)
    {
        // Few different values, so that windows have several maxima.
        float[] x = Array.ConvertAll(Numbers.Random(batch * shape.InHeight * shape.InWidth * shape.Channels, 1), value => MathF.Round(2f * value));
        float[] dy = Numbers.Random(batch * shape.OutHeight * shape.OutWidth * shape.Channels, 2), y = new float[dy.Length], dx = new float[x.Length];
        using var device = Emulated.Small();
        var session = device.Session;
        ArrayView<float> onX = session.On(x), onDy = session.On(dy), onY = session.New(y.Length), onDx = session.New(dx.Length);

        Pooling.Max<float>(One, x, y, shape, batch);
        session.MaxPool(onX, onY, shape, batch);
        Assert.Equal(y, session.Read(onY));
        Pooling.MaxGradient<float>(One, x, y, dy, dx, shape, batch);
        session.MaxPoolGradient(onX, onY, onDy, onDx, shape, batch);
        Assert.Equal(dx, session.Read(onDx));

        Pooling.Average<float>(One, x, y, shape, batch);
        session.AveragePool(onX, onY, shape, batch);
        Numbers.AreClose(y, session.Read(onY));
        Pooling.AverageGradient<float>(One, dy, dx, shape, batch);
        session.AveragePoolGradient(onDy, onDx, shape, batch);
        Numbers.AreClose(dx, session.Read(onDx));
    }

    [Fact]
    public void NaNIsTheMaximum()
    {
        using var device = Emulated.Small();
        var session = device.Session;
        var y = session.New(2);
        session.MaxPool(session.On([1f, float.NaN, 3f, 4f, -1f, float.NegativeInfinity, -2f, -3f]), y, new(2, 4, 1, 1, 2, 2, 2, 2, 2), 1);
        Assert.Equal([float.NaN, 4f], session.Read(y));
    }
}
