using System;
using NetGen.Generator.Tests.Harness;
using Xunit;

namespace NetGen.Generator.Tests.Graphs;

/// <summary>Losses of outputs that are no values of their own: a parameter as it is, one value under two names. Sessions copy these; derivatives must not end at the copy.</summary>
public sealed class OutputTests
{
    private const string Source = """
        using NetGen;
        using static NetGen.Tensor;
        #pragma warning disable CS1591

        [Network(Precision = Precision.Double)]
        public partial class Map
        {
            [Parameter(5, Deviation = 1)] public partial Parameter Points { get; }
            [Graph] private Tensor Define() => Points;
            [Loss] private static Tensor Distance(Tensor output, [Shape(5)] Tensor t) => Sum(SquaredError(output, t));
        }

        [Network(Precision = Precision.Double)]
        public partial class Twice
        {
            [Dense(5, UseBias = false)] public partial Layer Only { get; }
            [Graph] private (Tensor First, Tensor Second) Define([Shape(1)] Tensor x) { var y = Only.Apply(x); return (y, y); }
            [Loss] private static Tensor Distance(Tensor second, [Shape(5)] Tensor t) => Sum(SquaredError(second, t));
        }

        public static class Probe
        {
            private static readonly double[] s_target = [1, 2, 3, 4, 5];

            public static double[] Map()
            {
                var model = new Map(3);
                using var trainer = model.CreateTrainer(new Sgd(0), 1);
                trainer.Forward(s_target);
                trainer.Backward();
                return Errors(model.Parameters, trainer.Gradients);
            }

            public static double[] Twice()
            {
                var model = new Twice(3);
                using var trainer = model.CreateTrainer(new Sgd(0), 1);
                trainer.Forward([1], s_target);
                trainer.Backward();
                return Errors(model.Parameters, trainer.Gradients);
            }

            private static double[] Errors(ParameterSet<double> parameters, GradientSet<double> gradients)
            {
                var errors = new double[5];
                for (int i = 0; i < 5; i++)
                {
                    errors[i] = gradients.All[i] - 2 * (parameters.All[i] - s_target[i]);
                }

                return errors;
            }
        }
        """;

    [Theory]
    [InlineData("Map")]
    [InlineData("Twice")]
    public void DerivativesReachTheParameter(string network)
    {
        using var loaded = new LoadedNetworks(GeneratorHarness.Run(Source).Clean());
        var errors = (double[])loaded.Type("Probe").GetMethod(network)!.Invoke(null, null)!;
        Assert.All(errors, error => Assert.True(Math.Abs(error) < 1e-12, $"{error}"));
    }
}
