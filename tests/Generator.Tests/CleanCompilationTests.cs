using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator.Tests.Harness;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>What is generated compiles without a warning, whatever surrounds it.</summary>
public sealed class CleanCompilationTests
{
    private const string Network = "[Network] [Input(4)] [Dense(5, Activation = Activation.ReLU)] [BatchNorm] [Dropout(0.5)] [Dense(3)] [SoftmaxCrossEntropy]";
    private const string ImageNetwork = "[Network] [Input(4, 4, 1)] [Conv2D(3, Activation = Activation.Tanh)] [MaxPool2D(2)] [Flatten] [Dense(3, Activation = Activation.Softmax)] [MeanSquaredError]";

    [Theory]
    [InlineData(Precision.Single, LanguageVersion.CSharp13)]
    [InlineData(Precision.Double, LanguageVersion.CSharp13)]
    [InlineData(Precision.Single, LanguageVersion.Preview)]
    public void EveryTestNetwork(Precision precision, LanguageVersion language) =>
        GeneratorHarness.Run(GeneratorHarness.Compilation(language, TestNetworks.Together(precision))).Clean();

    [Fact]
    public void EveryTestNetworkBesideStaticMath() =>
        GeneratorHarness.Run("global using static System.Math; global using System;", "/// <summary>C.</summary>\npublic class C { /// <summary>Y.</summary>\npublic double Y => Exp(1); }", TestNetworks.Together(Precision.Double)).Clean();

    [Fact]
    public void InANamespace() =>
        GeneratorHarness.Run($"using NetGen; namespace A.B.C;\n{Network} internal partial class Net; {ImageNetwork} internal partial class Images;").Clean();

    [Fact]
    public void Nested() => GeneratorHarness.Run(
        $$"""
        using NetGen;
        namespace Outside;
        internal partial class Outer
        {
            internal partial struct Middle
            {
                internal partial record Inner
                {
                    internal partial interface IDeep
                    {
                        {{Network}} internal partial class Net;
                    }
                }
            }

            internal partial record struct Other
            {
                {{ImageNetwork}} private partial class Hidden;
                internal static int Size => Hidden.Summary.Length;
            }
        }
        """).Clean();

    [Fact]
    public void NestedInAStaticClassAndAPrivateClass() => GeneratorHarness.Run(
        $$"""
        using NetGen;
        internal static partial class Networks
        {
            {{Network}} internal sealed partial class Net;

            private abstract partial class Base
            {
                {{ImageNetwork}} protected internal sealed partial class Net;
            }
        }
        """).Clean();

    [Fact]
    public void KeywordsAsNames() => GeneratorHarness.Run(
        $$"""
        using NetGen;
        namespace @event.@namespace.field
        {
            {{Network}} internal partial class @class;
            internal partial class @static
            {
                {{Network}} internal partial class @int;
            }

            {{ImageNetwork}} internal partial class @await;
            {{Network}} internal partial class @record;
            {{Network}} internal partial class @nint;
            internal static class Use
            {
                internal static void All()
                {
                    using var session = new @class(seed: 1).CreateSession();
                    session.Forward([1, 2, 3, 4], new float[3]);
                    using var other = new @static.@int(seed: 1).CreateTrainer(new Sgd(0.1), 4);
                    _ = other.Step([1, 2, 3, 4], [1]);
                }
            }
        }
        """).Clean();

    /// <summary>Names that generated code uses too, as types of the user's around the network.</summary>
    [Theory]
    [InlineData("System")]
    [InlineData("One")]
    [InlineData("Span")]
    [InlineData("ReadOnlySpan")]
    [InlineData("Session")]
    [InlineData("Trainer")]
    [InlineData("Gemm")]
    [InlineData("V")]
    [InlineData("OneLane")]
    [InlineData("Kernels")]
    [InlineData("Optimizer")]
    [InlineData("Parameter")]
    [InlineData("Tensor")]
    [InlineData("Buffer")]
    [InlineData("Dense1")]
    [InlineData("Dense1Loop")]
    [InlineData("Dense1Epilogue")]
    [InlineData("SoftmaxCrossEntropyLoop")]
    [InlineData("GC")]
    [InlineData("Scalar")]
    [InlineData("IVector")]
    [InlineData("Element")]
    [InlineData("Layout")]
    [InlineData("ParameterLayout")]
    [InlineData("Start")]
    [InlineData("At")]
    public void BesideATypeOfTheSameName(string name)
    {
        GeneratorHarness.Run($"using NetGen; namespace User;\n{Network} internal partial class Net; {ImageNetwork} internal partial class Images; internal sealed class {name};").Clean();
        GeneratorHarness.Run($"using NetGen; namespace User.{name}\n{{ {Network} internal partial class Net; {ImageNetwork} internal partial class Images; }}").Clean();
        if (name != "System")
        {
            GeneratorHarness.Run($"using NetGen;\n{Network} internal partial class Net; {ImageNetwork} internal partial class Images; internal sealed class {name};").Clean();
        }
    }

    [Theory]
    [InlineData("Session")]
    [InlineData("Trainer")]
    [InlineData("V")]
    [InlineData("OneLane")]
    [InlineData("Dense1")]
    [InlineData("input")]
    [InlineData("labels")]
    [InlineData("n")]
    [InlineData("Element")]
    [InlineData("value")]
    [InlineData("Model")]
    public void ANetworkOfThatName(string name) =>
        GeneratorHarness.Run($"using NetGen; namespace User;\n#pragma warning disable CS8981\n{Network} internal partial class {name};").Clean();

    [Theory]
    [InlineData("n")]
    [InlineData("input")]
    [InlineData("output")]
    [InlineData("first")]
    [InlineData("last")]
    [InlineData("sum")]
    [InlineData("row")]
    [InlineData("column")]
    [InlineData("V")]
    [InlineData("loss")]
    [InlineData("logits")]
    [InlineData("probabilities")]
    [InlineData("W1")]
    [InlineData("z1")]
    [InlineData("h1")]
    [InlineData("dh1")]
    [InlineData("i")]
    [InlineData("j")]
    [InlineData("value")]
    [InlineData("samples")]
    [InlineData("key")]
    [InlineData("Workspace")]
    [InlineData("Dense1")]
    [InlineData("Step")]
    [InlineData("Element")]
    [InlineData("model")]
    [InlineData("_n")]
    [InlineData("labels")]
    [InlineData("targets")]
    [InlineData("sampleLoss")]
    [InlineData("v1")]
    [InlineData("e3")]
    [InlineData("maxBatch")]
    [InlineData("OneLane")]
    [InlineData("global")]
    [InlineData("nint")]
    [InlineData("parameters")]
    [InlineData("System")]
    public void AnyNameOfAnInputATargetOrALayerWorksOrIsADiagnostic(string name)
    {
        foreach (string network in new[]
        {
            $"[Network] [Input(4, Name = \"{name}\")] [Dense(5, Activation = Activation.ReLU)] [BatchNorm] [Dropout(0.5)] [Dense(3)] [SoftmaxCrossEntropy] internal partial class Net;",
            $"[Network] [Input(4)] [Dense(5, Activation = Activation.ReLU)] [Dense(3)] [MeanSquaredError(Target = \"{name}\")] internal partial class Net;",
            $"[Network] [Input(4)] [Dense(5, Activation = Activation.ReLU)] [Dense(3)] [SoftmaxCrossEntropy(Target = \"{name}\")] internal partial class Net;",
            $"[Network] [Input(4)] [Dense(5, Activation = Activation.ReLU, Name = \"{name}\")] [BatchNorm] [Dense(3, Activation = Activation.Softmax)] [SoftmaxCrossEntropy] internal partial class Net;",
        })
        {
            var generated = GeneratorHarness.Run("using NetGen;\n" + network);
            if (generated.Reported.Count == 0)
            {
                generated.Clean();
            }
            else
            {
                Assert.All(generated.Reported, diagnostic => Assert.StartsWith("NETGEN0", diagnostic.Id));
                Assert.Empty(generated.CompilerDiagnostics);
            }
        }
    }

    [Fact]
    public void UserMembersBesideGeneratedOnes() => GeneratorHarness.Run(
        $$"""
        using NetGen;
        {{Network}}
        internal partial class Net
        {
            internal int W1 = 1;
            internal int Dense1() => W1;
            internal static Net Create() => new(seed: 2);
            internal Net(string path) : this(0) => Parameters.CopyFrom(Load(path).Parameters);
            private sealed class Dense1Loop;
            private const int V = 3, n = V;
            internal int N => n;
        }
        """).Clean();

    [Fact]
    public void TheApiOfTheReadme() => GeneratorHarness.Run(
        $$"""
        using System;
        using System.IO;
        using NetGen;
        {{Network}} internal partial class Net;
        internal static class Use
        {
            internal static float All(float[] pixels, float[] probabilities, int[] labels)
            {
                var model = new Net(seed: 1);
                Console.WriteLine(Net.Summary);
                using var session = model.CreateSession(maxBatch: 32, threads: 2);
                session.Forward(pixels, probabilities);
                session.Predict(pixels, probabilities);
                using var trainer = model.CreateTrainer(new Adam(learningRate: 1e-3f), batchSize: 64);
                float loss = trainer.Step(pixels, labels);
                trainer.Forward(pixels, labels);
                trainer.Backward();
                _ = trainer.Gradients["Dense1.weight"];
                trainer.Update();
                model.Save("net.safetensors");
                model.Save(Stream.Null);
                var same = Net.Load("net.safetensors");
                same = Net.Load(Stream.Null);
                same = Net.Load(new byte[3]);
                _ = model.LoadMatching("net.safetensors");
                model.CopyFrom(same.Clone());
                return loss + model.Parameters["Dense1.weight"].Values[0];
            }
        }
        """).Clean();

    [Fact]
    public void PublicNetworksOfAPublicLibraryAreCompletelyDocumented() =>
        Assert.DoesNotContain(GeneratorHarness.Run(TestNetworks.Together(Precision.Single)).CompilerDiagnostics, d => d.Id.StartsWith("CS15", System.StringComparison.Ordinal));

    [Fact]
    public void FilesAreNamedByNamespaceTypeAndConcern()
    {
        var files = GeneratorHarness.Run($"using NetGen; namespace A.B;\n internal partial class Outer {{ {Network} internal partial class Net; }}").Clean().Files;
        Assert.Equal(["A.B.Outer.Net.Inference.g.cs", "A.B.Outer.Net.Model.g.cs", "A.B.Outer.Net.Training.g.cs"], files.Keys.Order());
    }
}
