using System;
using System.Linq;
using NetGen.Generator.Tests.Harness;
using NetGen.Testing;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>
/// What is written for small networks of one concept each. A change of the generator shows here as a difference to read; NETGEN_ACCEPT=1 accepts it.
/// </summary>
public sealed class SnapshotTests
{
    public static TheoryData<string> Names =>
    [
        "Linear", "LinearWithoutBias", "NoLoss", "Classifier", "Probabilities", "NamedParts", "SoftmaxOutput", "FlattenOnly",
        "ConvolutionSame", "ConvolutionStrided", "ConvolutionGrouped", "Depthwise", "MaxPooled", "AveragePooled", "GlobalPooled",
        "Normalised", "NormalisedImage", "LayerNormalised", "DroppedOut", "SmoothedLabels", "Reshaped", "Words", "Elman", "LastOfGru", "Recomputed",
    ];

    /// <summary>Networks whose model is shown too; it depends on names and parameters only.</summary>
    private static readonly string[] Models = ["Linear", "NamedParts", "Normalised", "Elman", "Recomputed"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Network(string name)
    {
        var files = GeneratorHarness.Run(TestNetworks.Named(name).Source()).Clean().Files.Where(file => Models.Contains(name) || !file.Key.EndsWith(".Model.g.cs", StringComparison.Ordinal));
        Snapshot.Match(string.Join("\n", files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"// ==== {file.Key}\n{file.Value}")), $"{name}.cs");
    }

    /// <summary>What is written beside it for devices.</summary>
    [Theory]
    [InlineData("Classifier")]
    [InlineData("ConvolutionSame")]
    [InlineData("Normalised")]
    [InlineData("Elman")]
    public void NetworkForDevices(string name)
    {
        var files = GeneratorHarness.Run(GeneratorHarness.Compilation(TestNetworks.Named(name).Source()), GeneratorHarness.ForDevices).Clean().Files.Where(file => file.Key.Contains(".Gpu", StringComparison.Ordinal));
        Snapshot.Match(string.Join("\n", files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"// ==== {file.Key}\n{file.Value}")), $"{name}.Gpu.cs");
    }

    [Fact]
    public void FaultyNetwork()
    {
        var generated = GeneratorHarness.Run("using NetGen;\n/// <summary>N.</summary>\n[Network] [Input(4)] [Dense(0)] [SoftmaxCrossEntropy] public partial class Faulty;");
        Snapshot.Match(generated.Files.Values.Single(), "Faulty.cs");
    }

    [Fact]
    public void InDoublePrecisionInsideOtherTypes()
    {
        var files = GeneratorHarness.Run("using NetGen;\nnamespace A.B; internal partial class Outer<@int> { } internal partial class Outer { [Network(Precision = Precision.Double)] [Input(2)] [Dense(1)] [MeanSquaredError] private sealed partial class @class; }").Clean().Files;
        Snapshot.Match(files["A.B.Outer.class.Inference.g.cs"], "Nested.cs");
    }
}
