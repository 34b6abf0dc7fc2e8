using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using NetGen.Generator.Tests.Harness;
using Xunit;

namespace NetGen.Generator.Tests.Graphs;

/// <summary>Random well-shaped programs over the vocabulary and layers, each grown from its seed: they compile without a warning, their derivatives are those of the loss, and steps allocate nothing.</summary>
public sealed class RandomGraphTests
{
    private const int Count = 200, PerCompilation = 50, Batch = 3, Inputs = 5;

    private const double Tolerance = 1e-6;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void DerivativesAreThoseOfTheLoss(int part)
    {
        int first = part * PerCompilation;
        Assert.InRange(first + PerCompilation, 1, Count);
        var programs = Enumerable.Range(first, PerCompilation).Select(seed => new Program(seed)).ToList();
        using var loaded = new LoadedNetworks(GeneratorHarness.Run("using NetGen;\nusing static NetGen.Tensor;\n#pragma warning disable CS1591\n" + string.Concat(programs)).Clean());
        var wrong = programs.Select(program => (program, error: Check(loaded.Type(program.Name)))).Where(result => !(result.error < Tolerance));
        Assert.Equal("", string.Join("\n", wrong.Select(result => $"{result.error:E2}\n{result.program}")));
    }

    /// <summary>The worst error over some parameters of each tensor.</summary>
    private static double Check(Type type)
    {
        dynamic model = Activator.CreateInstance(type, 7UL)!;
        var parameters = (ParameterSet<double>)model.Parameters;
        var random = new Random(11);
        foreach (ref double value in parameters.All)
        {
            value += (random.NextDouble() - 0.5) * 0.4;
        }

        double[] input = [.. Enumerable.Range(0, Batch * Inputs).Select(_ => (random.NextDouble() * 2) - 1)];
        double[] target = [.. Enumerable.Range(0, Batch).Select(_ => random.NextDouble() + 0.5)];
        using var trainer = (Trainer<double, double, double>)model.CreateTrainer(new Sgd(0), Batch, 1, 5UL);
        double worst = Gradients.WorstError(parameters, trainer, () => trainer.Forward(input, target));
        return Allocations.OfStep(trainer, input, target) == 0 ? worst : throw new InvalidOperationException($"A step of {type.Name} allocates.");
    }

    /// <summary>Locals t0, t1... of known shapes, each a smooth function of earlier ones whose values stay moderate.</summary>
    private sealed class Program
    {
        private static readonly string[] Smooth = ["Tanh", "Sigmoid", "Softplus", "SiLU", "GELU", "Mish", "Sin", "Cos", "Erf", "Softmax", "LogSoftmax", "Standardize", "CumulativeSum"];

        private readonly Random _random;
        private readonly List<(string Name, int[] Shape)> _values = [("x", [Inputs])];
        private readonly StringBuilder _members = new(), _statements = new();
        private readonly int _seed;

        public Program(int seed)
        {
            (_seed, _random) = (seed, new Random(seed));
            int statements = _random.Next(4, 12);
            for (int k = 0; k < statements; k++)
            {
                var (expression, shape) = Expression(k);
                _statements.Append(CultureInfo.InvariantCulture, $"        var t{k} = {expression};\n");
                _values.Add(($"t{k}", shape));
            }
        }

        public string Name => $"Random{_seed}";

        public override string ToString() => $$"""
            [Network(Precision = Precision.Double)]
            public partial class {{Name}}
            {
                [Dense(3)] public partial Layer Last { get; }
            {{_members}}    [Graph]
                private Tensor Define([Shape({{Inputs}})] Tensor x)
                {
            {{_statements}}        return Last.Apply(x) + {{string.Join(" + ", _values.Skip(1).Select(value => $"Mean(Tanh({value.Name}))"))}};
                }
                [Loss] private static Tensor Objective(Tensor output, [Shape] Tensor t) => Sum(Sin(output) + 0.1 * output) * t;
            }

            """;

        private (string Expression, int[] Shape) Expression(int k)
        {
            var (a, shape) = _values[_random.Next(_values.Count)];
            var alike = _values.Where(value => value.Shape.SequenceEqual(shape)).ToList();
            string b = alike[_random.Next(alike.Count)].Name;
            int axis = shape.Length == 0 ? 0 : _random.Next(shape.Length);
            int rank = shape.Length, units = _random.Next(2, 5);
            switch (_random.Next(16))
            {
                case 0 or 1 when rank >= 1:
                    _members.Append(CultureInfo.InvariantCulture, $"    [Dense({units}, Activation = Activation.Tanh)] public partial Layer L{k} {{ get; }}\n");
                    return ($"L{k}.Apply({a})", [.. shape[..^1], units]);
                case 2 when rank == 1 && shape[0] > 1:
                    _members.Append(CultureInfo.InvariantCulture, $"    [Parameter({shape[0]}, {units}, Deviation = 0.5)] public partial Parameter P{k} {{ get; }}\n");
                    return (_random.Next(2) == 0 ? $"MatMul({a}, P{k})" : $"MatMul(Transpose(P{k}), {a})", [units]);
                case 3 when rank == 1:
                    return ($"MatMul(ExpandAxis({a}, 1), ExpandAxis({b}, 0))", [shape[0], shape[0]]);
                case 4 when rank == 2:
                    return ($"Transpose({a})", [shape[1], shape[0]]);
                case 5 when rank == 2:
                    return ($"MatMul({a}, Transpose({b}))", [shape[0], shape[0]]);
                case 6 when rank >= 1:
                    return ($"{Pick("Sum", "Mean", "LogSumExp")}({a}, {axis})", [.. shape.Where((_, k) => k != axis)]);
                case 7 when rank >= 1 && shape[axis] <= 8:
                    return ($"Concat({axis}, {a}, Tanh({b}))", shape.Select((extent, k) => k == axis ? 2 * extent : extent).ToArray());
                case 8 when rank >= 1 && shape[axis] > 1:
                    int start = _random.Next(shape[axis] - 1);
                    return ($"Slice({a}, {axis}, {start}, {shape[axis] - start})", shape.Select((extent, k) => k == axis ? extent - start : extent).ToArray());
                case 9 when rank is 1 or 2 && shape[0] <= 8:
                    return ($"Stack({a}, {b})", [2, .. shape]);
                case 10:
                    return ($"Where({a} < 10, {a} * {b}, {b})", shape);
                case 11:
                    return ($"{a} / (1 + Square({b}))", shape);
                case 12 when rank == 1:
                    return ($"Unbatch(Batch({a}) - Mean(Batch({b}), 0))", shape);
                case 13 when rank == 1 && shape[0] > 1:
                    return ($"Unbatch(MatMul(Softmax(MatMul(Batch({a}), Transpose(Batch({b})))), Batch({a})))", shape);
                case 14 when rank >= 1:
                    return ($"Pad(Flatten({a}), 0, 1, 0)", [shape.Aggregate(1, (p, e) => p * e) + 1]);
                default:
                    string function = Pick(Smooth);
                    return rank == 0 && function is "Softmax" or "LogSoftmax" or "Standardize" or "CumulativeSum" && rank == 0 ? ($"{a} * 0.5 - {b}", shape) : ($"{function}({a} + 0.3 * {b})", shape);
            }
        }

        private string Pick(params string[] names) => names[_random.Next(names.Length)];
    }
}
