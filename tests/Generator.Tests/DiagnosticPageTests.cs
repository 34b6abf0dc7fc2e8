using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Tests.Harness;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Every diagnostic has a page whose wrong example gives it and whose right example compiles.</summary>
public sealed class DiagnosticPageTests
{
    private static readonly string Root = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..");

    /// <summary>All but the one that nothing a user can write gives.</summary>
    private static IEnumerable<string> Examples => Descriptors.All.Select(descriptor => descriptor.Id).Except([Ids.Internal]).Order();

    [Fact]
    public void PagesExist() => Assert.All(Descriptors.All, descriptor =>
    {
        string page = Read(descriptor.Id);
        Assert.StartsWith($"# {descriptor.Id}: ", page);
        Assert.Contains("**Cure.**", page);
        Assert.EndsWith($"docs/diagnostics/{descriptor.Id}.md", descriptor.HelpLinkUri);
    });

    [Fact]
    public void PagesHaveTheTitlesOfTheDescriptors() => Assert.All(Descriptors.All, descriptor =>
        Assert.StartsWith($"# {descriptor.Id}: {char.ToLowerInvariant(descriptor.Title.ToString()[0])}{descriptor.Title.ToString()[1..]}\n", Read(descriptor.Id).Replace($"{descriptor.Id}: NetGen", $"{descriptor.Id}: netGen")));

    [Fact]
    public void ReleasesListEveryDescriptor()
    {
        string releases = File.ReadAllText(Path.Combine(Root, "src", "Generator", "AnalyzerReleases.Unshipped.md")) + File.ReadAllText(Path.Combine(Root, "src", "Generator", "AnalyzerReleases.Shipped.md"));
        Assert.All(Descriptors.All, descriptor => Assert.Contains($"{descriptor.Id} | NetGen | {descriptor.DefaultSeverity} | docs/diagnostics/{descriptor.Id}.md", releases));
    }

    [Fact]
    public void WrongExamplesGiveTheDiagnosticAlone()
    {
        foreach (string id in Examples)
        {
            var compilation = GeneratorHarness.Compilation(Source(Blocks(id)[0]));
            var generated = GeneratorHarness.Run(id == Ids.NoGpuPackage ? compilation.RemoveReferences(GeneratorHarness.GpuPackage) : compilation);
            Assert.True(generated.Reported.Select(d => d.Id).SequenceEqual([id]), $"{id}: {string.Join("\n", generated.Reported)}");
            Assert.True(generated.CompilerDiagnostics.Count == 0, $"{id}: {string.Join("\n", generated.CompilerDiagnostics)}");
            // The mark of the example stands at the line of the diagnostic.
            int line = generated.Reported[0].Location.GetLineSpan().StartLinePosition.Line;
            Assert.Contains(id, generated.Reported[0].Location.SourceTree!.GetText().Lines[line].ToString());
        }
    }

    [Fact]
    public void RightExamplesCompile()
    {
        foreach (string id in Examples)
        {
            try
            {
                GeneratorHarness.Run(Source(Blocks(id)[1])).Clean();
            }
            catch (InvalidOperationException exception)
            {
                throw new InvalidOperationException(id, exception);
            }
        }
    }

    [Fact]
    public void MessagesAreSentencesWithoutAnEnd() => Assert.All(Descriptors.All, descriptor =>
    {
        Assert.DoesNotMatch(@"\.$", descriptor.Title.ToString());
        Assert.Contains("etwork", descriptor.MessageFormat.ToString());
    });

    /// <summary>A page may show attributes only.</summary>
    private static string Source(string block)
    {
        string declaration = Regex.IsMatch(block, @"\b(class|record)\b") ? block : $"[Network]\n{block}\npublic partial class Net;";
        return "#pragma warning disable CS1591\nusing NetGen;\n\n" + declaration;
    }

    private static List<string> Blocks(string id) => [.. Regex.Matches(Read(id), @"```(?:csharp|text)\n(.*?)```", RegexOptions.Singleline).Select(match => match.Groups[1].Value)];

    private static string Read(string id) => File.ReadAllText(Path.Combine(Root, "docs", "diagnostics", $"{id}.md"));

    private static string Here([CallerFilePath] string path = "") => path;
}
