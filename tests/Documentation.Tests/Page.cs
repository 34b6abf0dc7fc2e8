using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace NetGen.Documentation.Tests;

/// <summary>
/// The C# of one Markdown page: blocks with a network are declarations, a block after the words "NetGen writes" is quoted from generated code, and all others are
/// statements of one program, in order.
/// </summary>
internal sealed class Page
{
    private readonly List<string> _declarations = [], _statements = [], _generated = [];

    private Page(string text)
    {
        string before = "";
        string[] parts = text.ReplaceLineEndings("\n").Split("```");
        for (int i = 0; i + 1 < parts.Length; i += 2)
        {
            before = parts[i].TrimEnd().Split('\n')[^1];
            if (parts[i + 1].StartsWith("csharp\n", StringComparison.Ordinal))
            {
                string block = parts[i + 1]["csharp\n".Length..];
                (before.Contains("NetGen writes", StringComparison.Ordinal) ? _generated : block.Contains("[Network", StringComparison.Ordinal) ? _declarations : _statements).Add(block);
            }
        }
    }

    /// <summary>Lines that the page shows as generated.</summary>
    public IEnumerable<string> GeneratedLines => _generated.SelectMany(block => block.Split('\n')).Select(line => line.Trim()).Where(line => line is not ("" or "..."));

    public static Page Read(string name) => new(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Pages", name)));

    public IEnumerable<string> Sources(string parameters)
    {
        foreach (string declaration in _declarations)
        {
            yield return declaration;
        }

        if (_statements.Count > 0)
        {
            yield return Program(parameters);
        }
    }

    private string Program(string parameters)
    {
        var lines = _statements.SelectMany(block => block.Split('\n')).ToList();
        var program = new StringBuilder("using NetGen;\n");
        foreach (string directive in lines.Where(IsDirective).Except(["using NetGen;"]))
        {
            program.AppendLine(directive);
        }

        program.AppendLine($"internal static class Program {{ internal static void Run({parameters}) {{");
        foreach (string line in lines.Where(line => !IsDirective(line)))
        {
            program.AppendLine(line);
        }

        return program.Append("} }").ToString();
    }

    private static bool IsDirective(string line) => line.StartsWith("using ", StringComparison.Ordinal) && !line.Contains('=', StringComparison.Ordinal);
}
