using System;
using System.Collections.Generic;
using System.Text;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Emit;

/// <summary>Indented text with few verbs. Lines end in \n everywhere.</summary>
internal sealed class CodeWriter
{
    /// <summary>Characters of a method that is one line.</summary>
    private const int LongestExpression = 140;

    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>One line, or several separated by \n.</summary>
    public CodeWriter Line(string text = "")
    {
        for (int start = 0, end; start <= text.Length; start = end + 1)
        {
            end = text.IndexOf('\n', start) is >= 0 and var found ? found : text.Length;
            if (end > start)
            {
                _text.Append(' ', 4 * _depth).Append(text, start, end - start);
            }

            _text.Append('\n');
        }

        return this;
    }

    /// <summary>An XML documentation summary.</summary>
    public CodeWriter Summary(string text) => Line($"/// <summary>{Escape(text)}</summary>");

    public CodeWriter Parameter(string name, string text) => Line($"/// <param name=\"{name}\">{Escape(text)}</param>");

    /// <summary>A header and its braces; dispose to close.</summary>
    public Closing Block(string header)
    {
        Line(header).Line("{");
        _depth++;
        return new Closing(this, "}");
    }

    /// <summary>Braces under a header that is already written.</summary>
    public Closing Body()
    {
        Line("{");
        _depth++;
        return new Closing(this, "}");
    }

    /// <summary>A method, in one line if it is a single expression that fits.</summary>
    /// <param name="result">What it returns after the statements, if it returns something.</param>
    public void Method(string header, CodeWriter statements, string? result = null)
    {
        string body = statements.ToString() + (result is null ? "" : $"return {result};\n");
        string[] lines = body.TrimEnd('\n').Split('\n');
        string single = lines[0].StartsWith("return ", StringComparison.Ordinal) ? lines[0].Substring("return ".Length) : lines[0];
        if (lines.Length == 1 && header.Length + single.Length <= LongestExpression)
        {
            Line($"{header} => {single}");
            return;
        }

        using (Block(header))
        {
            Line(body.TrimEnd('\n'));
        }
    }

    /// <summary>Lines one level in, as the body after =>.</summary>
    public Closing Indent()
    {
        _depth++;
        return new Closing(this, null);
    }

    public override string ToString() => _text.ToString();

    /// <summary>The text of a file.</summary>
    public EquatableArray<string> ToParts()
    {
        var parts = new List<string>();
        for (int start = 0; start < _text.Length; start += SourceFile.PartLength)
        {
            parts.Add(_text.ToString(start, Math.Min(SourceFile.PartLength, _text.Length - start)));
        }

        return parts.ToEquatableArray();
    }

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    internal readonly struct Closing(CodeWriter writer, string? end) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            if (end is not null)
            {
                writer.Line(end);
            }
        }
    }
}
