using System;
using System.Linq;
using NetGen.Generator.Tests.Harness;
using Xunit;

namespace NetGen.Generator.Tests.Graphs;

/// <summary>What graph methods may say: compiled without an error or a warning, in the generated code as in the user's.</summary>
public sealed class RightGraphTests
{
    private const string Usings = "using System;\nusing NetGen;\nusing static NetGen.Tensor;\n#pragma warning disable CS1591\n";

    private const string Block = """
        [Module] public partial class Block(int units)
        {
            [Dense(nameof(units), Activation = Activation.Tanh)] public partial Layer Inner { get; }
            [BatchNorm] public partial Layer Norm { get; }
            [Graph] private Tensor Define(Tensor x) => x + Norm.Apply(Inner.Apply(x));
        }
        [Module] public partial class Pair(int units)
        {
            [Module(typeof(Block), nameof(units))] public partial Layer First { get; }
            [Module(typeof(Block), nameof(units))] public partial Layer Second { get; }
            [Graph] private Tensor Define(Tensor x) => Second.Apply(First.Apply(x));
        }

        """;

    private const string Members = """
        [Dense(4)] public partial Layer A { get; }
        [Dense(3)] public partial Layer B { get; }
        [Dense(4, Count = 2)] public partial Layers Hidden { get; }
        [Parameter(4, 2)] public partial Parameter P { get; }
        """;

    [Theory]
    [InlineData("for (var k = 0; k < Hidden.Count; k++) x = x + Hidden[k].Apply(x); return B.Apply(x);")]
    [InlineData("foreach (var layer in Hidden) { x += layer.Apply(x); } return B.Apply(x);")]
    [InlineData("foreach (var part in Split(x, 2)) { x = Concat(x, part); } return B.Apply(x);")]
    [InlineData("return B.Apply(Hidden.Apply(x));")]
    [InlineData("var (y, z) = Both(x); return B.Apply(y * z);")]
    [InlineData("var both = Both(x); (x, _) = both; return B.Apply(x + both.Item2 + both.First);")]
    [InlineData("if (IsTraining && x.Rank == 1) { x = x * Bernoulli(0.5, 4); } else x *= 0.5; return B.Apply(x);")]
    [InlineData("const int n = 2; double scale = Math.Sqrt(n) / n; return B.Apply(x * scale);")]
    [InlineData("return B.Apply(MatMul(A.Apply(x), Transpose(A.Weight)) + Sum(A.Bias) + MatMul(P, Range(2)));")]
    [InlineData("return B.Apply(MatMul(A.Apply(x), A[\"weight\"]));")]
    [InlineData("return B.Apply(Run(A, x) + Run(Hidden[0], x, scale: 2));")]
    [InlineData("return B.Apply(Twice(Twice(x, 2), x));")]
    [InlineData("var @class = Exp(x); var @base = @class + 1; return B.Apply(@base);")]
    [InlineData("Tensor h = x, g = x; g += h; h = g; return B.Apply(h);")]
    [InlineData("var list = new[] { x, Exp(x) }; return B.Apply(Concat(list) * list.Length);")]
    [InlineData("return B.Apply(Expose(Tanh(x), \"Code\"));")]
    [InlineData("return this.B.Apply(true ? x : -x);")]
    [InlineData("var n = 0; for (var i = 0; i < 2; i++) for (var j = i; j < 3; j++) n++; return B.Apply(x * n);")]
    [InlineData("return B.Apply(x + Unbatch(Batch(x) - Mean(Batch(x), 0)));")]
    [InlineData("return B.Apply((float)2 * x + 1f);")]
    [InlineData("var n = Exp(x); var loss = n + 1; var value = loss * 2; var V = value - 1; var W1 = V; var session = Tanh(W1); return B.Apply(session);")]
    [InlineData("return (B.Apply(x))!;")]
    public void Statements(string statements) =>
        GeneratorHarness.Run($$"""
            {{Usings}}[Network] public partial class Net
            {
                {{Members}}
                [Graph] private Tensor Define([Shape(4)] Tensor x)
                {
                    {{statements}}
                }
                [Loss] private static Tensor Error(Tensor output, [Shape(3)] Tensor t) => Sum(SquaredError(output, t));
            }
            """, Usings + Helpers).Clean();

    /// <summary>In another file, with overloads.</summary>
    private const string Helpers = """
        public partial class Net
        {
            private static (Tensor First, Tensor Second) Both(Tensor x) => (Exp(x), -x);
            private static Tensor Run(Layer layer, Tensor x, double scale = 1) => layer.Apply(x) * scale;
            private static Tensor Twice(Tensor x, double by) => x * by;
            private static Tensor Twice(Tensor x, Tensor y) => x * y;
        }
        """;

    [Theory]
    [InlineData("[Dense(3)] public partial Layer G { get; } [Dense(1)] public partial Layer D { get; } [Graph] private Tensor Define([Shape(2)] Tensor z) => G.Apply(z); [Loss(Trains = [nameof(G)])] private Tensor Generator(Tensor output) => Softplus(-D.Apply(output)); [Loss(Trains = [nameof(D)])] private Tensor Critic(Tensor output, [Shape(3)] Tensor real) => Softplus(-D.Apply(real)) + Softplus(D.Apply(output));")]
    [InlineData("[Dense(3)] public partial Layer E { get; } [Dense(4)] public partial Layer D { get; } [Graph] private (Tensor Code, Tensor Image) Define([Shape(4)] Tensor x) => (E.Apply(x), D.Apply(E.Apply(x))); [Graph] private Tensor Decode([Shape(3)] Tensor code2) => D.Apply(code2); [Loss] private static Tensor Loss(Tensor image, Tensor x) => Sum(SquaredError(image, x)) ;")]
    [InlineData("[Dense(3)] public partial Layer E { get; } [Graph] private Tensor Define([Shape(4)] Tensor x, [Shape(2)] Tensor y) => E.Apply(Concat(x, y)); [Loss] private static Tensor Loss(Tensor output, [Shape(Classes = 3)] Tensor label) => SoftmaxCrossEntropy(output, label); [Gradient(\"x\")] private static Tensor Saliency(Tensor x, Tensor output) => Max(output) + 0 * Sum(x);")]
    [InlineData("[Dense(3)] public partial Layer E { get; } [Parameter(7, 5)] public partial Parameter Table { get; } [Graph] private Tensor Define([Shape(4, Classes = 7)] Tensor words) => E.Apply(Flatten(Gather(Table, words) + MatMul(OneHot(words, 7), Table))); [Loss] private static Tensor Loss(Tensor output, [Shape(3)] Tensor t) => Mean(SquaredError(output, t));")]
    [InlineData("[Dropout(0.5)] public partial Layer Drop { get; } [BatchNorm] public partial Layer Norm { get; } [Dense(4)] public partial Layer E { get; } [Graph] private Tensor Define([Shape(4)] Tensor x) => Drop.Apply(Norm.Apply(E.Apply(Drop.Apply(Norm.Apply(x))))); [Loss] private static Tensor Loss(Tensor output, [Shape(4)] Tensor t) => Mean(SquaredError(output, t));")]
    [InlineData("[Module(typeof(Pair), 4)] public partial Layer Blocks { get; } [Module(typeof(Block), 4, Count = 2)] public partial Layers More { get; } [Graph] private Tensor Define([Shape(4)] Tensor x) => More.Apply(Blocks.Apply(x)); [Loss] private static Tensor Loss(Tensor output, [Shape(4)] Tensor t) => Mean(SquaredError(output, t));")]
    [InlineData("[Parameter(10, 2)] public partial Parameter Map { get; } [Graph] private Tensor Define([Shape(Classes = 10)] Tensor point) => Gather(Map, point); [Loss] private Tensor Loss([Shape(2)] Tensor t) => Sum(SquaredError(Sum(Map, 0), t));")]
    public void Networks(string members) => GeneratorHarness.Run($"{Usings}{Block}namespace Deep {{ internal static partial class Outer {{ [Network] internal partial class Net {{ {members} }} }} }}").Clean();

    [Fact]
    public void AModuleInAChain() => GeneratorHarness.Run($"{Usings}{Block}[Network] [Input(4)] [Dense(5)] [Module(typeof(Pair), 5, Count = 2)] [Dense(2)] [SoftmaxCrossEntropy] public partial class Net;").Clean();

    /// <summary>Layers stand in the network's table also where only losses apply them, or a loss does before the graph method is read.</summary>
    [Fact]
    public void LayersThatALossAppliesAreListed()
    {
        string file = GeneratorHarness.Run($$"""
            {{Usings}}[Network] public partial class Net
            {
                [Dense(4)] public partial Layer Encoder { get; }
                [Dense(3)] public partial Layer Head { get; }
                [Graph] private Tensor Define([Shape(4)] Tensor x) => Encoder.Apply(x);
                [Loss] private Tensor Error(Tensor x, [Shape(3)] Tensor t) => Sum(SquaredError(Head.Apply(Encoder.Apply(x)), t));
            }
            """).Clean().File("Net.Model.g.cs");
        Assert.Matches(@"//   \d+ +Encoder \(Dense\) +4 -> 4 +W\d 4x4, b\d 4 +product, ending with b\d", file);
        Assert.Matches(@"//   \d+ +Head \(Dense\) +4 -> 3 +W\d 4x3, b\d 3 +in a loss only", file);
    }

    /// <summary>A layer without a size of its own, applied by another method to another size: the table says what the network computes.</summary>
    [Fact]
    public void OtherSizesAreNotSaidOfTheNetwork()
    {
        var files = GeneratorHarness.Run($$"""
            {{Usings}}[Network] public partial class Net
            {
                [Conv2D(3, Kernel = 3, Padding = Padding.Same)] public partial Layer Filters { get; }
                [Graph] private Tensor Define([Shape(8, 8, 1)] Tensor x) => Means(x);
                [Gradient("larger")] private Tensor Larger([Shape(12, 12, 1)] Tensor larger) => Sum(Means(larger));
                private Tensor Means(Tensor x) { var maps = Filters.Apply(x); return Mean(maps, 0, 1); }
            }
            """).Clean();
        Assert.Matches(@"//   \d+ +Filters \(Conv2D\) +8x8x1 -> 8x8x3 +W\d 3x3x1x3, b\d 3", files.File("Net.Model.g.cs"));
        Assert.DoesNotContain("12x12", files.File("Net.Model.g.cs"));
        Assert.Contains(": 12x12x1 -> 12x12x3", files.File("Net.Inference.g.cs"));
    }

    /// <summary>Running statistics move once for each application, as those of other frameworks do.</summary>
    [Fact]
    public void StatisticsOfASharedLayerMoveOncePerApplication()
    {
        double once = Mean("Norm.Apply(x)"), twice = Mean("Norm.Apply(x) + Norm.Apply(x + 0)");
        Assert.Equal(0.1 * 3, once, 9);
        Assert.Equal((0.9 * 0.3) + 0.3, twice, 9);

        static double Mean(string expression)
        {
            using var loaded = new LoadedNetworks(GeneratorHarness.Run($$"""
                {{Usings}}[Network(Precision = Precision.Double)] public partial class Net
                {
                    [BatchNorm] public partial Layer Norm { get; }
                    [Graph] private Tensor Define([Shape(2)] Tensor x) => {{expression}};
                    [Loss] private static Tensor Loss(Tensor output, [Shape(2)] Tensor t) => Sum(SquaredError(output, t));
                }
                """).Clean());
            dynamic model = Activator.CreateInstance(loaded.Type("Net"), 7UL)!;
            using var trainer = (Trainer<double, double, double>)model.CreateTrainer(new Sgd(0), 4, 1, 5UL);
            trainer.Step([.. Enumerable.Range(0, 8).Select(k => 3.0 + (k % 4 < 2 ? 1 : -1))], new double[8]);
            var parameters = (ParameterSet<double>)model.Parameters;
            return parameters.All[^4];
        }
    }
}
