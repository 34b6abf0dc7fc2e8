using System;
using System.Text;

namespace NetGen.Generator.Emit;

/// <summary>Indented text with few verbs. Lines end in \n everywhere.</summary>
internal sealed class CodeWriter
{
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

    /// <summary>Lines one level in, as the body after =>.</summary>
    public Closing Indent()
    {
        _depth++;
        return new Closing(this, null);
    }

    public override string ToString() => _text.ToString();

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
