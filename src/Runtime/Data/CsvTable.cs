using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Text;

namespace NetGen;

/// <summary>The content of a CSV file, column by column.</summary>
public sealed class CsvTable
{
    private readonly string _file;
    private readonly List<CsvColumn> _columns;

    internal CsvTable(string file, List<CsvColumn> columns, int rows) => (_file, _columns, RowCount) = (file, columns, rows);

    /// <summary>Lines of data, without the header.</summary>
    public int RowCount { get; }

    /// <summary>Names of the columns, in order.</summary>
    public IReadOnlyList<string> Columns => [.. _columns.Select(column => column.Name)];

    /// <summary>A column of numbers; of a column of classes, their indices.</summary>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public T[] Column<T>(string name)
        where T : unmanaged, IFloatingPoint<T>
        => Matrix<T>(name);

    /// <summary>Some columns as rows of numbers, [RowCount, columns]; all columns but those of classes if none are named.</summary>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public T[] Matrix<T>(params ReadOnlySpan<string> columns)
        where T : unmanaged, IFloatingPoint<T>
    {
        var chosen = new List<CsvColumn>();
        foreach (var name in columns)
            chosen.Add(Find(name));
        if (columns.IsEmpty)
            chosen.AddRange(_columns.Where(column => !column.IsCategory));
        var values = new T[checked(RowCount * chosen.Count)];
        for (var row = 0; row < RowCount; row++)
        {
            for (var i = 0; i < chosen.Count; i++)
                values[row * chosen.Count + i] = T.CreateTruncating(chosen[i].Values[row]);
        }

        return values;
    }

    /// <summary>A class per row, as index into the names of the classes.</summary>
    /// <param name="name">One of the options' Categories.</param>
    /// <param name="names">The different names, in order of their first appearance.</param>
    /// <exception cref="KeyNotFoundException">There is no such column, or it was not read as classes.</exception>
    public int[] Classes(string name, out IReadOnlyList<string> names)
    {
        var column = Find(name);
        if (!column.IsCategory)
            throw new KeyNotFoundException($"{_file}: column '{name}' was read as numbers; name it in CsvOptions.Categories.");
        names = column.Names;
        return [.. column.Values.Select(value => (int)value)];
    }

    private CsvColumn Find(string name) =>
        _columns.Find(column => column.Name == name) ?? throw new KeyNotFoundException(
            $"{_file}: there is no column '{name}'."
            + (NearNames.Of(name, Columns) is { Count: > 0 } near ? $" Near names: {string.Join(", ", near.Select(candidate => $"'{candidate}'"))}." : ""));
}

/// <summary>A column while it is read: numbers, or classes by index.</summary>
internal sealed class CsvColumn(string name, bool isCategory)
{
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);

    public string Name => name;

    public bool IsCategory => isCategory;

    public List<double> Values { get; } = [];

    public IReadOnlyList<string> Names => _names;

    public void Add(string field, BoundedReader reader, long line, bool allowMissing) => Add(Encoding.UTF8.GetBytes(field), reader, line, allowMissing);

    public void Add(ReadOnlySpan<byte> field, BoundedReader reader, long line, bool allowMissing)
    {
        if (isCategory)
        {
            var text = Encoding.UTF8.GetString(field).Trim();
            if (!_indices.TryGetValue(text, out var index))
            {
                _indices.Add(text, index = _names.Count);
                _names.Add(text);
            }

            Values.Add(index);
            return;
        }

        field = field.Trim((ReadOnlySpan<byte>)[(byte)' ', (byte)'\t']);
        if (field.IsEmpty && allowMissing)
            Values.Add(double.NaN);
        else if (double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            Values.Add(value);
        else
            throw reader.Error($"line {line}, column {TensorEntry.Quote(name)}: {(field.IsEmpty ? "an empty field" : TensorEntry.Quote(Encoding.UTF8.GetString(field)))} is no number{(field.IsEmpty ? " (AllowMissing reads it as NaN)" : "; columns with names of classes belong in CsvOptions.Categories")}");
    }
}
