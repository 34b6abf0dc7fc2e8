using System;
using System.Linq;
using Xunit;

namespace NetGen.Integration.Tests.Graphs;

/// <summary>Derivatives with respect to what lies between inputs and outputs.</summary>
public sealed class TapGradientTests
{
    [Fact]
    public void OfATapAnOutputAParameterAndAnInput()
    {
        var model = new Tapped(seed: 3);
        using var session = model.CreateSession(maxBatch: 2);
        var random = new Random(1);
        double[] x = [.. Enumerable.Range(0, 8).Select(_ => random.NextDouble() - 0.5)], output = new double[6];
        session.Forward(x, output);
        double[] code = session.Code.ToArray(), weight = [.. model.Parameters["Head.weight"].Values];
        double[] codeGradient = new double[10], outputGradient = new double[6], weightGradient = new double[15], xGradient = new double[8];

        double value = session.Energy(x, codeGradient, outputGradient, weightGradient, xGradient);

        Assert.Equal(output.Sum(y => y * y), value, 12);
        for (int n = 0; n < 2; n++)
        {
            for (int o = 0; o < 3; o++)
                Assert.Equal(2 * output[(n * 3) + o], outputGradient[(n * 3) + o], 12);
            for (int i = 0; i < 5; i++)
                Assert.Equal(Enumerable.Range(0, 3).Sum(o => 2 * output[(n * 3) + o] * weight[(i * 3) + o]), codeGradient[(n * 5) + i], 12);
        }

        for (int i = 0; i < 5; i++)
            for (int o = 0; o < 3; o++)
                Assert.Equal(Enumerable.Range(0, 2).Sum(n => 2 * output[(n * 3) + o] * code[(n * 5) + i]), weightGradient[(i * 3) + o], 12);
        for (int k = 0; k < x.Length; k++)
        {
            double At(double change)
            {
                double[] moved = [.. x];
                moved[k] += change;
                session.Forward(moved, output);
                return output.Sum(y => y * y);
            }

            Assert.Equal((At(1e-5) - At(-1e-5)) / 2e-5, xGradient[k], 8);
        }
    }
}
