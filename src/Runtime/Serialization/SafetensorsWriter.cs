using System;
using System.Buffers;
using System.Buffers.Binary;
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

    /// <summary>Writes the header and the data, in the layout's order.</summary>
    public static void Write<T>(ParameterSet<T> parameters, Stream stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var header = Header(parameters);
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
        stream.Write(prefix);
        stream.Write(header);

        var bytes = new byte[ChunkLength];
        var size = TensorDataType.Of<T>().Bits / 8;
        for (ReadOnlySpan<T> rest = parameters.All; !rest.IsEmpty;)
        {
            var chunk = rest[..Math.Min(rest.Length, ChunkLength / size)];
            TensorDataType.Encode(chunk, bytes);
            stream.Write(bytes.AsSpan(0, chunk.Length * size));
            rest = rest[chunk.Length..];
        }
    }

    private static ReadOnlySpan<byte> Header<T>(ParameterSet<T> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var type = TensorDataType.Of<T>();
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            json.WriteString("format", Format);
            json.WriteString("network", parameters.Layout.Network);
            json.WriteString("version", Version);
            json.WriteEndObject();
            foreach (var parameter in parameters)
            {
                var begin = (long)parameters.Layout.OffsetOf(parameter.Name) * type.Bits / 8;
                json.WriteStartObject(parameter.Name);
                json.WriteString("dtype", type.Name);
                json.WriteStartArray("shape");
                foreach (var axis in parameter.Shape)
                    json.WriteNumberValue(axis);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(begin);
                json.WriteNumberValue(begin + (long)parameter.Length * type.Bits / 8);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        var padding = (Alignment - buffer.WrittenCount % Alignment) % Alignment;
        buffer.GetSpan(padding)[..padding].Fill((byte)' ');
        buffer.Advance(padding);
        return buffer.WrittenCount <= SafetensorsHeader.MaxLength
            ? buffer.WrittenSpan
            : throw new ArgumentException($"The names and shapes of network '{parameters.Layout.Network}' take {buffer.WrittenCount} bytes; a safetensors header holds {SafetensorsHeader.MaxLength}.", nameof(parameters));
    }
}
