using System;
using System.Linq;
using NetGen.Integration.Tests.Networks;
using Xunit;

namespace NetGen.Integration.Tests.Execution;

/// <summary>Parameters start as their attributes say.</summary>
public sealed class InitializerTests
{
    private readonly ParameterSet<float> _parameters = new Initialized(seed: 1).Parameters;

    /// <summary>As a matrix with a column per element of the last axis, its columns are orthonormal, or where there are more of them than rows, its rows.</summary>
    [Theory]
    [InlineData("Conv1.weight")]
    [InlineData("ConvTranspose1.weight")]
    [InlineData("Maxout1.weight")]
    public void OrthogonalWeights(string name)
    {
        var weight = _parameters[name];
        int columns = weight.Shape[^1], rows = weight.Length / columns;
        bool ofColumns = columns <= rows;
        var (vectors, length) = ofColumns ? (columns, rows) : (rows, columns);
        for (int a = 0; a < vectors; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                double product = Enumerable.Range(0, length).Sum(k => (double)At(a, k) * At(b, k));
                Assert.Equal(a == b ? 1 : 0, product, 1e-5);
            }
        }

        float At(int vector, int k) => ofColumns ? weight.Values[(k * columns) + vector] : weight.Values[(vector * columns) + k];
    }

    [Fact]
    public void Biases()
    {
        Assert.All(_parameters["Conv1.bias"].Values.ToArray(), value => Assert.Equal(0, value));
        Assert.All(_parameters["Maxout1.bias"].Values.ToArray(), value => Assert.Equal(1, value));
        Assert.Contains(_parameters["Dense1.bias"].Values.ToArray(), value => value != 0);
    }
}
