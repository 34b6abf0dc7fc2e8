using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generator.Declaration;
using NetGen.Generator.Specification;
using NetGen.Generator.Tests.Harness;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Which edit makes which step run again.</summary>
public sealed class IncrementalityTests
{
    private const string First = "using NetGen;\n[Network] [Input(3)] [Dense(2)] [SoftmaxCrossEntropy] internal partial class First;\n";
    private const string Second = "using NetGen;\n[Network] [Input(4)] [Dense(2)] [SoftmaxCrossEntropy] internal partial class Second;\n";
    private const string Third = "using NetGen;\n[Network] [Input(5)] [Dense(0)] [SoftmaxCrossEntropy] internal partial class Third;\n";
    private const string Other = "internal static class Other { /* a comment */ }\n";

    private GeneratorDriver _driver = GeneratorHarness.Driver(track: true);
    private CSharpCompilation _compilation = GeneratorHarness.Compilation(First, Second, Third, Other);

    public IncrementalityTests() => _driver = _driver.RunGenerators(_compilation);

    [Fact]
    public void ACommentInAnotherFileLeavesEverythingCached()
    {
        var run = Edit(file: 3, Other.Replace("a comment", "another comment"));
        foreach (string step in new[] { "Declarations", "Specifications", "Networks", "Diagnostics" })
        {
            Assert.All(Reasons(run, step), reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{step}: {reason}"));
        }

        Assert.All(OutputReasons(run), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void AMethodInAnotherFileLeavesEverythingCached()
    {
        var run = Edit(file: 3, "internal static class Other { internal static int Three => 3; }");
        Assert.All(Reasons(run, "Specifications"), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.All(OutputReasons(run), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void AnEditOfOneNetworkCompilesThatOneOnly()
    {
        var run = Edit(file: 1, Second.Replace("Dense(2)", "Dense(3)"));
        Assert.Single(Reasons(run, "Networks"), reason => reason == IncrementalStepRunReason.Modified);
        Assert.Equal(2, Reasons(run, "Networks").Count(reason => reason == IncrementalStepRunReason.Cached));
        Assert.Single(OutputReasons(run), reason => reason == IncrementalStepRunReason.Modified);
    }

    [Fact]
    public void ANewNetworkCompilesThatOneOnly()
    {
        var run = Edit(file: 3, "using NetGen;\n[Network] [Input(3)] [Dense(2)] internal partial class Fourth;\n");
        Assert.Equal(3, Reasons(run, "Networks").Count(reason => reason == IncrementalStepRunReason.Cached));
        Assert.Single(Reasons(run, "Networks"), reason => reason == IncrementalStepRunReason.New);
    }

    [Fact]
    public void ANetworkThatMovesDownIsNotCompiledAgain()
    {
        var run = Edit(file: 0, First.Replace("[Network]", "// Moved.\n\n[Network]"));
        Assert.All(Reasons(run, "Networks"), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void ADiagnosticMovesWithItsNetwork()
    {
        var before = _driver.GetRunResult().Diagnostics.Single();
        var run = Edit(file: 2, Third.Replace("[Network]", "// Moved.\n\n[Network]"));
        Assert.All(Reasons(run, "Networks"), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        var after = run.Results.Single().Diagnostics.Single();
        Assert.Equal("NETGEN102", after.Id);
        Assert.Equal("Dense(0)", after.Location.SourceTree!.GetText().ToString(after.Location.SourceSpan));
        Assert.Equal(before.Location.GetLineSpan().StartLinePosition.Line + 2, after.Location.GetLineSpan().StartLinePosition.Line);
        Assert.Same(_compilation.SyntaxTrees[2], after.Location.SourceTree);
    }

    [Fact]
    public void ACorrectedNetworkReportsNothing()
    {
        var run = Edit(file: 2, Third.Replace("Dense(0)", "Dense(7)"));
        Assert.Empty(run.Diagnostics);
    }

    private const string Usings = "using NetGen;\nusing static NetGen.Tensor;\n";
    private const string Module = Usings + "[Module] internal partial class Block(int units) { [Dense(nameof(units))] internal partial Layer A { get; } [Graph] private Tensor Define(Tensor x) => x + Tanh(A.Apply(x)); }\n";

    private static string Graph(string name, string layer) => Usings + $"[Network] internal partial class {name} {{ [{layer}] internal partial Layer L {{ get; }} [Graph] private Tensor Define([Shape(4)] Tensor x) => L.Apply(Exp(x)); [Loss] private static Tensor Error(Tensor output, [Shape(4)] Tensor t) => Sum(SquaredError(output, t)); }}\n";

    private void StartWithGraphs()
    {
        _compilation = GeneratorHarness.Compilation(Graph("User", "Module(typeof(Block), 4)"), Graph("Alone", "Dense(4)"), Module, Other);
        _driver = GeneratorHarness.Driver(track: true).RunGenerators(_compilation);
        Assert.Empty(_driver.GetRunResult().Diagnostics);
    }

    [Fact]
    public void AnEditOfAGraphMethodCompilesThatNetworkOnly()
    {
        StartWithGraphs();
        var run = Edit(file: 1, Graph("Alone", "Dense(4)").Replace("Exp(x)", "Tanh(x)"));
        Assert.Single(Reasons(run, "Networks"), reason => reason == IncrementalStepRunReason.Modified);
        Assert.Single(Reasons(run, "Networks"), reason => reason == IncrementalStepRunReason.Cached);
        Assert.All(Reasons(run, "ModuleNetworks"), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void AnEditOfAModuleCompilesItsUsersOnly()
    {
        StartWithGraphs();
        var run = Edit(file: 2, Module.Replace("Tanh", "Sigmoid"));
        var modified = Assert.Single(run.Results.Single().TrackedSteps["Networks"].SelectMany(s => s.Outputs), output => output.Reason == IncrementalStepRunReason.Modified);
        Assert.Contains("User", modified.Value.ToString(), System.StringComparison.Ordinal);
        Assert.Single(Reasons(run, "Networks"), reason => reason == IncrementalStepRunReason.Cached);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(2)]
    [InlineData(1)]
    public void ACommentLeavesGraphsCached(int file)
    {
        StartWithGraphs();
        var run = Edit(file, "// A comment.\n" + _compilation.SyntaxTrees[file].ToString().Replace("=> x + Tanh", "=> /* here */ x + Tanh").Replace("=> L.Apply(", "=> L.Apply(/* here */"));
        Assert.All(Reasons(run, "Networks").Concat(Reasons(run, "ModuleNetworks")), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.All(OutputReasons(run), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    /// <summary>What the steps hand on keeps no compilation alive; locations are allowed where diagnostics are made.</summary>
    [Fact]
    public void ModelsHoldNothingOfTheCompiler()
    {
        var steps = _driver.GetRunResult().Results.Single().TrackedSteps;
        foreach (string name in new[] { "Specifications", "Networks" })
        {
            foreach (var output in steps[name].SelectMany(step => step.Outputs))
            {
                Walk(output.Value, name, locations: false, new HashSet<object>(ReferenceEqualityComparer.Instance));
            }
        }

        foreach (var output in steps["Declarations"].SelectMany(step => step.Outputs))
        {
            Assert.IsType<NetworkDeclaration>(output.Value);
            Walk(output.Value, "Declarations", locations: true, new HashSet<object>(ReferenceEqualityComparer.Instance));
        }
    }

    [Fact]
    public void SpecificationsCompareByContent()
    {
        var specifications = new[] { Specify(), Specify() };
        Assert.Equal(specifications[0], specifications[1]);
        Assert.NotSame(specifications[0], specifications[1]);
        Assert.Equal(specifications[0].GetHashCode(), specifications[1].GetHashCode());

        static NetworkSpecification Specify()
        {
            var driver = GeneratorHarness.Driver(track: true).RunGenerators(GeneratorHarness.Compilation(TestNetworks.Named("ConvolutionDilated").Source()));
            return (NetworkSpecification)driver.GetRunResult().Results.Single().TrackedSteps["Specifications"].Single().Outputs.Single().Value;
        }
    }

    private static void Walk(object? value, string path, bool locations, HashSet<object> seen)
    {
        if (value is null || value is string || value.GetType().IsPrimitive || value.GetType().IsEnum || (!value.GetType().IsValueType && !seen.Add(value)))
        {
            return;
        }

        Assert.False(value is ISymbol or SyntaxNode or SyntaxTree or Compilation or SemanticModel or SyntaxReference or AttributeData or TypedConstant, $"{path} holds {value.GetType()}");
        if (value is Location)
        {
            Assert.True(locations, $"{path} holds a location");
            return;
        }

        if (value is IEnumerable items)
        {
            int k = 0;
            foreach (object? item in items)
            {
                Walk(item, $"{path}[{k++}]", locations, seen);
            }

            return;
        }

        for (var type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                Walk(field.GetValue(value), $"{path}.{field.Name}", locations, seen);
            }
        }
    }

    private GeneratorDriverRunResult Edit(int file, string text)
    {
        var old = _compilation.SyntaxTrees[file];
        _compilation = _compilation.ReplaceSyntaxTree(old, old.WithChangedText(SourceText.From(text)));
        _driver = _driver.RunGenerators(_compilation);
        return _driver.GetRunResult();
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorDriverRunResult run, string step) =>
        run.Results.Single().TrackedSteps[step].SelectMany(s => s.Outputs).Select(output => output.Reason);

    private static IEnumerable<IncrementalStepRunReason> OutputReasons(GeneratorDriverRunResult run) =>
        run.Results.Single().TrackedOutputSteps.SelectMany(pair => pair.Value).SelectMany(s => s.Outputs).Select(output => output.Reason);
}
