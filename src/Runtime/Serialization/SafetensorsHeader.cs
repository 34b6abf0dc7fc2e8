using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Text.Unicode;

namespace NetGen;

/// <summary>
/// The JSON header of a safetensors file, checked as the format's reference implementation (the Rust crate <c>safetensors</c>) does: every tensor's offsets follow the
/// one before without overlap or hole from 0 on, and enclose just as many bytes as its shape and type need. Duplicate names are refused too.
/// </summary>
internal sealed class SafetensorsHeader
{
    /// <summary>The format's limit on the header's length in bytes.</summary>
    public const int MaxLength = 100_000_000;

    private const string MetadataName = "__metadata__";
    private readonly string _file;
    private readonly List<TensorEntry> _tensors = [];
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);

    private SafetensorsHeader(string file) => _file = file;

    /// <summary>The tensors in the order of their data.</summary>
    public IReadOnlyList<TensorEntry> Tensors => _tensors;

    /// <summary>Free text about the file.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>Parses and checks a header.</summary>
    /// <param name="json">The header's bytes, without the length before them.</param>
    /// <param name="file">What messages call the file.</param>
    /// <exception cref="SafetensorsException">The header breaks a rule of the format.</exception>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> json, string file)
    {
        var header = new SafetensorsHeader(file);
        if (!Utf8.IsValid(json))
            throw header.Error("the header is not UTF-8");
        try
        {
            header.ReadObject(json);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // InvalidOperationException is how the reader reports half a surrogate pair in an escaped string.
            throw new SafetensorsException(file, "the header is not valid JSON: " + error.Message.TrimEnd('.'), error);
        }

        header._tensors.Sort((a, b) => (a.Begin, a.End).CompareTo((b.Begin, b.End)));
        header.CheckOffsets();
        return header;
    }

    private void ReadObject(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Error($"the header must be a JSON object, but is {Describe(reader)}");
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (NextProperty(ref reader, out var name))
        {
            if (!names.Add(name))
                throw Error($"the header names {TensorEntry.Quote(name)} twice");
            if (name == MetadataName)
                ReadMetadata(ref reader);
            else
                _tensors.Add(ReadTensor(ref reader, name));
        }

        // Text after the object is an error that only reading on finds.
        while (reader.Read())
        {
        }
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return;
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Error($"{MetadataName} must be an object of strings, but is {Describe(reader)}");
        while (NextProperty(ref reader, out var name))
        {
            if (reader.TokenType != JsonTokenType.String)
                throw Error($"{MetadataName}: {TensorEntry.Quote(name)} must be a string, but is {Describe(reader)}");
            _metadata[name] = reader.GetString()!;
        }
    }

    private TensorEntry ReadTensor(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Error(name, $"must be an object with dtype, shape and data_offsets, but is {Describe(reader)}");
        TensorDataType? type = null;
        List<ulong>? shape = null, offsets = null;
        while (NextProperty(ref reader, out var field))
        {
            switch (field)
            {
                case "dtype" when type is null:
                    if (reader.TokenType != JsonTokenType.String)
                        throw Error(name, $"dtype must be a string, but is {Describe(reader)}");
                    var typeName = reader.GetString()!;
                    type = TensorDataType.Find(typeName) ?? throw Error(name, $"unknown dtype {TensorEntry.Quote(typeName)}");
                    break;
                case "shape" when shape is null:
                    shape = ReadIntegers(ref reader, name, field);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadIntegers(ref reader, name, field);
                    break;
                case "dtype" or "shape" or "data_offsets":
                    throw Error(name, $"{field} is there twice");
                default:
                    reader.Skip();
                    break;
            }
        }

        if (type is null || shape is null || offsets is null)
            throw Error(name, $"no {(type is null ? "dtype" : shape is null ? "shape" : "data_offsets")}");
        if (offsets.Count != 2)
            throw Error(name, $"data_offsets must be two numbers, begin and end, but are {offsets.Count}");
        return new TensorEntry(name, type, [.. shape], offsets[0], offsets[1]);
    }

    private List<ulong> ReadIntegers(ref Utf8JsonReader reader, string name, string field)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw Error(name, $"{field} must be an array of integers, but is {Describe(reader)}");
        var integers = new List<ulong>(4);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetUInt64(out var integer))
                throw Error(name, $"{field} must hold integers from 0 to 2^64 - 1, but holds {Describe(reader)}");
            integers.Add(integer);
        }

        return integers;
    }

    private void CheckOffsets()
    {
        ulong position = 0;
        foreach (var tensor in _tensors)
        {
            if (tensor.Begin != position || tensor.End < tensor.Begin)
                throw Error(tensor.Name, $"data_offsets are [{tensor.Begin}, {tensor.End}], but its data must begin at {position}, where the data before it ends");
            position = tensor.End;
            var size = SizeOf(tensor);
            if (tensor.Size != size)
                throw Error(tensor.Name, $"{tensor.Description} takes {size} bytes, but data_offsets [{tensor.Begin}, {tensor.End}] enclose {tensor.Size}");
        }
    }

    private ulong SizeOf(TensorEntry tensor)
    {
        try
        {
            checked
            {
                ulong bits = 1;
                foreach (var size in tensor.Shape)
                    bits *= size;
                bits *= (ulong)tensor.Type.Bits;
                return bits % 8 == 0 ? bits / 8 : throw Error(tensor.Name, $"{tensor.Description} is not a whole number of bytes");
            }
        }
        catch (OverflowException)
        {
            throw Error(tensor.Name, $"the size of {tensor.Description} overflows 64 bits");
        }
    }

    // Reads the next property's name and moves to its value; false at the end of the object.
    private static bool NextProperty(ref Utf8JsonReader reader, out string name)
    {
        reader.Read();
        name = "";
        if (reader.TokenType == JsonTokenType.EndObject)
            return false;
        name = reader.GetString()!;
        reader.Read();
        return true;
    }

    private static string Describe(in Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "the number " + (reader.ValueSpan.Length <= 40 ? System.Text.Encoding.UTF8.GetString(reader.ValueSpan) : "of " + reader.ValueSpan.Length + " digits"),
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        _ => "null",
    };

    private SafetensorsException Error(string problem) => new(_file, problem);

    private SafetensorsException Error(string tensor, string problem) => new(_file, $"tensor {TensorEntry.Quote(tensor)}: {problem}");
}
