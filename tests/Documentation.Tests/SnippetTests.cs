using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator;
using Xunit;

namespace NetGen.Documentation.Tests;

/// <summary>What the pages show compiles, and what they show as generated is generated.</summary>
public sealed class SnippetTests
{
    private static readonly MetadataReference[] s_references = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    [Theory]
    [InlineData("README.md", "float[] pixels, int[] labels, float[] probabilities")]
    [InlineData("getting-started.md", "")]
    [InlineData("graph-networks.md", "")]
    [InlineData("recurrent-networks.md", "")]
    public void Snippets_compile_without_warnings(string page, string parameters)
    {
        var (compilation, findings) = Generate(Page.Read(page).Sources(parameters));

        Assert.Empty(findings);
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning));
    }

    [Fact]
    public void The_generated_code_in_the_readme_is_what_is_generated()
    {
        var page = Page.Read("README.md");
        var (compilation, _) = Generate(page.Sources("float[] pixels, int[] labels, float[] probabilities"));
        var generated = compilation.SyntaxTrees.SelectMany(tree => tree.GetText().Lines).Select(line => line.ToString().Trim()).ToHashSet();

        Assert.NotEmpty(page.GeneratedLines);
        Assert.All(page.GeneratedLines, line => Assert.Contains(line, generated));
    }

    [Fact]
    public void The_table_of_the_vocabulary_is_complete()
    {
        string page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Pages", "graph-networks.md"));
        var table = page[page.IndexOf("## Vocabulary", StringComparison.Ordinal)..].Split(' ', '`', '\n').ToHashSet();
        var offered = typeof(Tensor).GetMembers().Where(member => member.DeclaringType == typeof(Tensor) && member is not System.Reflection.MethodInfo { IsSpecialName: true }).Select(member => member.Name).Distinct();
        Assert.Empty(offered.Except(table));
    }

    private static (Compilation Compilation, IEnumerable<Diagnostic> Findings) Generate(IEnumerable<string> sources)
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        var compilation = CSharpCompilation.Create(
            "Snippets", sources.Select(source => CSharpSyntaxTree.ParseText(source, options)), s_references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(compilation, out var updated, out var findings);
        return (updated, findings);
    }
}
