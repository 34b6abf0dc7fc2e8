using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator.Tests.Harness;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>What is generated compiles without a warning, whatever surrounds it.</summary>
public sealed class CleanCompilationTests
{
    private const string Network = "[Network] [Input(4)] [Dense(5, Activation = Activation.ReLU)] [BatchNorm] [Dropout(0.5)] [Dense(3)] [SoftmaxCrossEntropy]";
    private const string SmallNetwork = "[Network] [Input(4)] [Dense(3, Activation = Activation.Tanh)] [SoftmaxCrossEntropy]";
    private const string ImageNetwork = "[Network] [Input(4, 4, 1)] [Conv2D(3, Activation = Activation.Tanh)] [MaxPool2D(2)] [Flatten] [Dense(3, Activation = Activation.Softmax)] [MeanSquaredError]";

    [Theory]
    [InlineData(Precision.Single, LanguageVersion.CSharp13)]
    [InlineData(Precision.Double, LanguageVersion.CSharp13)]
    [InlineData(Precision.Single, LanguageVersion.Preview)]
    public void EveryTestNetwork(Precision precision, LanguageVersion language) =>
        GeneratorHarness.Run(GeneratorHarness.Compilation(language, TestNetworks.Together(precision))).Clean();

    [Fact]
    public void EveryTestNetworkForDevices() =>
        GeneratorHarness.Run(GeneratorHarness.Compilation(TestNetworks.Together(Precision.Single)), GeneratorHarness.ForDevices).Clean();

    [Fact]
    public void ForDevicesWhereAliasesMeanSomethingElse() => GeneratorHarness.Run(
        GeneratorHarness.Compilation($"using NetGen; namespace A; internal class Reals; internal class GpuMath; {Network} internal partial class Net; {ImageNetwork} internal partial class Images;"), GeneratorHarness.ForDevices).Clean();

    [Fact]
    public void AFaultyNetworkForDevicesIsOneError()
    {
        var generated = GeneratorHarness.Run("using NetGen; using NetGen.Gpu; [Network(Gpu = true)] [Input(4)] [Dense(0)] [SoftmaxCrossEntropy] internal partial class Net;\ninternal static class User { internal static float Use() { var model = new Net(); using var session = model.CreateSession(Device.Best(), maxBatch: 2); session.Forward(new float[4], new float[1]); using var trainer = model.CreateTrainer(Device.Best(), new Adam(), batchSize: 2); return trainer.Step(new float[4], new int[1]); } }");
        Assert.Equal("NETGEN102", Assert.Single(generated.Reported).Id);
        Assert.Empty(generated.CompilerDiagnostics);
    }

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

    /// <summary>Names that generated code uses too.</summary>
    private static readonly string[] CommonNames =
    [
        "System", "One", "Span", "ReadOnlySpan", "Session", "Trainer", "Gemm", "V", "OneLane", "Kernels", "Optimizer", "Parameter", "Tensor",
        "Buffer", "Dense1", "Dense1Loop", "Dense1Epilogue", "SoftmaxCrossEntropyLoop", "GC", "Scalar", "IVector", "Element", "Layout", "ParameterLayout", "Start", "At",
    ];

    [Fact]
    public void BesideTypesOfTheSameNames() => GeneratorHarness.Run(
        $"using NetGen; namespace User;\n{Network} internal partial class Net; {ImageNetwork} internal partial class Images; {string.Concat(CommonNames.Select(name => $"internal sealed class {name};"))}").Clean();

    [Fact]
    public void InNamespacesOfTheSameNames() => GeneratorHarness.Run(
        "using NetGen;\n" + string.Concat(CommonNames.Select(name => $"namespace User.{name} {{ {SmallNetwork} internal partial class Net; }}"))).Clean();

    [Fact]
    public void BesideGlobalTypesOfTheSameNames() => GeneratorHarness.Run(
        $"using NetGen;\n{Network} internal partial class Net; {ImageNetwork} internal partial class Images; {string.Concat(CommonNames.Where(name => name != "System").Select(name => $"internal sealed class {name};"))}").Clean();

    [Fact]
    public void NetworksOfTheSameNames() => GeneratorHarness.Run(
        "using NetGen;\n" + string.Concat(CommonNames.Except(["Session", "Trainer", "Layout"]).Select(name => $"namespace Of{name} {{ {SmallNetwork} internal partial class {name}; }}"))).Clean();

    [Fact]
    public void NetworksOfLowerCaseNames() => GeneratorHarness.Run(
        "using NetGen;\n#pragma warning disable CS8981\n" + string.Concat(new[] { "n", "input", "labels", "value", "e" }.Select(name => $"{Network} internal partial class {name};"))).Clean();

    [Fact]
    public void AnyNameOfAnInputATargetOrALayerWorksOrIsADiagnostic()
    {
        string[] names =
        [
            "n", "input", "output", "first", "last", "sum", "row", "column", "V", "loss", "logits", "probabilities", "W1",
            "z1", "h1", "dh1", "i", "j", "value", "samples", "key", "Workspace", "Dense1", "Step", "Element", "model",
            "_n", "labels", "targets", "sampleLoss", "v1", "e3", "maxBatch", "OneLane", "global", "nint", "parameters", "System",
            "Session", "Trainer", "Loss", "Dense1Loop", "Dense1Epilogue", "SoftmaxCrossEntropyLoop", "BatchNorm1", "mu2", "b1", "db2", "gamma2", "inputRef", "sumParts", "_input", "Parameter", "Gradient",
        ];
        var source = new System.Text.StringBuilder("using NetGen;\n");
        foreach (string name in names)
        {
            string[] networks =
            [
                $"[Input(4, Name = \"{name}\")] [Dense(5, Activation = Activation.ReLU)] [Dense(3)] [SoftmaxCrossEntropy]",
                $"[Input(4)] [Dense(5)] [BatchNorm] [SoftmaxCrossEntropy(Target = \"{name}\")]",
                $"[Input(4)] [Dense(5, Activation = Activation.ReLU, Name = \"{name}\")] [MeanSquaredError]",
            ];
            for (int k = 0; k < networks.Length; k++)
            {
                source.Append($"namespace N{k}.Of{name} {{ [Network] {networks[k]} internal partial class Net; }}\n");
            }
        }

        var generated = GeneratorHarness.Run(source.ToString());
        Assert.All(generated.Reported, diagnostic => Assert.Contains(diagnostic.Id, new[] { "NETGEN008", "NETGEN012", "NETGEN015" }));
        Assert.True(generated.CompilerDiagnostics.Count == 0, string.Join("\n", generated.CompilerDiagnostics.Take(10).Select(Generated.Describe)));
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
