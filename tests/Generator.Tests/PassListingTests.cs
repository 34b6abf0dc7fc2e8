using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generator.Tests.Harness;
using NetGen.Testing;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>NetGenDumpPlan=true adds a file that shows the network after every pass, and changes nothing else.</summary>
public sealed class PassListingTests
{
    private static readonly BuildProperties On = new(("NetGenDumpPlan", "true"));

    private static Generated Run(string source, BuildProperties? properties) => GeneratorHarness.Run(GeneratorHarness.Compilation(source), properties);

    [Fact]
    public void ShowsEveryPass() => Snapshot.Match(Run(TestNetworks.Named("Classifier").Source(), On).Clean().File("Classifier.Plan.g.cs"), "Classifier.Plan.cs");

    [Fact]
    public void ShowsTheBodiesOfLoopsOverTime()
    {
        string listing = Run(TestNetworks.Named("Elman").Source(), On).Clean().File("Elman.Plan.g.cs");
        Assert.Contains("= LoopInput(state 0) : Batch x 4", listing);
        Assert.Contains("loop over Time, backwards", listing);
        Assert.Contains("for each time step:", listing);
    }

    [Fact]
    public void ConsistsOfCommentsAndLeavesTheOtherFilesAsTheyAre()
    {
        string source = TestNetworks.Together(Precision.Single);
        var (without, with) = (Run(source, null).Files, Run(source, On).Files);
        Assert.Equal(without, with.Where(file => !file.Key.EndsWith(".Plan.g.cs", StringComparison.Ordinal)));
        foreach (var network in TestNetworks.All)
        {
            Assert.All(with[$"{network.Name}.Plan.g.cs"].TrimEnd('\n').Split('\n'), line => Assert.StartsWith("//", line));
        }
    }

    [Fact]
    public void IsTheSameEveryTime()
    {
        string source = TestNetworks.Together(Precision.Double);
        Assert.Equal(Run(source, On).Files, Run(source, On).Files);
    }

    [Theory]
    [InlineData(null, 3)]
    [InlineData("", 3)]
    [InlineData("false", 3)]
    [InlineData("True", 4)]
    public void OnlyIfTheProjectSaysSo(string? value, int files) =>
        Assert.Equal(files, Run(TestNetworks.Named("Linear").Source(), value is null ? null : new BuildProperties(("NetGenDumpPlan", value))).Files.Count);

    [Fact]
    public void IsCachedLikeTheOthers()
    {
        var compilation = GeneratorHarness.Compilation(TestNetworks.Named("Linear").Source(), "// A comment.");
        var driver = GeneratorHarness.Driver(track: true, On).RunGenerators(compilation);
        var other = compilation.SyntaxTrees[1];
        driver = driver.RunGenerators(compilation.ReplaceSyntaxTree(other, other.WithChangedText(SourceText.From("// Another comment."))));
        Assert.Equal(IncrementalStepRunReason.Cached, Reason(driver));
        driver = driver.WithUpdatedAnalyzerConfigOptions(new BuildProperties(("Unrelated", "1"), ("NetGenDumpPlan", "true"))).RunGenerators(compilation);
        Assert.Equal(IncrementalStepRunReason.Cached, Reason(driver));
        driver = driver.WithUpdatedAnalyzerConfigOptions(new BuildProperties()).RunGenerators(compilation);
        Assert.Equal(IncrementalStepRunReason.Modified, Reason(driver));
        Assert.Equal(3, driver.GetRunResult().GeneratedTrees.Length);

        static IncrementalStepRunReason Reason(GeneratorDriver driver) =>
            driver.GetRunResult().Results.Single().TrackedSteps["Networks"].Single().Outputs.Single().Reason;
    }
}
