using System;
using System.IO;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.Generator.Emit;

/// <summary>Indented text with few verbs. Lines end in \n everywhere.</summary>
internal sealed class CodeWriter
{
    /// <summary>Characters of a method that is one line.</summary>
    private const int LongestExpression = 140;

    /// <summary>How files are encoded.</summary>
    public static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

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

    /// <summary>A generated file. It is read part by part: as one string, a long text would be a large object, which makes the collector go through all memory.</summary>
    public SourceText ToSourceText() => SourceText.From(new Reader(_text), _text.Length, Utf8);

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    private sealed class Reader(StringBuilder text) : TextReader
    {
        private int _position;

        public override int Peek() => _position < text.Length ? text[_position] : -1;

        public override int Read() => _position < text.Length ? text[_position++] : -1;

        public override int Read(char[] buffer, int index, int count)
        {
            int length = Math.Min(count, text.Length - _position);
            text.CopyTo(_position, buffer, index, length);
            _position += length;
            return length;
        }
    }

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
