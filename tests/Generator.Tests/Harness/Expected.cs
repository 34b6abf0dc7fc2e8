using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace NetGen.Generator.Tests.Harness;

/// <summary>Sources in which the expected diagnostics are marked: <c>{|NETGEN001:Net|}</c>. Marks do not nest.</summary>
internal static class Expected
{
    /// <summary>Fails unless the diagnostics of generator and compiler together are exactly the marked ones.</summary>
    public static Generated Diagnostics(params string[] marked)
    {
        var sources = marked.Select(Parse).ToList();
        var generated = GeneratorHarness.Run([.. sources.Select(source => source.Text)]);
        Assert.Null(generated.Generator.Exception);
        var expected = sources.SelectMany((source, file) => source.Marks.Select(mark => $"{mark.Id} at '{source.Text.Substring(mark.Span.Start, mark.Span.Length)}' of file {file + 1}, {mark.Span}"));
        var actual = generated.Reported.Concat(generated.CompilerDiagnostics);
        Assert.True(
            expected.Order().SequenceEqual(actual.Select(Place).Order()),
            $"Expected:\n{string.Join("\n", expected)}\nActual:\n{string.Join("\n", actual.Select(d => $"{Place(d)}: {d.GetMessage()}"))}");
        return generated;

        string Place(Diagnostic diagnostic)
        {
            int file = generated.Compilation.SyntaxTrees.TakeWhile(tree => tree != diagnostic.Location.SourceTree).Count();
            string text = diagnostic.Location.SourceTree?.GetText().ToString(diagnostic.Location.SourceSpan) ?? "";
            return $"{diagnostic.Id} at '{text}' of file {file + 1}, {diagnostic.Location.SourceSpan}";
        }
    }

    /// <summary>The source without its marks.</summary>
    public static (string Text, IReadOnlyList<(string Id, TextSpan Span)> Marks) Parse(string marked)
    {
        var text = new StringBuilder();
        var marks = new List<(string, TextSpan)>();
        for (int at = 0; ;)
        {
            int open = marked.IndexOf("{|", at, System.StringComparison.Ordinal);
            if (open < 0)
            {
                text.Append(marked, at, marked.Length - at);
                return (text.ToString(), marks);
            }

            text.Append(marked, at, open - at);
            int colon = marked.IndexOf(':', open);
            int close = marked.IndexOf("|}", colon, System.StringComparison.Ordinal);
            string[] ids = marked[(open + 2)..colon].Split(',');
            string inside = marked[(colon + 1)..close];
            marks.AddRange(ids.Select(id => (id, new TextSpan(text.Length, inside.Length))));
            text.Append(inside);
            at = close + 2;
        }
    }
}
