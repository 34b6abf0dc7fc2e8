using System;
using System.Collections.Generic;
using System.Globalization;

namespace NetGen;

/// <summary>The header of a .npy file: a Python dictionary such as <c>{'descr': '&lt;f4', 'fortran_order': False, 'shape': (3, 4), }</c>.</summary>
internal sealed record NumpyHeader(DataElement Element, bool IsBigEndian, bool IsColumnMajor, int[] Shape)
{
    private const int MostAxes = 32;

    public static NumpyHeader Parse(string text, BoundedReader reader) => new Parser(text, reader).Read();

    private sealed class Parser(string text, BoundedReader reader)
    {
        private int _at;

        public NumpyHeader Read()
        {
            (DataElement, bool)? element = null;
            bool? columnMajor = null;
            int[]? shape = null;
            Expect('{');
            while (!Accept('}'))
            {
                var key = Quoted();
                Expect(':');
                switch (key)
                {
                    case "descr" when element is null:
                        if (Peek() != '\'' && Peek() != '"')
                            throw reader.Error("holds records, not numbers");
                        element = ElementOf(Quoted());
                        break;
                    case "fortran_order" when columnMajor is null:
                        columnMajor = Word() switch { "True" => true, "False" => false, var word => throw Error($"fortran_order is {TensorEntry.Quote(word)}, not True or False") };
                        break;
                    case "shape" when shape is null:
                        shape = Tuple();
                        break;
                    default:
                        throw Error($"the key {TensorEntry.Quote(key)} is unknown or there twice");
                }

                if (!Accept(','))
                {
                    Expect('}');
                    break;
                }
            }

            if (Peek() != '\0')
                throw Error("there is text after the dictionary");
            return element is var (type, bigEndian) && columnMajor is { } isColumnMajor && shape is not null
                ? new NumpyHeader(type, bigEndian, isColumnMajor, shape)
                : throw Error("descr, fortran_order or shape is missing");
        }

        private (DataElement, bool) ElementOf(string descr)
        {
            if (descr.Length < 3)
                throw Error($"unknown type {TensorEntry.Quote(descr)}");
            DataElement element = descr[1..] switch
            {
                "u1" or "b1" => DataElement.UInt8,
                "i1" => DataElement.Int8,
                "u2" => DataElement.UInt16,
                "i2" => DataElement.Int16,
                "u4" => DataElement.UInt32,
                "i4" => DataElement.Int32,
                "u8" => DataElement.UInt64,
                "i8" => DataElement.Int64,
                "f2" => DataElement.Float16,
                "f4" => DataElement.Float32,
                "f8" => DataElement.Float64,
                _ => throw Error($"elements are of type {TensorEntry.Quote(descr)}; integers, booleans and 16, 32 or 64-bit floating-point numbers can be read"),
            };
            return descr[0] switch
            {
                '<' or '|' => (element, false),
                '>' => (element, true),
                _ => throw Error($"unknown order of bytes in {TensorEntry.Quote(descr)}"),
            };
        }

        private int[] Tuple()
        {
            var extents = new List<int>();
            Expect('(');
            while (!Accept(')'))
            {
                var word = Word();
                if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var extent) || extents.Count == MostAxes)
                    throw Error($"the shape has {(extents.Count == MostAxes ? $"more than {MostAxes} axes" : $"an axis {TensorEntry.Quote(word)}")}");
                extents.Add(extent);
                if (!Accept(','))
                {
                    Expect(')');
                    break;
                }
            }

            return [.. extents];
        }

        private string Quoted()
        {
            var quote = Peek();
            if (quote is not ('\'' or '"'))
                throw Error($"a string is missing at character {_at}");
            var end = text.IndexOf(quote, _at + 1);
            if (end < 0)
                throw Error("a string does not end");
            var value = text[(_at + 1)..end];
            _at = end + 1;
            return value;
        }

        private string Word()
        {
            Peek();
            var start = _at;
            while (_at < text.Length && char.IsAsciiLetterOrDigit(text[_at]))
                _at++;
            return text[start.._at];
        }

        /// <summary>The next character after blanks; the end is \0.</summary>
        private char Peek()
        {
            while (_at < text.Length && text[_at] is ' ' or '\n' or '\t' or '\r')
                _at++;
            return _at < text.Length ? text[_at] : '\0';
        }

        private bool Accept(char expected)
        {
            if (Peek() != expected)
                return false;
            _at++;
            return true;
        }

        private void Expect(char expected)
        {
            if (!Accept(expected))
                throw Error($"'{expected}' is missing at character {_at}");
        }

        private DataFormatException Error(string problem) => reader.Error("in the header, " + problem);
    }
}
