using System;
using System.IO;
using System.Linq;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Emit;

/// <summary>A generated file. The text is in parts: as one string, a long one would be a large object, which makes the collector go through all memory.</summary>
/// <param name="HintName">File name.</param>
/// <param name="Parts">Of <see cref="PartLength"/> characters but for the last, so equal texts have equal parts.</param>
internal sealed record SourceFile(string HintName, EquatableArray<string> Parts)
{
    public const int PartLength = 32 * 1024;

    /// <summary>Characters in all.</summary>
    public int Length => Parts.Sum(part => part.Length);

    public TextReader Open() => new Reader(Parts);

    private sealed class Reader(EquatableArray<string> parts) : TextReader
    {
        private int _part, _position;

        public override int Peek() => Find() ? parts[_part][_position] : -1;

        public override int Read() => Find() ? parts[_part][_position++] : -1;

        public override int Read(char[] buffer, int index, int count)
        {
            int read = 0;
            while (read < count && Find())
            {
                int length = Math.Min(count - read, parts[_part].Length - _position);
                parts[_part].CopyTo(_position, buffer, index + read, length);
                _position += length;
                read += length;
            }

            return read;
        }

        /// <summary>Goes on to the part that has the next character, if there is one.</summary>
        private bool Find()
        {
            if (_part < parts.Count && _position == parts[_part].Length)
            {
                (_part, _position) = (_part + 1, 0);
            }

            return _part < parts.Count;
        }
    }
}
