using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace NetGen;

/// <summary>Reads the bytes, line by line and field by field.</summary>
internal sealed class CsvParser(BoundedReader reader, CsvOptions options)
{
    private const int LongestField = 1 << 20;
    private const int MostColumns = 1 << 20;

    private readonly byte[] _buffer = new byte[1 << 16];
    private readonly byte[] _separator = Encoding.UTF8.GetBytes([options.Separator]);
    private byte[] _field = new byte[256];
    private int _at, _end, _length;
    private bool _quoted;
    private long _line = 1;

    private enum FieldEnd
    {
        Separator,
        Line,
        File,
    }

    public CsvTable Read()
    {
        if (_separator.Length != 1 || options.Separator is '"' or '\n' or '\r')
            throw new ArgumentException($"'{options.Separator}' cannot separate fields.", nameof(options));
        SkipByteOrderMark();
        List<CsvColumn>? columns = null;
        long rows = 0;
        var row = new List<string>();
        for (var more = true; more;)
        {
            var line = _line;
            var (field, blank) = (0, true);
            FieldEnd end;
            do
            {
                end = ReadField();
                blank &= end != FieldEnd.Separator && _length == 0 && !_quoted;
                if (columns is null)
                    Add(row);
                else if (!blank)
                    Add(columns, field, rows, line);
                field++;
            }
            while (end == FieldEnd.Separator);
            more = end == FieldEnd.Line;
            // A last line without an end is a line; an empty one is none.
            if (blank)
            {
                row.Clear();
                continue;
            }

            if (columns is null)
            {
                columns = Columns(row);
                if (options.HasHeader)
                    continue;
                for (var i = 0; i < row.Count; i++)
                    columns[i].Add(row[i], reader, line, options.AllowMissing);
            }
            else if (field != columns.Count)
            {
                throw reader.Error(FormattableString.Invariant($"line {line} has {field:N0} fields, the first has {columns.Count:N0}"));
            }

            rows++;
        }

        return columns is null ? throw reader.Error("is empty") : new CsvTable(reader.File, columns, checked((int)rows));
    }

    private void Add(List<string> row)
    {
        if (row.Count == MostColumns)
            throw reader.Error(FormattableString.Invariant($"line {_line} has more than {MostColumns:N0} fields"));
        row.Add(Encoding.UTF8.GetString(_field, 0, _length));
    }

    private void Add(List<CsvColumn> columns, int field, long row, long line)
    {
        if (field >= columns.Count)
            throw reader.Error(FormattableString.Invariant($"line {line} has more than {columns.Count:N0} fields, the number in the first line"));
        if (row == int.MaxValue)
            throw reader.Error("has more lines than can be read");
        columns[field].Add(_field.AsSpan(0, _length), reader, line, options.AllowMissing);
    }

    private List<CsvColumn> Columns(List<string> first)
    {
        var columns = new List<CsvColumn>(first.Count);
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < first.Count; i++)
        {
            var name = options.HasHeader ? first[i].Trim() : (i + 1).ToString(CultureInfo.InvariantCulture);
            if (!names.Add(name))
                throw reader.Error($"two columns are named {TensorEntry.Quote(name)}");
            columns.Add(new CsvColumn(name, isCategory: false));
        }

        foreach (var category in options.Categories)
        {
            var index = columns.FindIndex(column => column.Name == category);
            columns[index >= 0 ? index : throw reader.Error($"there is no column {TensorEntry.Quote(category)}")] = new CsvColumn(category, isCategory: true);
        }

        return columns;
    }

    /// <summary>Reads a field into the field's buffer.</summary>
    private FieldEnd ReadField()
    {
        (_length, _quoted) = (0, false);
        var inQuotes = false;
        while (true)
        {
            var next = Next();
            if (next < 0)
                return inQuotes ? throw reader.Error($"a quoted field in line {_line} does not end") : FieldEnd.File;
            var value = (byte)next;
            if (inQuotes)
            {
                _line += value == '\n' ? 1 : 0;
                if (value != '"')
                    Append(value);
                else if (Peek() == '"')
                    Append((byte)Next());
                else
                    inQuotes = false;
            }
            else if (value == _separator[0])
            {
                return FieldEnd.Separator;
            }
            else if (value == '\n')
            {
                _line++;
                return FieldEnd.Line;
            }
            else if (value == '\r' && Peek() == '\n')
            {
            }
            else if (value == '"' && _length == 0 && !_quoted)
            {
                (inQuotes, _quoted) = (true, true);
            }
            else
            {
                Append(value);
            }
        }
    }

    private void Append(byte value)
    {
        if (_length == LongestField)
            throw reader.Error(FormattableString.Invariant($"a field in line {_line} is longer than {LongestField:N0} bytes"));
        if (_length == _field.Length)
            Array.Resize(ref _field, 2 * _length);
        _field[_length++] = value;
    }

    private int Next() => Peek() < 0 ? -1 : _buffer[_at++];

    private int Peek()
    {
        if (_at == _end)
            (_at, _end) = (0, reader.ReadUpTo(_buffer));
        return _at == _end ? -1 : _buffer[_at];
    }

    private void SkipByteOrderMark()
    {
        if (Peek() == 0xEF && _end >= 3 && _buffer[1] == 0xBB && _buffer[2] == 0xBF)
            _at = 3;
    }
}
