using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NetGen;

/// <summary>Writes parameters in the safetensors format. The same parameters give the same bytes.</summary>
internal static class SafetensorsWriter
{
    /// <summary>The format's and NetGen's own names in the metadata; a file of a later version may mean something else by the same names.</summary>
    public const string Format = "netgen", Version = "1";

    // Data begins at a multiple of 8 bytes, as the reference implementation pads it.
    private const int Alignment = 8;
    private const int ChunkLength = 1 << 16;

    /// <summary>Writes the parameters of a model, in the layout's order.</summary>
    public static void Write<T>(ParameterSet<T> parameters, Stream stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Write([new CheckpointSection<T>("", parameters)], new SortedDictionary<string, string> { ["format"] = Format, ["network"] = parameters.Layout.Network, ["version"] = Version }, stream);

    /// <summary>Writes the header and the data, section by section, each in its layout's order. Tensors of a section with a name have it before theirs.</summary>
    public static void Write<T>(IReadOnlyList<CheckpointSection<T>> sections, IReadOnlyDictionary<string, string> metadata, Stream stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var header = Header(sections, metadata);
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
        stream.Write(prefix);
        stream.Write(header);

        var bytes = new byte[ChunkLength];
        var size = TensorDataType.Of<T>().Bits / 8;
        foreach (var section in sections)
        {
            for (ReadOnlySpan<T> rest = section.Values.All; !rest.IsEmpty;)
            {
                var chunk = rest[..Math.Min(rest.Length, ChunkLength / size)];
                TensorDataType.Encode(chunk, bytes);
                stream.Write(bytes.AsSpan(0, chunk.Length * size));
                rest = rest[chunk.Length..];
            }
        }
    }

    private static ReadOnlySpan<byte> Header<T>(IReadOnlyList<CheckpointSection<T>> sections, IReadOnlyDictionary<string, string> metadata)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var type = TensorDataType.Of<T>();
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            foreach (var (name, value) in metadata)
                json.WriteString(name, value);
            json.WriteEndObject();
            long begin = 0;
            foreach (var section in sections)
            {
                foreach (var parameter in section.Values)
                {
                    var end = begin + (long)parameter.Length * type.Bits / 8;
                    json.WriteStartObject(section.Name.Length == 0 ? parameter.Name : $"{section.Name}.{parameter.Name}");
                    json.WriteString("dtype", type.Name);
                    json.WriteStartArray("shape");
                    foreach (var axis in parameter.Shape)
                        json.WriteNumberValue(axis);
                    json.WriteEndArray();
                    json.WriteStartArray("data_offsets");
                    json.WriteNumberValue(begin);
                    json.WriteNumberValue(end);
                    json.WriteEndArray();
                    json.WriteEndObject();
                    begin = end;
                }
            }

            json.WriteEndObject();
        }

        var padding = (Alignment - buffer.WrittenCount % Alignment) % Alignment;
        buffer.GetSpan(padding)[..padding].Fill((byte)' ');
        buffer.Advance(padding);
        return buffer.WrittenCount <= SafetensorsHeader.MaxLength
            ? buffer.WrittenSpan
            : throw new ArgumentException($"The names and shapes of network '{sections[0].Values.Layout.Network}' take {buffer.WrittenCount} bytes; a safetensors header holds {SafetensorsHeader.MaxLength}.", nameof(sections));
    }
}
