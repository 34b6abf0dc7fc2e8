using System.IO;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Tests.Harness;
using Xunit;

namespace NetGen.Generator.Tests.Graphs;

/// <summary>Modules and recurrent cells of an assembly that is referenced: read from the attribute that the generator left there.</summary>
public sealed class ReferencedModuleTests
{
    private const string Library = """
        using NetGen;
        using static NetGen.Tensor;
        #pragma warning disable CS1591

        namespace Parts;

        [Module]
        public partial class Block(int units)
        {
            [Dense(nameof(units), Activation = Activation.Tanh)] public partial Layer First { get; }
            [Module(typeof(Gate), nameof(units), Count = 2)] public partial Layers Gates { get; }
            [Parameter(1)] public partial Parameter Scale { get; }

            [Graph]
            private Tensor Define(Tensor x)
            {
                var y = First.Apply(x);
                foreach (var gate in Gates)
                {
                    y = gate.Apply(y);
                }

                return y * Scale + Where(y > 0.5, y, -0.25);
            }
        }

        [Module]
        public partial class Gate(int units)
        {
            [Dense(nameof(units), L2 = 1e-3)] public partial Layer Open { get; }

            [Graph]
            private Tensor Define(Tensor x) => x * Sigmoid(Open.Apply(x));
        }

        [RecurrentCell]
        public partial class Unit(int units, int memory)
        {
            [Module(typeof(Gate), nameof(units))] public partial Layer Gate { get; }
            [Dense(nameof(units))] public partial Layer Next { get; }
            [Dense(nameof(memory))] public partial Layer Keep { get; }

            [Step]
            private (Tensor H, Tensor M, Tensor Count) Go(Tensor x, [State(nameof(units))] Tensor h, [State(nameof(memory))] Tensor m, [State(1)] Tensor count) =>
                (Gate.Apply(Next.Apply(Concat(x, h, m, count))), Tanh(Keep.Apply(h)), count + 0.01);
        }
        """;

    private const string Network = """
        using NetGen;
        using static NetGen.Tensor;
        #pragma warning disable CS1591

        [Network]
        [Input(4)]
        [Module(typeof(Parts.Block), 6)]
        [Dense(3)]
        [SoftmaxCrossEntropy]
        public partial class Net;
        """;

    private const string Recurrent = """
        using NetGen;
        #pragma warning disable CS1591

        [Network]
        [Sequence(4)]
        [Recurrent(typeof(Parts.Unit), 6, 5, Bidirectional = Bidirectional.Concat)]
        [Dense(3)]
        [SoftmaxCrossEntropy]
        public partial class Net;
        """;

    [Theory]
    [InlineData(Network)]
    [InlineData(Recurrent)]
    public void AreTheSameAsFromSource(string network)
    {
        var source = GeneratorHarness.Run(Library, network).Clean();
        using var image = new MemoryStream();
        Assert.True(GeneratorHarness.Run(Library).Clean().Compilation.Emit(image).Success);
        var compilation = GeneratorHarness.Compilation(network).AddReferences(MetadataReference.CreateFromImage(image.ToArray()));
        var referenced = GeneratorHarness.Run(compilation).Clean();

        foreach (string file in new[] { "Net.Model.g.cs", "Net.Inference.g.cs", "Net.Training.g.cs" })
        {
            Assert.Equal(source.Files[file], referenced.Files[file]);
        }
    }

    [Fact]
    public void WithoutTheAttributeAreReported()
    {
        using var image = new MemoryStream();
        var library = GeneratorHarness.Compilation("using NetGen;\n#pragma warning disable CS1591\nnamespace Parts;\n[Module]\npublic class Block(int units) { public int Units => units; }");
        Assert.True(library.Emit(image).Success);
        var compilation = GeneratorHarness.Compilation(Network).AddReferences(MetadataReference.CreateFromImage(image.ToArray()));
        Assert.Equal("NETGEN212", Assert.Single(GeneratorHarness.Run(compilation).Reported).Id);
    }
}
