using System;
using System.Collections.Generic;
using System.IO;
using System.Numerics;

namespace NetGen;

/// <summary>
/// Saves and loads parameters in the safetensors format (https://github.com/huggingface/safetensors): an 8-byte length, a JSON header with names, types, shapes and offsets, then the data, little-endian.
/// </summary>
/// <remarks>Loading checks everything, to the last byte, before it changes the first parameter; hostile input costs an exception, not memory or time beyond its own size.</remarks>
public static class Safetensors
{
    /// <summary>Saves all parameters, trainable and state, as F32 or F64. The path holds the old file until the new one is complete on disk.</summary>
    /// <exception cref="IOException">Writing failed; the old file is as it was. <see cref="UnauthorizedAccessException"/> likewise.</exception>
    public static void Save<T>(ParameterSet<T> parameters, string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, stream => SafetensorsWriter.Write(parameters, stream));
    }

    /// <summary>Writes all parameters, trainable and state, as F32 or F64, from the stream's position on.</summary>
    public static void Save<T>(ParameterSet<T> parameters, Stream stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(stream);
        SafetensorsWriter.Write(parameters, stream);
    }

    /// <summary>Loads all parameters from a file with the same names and shapes; F16, BF16, F32 and F64 are converted, rounding to nearest.</summary>
    /// <exception cref="SafetensorsException">The file is malformed or its tensors are not the network's parameters; lists all differences. Nothing has been loaded.</exception>
    public static void Load<T>(ParameterSet<T> parameters, string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var stream = Open(path);
        Read(parameters, stream, path, all: true);
    }

    /// <summary>Loads all parameters from the stream's position to its end.</summary>
    /// <inheritdoc cref="Load{T}(ParameterSet{T}, string)"/>
    public static void Load<T>(ParameterSet<T> parameters, Stream stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Read(parameters, stream, NameOf(stream), all: true);

    /// <summary>Loads all parameters from a file's bytes.</summary>
    /// <inheritdoc cref="Load{T}(ParameterSet{T}, string)"/>
    public static void Load<T>(ParameterSet<T> parameters, ReadOnlySpan<byte> bytes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Read(parameters, bytes, all: true);

    /// <summary>Loads those parameters whose name and shape the file has, and leaves the others: for fine-tuning.</summary>
    /// <returns>What was loaded, and what was not.</returns>
    /// <exception cref="SafetensorsException">The file is malformed. Nothing has been loaded.</exception>
    public static LoadReport LoadMatching<T>(ParameterSet<T> parameters, string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var stream = Open(path);
        return Read(parameters, stream, path, all: false);
    }

    /// <summary>Loads matching parameters from the stream's position to its end.</summary>
    /// <inheritdoc cref="LoadMatching{T}(ParameterSet{T}, string)"/>
    public static LoadReport LoadMatching<T>(ParameterSet<T> parameters, Stream stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Read(parameters, stream, NameOf(stream), all: false);

    /// <summary>Loads matching parameters from a file's bytes.</summary>
    /// <inheritdoc cref="LoadMatching{T}(ParameterSet{T}, string)"/>
    public static LoadReport LoadMatching<T>(ParameterSet<T> parameters, ReadOnlySpan<byte> bytes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Read(parameters, bytes, all: false);

    private static unsafe LoadReport Read<T>(ParameterSet<T> parameters, ReadOnlySpan<byte> bytes, bool all)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (byte* first = bytes)
        {
            using var stream = bytes.IsEmpty ? Stream.Null : new UnmanagedMemoryStream(first, bytes.Length);
            return Read(parameters, stream, "bytes", all);
        }
    }

    private static LoadReport Read<T>(ParameterSet<T> parameters, Stream stream, string file, bool all)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var reader = new SafetensorsReader(stream, file);
        CheckVersion(reader.Header, file);
        return Read(parameters, reader, file, all);
    }

    /// <summary>Reads the data after the header.</summary>
    /// <param name="parameters">Receives the values.</param>
    /// <param name="reader">Has read the header.</param>
    /// <param name="file">What messages call the file.</param>
    /// <param name="exact">Whether file and parameters must be the same tensors.</param>
    /// <param name="ignored">Tensors whose names begin so are passed over.</param>
    internal static LoadReport Read<T>(ParameterSet<T> parameters, SafetensorsReader reader, string file, bool exact, params ReadOnlySpan<string> ignored)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (report, destinations) = Match(parameters, reader.Header, ignored);
        if (exact && report.Problems() is { Count: > 0 } problems)
            throw new SafetensorsException(file, problems);

        var values = GC.AllocateUninitializedArray<T>(parameters.All.Length);
        reader.ReadData(values.AsSpan(), destinations);
        foreach (var destination in destinations.Values)
            values.AsSpan(destination).CopyTo(parameters.All[destination]);
        parameters.MarkChanged();
        return report;
    }

    private static (LoadReport Report, Dictionary<TensorEntry, Range> Destinations) Match<T>(ParameterSet<T> parameters, SafetensorsHeader header, ReadOnlySpan<string> ignored)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var layout = parameters.Layout;
        var destinations = new Dictionary<TensorEntry, Range>(ReferenceEqualityComparer.Instance);
        var (loaded, mismatches, unused) = (new List<string>(), new List<TensorMismatch>(), new List<string>());
        var isInFile = new bool[layout.Count];
        foreach (var tensor in header.Tensors)
        {
            if (!layout.TryGetIndex(tensor.Name, out var index))
            {
                if (!StartsWithAny(tensor.Name, ignored))
                    unused.Add(tensor.Name);
                continue;
            }

            isInFile[index] = true;
            var definition = layout.Definitions[index];
            if (tensor.Type.IsLoadable && tensor.HasShape(definition.Shape))
            {
                destinations.Add(tensor, layout.OffsetOf(index)..(layout.OffsetOf(index) + definition.Length));
                loaded.Add(tensor.Name);
            }
            else
            {
                mismatches.Add(new TensorMismatch(tensor.Name, $"{TensorDataType.Of<T>().Name} {TensorShape.Format(definition.Shape)}", tensor.Description));
            }
        }

        var missing = new List<string>();
        for (var index = 0; index < isInFile.Length; index++)
        {
            if (!isInFile[index])
                missing.Add(layout.Definitions[index].Name);
        }

        return (new LoadReport(loaded, missing, mismatches, unused), destinations);
    }

    private static void CheckVersion(SafetensorsHeader header, string file)
    {
        if (header.Metadata.TryGetValue("format", out var format) && format == SafetensorsWriter.Format
            && header.Metadata.TryGetValue("version", out var version) && version != SafetensorsWriter.Version)
            throw new SafetensorsException(file, $"was saved by another NetGen, as version {TensorEntry.Quote(version)} of its files; this one reads version '{SafetensorsWriter.Version}'");
    }

    private static bool StartsWithAny(string name, ReadOnlySpan<string> prefixes)
    {
        foreach (var prefix in prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    internal static FileStream Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        // Everything is read front to back, once, in large pieces: no buffer of the stream's own.
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
    }

    private static string NameOf(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream is FileStream file ? file.Name : "stream";
    }
}
