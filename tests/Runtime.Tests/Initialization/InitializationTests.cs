using System;
using System.Linq;
using Xunit;

namespace NetGen.Runtime.Tests.Initializing;

public class InitializationTests
{
    private const int Length = 200_000;

    public static TheoryData<string, Initialization, double, double> Distributions => new()
    {
        // Initialisation, variance, and the bound of the absolute value (a normal number of 200,000 lies beyond 5.5 deviations once in 130 tries).
        { "GlorotUniform", Initialization.GlorotUniform(30, 70), 2.0 / 100, Math.Sqrt(6.0 / 100) },
        { "GlorotNormal", Initialization.GlorotNormal(30, 70), 2.0 / 100, 6 * Math.Sqrt(2.0 / 100) },
        { "HeUniform", Initialization.HeUniform(50), 2.0 / 50, Math.Sqrt(6.0 / 50) },
        { "HeNormal", Initialization.HeNormal(50), 2.0 / 50, 6 * Math.Sqrt(2.0 / 50) },
        { "LeCunUniform", Initialization.LeCunUniform(50), 1.0 / 50, Math.Sqrt(3.0 / 50) },
        { "LeCunNormal", Initialization.LeCunNormal(50), 1.0 / 50, 6 * Math.Sqrt(1.0 / 50) },
        { "Normal", Initialization.Normal(3), 9, 18 },
        { "Uniform", Initialization.Uniform(3), 3, 3 },
    };

    [Theory]
    [MemberData(nameof(Distributions))]
    public void Moments_and_bounds_are_those_of_the_formula(string name, Initialization initialization, double variance, double bound)
    {
        Assert.Equal(name, initialization.Kind.ToString());
        var values = Fill<double>(initialization, Length, seed: 17, name);
        var mean = values.Average();
        var (second, fourth) = (values.Average(value => value * value), values.Average(value => Math.Pow(value, 4)));

        // Five standard errors each.
        Assert.InRange(mean, -5 * Math.Sqrt(variance / Length), 5 * Math.Sqrt(variance / Length));
        Assert.InRange(second / variance, 1 - 5 * Math.Sqrt(2.0 / Length), 1 + 5 * Math.Sqrt(2.0 / Length));
        // Kurtosis tells the shapes apart: 3 for normal, 9/5 for uniform numbers.
        Assert.InRange(fourth / (variance * variance), name.EndsWith("Normal") ? 2.9 : 1.78, name.EndsWith("Normal") ? 3.1 : 1.82);
        Assert.InRange(values.Max(Math.Abs), 0, bound);
        Assert.InRange(Enumerable.Range(1, Length - 1).Average(i => values[i] * values[i - 1]) / variance, -5 / Math.Sqrt(Length), 5 / Math.Sqrt(Length));
    }

    [Theory]
    [MemberData(nameof(Distributions))]
    public void Float_values_are_double_values_rounded(string name, Initialization initialization, double variance, double bound)
    {
        _ = (variance, bound);
        Assert.Equal(Fill<double>(initialization, 1003, 5, name).Select(value => (float)value), Fill<float>(initialization, 1003, 5, name));
    }

    [Fact]
    public void Values_depend_on_seed_name_and_index_only()
    {
        var normal = Initialization.Normal(1);
        var values = Fill<float>(normal, 1000, seed: 3, "Dense1.weight");

        Assert.Equal(values, Fill<float>(normal, 1000, seed: 3, "Dense1.weight"));
        Assert.Equal(values[..997], Fill<float>(normal, 997, seed: 3, "Dense1.weight"));
        foreach (var other in new[] { Fill<float>(normal, 1000, seed: 4, "Dense1.weight"), Fill<float>(normal, 1000, seed: 3, "Dense2.weight"), Fill<float>(normal, 1000, seed: 3 + (1UL << 40), "Dense1.weight") })
            Assert.InRange(values.Zip(other, (x, y) => x * y).Sum() / 1000, -0.16, 0.16);
    }

    [Fact]
    public void Adding_a_parameter_does_not_change_the_others()
    {
        ParameterDefinition[] definitions = [new("a", [50], Initialization.HeNormal(5)), new("b", [50], Initialization.Uniform(1))];
        var small = new ParameterSet<float>(new ParameterLayout("Small", definitions), 9);
        var large = new ParameterSet<float>(new ParameterLayout("Large", [new("c", [7], Initialization.Normal(1)), .. definitions]), 9);
        Assert.Equal(small["a"].Values.ToArray(), large["a"].Values.ToArray());
        Assert.Equal(small["b"].Values.ToArray(), large["b"].Values.ToArray());
    }

    [Fact]
    public void Values_do_not_change_between_versions()
    {
        // From an independent implementation in Python: models must start from the same values after every update of NetGen.
        Assert.Equal(Recorded.Uniform, Fill<double>(Initialization.Uniform(1), 5, seed: 0x0123456789abcdef, "Dense1.weight"));
        // Logarithm and sine may differ in the last place between platforms.
        foreach (var (expected, actual) in Recorded.Normal.Zip(Fill<double>(Initialization.Normal(1), 5, seed: 0x0123456789abcdef, "Dense1.weight")))
            Assert.Equal(expected, actual, 1e-14);
    }

    [Fact]
    public void Constants_fill_all_or_a_range()
    {
        Assert.Equal([0, 0, 0], Fill<float>(Initialization.Zeros, 3, 1, "b"));
        Assert.Equal([1, 1, 1], Fill<float>(Initialization.Ones, 3, 1, "b"));
        Assert.Equal([0.5f, 0.5f, 0.5f], Fill<float>(Initialization.Constant(0.5), 3, 1, "b"));
        Assert.Equal([0, 1, 1, 0], Fill<float>(Initialization.ConstantRange(1, 1, 2), 4, 1, "b"));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 5)]
    [InlineData(64, 64)]
    [InlineData(90, 37)]
    [InlineData(37, 90)]
    [InlineData(1, 7)]
    [InlineData(300, 3)]
    public void Orthogonal_matrices_are_orthogonal(int rows, int columns)
    {
        var w = Fill<double>(Initialization.Orthogonal(rows, columns), rows * columns, seed: 2, "U");
        double Entry(int i, int j) => rows >= columns
            ? Enumerable.Range(0, rows).Sum(k => w[k * columns + i] * w[k * columns + j])
            : Enumerable.Range(0, columns).Sum(k => w[i * columns + k] * w[j * columns + k]);
        for (var i = 0; i < Math.Min(rows, columns); i++)
        {
            for (var j = 0; j <= i; j++)
                Assert.Equal(i == j ? 1 : 0, Entry(i, j), 1e-14);
        }
    }

    [Fact]
    public void Orthogonal_matrices_are_uniformly_distributed()
    {
        // Under Haar's measure on O(2) the first column is a uniform direction and both signs of the determinant are equally likely.
        var (negative, quadrants) = (0, new int[4]);
        for (var seed = 0; seed < 2000; seed++)
        {
            var w = Fill<double>(Initialization.Orthogonal(2, 2), 4, (ulong)seed, "U");
            negative += w[0] * w[3] - w[1] * w[2] < 0 ? 1 : 0;
            quadrants[(w[0] < 0 ? 1 : 0) + (w[2] < 0 ? 2 : 0)]++;
        }

        Assert.InRange(negative, 1000 - 112, 1000 + 112);
        Assert.All(quadrants, count => Assert.InRange(count, 500 - 97, 500 + 97));
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Initialization.GlorotUniform(0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Initialization.HeNormal(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Initialization.Orthogonal(2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Initialization.Normal(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Initialization.Uniform(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Initialization.Constant(double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => Initialization.ConstantRange(1, -1, 2));
    }

    private static T[] Fill<T>(Initialization initialization, int length, ulong seed, string name)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var values = new T[length];
        initialization.Fill<T>(values, seed, name);
        return values;
    }

    private static class Recorded
    {
        public static readonly double[] Uniform = [0.5476535654161125, -0.7955259692389518, 0.5860397687647492, 0.437743240268901, 0.9934314729180187];
        public static readonly double[] Normal = [0.5733723814839967, 0.4290204691264825, -0.1323536328900719, -0.6680542503552575, -0.07879537256709618];
    }
}
