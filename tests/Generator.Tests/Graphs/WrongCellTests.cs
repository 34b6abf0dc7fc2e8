using NetGen.Generator.Tests.Harness;
using Xunit;

namespace NetGen.Generator.Tests.Graphs;

/// <summary>Mistakes in recurrent cells and with sequences in methods: each is one diagnostic at its place.</summary>
public sealed class WrongCellTests
{
    private const string Usings = "using NetGen;\nusing static NetGen.Tensor;\n#pragma warning disable CS1591\n";

    private const string Right = """
        [RecurrentCell] public partial class Cell(int units)
        {
            [Dense(nameof(units))] public partial Layer Next { get; }
            [Step] private Tensor Go(Tensor x, [State(nameof(units))] Tensor h) => Tanh(Next.Apply(Concat(x, h)));
        }
        [Module] public partial class Part(int units)
        {
            [Dense(nameof(units))] public partial Layer Next { get; }
            [Graph] private Tensor Go(Tensor x) => Next.Apply(x);
        }

        """;

    [Theory]
    [InlineData("[RecurrentCell] public partial class {|NETGEN212:Wrong|}(int units) { [Dense(nameof(units))] public partial Layer Next { get; } }")]
    [InlineData("[RecurrentCell] public partial class {|NETGEN212:Wrong|}(int units) { [Dense(nameof(units))] public partial Layer Next { get; } [Graph] private Tensor Go(Tensor x) => Next.Apply(x); }")]
    [InlineData("[RecurrentCell] public partial class {|NETGEN212:Wrong|}(int units) { [Dense(nameof(units))] public partial Layer Next { get; } [Step] private Tensor Go(Tensor x) => Next.Apply(x); }")]
    [InlineData("[RecurrentCell] public partial class {|NETGEN212:Wrong|}(int units) { [Dense(nameof(units))] public partial Layer Next { get; } [Step] private Tensor Go(Tensor x, Tensor y, [State(nameof(units))] Tensor h) => Next.Apply(x + y + h); }")]
    [InlineData("[RecurrentCell] public partial class {|NETGEN212:Wrong|}(int units) { [Dense(nameof(units))] public partial Layer Next { get; } [Step] private Tensor Go([State(nameof(units))] Tensor h) => Next.Apply(h); }")]
    [InlineData("[RecurrentCell] public class {|NETGEN001:Wrong|} { [Step] private Tensor Go(Tensor x, [State(4)] Tensor h) => x + h; }")]
    public void Cells(string cell) => Expected.Diagnostics(Usings + cell);

    [Theory]
    [InlineData("Recurrent(typeof(Cell), 4)", "")]
    [InlineData("{|NETGEN212:Recurrent(typeof(Cell))|}", "")]
    [InlineData("{|NETGEN212:Recurrent(typeof(Cell), 4, 5)|}", "")]
    [InlineData("{|NETGEN212:Recurrent(typeof(Part), 4)|}", "")]
    [InlineData("{|NETGEN212:Module(typeof(Cell), 4)|}", "")]
    [InlineData("{|NETGEN212:Recurrent(typeof(string))|}", "")]
    [InlineData("{|NETGEN105:Recurrent(typeof(Cell), 4, Reverse = true, Bidirectional = Bidirectional.Sum)|}", "")]
    [InlineData("{|NETGEN105:Gru(4, RecurrentDropout = 1)|}", "")]
    [InlineData("{|NETGEN105:Lstm(4, Projection = -1)|}", "")]
    [InlineData("{|NETGEN102:Lstm(0)|}", "")]
    [InlineData("Recurrent(typeof(Other), 4)", "[Step] private Tensor {|NETGEN214:Go|}(Tensor x, [State(4)] Tensor h, [State(3)] Tensor m) => Next.Apply(Concat(x, h, m));")]
    [InlineData("Recurrent(typeof(Other), 4)", "[Step] private Tensor {|NETGEN214:Go|}(Tensor x, [State(4)] Tensor h) => Concat(Next.Apply(Concat(x, h)), x);")]
    [InlineData("Recurrent(typeof(Other), 4)", "[Step] private Tensor Go(Tensor x, [State(nameof(Next))] Tensor {|NETGEN213:h|}) => Next.Apply(Concat(x, h));")]
    [InlineData("Recurrent(typeof(Other), 4)", "[Step] private Tensor Go(Tensor x, [State(0)] Tensor {|NETGEN102:h|}) => Next.Apply(Concat(x, h));")]
    [InlineData("{|NETGEN212:Recurrent(typeof(Other), 4)|}", "[BatchNorm] public partial Layer Norm { get; } [Step] private Tensor Go(Tensor x, [State(4)] Tensor h) => Next.Apply(Norm.Apply(Concat(x, h)));")]
    [InlineData("Recurrent(typeof(Other), 4)", "[Step] private Tensor Go(Tensor x, [State(4)] Tensor h) => Next.Apply({|NETGEN202:x + h|});")]
    [InlineData("Recurrent(typeof(Other), 4)", "[Gru(4)] public partial Layer Inner { get; } [Step] private Tensor Go(Tensor x, [State(4)] Tensor h) => {|NETGEN101:Inner.Apply(x)|} + Next.Apply(h);")]
    public void Layers(string layer, string other) => Expected.Diagnostics($$"""
        {{Usings}}{{Right}}{{(other.Length == 0 ? "" : $$"""[RecurrentCell] public partial class Other(int units) { [Dense(nameof(units))] public partial Layer Next { get; } {{other}} }""")}}
        [Network] [Sequence(3)] [{{layer}}] [Dense(2)] [MeanSquaredError] public partial class Net;
        """);

    [Theory]
    [InlineData("[Sequence(3)] Tensor x", "A.Run(x).Output")]
    [InlineData("[Sequence(3)] Tensor x, [Shape(4)] Tensor h", "A.Apply(x, h)")]
    [InlineData("[Sequence(3)] Tensor x, [Shape(5)] Tensor h", "{|NETGEN105:A.Apply(x, h)|}")]
    [InlineData("[Sequence(3)] Tensor x, [Shape(4)] Tensor h", "{|NETGEN105:A.Run(x, h, h)|}.Output")]
    [InlineData("[Shape(3)] Tensor x, [Shape(4)] Tensor h", "{|NETGEN101:A.Apply(x, h)|}")]
    [InlineData("[Sequence(3)] Tensor x, [Shape(4)] Tensor h", "{|NETGEN105:Both.Step(h, h)|}.Output")]
    [InlineData("[Sequence(3)] Tensor x", "{|NETGEN207:D.Run(x)|}.Output")]
    [InlineData("[Sequence(3)] Tensor x", "{|NETGEN207:D.Step(x)|}.Output")]
    [InlineData("[Sequence(3)] Tensor x", "{|NETGEN207:Slice(x, 0, 0, 2)|}")]
    [InlineData("[Sequence(3)] Tensor x", "{|NETGEN207:Flatten(x)|}")]
    [InlineData("[Sequence(3)] Tensor x", "{|NETGEN207:Reshape(x, 6)|}")]
    [InlineData("[Sequence(3)] Tensor x", "{|NETGEN207:Concat(0, x, x)|}")]
    [InlineData("[Sequence(3, Time = \"a\")] Tensor x, [Sequence(3, Time = \"b\")] Tensor y", "{|NETGEN202:x + y|}")]
    [InlineData("[Sequence(3, Time = \"a b\")] Tensor {|NETGEN015:x|}", "A.Apply(x)")]
    [InlineData("[Sequence(0)] Tensor {|NETGEN102:x|}", "D.Apply(x)")]
    [InlineData("[Shape(3)] Tensor x", "{|NETGEN207:RepeatOverTime(x, x)|}")]
    public void Methods(string parameters, string value) => Expected.Diagnostics($$"""
        {{Usings}}[Network] public partial class Net
        {
            [Gru(4)] public partial Layer A { get; }
            [Gru(4, Bidirectional = Bidirectional.Concat)] public partial Layer Both { get; }
            [Dense(2)] public partial Layer D { get; }
            [Graph] private Tensor Define({{parameters}}) => {{value}};
        }
        """);

    [Fact]
    public void DeconstructionIntoMoreStatesThanThereAre() => Expected.Diagnostics($$"""
        {{Usings}}[Network] public partial class Net
        {
            [Gru(4)] public partial Layer A { get; }
            [Graph] private Tensor Define([Sequence(3)] Tensor x) { {|NETGEN207:var (output, h, c) = A.Run(x);|} return output + h + c; }
        }
        """);

    [Fact]
    public void LossesAreANumberPerStepOrPerSample() => Expected.Diagnostics($$"""
        {{Usings}}[Network] public partial class Net
        {
            [Gru(4)] public partial Layer A { get; }
            [Graph] private Tensor Define([Sequence(3)] Tensor x) => A.Apply(x);
            [Loss] private static Tensor {|NETGEN204:Error|}(Tensor output, [Sequence(4)] Tensor t) => SquaredError(output, t);
        }
        """);
}
