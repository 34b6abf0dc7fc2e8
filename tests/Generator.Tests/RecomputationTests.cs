using System.Linq;
using NetGen.Generator.Tests.Harness;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Which networks can be trained in segments of time, and what those that cannot are told.</summary>
public sealed class RecomputationTests
{
    private const string End = " [Dense(2)] [SoftmaxCrossEntropy]";

    private const string Because = "looks at whole sequences, of which training sees one segment at a time, as [Network(Recompute = true)] says; ";

    [Theory]
    [InlineData("[Sequence(3)] [{|NETGEN128:Gru(4, Reverse = true)|}]" + End, "layer 1, Gru 'Gru1', " + Because + "let it run forward only, or leave Recompute out")]
    [InlineData("[Sequence(3)] [SimpleRnn(3)] [{|NETGEN128:Lstm(4, Bidirectional = Bidirectional.Sum)|}]" + End, "layer 2, Lstm 'Lstm1', " + Because + "let it run forward only, or leave Recompute out")]
    [InlineData("[Sequence(3)] [Gru(4)] [{|NETGEN128:Gru(4, Reverse = true, Output = SequenceOutput.Last)|}]" + End, "layer 2, Gru 'Gru2', " + Because + "let it run forward only, or leave Recompute out")]
    [InlineData("[Sequence(3)] [Gru(4)] [{|NETGEN128:BatchNorm|}]" + End, "layer 2, BatchNorm 'BatchNorm1', " + Because + "leave Recompute out")]
    [InlineData("[Sequence(3)] [{|NETGEN128:BatchNorm|}] [Gru(4, Output = SequenceOutput.Last)]" + End, "layer 1, BatchNorm 'BatchNorm1', " + Because + "leave Recompute out")]
    public void Chains(string marked, string message) => Expect($"[Network(Recompute = true)] {marked} internal partial class Net;", message);

    [Theory]
    [InlineData("[{|NETGEN020:Network(Recompute = true)|}] [Input(3)] [Dense(4)] [SoftmaxCrossEntropy] internal partial class Net;", "has no [Sequence] or [TokenSequence] to cut; leave Recompute out")]
    [InlineData("[{|NETGEN020:Network(Recompute = true)|}] [Sequence(3)] [Gru(4)] internal partial class Net;", "has no loss, so nothing is trained; leave Recompute out")]
    public void NothingToCut(string marked, string message) => Expect(marked, message);

    [Theory]
    [InlineData("var y = {|NETGEN128:x - Mean(x, 0)|}; return Out.Apply(Run.Apply(y));")]
    [InlineData("var y = {|NETGEN128:Softmax(Run.Apply(x), 0)|}; return Out.Apply(y);")]
    [InlineData("var h = Run.Apply(x); var y = {|NETGEN128:MatMul(Softmax(MatMul(h, Transpose(h))), h)|}; return Out.Apply(y);")]
    [InlineData("var h = Run.Apply(x); var y = {|NETGEN128:h * Max(h, 0)|}; return Out.Apply(y);")]
    [InlineData("return Out.Apply({|NETGEN128:Back.Apply(x)|});")]
    [InlineData("var h = {|NETGEN128:Back.Run(x)|}; return Out.Apply(Run.Apply(x, h.State));")]
    public void Methods(string body) => Expected.Diagnostics(Graph(body));

    /// <summary>Whole sequences are looked at after the loops only, or before: by the loss and what leads to it, or from inputs that are no sequences.</summary>
    [Theory]
    [InlineData("return Out.Apply(Run.Apply(x));")]
    [InlineData("var z = Out.Apply(image); return Out.Apply(Run.Apply(x + RepeatOverTime(Tanh(z), x)));")]
    [InlineData("var h = Small.Apply(image); return Out.Apply(Run.Apply(x, h));")]
    [InlineData("return Out.Apply(Transpose(Transpose(x) * Sigmoid(Positions(x))));")]
    public void RightMethods(string body) => GeneratorHarness.Run(Graph(body)).Clean();

    /// <summary>One number, or class, for a whole sequence.</summary>
    [Theory]
    [InlineData("Mean(Run.Apply(x), 0)")]
    [InlineData("Sum(x * Run.Apply(x), 0)")]
    [InlineData("Run.Run(x).State")]
    public void ManyToOne(string summary) => GeneratorHarness.Run(
        $$"""
        using NetGen;
        using static NetGen.Tensor;

        /// <summary>N.</summary>
        [Network(Recompute = true)]
        internal partial class Net
        {
            [Gru(3)] public partial Layer Run { get; }
            [Dense(2)] public partial Layer Out { get; }
            [Graph] private Tensor Define([Sequence(3)] Tensor x) => Out.Apply({{summary}});
            [Loss] private static Tensor Error(Tensor output, [Shape(2)] Tensor wanted) => Sum(SquaredError(output, wanted));
        }
        """).Clean();

    /// <summary>Each loss by itself: one over sequences, one over its steps that trains a part, one that knows nothing of sequences.</summary>
    [Fact]
    public void SeveralLosses() => GeneratorHarness.Run(
        """
        using NetGen;
        using static NetGen.Tensor;

        /// <summary>N.</summary>
        [Network(Recompute = true)]
        internal partial class Net
        {
            [Gru(3)] internal partial Layer Run { get; }
            [Dense(3)] internal partial Layer Out { get; }
            [Dense(2)] internal partial Layer Small { get; }
            [Graph] private (Tensor Told, Tensor Looked) Define([Sequence(3)] Tensor x, [Shape(3)] Tensor image) => (Out.Apply(Run.Apply(x)), Small.Apply(image));
            [Loss] private static Tensor Whole(Tensor told, [Shape(3)] Tensor wanted) => Sum(SquaredError(Mean(told, 0), wanted));
            [Loss(Trains = [nameof(Out)])] private static Tensor Each(Tensor told, [Sequence(3)] Tensor each) => Sum(SquaredError(told, each), -1);
            [Loss] private static Tensor Alone(Tensor looked, [Shape(2)] Tensor seen) => Sum(SquaredError(looked, seen));
        }
        """).Clean();

    [Fact]
    public void TwoTimeAxes()
    {
        const string Source = """
            using NetGen;
            using static NetGen.Tensor;
            [{|NETGEN020:Network(Recompute = true)|}]
            internal partial class Net
            {
                [Gru(3)] public partial Layer Encoder { get; }
                [Gru(3)] public partial Layer Decoder { get; }
                [Graph] private Tensor Define([Sequence(3, Time = "question")] Tensor x, [Sequence(3, Time = "answer")] Tensor y) { var (_, h) = Encoder.Run(x); return Decoder.Apply(y, h); }
                [Loss] private static Tensor Error(Tensor output, [Sequence(3, Time = "answer")] Tensor wanted) => Sum(SquaredError(output, wanted), -1);
            }
            """;
        Assert.Contains("has 2 (question, answer)", Expected.Diagnostics(Source).Reported.Single().GetMessage(), System.StringComparison.Ordinal);
    }

    private static string Graph(string body) =>
        $$"""
        using NetGen;
        using static NetGen.Tensor;

        /// <summary>N.</summary>
        [Network(Recompute = true)]
        internal partial class Net
        {
            [Gru(3)] public partial Layer Run { get; }
            [Gru(3, Reverse = true)] public partial Layer Back { get; }
            [Dense(3)] public partial Layer Out { get; }
            [Dense(3)] public partial Layer Small { get; }
            [Graph] private Tensor Define([Sequence(3)] Tensor x, [Shape(3)] Tensor image) { {{body}} }
            [Loss] private static Tensor Error(Tensor output, [Sequence(3)] Tensor wanted) => Sum(SquaredError(output, wanted), -1);
        }
        """;

    private static void Expect(string marked, string message)
    {
        string text = Expected.Diagnostics("using NetGen;\n" + marked).Reported.Single().GetMessage();
        Assert.EndsWith(message, text, System.StringComparison.Ordinal);
    }
}
