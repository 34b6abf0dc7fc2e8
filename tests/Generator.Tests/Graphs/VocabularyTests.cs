using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using NetGen.Generator.Tests.Harness;
using Xunit;
using Functions = NetGen.Generator.Methods.Vocabulary;

namespace NetGen.Generator.Tests.Graphs;

/// <summary>Every function of the tensor vocabulary in a network of its own, in double: compiled without a warning, its derivatives checked, and steps that allocate nothing.</summary>
public sealed class VocabularyTests
{
    private const int Batch = 3;

    private const double Tolerance = 1e-6;

    /// <summary>a, b [3, 4] and v [4] per sample; p [3, 4] and q [4, 2] for all samples; c between 0 and 1; k integers.</summary>
    private static readonly string[] Expressions =
    [
        "a + b", "a - 2", "2 - a", "a * v", "a / (2 + Square(b))", "1 / (2 + Square(a))", "-a", "a + p", "v * p", "p * p",
        "Where(a < b, a * b, a)", "Where(a > 0.1, 1, a)", "Where((a <= b) & !(a >= 0.5) | Equal(a, b), 2 * a, b)", "Where(Equal(k, 2), v, 3)",
        "Exp(a)", "Expm1(a)", "Log(1 + Square(a))", "Log1p(Square(a))", "Sqrt(1 + Square(a))", "Square(a)", "Abs(a)", "Sign(a) * b", "Floor(3 * a) * b", "Sin(a)", "Cos(a)", "Erf(a)",
        "Pow(a, 3)", "Pow(1 + Square(a), b)", "Minimum(a, b)", "Minimum(a, 0.2)", "Maximum(a, b)", "Maximum(a, 0.2)", "Clip(a, -0.3, 0.4)", "Sum(StopGradient(x)) * a",
        "ReLU(a)", "LeakyReLU(a)", "ELU(a)", "SELU(a)", "GELU(a)", "GELUTanh(a)", "SiLU(a)", "Mish(a)", "Softplus(a)", "Softsign(a)", "Sigmoid(a)", "HardSigmoid(a)", "HardSwish(a)", "Tanh(a)",
        "Softmax(a)", "Softmax(a, 0)", "LogSoftmax(a)", "LogSoftmax(a, -2)",
        "Sum(a)", "Sum(a, 0)", "Sum(a, -1)", "Sum(a, 0, 1)", "Sum(a, 0, true) * b", "Sum(a, 1, keepAxis: true) * b", "Mean(a)", "Mean(a, 0)", "Max(a, 1)", "Max(a)", "Min(a, 0)", "Variance(a, 1)", "Variance(a)", "LogSumExp(a, 1)", "LogSumExp(a)", "Sum(p, 0) * v",
        "ArgMax(a) * Sum(b, 1)", "ArgMax(a, 0) * v", "CumulativeSum(a)", "CumulativeSum(a, 0)", "CumulativeSum(p, 0) * a",
        "Normalize(a)", "Normalize(a, 0)", "Standardize(a)", "Standardize(a, 0)", "CosineSimilarity(a, b)", "CosineSimilarity(a, b, 0)", "CosineSimilarity(a, v)",
        "MatMul(a, q)", "MatMul(v, q)", "MatMul(a, v)", "MatMul(v, v)", "MatMul(a, Transpose(b))", "MatMul(Transpose(a), b)", "MatMul(Transpose(a), Transpose(MatMul(b, Transpose(b))))", "MatMul(Transpose(q), v)", "MatMul(p, q) * Sum(a)", "MatMul(p, v)",
        "MatMul(Stack(a, b), q)", "MatMul(Stack(a, b), Transpose(Stack(b, a), 0, 2, 1))", "MatMul(Stack(a, b), Transpose(a))",
        "Transpose(a)", "Transpose(Stack(a, b), 2, 0, 1)", "Concat(a, b)", "Concat(0, a, b)", "Concat(a, p)", "Concat(v, Sum(a, 0))", "Stack(v, Sum(a, 0))", "Stack(a, p)",
        "Slice(a, 1, 1, 2)", "Slice(a, -2, 2, 1)", "Split(a, 2)[1] * Split(a, 2)[0]", "Split(a, 3, 0)[2]", "Pad(a, 1, 2, 1)", "Pad(a, 0, 0, 2)", "Reshape(a, 2, 6)", "Reshape(a, -1, 3)", "Flatten(a)", "ExpandAxis(v, 0) * a", "ExpandAxis(Sum(a, 1), -1) * a", "BroadcastTo(v, 2, 4)", "BroadcastTo(Sum(a), 3)",
        "OneHot(k, 4) * v", "MatMul(OneHot(k, 4), q)",
        "Unbatch(Batch(a) - Mean(Batch(a), 0))", "Unbatch(MatMul(Batch(v), Transpose(Batch(v))) - 1) * 2", "Unbatch(Softmax(MatMul(Batch(v), Transpose(Batch(v)))))", "Sum(Batch(v), 0) * v", "MatMul(a, Transpose(Batch(v)))",
        "Constant(0.5, 3, 4) * a", "Range(4) * a", "MatMul(a, Identity(4))", "Normal(3, 4) * a", "Uniform(4) * a", "Bernoulli(0.5, 4) * a", "Bernoulli(Sigmoid(a)) * b",
        "SquaredError(a, b)", "AbsoluteError(a, b)", "Huber(a, b, 0.3)", "Hinge(a, b)", "SigmoidCrossEntropy(a, c)", "SoftmaxCrossEntropy(a, Softmax(b))", "SoftmaxCrossEntropy(v, k)", "KullbackLeiblerToStandardNormal(a, b)",
        "RepeatOverTime(v, a) * a", "Positions(a) * Sum(a, 1)",
        "Expose(a, \"hidden\") * b", "IsTraining ? a : a", "Constant(a.Rank) * a", "a * a.Extent(1)", "Unbatch(MatMul(Identity(Batch(v).Extent(0)), Batch(v)))", "Unbatch(ExpandAxis(Range(Batch(v).Extent(0)), 1) * Batch(v)) / Batch(v).Extent(0)", "MatMul(a, Weight)",
    ];

    /// <summary>Axes that are constants and functions that the table tells apart by others.</summary>
    private static readonly string[] Untested = ["Gather", "Weight", "Bias", "Count", "None", "Rank", "Extent"];

    [Fact]
    public void EveryFunctionIsInTheTable()
    {
        string all = string.Join(" ", Expressions);
        Assert.All(Functions.Names.Except(Untested).Where(name => !name.StartsWith("op_", StringComparison.Ordinal)), name => Assert.Matches($@"\b{name}\b", all));
    }

    [Fact]
    public void EveryFunctionOfTheRuntimeIsKnown()
    {
        var offered = typeof(Tensor).GetMembers().Where(member => member.DeclaringType == typeof(Tensor)).Select(member => member.Name).Where(name => !name.StartsWith("get_", StringComparison.Ordinal));
        Assert.Empty(offered.Except(Functions.Names));
    }

    [Fact]
    public void DerivativesAreThoseOfTheLoss()
    {
        string[] expressions = [.. Expressions.Where(expression => !OfSequences.IsMatch(expression))];
        using var loaded = new LoadedNetworks(GeneratorHarness.Run(Usings + string.Concat(expressions.Select(Declaration))).Clean());
        AssertDerivatives(expressions, k => Check(loaded.Type($"Net{k}")));
    }

    /// <summary>On sequences of different lengths every function is right or is reported, as those are that need to know how long.</summary>
    [Fact]
    public void DerivativesOverTime()
    {
        var generated = GeneratorHarness.Run(Usings + string.Concat(Expressions.Select(OverTime)));
        Assert.Empty(generated.CompilerDiagnostics);
        Assert.All(generated.Reported, diagnostic => Assert.Matches("^NETGEN2", diagnostic.Id));
        var faulty = generated.Reported.Select(diagnostic => Regex.Match(diagnostic.GetMessage(), @"'Net(\d+)'").Groups[1].Value).ToHashSet();
        int[] right = [.. Enumerable.Range(0, Expressions.Length).Where(k => !faulty.Contains($"{k}"))];
        Assert.InRange(right.Length, 90, Expressions.Length);
        using var loaded = new LoadedNetworks(generated);
        AssertDerivatives([.. right.Select(k => Expressions[k])], k => CheckOverTime(loaded.Type($"Net{right[k]}")));
    }

    private const string Usings = "using NetGen;\nusing static NetGen.Tensor;\n#pragma warning disable CS1591\n";

    private static readonly Regex OfSequences = new("RepeatOverTime|Positions");

    private static void AssertDerivatives(string[] expressions, Func<int, double> error)
    {
        var errors = expressions.Select((expression, k) => (expression, error: error(k)));
        Assert.Empty(errors.Where(e => !(e.error < Tolerance)).Select(e => $"{e.expression}: {e.error:E2}"));
    }

    private static string OverTime(string expression, int index) => $$"""
        [Network(Precision = Precision.Double)]
        public partial class Net{{index}}
        {
            [Dense(4)] public partial Layer First { get; }
            [Dense(4)] public partial Layer Second { get; }
            [Dense(4)] public partial Layer Third { get; }
            [Parameter(3, 4, Deviation = 0.5)] public partial Parameter P { get; }
            [Parameter(4, 2, Deviation = 0.5)] public partial Parameter Q { get; }
            [Graph]
            private Tensor Define([Sequence(5)] Tensor x)
            {
                var a = First.Apply(x);
                var b = Second.Apply(x);
                var v = Third.Apply(Mean(x, 0));
                Tensor p = P, q = Q;
                var c = 0.3 * Sigmoid(a);
                var k = ArgMax(Mean(x, 0));
                var y = {{expression.Replace("Weight", "First.Weight", StringComparison.Ordinal)}};
                return y + 1e-3 * (Sum(a) + Sum(b) + Sum(c) + Sum(v) + Sum(p) + Sum(q) + k);
            }
            [Loss] private static Tensor Objective(Tensor output, [Shape] Tensor t) => Sum(Sin(1.3 * output) + 0.1 * output) * t;
        }

        """;

    private delegate double Forward(ReadOnlySpan<double> input, ReadOnlySpan<double> target, ReadOnlySpan<int> lengths);

    private static double CheckOverTime(Type type)
    {
        object model = Activator.CreateInstance(type, 7UL)!;
        var parameters = (ParameterSet<double>)type.GetProperty("Parameters")!.GetValue(model)!;
        var random = new Random(11);
        using var trainer = (Trainer<double>)type.GetMethod("CreateTrainer")!.Invoke(model, [new Sgd(0), Batch, 6, 1, 5UL])!;
        var forward = trainer.GetType().GetMethod("Forward")!.CreateDelegate<Forward>(trainer);
        foreach (ref double value in parameters.All)
        {
            value += (random.NextDouble() - 0.5) * 0.6;
        }

        double[] input = [.. Enumerable.Range(0, Batch * 6 * 5).Select(_ => (random.NextDouble() * 2) - 1)];
        double[] target = [.. Enumerable.Range(0, Batch).Select(_ => random.NextDouble() + 0.5)];
        int[] lengths = [6, 1, 3];
        return Gradients.WorstError(parameters, trainer, () => forward(input, target, lengths));
    }

    private static string Declaration(string expression, int index)
    {
        string tied = expression.Contains("Weight", StringComparison.Ordinal) ? "First.Weight" : "";
        return $$"""
            [Network(Precision = Precision.Double)]
            public partial class Net{{index}}
            {
                [Dense(12)] public partial Layer First { get; }
                [Dense(12)] public partial Layer Second { get; }
                [Dense(4)] public partial Layer Third { get; }
                [Parameter(3, 4, Deviation = 0.5)] public partial Parameter P { get; }
                [Parameter(4, 2, Deviation = 0.5)] public partial Parameter Q { get; }
                [Parameter(4, Deviation = 0.5)] public partial Parameter Table { get; }
                [Graph]
                private Tensor Define([Shape(5)] Tensor x)
                {
                    var a = Reshape(First.Apply(x), 3, 4);
                    var b = Reshape(Second.Apply(x), 3, 4);
                    var v = Third.Apply(x);
                    Tensor p = P, q = Q, table = Table;
                    var c = Constant(0.3, 3, 4) * Sigmoid(Sum(x));
                    var k = ArgMax(x);
                    var y = {{(tied.Length > 0 ? "MatMul(x, First.Weight)" : expression)}};
                    return y + 1e-3 * (Sum(a) + Sum(b) + Sum(c) + Sum(v) + Sum(p) + Sum(q) + Sum(table) + k);
                }
                [Loss] private static Tensor Objective(Tensor output, [Shape] Tensor t) => Sum(Sin(1.3 * output) + 0.1 * output) * t;
            }

            """;
    }

    /// <summary>The worst error over all parameters.</summary>
    private static double Check(Type type)
    {
        dynamic model = Activator.CreateInstance(type, 7UL)!;
        var parameters = (ParameterSet<double>)model.Parameters;
        var random = new Random(11);
        foreach (ref double value in parameters.All)
        {
            value += (random.NextDouble() - 0.5) * 0.6;
        }

        double[] input = [.. Enumerable.Range(0, Batch * 5).Select(_ => (random.NextDouble() * 2) - 1)];
        double[] target = [.. Enumerable.Range(0, Batch).Select(_ => random.NextDouble() + 0.5)];
        using var trainer = (Trainer<double, double, double>)model.CreateTrainer(new Sgd(0), Batch, 1, 5UL);
        double worst = Gradients.WorstError(parameters, trainer, () => trainer.Forward(input, target));
        return Allocations.OfStep(trainer, input, target) == 0 ? worst : throw new InvalidOperationException($"A step of {type.Name} allocates.");
    }
}
