using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NetGen;

/// <summary>The scalars of a checkpoint, as text by name; numbers are written so that reading gives the same bits.</summary>
/// <param name="file">What messages call the file.</param>
/// <param name="values">What was read; none for a checkpoint to be written.</param>
internal sealed class CheckpointMetadata(string file, IReadOnlyDictionary<string, string>? values = null)
{
    private readonly SortedDictionary<string, string> _values = values is null ? new(StringComparer.Ordinal) : new(values.ToDictionary(), StringComparer.Ordinal);

    /// <summary>In the order of their names.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    public void Set(string name, string value) => _values[name] = value;

    public void Set(string name, long value) => _values[name] = value.ToString(CultureInfo.InvariantCulture);

    public void Set(string name, double value) => _values[name] = value.ToString("R", CultureInfo.InvariantCulture);

    public bool Has(string name) => _values.ContainsKey(name);

    public string Text(string name) => _values.TryGetValue(name, out var value) ? value : throw Error($"no '{name}' in the metadata");

    public long Integer(string name, long least, long most) =>
        long.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw Error($"'{name}' must be a whole number from {least} to {most}, but is {TensorEntry.Quote(Text(name))}");

    public ulong Unsigned(string name) =>
        ulong.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : throw Error($"'{name}' must be a whole number, but is {TensorEntry.Quote(Text(name))}");

    public double Number(string name) => Numbers(name, Text(name)) is [var number] ? number : throw Error($"'{name}' must be one number, but is {TensorEntry.Quote(Text(name))}");

    public double[] Numbers(string name, string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var numbers = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]))
                throw Error($"'{name}' must hold numbers, but holds {TensorEntry.Quote(parts[i])}");
        }

        return numbers;
    }

    public SafetensorsException Error(string problem) => new(file, problem);
}
