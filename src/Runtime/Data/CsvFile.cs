using System;
using System.Collections.Generic;
using System.IO;

namespace NetGen;

/// <summary>How a CSV file is read.</summary>
public sealed class CsvOptions
{
    /// <summary>Between fields. Default a comma.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>Whether the first line names the columns. Default true; columns without names are "1", "2"...</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>Columns whose fields are names of classes, not numbers: by name, or by position from 1 where there is no header.</summary>
    public IReadOnlyCollection<string> Categories { get; init; } = [];

    /// <summary>Whether an empty field is allowed in a column of numbers: it is read as NaN. Default false.</summary>
    public bool AllowMissing { get; init; }
}

/// <summary>
/// Reads tables of numbers and class names from CSV text (RFC 4180: fields may be quoted, quotes in them doubled), UTF-8, compressed by gzip or not. Numbers have a decimal point, whatever the culture.
/// </summary>
public static class CsvFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="DataFormatException">A line has another number of fields, or a field is no number; the message says where. Memory has been taken only for what was in the file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static CsvTable Read(string path, CsvOptions? options = null)
    {
        using var reader = BoundedReader.Open(path);
        return new CsvParser(reader, options ?? new CsvOptions()).Read();
    }

    /// <summary>Reads a stream to its end; not decompressed.</summary>
    /// <exception cref="DataFormatException">The content is malformed.</exception>
    public static CsvTable Read(Stream stream, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new CsvParser(BoundedReader.Of(stream, "stream"), options ?? new CsvOptions()).Read();
    }
}
