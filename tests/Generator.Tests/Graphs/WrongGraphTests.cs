using System;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Tests.Harness;
using Xunit;

namespace NetGen.Generator.Tests.Graphs;

/// <summary>Graph networks as a new user gets them wrong: each mistake is one diagnostic at its expression, however much the rest of the program uses the network.</summary>
public sealed class WrongGraphTests
{
    private const string Usings = "using System;\nusing System.Linq;\nusing System.Threading.Tasks;\nusing NetGen;\nusing static NetGen.Tensor;\n#pragma warning disable CS1591\n";

    private const string Members = """
        [Dense(4)] public partial Layer A { get; }
        [Dense(3)] public partial Layer B { get; }
        [Conv2D(2, Kernel = 3)] public partial Layer C { get; }
        [Dense(4, Count = 2)] public partial Layers Hidden { get; }
        [Parameter(4, 2)] public partial Parameter P { get; }
        """;

    private const string Define = "[Graph] private Tensor Define([Shape(4)] Tensor x) => B.Apply(A.Apply(x));";

    private const string Error = "[Loss] private static Tensor Error(Tensor output, [Shape(3)] Tensor t) => Sum(SquaredError(output, t));";

    /// <summary>Calls the API of a network Net with one input, one output and one target.</summary>
    private const string Use = """

        internal static class Use
        {
            internal static float All(float[] x, float[] t)
            {
                var model = new Net(seed: 1);
                model.CopyFrom(Net.Load("a").Clone());
                model.Save("c");
                using var session = model.CreateSession(maxBatch: 3);
                session.Forward(x, t);
                using var trainer = model.CreateTrainer(new Sgd(0.1), batchSize: 4);
                trainer.Forward(x, t);
                trainer.Backward();
                return trainer.Step(x, t) + Net.Summary.Length + model.Parameters.All[0] + model.A.Weight.Shape.Length + model.Hidden[0].Name.Length + model.P.Shape.Length;
            }
        }
        internal static class Other
        {
            internal static readonly Func<Tensor, Tensor> Function = Exp;
            internal static Tensor Twice(Tensor x) => x + x;
        }
        """;

    private static string Net(string rest) => $"{Usings}[Network] public partial class Net\n{{\n{Members}\n{rest}\n}}\n{Use}";

    /// <summary>A network with the statements as its graph method, and more members.</summary>
    private static string Body(string statements, string more = "") => Net($"[Graph] private Tensor Define([Shape(4)] Tensor x)\n{{\n{statements}\n}}\n{more}\n{Error}");

    // Statements and expressions.

    [Theory]
    [InlineData("{|NETGEN201:while (true) { }|}")]
    [InlineData("{|NETGEN201:do { x = Exp(x); } while (false);|} return B.Apply(x);")]
    [InlineData("{|NETGEN201:try { return B.Apply(x); } finally { }|}")]
    [InlineData("{|NETGEN201:switch (2) { default: return B.Apply(x); }|}")]
    [InlineData("{|NETGEN201:lock (x) { _ = Exp(x); }|} return B.Apply(x);")]
    [InlineData("for (var k = 0; k < 2; k++) { if (k == 1) {|NETGEN201:break;|} } return B.Apply(x);")]
    [InlineData("{|NETGEN201:throw new InvalidOperationException();|}")]
    [InlineData("Func<Tensor, Tensor> f = {|NETGEN201:y => Exp(y)|}; return B.Apply(f(x));")]
    [InlineData("return B.Apply({|NETGEN201:new[] { x }.Select(y => Exp(y)).First()|});")]
    [InlineData("return B.Apply({|NETGEN201:(from y in new[] { x } select Exp(y)).First()|});")]
    [InlineData("{|NETGEN201:Tensor Twice(Tensor y) => y + y;|} return B.Apply(Twice(x));")]
    [InlineData("for (var k = 0; k < 2; k++) x = Expose(x, {|NETGEN201:$\"hidden{k}\"|}); return B.Apply(x);")]
    [InlineData("var random = {|NETGEN201:new Random(1)|}; return B.Apply(x * random.NextDouble());")]
    [InlineData("return B.Apply({|NETGEN201:Other.Twice(x)|});")]
    [InlineData("return B.Apply({|NETGEN201:Other.Function|}(x));")]
    [InlineData("return B.Apply({|NETGEN201:x switch { _ => x }|});")]
    [InlineData("if ({|NETGEN201:x is Tensor|}) return x; return B.Apply(x);")]
    [InlineData("{|NETGEN201:_last = x;|} return B.Apply(x);", "private Tensor? _last;")]
    [InlineData("return B.Apply(x * {|NETGEN201:_scale|});", "private double _scale = 2;")]
    [InlineData("return B.Apply(x * {|NETGEN201:Scale|});", "private double Scale => 2;")]
    [InlineData("return B.Apply(Use(x, {|NETGEN201:Exp|}));", "private static Tensor Use(Tensor y, Func<Tensor, Tensor> f) => f(f(y));")]
    [InlineData("{|NETGEN201:Parts(x, out var y);|} return B.Apply(y);", "private static void Parts(Tensor x, out Tensor y) => y = Exp(x);")]
    [InlineData("return B.Apply({|NETGEN201:DateTime.Now.Second|} * x);")]
    [InlineData("Tensor {|NETGEN201:y|}; y = Exp(x); return B.Apply(y);")]
    public void NotUnderstood(string statements, string more = "") => Expected.Diagnostics(Body(statements, more));

    [Theory]
    [InlineData("return B.Apply(Math.Exp({|CS1503:x|}));")]
    [InlineData("if ({|CS0029:x > 0|}) return x; return B.Apply(x);")]
    [InlineData("return B.Apply({|CS0103:Exq|}(x));")]
    [InlineData("return {|CS0103:Decoder|}.Apply(x);")]
    [InlineData("return B.{|CS1061:Aply|}(x);")]
    [InlineData("return {|CS0029:2|};")]
    [InlineData("return B.Apply({|CS0019:x * \"2\"|});")]
    [InlineData("return B.Apply(x * Sum({|CS0019:2 * P|}));")]
    [InlineData("return B.Apply(x * Sum({|CS0023:-P|}));")]
    [InlineData("return B.Apply({|CS7036:Slice|}(x, 0));")]
    public void ErrorsOfCSharpStandAlone(string statements) => Expected.Diagnostics(Body(statements));

    // Values known only at the call, and arguments.

    [Theory]
    [InlineData("return B.Apply(Hidden[{|NETGEN207:2|}].Apply(x));")]
    [InlineData("return B.Apply({|NETGEN207:Sum(x, 1)|});")]
    [InlineData("return B.Apply({|NETGEN207:Softmax(x, 1)|});")]
    [InlineData("return B.Apply({|NETGEN207:Slice(x, 0, 3, 2)|});")]
    [InlineData("return B.Apply({|NETGEN207:Slice(x, 0, -1, 2)|});")]
    [InlineData("return B.Apply({|NETGEN207:Split(x, 3)|}[0]);")]
    [InlineData("return B.Apply(Split(x, 2)[{|NETGEN207:2|}]);")]
    [InlineData("return B.Apply({|NETGEN207:Split(x, 0)|}[0]);")]
    [InlineData("return B.Apply({|NETGEN207:Pad(x, 0, -1, 0)|});")]
    [InlineData("return B.Apply({|NETGEN207:Reshape(x, 0)|});")]
    [InlineData("return B.Apply({|NETGEN207:Reshape(x, -1, -1)|});")]
    [InlineData("return B.Apply({|NETGEN207:Reshape(x, -2)|});")]
    [InlineData("return B.Apply({|NETGEN207:Transpose(x)|});")]
    [InlineData("return B.Apply({|NETGEN207:Transpose(x, 1)|});")]
    [InlineData("return B.Apply({|NETGEN207:Transpose(Reshape(x, 2, 2), 0, 0)|});")]
    [InlineData("return B.Apply({|NETGEN207:Concat(1, x, x)|});")]
    [InlineData("return B.Apply({|NETGEN207:ExpandAxis(x, 3)|});")]
    [InlineData("return B.Apply({|NETGEN207:CumulativeSum(x, 1)|});")]
    [InlineData("return B.Apply({|NETGEN207:Normalize(x, -2)|});")]
    [InlineData("return B.Apply({|NETGEN207:CosineSimilarity(x, x, 1)|});")]
    [InlineData("return B.Apply({|NETGEN207:Normal(0)|});")]
    [InlineData("return B.Apply({|NETGEN207:Constant(1, -1)|});")]
    [InlineData("return B.Apply({|NETGEN207:Identity(0)|});")]
    [InlineData("return B.Apply({|NETGEN207:Range(0)|});")]
    [InlineData("return B.Apply({|NETGEN207:OneHot(ArgMax(x), 0)|});")]
    [InlineData("return B.Apply({|NETGEN207:Gather(P, x)|});")]
    [InlineData("return B.Apply({|NETGEN207:Gather(x, ArgMax(x))|});")]
    [InlineData("return B.Apply({|NETGEN207:Batch(P)|});")]
    [InlineData("return B.Apply({|NETGEN207:Unbatch(x)|});")]
    [InlineData("return B.Apply({|NETGEN207:Unbatch(P)|});")]
    [InlineData("return B.Apply({|NETGEN207:Expose(x, \"a b\")|});")]
    [InlineData("return {|NETGEN207:B.Apply(P)|};")]
    [InlineData("return {|NETGEN207:B.Apply(x, x)|};")]
    [InlineData("return B.Apply(x * {|NETGEN207:x.Extent(1)|});")]
    [InlineData("for (var k = 0; {|NETGEN206:k < Batch(x).Extent(0)|}; k++) x = Exp(x); return B.Apply(x);")]
    [InlineData("return B.Apply({|NETGEN206:Reshape(x, Batch(x).Extent(0))|});")]
    [InlineData("if ({|NETGEN206:x == B.Apply(x)|}) return x; return B.Apply(x);")]
    [InlineData("for (var k = 0; k < (int){|NETGEN206:Math.Cosh(1)|}; k++) x = Exp(x); return B.Apply(x);")]
    [InlineData("return B.Apply(x * ({|NETGEN206:1 / (x.Rank - 1)|}));")]
    [InlineData("return B.Apply(MatMul(x, {|NETGEN213:A.Weight|}));")]
    public void BadArguments(string statements) => Expected.Diagnostics(Body(statements));

    /// <summary>A tensor is not to blame for each of them.</summary>
    [Theory]
    [InlineData("return B.Apply(x * Math.Cosh(1));", "a number must be known when the network is compiled, but Math.Cosh is not computed while a method is read; of Math there are Abs, Ceiling, Cos, Exp, Floor, Log, Log2, Max, Min, Pow, Round, Sin, Sqrt, Tanh")]
    [InlineData("return B.Apply(x * (1 / (x.Rank - 1)));", "a number must be known when the network is compiled, but 1 is divided by zero")]
    [InlineData("return B.Apply(x * (7 % (x.Rank - 1)));", "a number must be known when the network is compiled, but 7 is divided by zero")]
    [InlineData("return B.Apply(Reshape(x, Batch(x).Extent(0)));", "argument 2 of Reshape must be known when the network is compiled, but depends on the size of the batch")]
    [InlineData("if (x == B.Apply(x)) return x; return B.Apply(x);", "an operand of Equals must be known when the network is compiled, but depends on a tensor; use Where for choices by value")]
    public void WhatIsNotKnownIsSaid(string statements, string message) =>
        Assert.Equal([$"Network 'Net': {message}"], GeneratorHarness.Run(Body(statements)).Reported.Where(diagnostic => diagnostic.Id == "NETGEN206").Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("return B.Apply({|NETGEN202:x + P|});")]
    [InlineData("return {|NETGEN202:A.Apply(x) - B.Apply(x)|};")]
    [InlineData("return B.Apply(Where({|NETGEN202:A.Apply(x) < B.Apply(x)|}, x, 1));")]
    [InlineData("return B.Apply({|NETGEN202:Maximum(x, Range(3))|});")]
    [InlineData("return B.Apply({|NETGEN202:Where(x > 0, x, Range(3))|});")]
    [InlineData("return B.Apply({|NETGEN202:MatMul(x, Transpose(P))|});")]
    [InlineData("return B.Apply({|NETGEN202:MatMul(x, Sum(x))|});")]
    [InlineData("return B.Apply({|NETGEN202:Concat(x, P)|});")]
    [InlineData("return B.Apply({|NETGEN202:Stack(x, B.Apply(x))|});")]
    [InlineData("return B.Apply({|NETGEN207:BroadcastTo(x, 3)|});")]
    [InlineData("return B.Apply({|NETGEN207:Reshape(x, 3)|});")]
    [InlineData("return B.Apply({|NETGEN207:Reshape(x, 3, -1)|});")]
    [InlineData("return B.Apply({|NETGEN202:SquaredError(x, Range(3))|});")]
    [InlineData("return B.Apply({|NETGEN202:CosineSimilarity(x, Range(3))|});")]
    [InlineData("return B.Apply({|NETGEN202:KullbackLeiblerToStandardNormal(x, Range(3))|});")]
    [InlineData("return B.Apply({|NETGEN202:SoftmaxCrossEntropy(x, Range(3))|});")]
    [InlineData("return {|NETGEN101:C.Apply(x)|};")]
    [InlineData("var y = B.Apply(x); return {|NETGEN209:B.Apply(y)|};")]
    [InlineData("return Hidden.Apply({|NETGEN202:x + B.Apply(x)|});")]
    public void WrongShapes(string statements) => Expected.Diagnostics(Body(statements));

    // What does not end, or is too large.

    [Theory]
    [InlineData("return B.Apply(Again(x));", "private static Tensor Again(Tensor x) => {|NETGEN208:Again(Exp(x))|};")]
    [InlineData("return B.Apply(Again(x));", "private static Tensor Again(Tensor x) => {|NETGEN208:Twice(x)|}; private static Tensor Twice(Tensor x) => Again(x + x);")]
    [InlineData("return B.Apply(x + {|NETGEN207:Constant(1, 0, 100000)|});", "")]
    public void Endless(string statements, string more) => Expected.Diagnostics(Body(statements, more));

    [Fact]
    public void AnEndlessLoop() =>
        Expected.Diagnostics(Net($"[Graph] private Tensor {{|NETGEN208:Define|}}([Shape(4)] Tensor x) {{ for (var k = 0; k < 2; k *= 1) x = Exp(x); return B.Apply(x); }}\n{Error}"));

    // Declarations.

    [Theory]
    [InlineData("[{|NETGEN205:Dense(3)|}] public Layer D { get; } = null!;")]
    [InlineData("[{|NETGEN205:Dense(3)|}] public Layer D => A;")]
    [InlineData("[{|NETGEN205:Dense(3)|}] public Tensor? D { get; set; }")]
    [InlineData("[{|CS0592:Dense|}(3)] public int D = 3;")]
    [InlineData("[{|CS0246,CS0246:Denze|}(3)] public Layer? D { get; set; }")]
    [InlineData("[{|NETGEN205:Dense(3, Count = 2)|}] public Layer D => A;")]
    [InlineData("[{|NETGEN205:Parameter(3)|}] public Layer D => A;")]
    [InlineData("[{|NETGEN205:Dense(3)|}] public static Layer? D => null;")]
    [InlineData("[{|CS0592:MeanSquaredError|}] public Layer D => A;")]
    public void Members_(string member) => Expected.Diagnostics(Net($"{member}\n{Define}\n{Error}"));

    [Theory]
    [InlineData("[Graph] private Tensor Define(Tensor {|NETGEN203:x|}) => B.Apply(x);", Error)]
    [InlineData("[Graph] private Tensor Define([Shape(0)] Tensor {|NETGEN102:x|}) => B.Apply(x);", Error)]
    [InlineData("[Graph] private async Task<Tensor> {|NETGEN201:Define|}([Shape(4)] Tensor x) { await Task.Yield(); return B.Apply(x); }", Error)]
    [InlineData("[Graph] private Tensor {|NETGEN201:Define|}<T>([Shape(4)] Tensor x) => B.Apply(x);", Error)]
    [InlineData("[Graph] private Tensor {|NETGEN201:Define|}([Shape(4)] ref Tensor x) => B.Apply(x);", Error)]
    [InlineData("[Graph] private Tensor Define([Shape(4)] Tensor {|NETGEN015:@in|}) => B.Apply(@in);", Error)]
    [InlineData("[Graph] private static Tensor Define([Shape(4)] Tensor x) => {|CS0120:B|}.Apply(x);", Error)]
    [InlineData("[Graph] private Tensor {|NETGEN214:Define|}([Shape(4)] Tensor x) => null!;", Error)]
    [InlineData("[Graph] private Tensor {|NETGEN214:Define|}([Shape(4)] Tensor x) => MatMul(Batch(B.Apply(x)), Transpose(Batch(B.Apply(x))));", Error)]
    [InlineData(Define, "[Loss] private static Tensor {|NETGEN204:Error|}(Tensor output, [Shape(3)] Tensor t) => SquaredError(output, t);")]
    [InlineData(Define, "[Loss] private static Tensor Error(Tensor {|NETGEN203:outptu|}, [Shape(3)] Tensor t) => Sum(SquaredError(outptu, t));")]
    [InlineData(Define, "[Loss(Trains = [nameof(A), \"Z\"])] private static Tensor {|NETGEN213:Error|}(Tensor output, [Shape(3)] Tensor t) => Sum(SquaredError(output, t));")]
    [InlineData(Define, "[Loss] private static Tensor Error(Tensor output, [Shape(4)] Tensor t) => Sum({|NETGEN202:SquaredError(output, t)|});")]
    [InlineData(Define, Error + " [Gradient(\"y\")] private Tensor {|NETGEN213:Slope|}(Tensor x) => Sum(B.Apply(A.Apply(x)));")]
    [InlineData(Define, Error + " [Gradient(\"x\")] private Tensor {|NETGEN204:Slope|}(Tensor x) => A.Apply(x);")]
    [InlineData(Define, Error + " [Graph] private Tensor Code([Shape(5)] Tensor {|NETGEN015:x|}) => Exp(x);")]
    public void Methods(string graph, string loss) => Expected.Diagnostics(Net(graph + "\n" + loss));

    [Fact]
    public void AFaultyGraphWithALossByAttributeHasItsTrainer() =>
        Expected.Diagnostics($"{Usings}[Network] [MeanSquaredError] public partial class Net {{ {Members} [Graph] private Tensor Define([Shape(4)] Tensor x) => {{|NETGEN202:B.Apply(x) + A.Apply(x)|}}; }}\n{Use}");

    /// <summary>A session would compute the same from every input, and the derivative of the output would end at its copy.</summary>
    [Theory]
    [InlineData("MeanSquaredError", "P")]
    [InlineData("MeanSquaredError", "Exp(P)")]
    [InlineData("SoftmaxCrossEntropy", "P")]
    public void AnAttributeForAnOutputThatIsTheSameForAllSamples(string loss, string output) =>
        Expected.Diagnostics($"{Usings}[Network] [{{|NETGEN214:{loss}|}}] public partial class Net {{ [Parameter(4, 2)] public partial Parameter P {{ get; }} [Graph] private Tensor Define([Shape(4)] Tensor x) => {output}; }}");

    [Fact]
    public void ALossWithoutAGraph() => Expected.Diagnostics($"{Usings}[Network] public partial class {{|NETGEN211:Net|}} {{ {Members} {Error} }}\n{Use}");

    [Fact]
    public void AnOutputCalledLikeAnInput() =>
        Expected.Diagnostics($"{Usings}[Network] public partial class Net {{ {Members} [Graph] private (Tensor X, Tensor Y) {{|NETGEN214:Define|}}([Shape(4)] Tensor x) => (B.Apply(x), x); }}");

    // Modules.

    [Theory]
    [InlineData("[{|NETGEN212:Module(typeof(Block))|}] public partial Layer D { get; }")]
    [InlineData("[{|NETGEN212:Module(typeof(Block), 3, 4)|}] public partial Layer D { get; }")]
    [InlineData("[{|NETGEN212:Module(typeof(Block), \"four\")|}] public partial Layer D { get; }")]
    [InlineData("[{|NETGEN212:Module(typeof(string))|}] public partial Layer D { get; }")]
    public void SizesOfModules(string member) => Expected.Diagnostics(Net($"{member}\n[Graph] private Tensor Define([Shape(4)] Tensor x) => B.Apply(D.Apply(x));\n{Error}") + """

        [Module] public partial class Block(int units)
        {
            [Dense(nameof(units))] public partial Layer Inner { get; }
            [Graph] private Tensor Define(Tensor x) => x + Inner.Apply(x);
        }
        """);

    [Fact]
    public void AModuleThatContainsItself() => Expected.Diagnostics(Usings + """
        [Module] public partial class Block
        {
            [{|NETGEN212:Module(typeof(Block))|}] public partial Layer Left { get; }
            [{|NETGEN212:Module(typeof(Block))|}] public partial Layer Right { get; }
            [Graph] private Tensor Define(Tensor x) => Left.Apply(x) + Right.Apply(x);
        }
        """);

    // Half typed.

    /// <summary>Whatever token is missing: the C# compiler speaks of it, the generator stays quiet about the methods and never throws.</summary>
    [Fact]
    public void AMissingTokenIsAnErrorOfCSharpAlone()
    {
        const string Program = """
            using NetGen;
            using static NetGen.Tensor;
            [Network] public partial class Net
            {
                [Dense(3)] public partial Layer A { get; }
                [Graph] private (Tensor Y, Tensor Z) Define([Shape(4)] Tensor x)
                {
                    var h = Exp(0.5 * x) - 2;
                    for (var k = 0; k < 2; k++) { h = h + Normal(4); }
                    return (A.Apply(h), Sum(h, 0));
                }
                [Loss] private static Tensor Error(Tensor y, [Shape(3)] Tensor t) => Sum(SquaredError(y, t));
            }
            """;
        var tokens = CSharpSyntaxTree.ParseText(Program).GetRoot().DescendantTokens().Where(token => token.Parent?.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not null && token.Span.Length > 0);
        foreach (var token in tokens)
        {
            string source = Program.Remove(token.SpanStart, token.Span.Length);
            var generated = GeneratorHarness.Run(source);
            Assert.True(generated.Generator.Exception is null, $"without '{token}' at {token.SpanStart}: {generated.Generator.Exception}");
            Assert.DoesNotContain("NETGEN999", generated.Reported.Select(d => d.Id));
            if (generated.Compilation.SyntaxTrees[0].GetDiagnostics().Any())
            {
                Assert.True(generated.Reported.Count == 0, $"without '{token}' at {token.SpanStart}: {string.Join("; ", generated.Reported)}");
            }
        }
    }
}
