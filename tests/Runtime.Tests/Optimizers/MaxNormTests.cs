using System;
using System.Linq;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Runtime.Tests.Optimizers;

public sealed class MaxNormTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void UpdatesScaleTooLargeColumnsDown(int threads)
    {
        const int Rows = 7, Columns = 19;
        var layout = new ParameterLayout("Net", new ParameterDefinition("weight", [Rows, Columns], Initialization.Normal(1)) { MaxNorm = 2 });
        var parameters = new ParameterSet<double>(layout, seed: 3);
        double[] before = parameters.All.ToArray();

        new Sgd(learningRate: 0).CreateState<double>(layout).Update(Workers.Get(threads), parameters, new double[layout.TrainableLength]);

        double[] after = parameters.All.ToArray();
        for (int column = 0; column < Columns; column++)
        {
            double norm = Math.Sqrt(Enumerable.Range(0, Rows).Sum(row => Math.Pow(before[(row * Columns) + column], 2)));
            for (int row = 0; row < Rows; row++)
                Assert.Equal(before[(row * Columns) + column] * Math.Min(1, 2 / norm), after[(row * Columns) + column], 1e-12);
        }
    }
}
