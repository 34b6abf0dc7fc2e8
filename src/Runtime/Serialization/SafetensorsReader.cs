using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Numerics;

namespace NetGen;

/// <summary>Reads a safetensors file from a stream, front to back, believing nothing that the bytes have not shown: memory grows with what has been read.</summary>
internal sealed class SafetensorsReader
{
    private const int ChunkLength = 1 << 16;
    private readonly Stream _stream;
    private readonly string _file;

    /// <summary>Reads and checks the header.</summary>
    /// <exception cref="SafetensorsException">The header is malformed or incomplete.</exception>
    public SafetensorsReader(Stream stream, string file)
    {
        (_stream, _file) = (stream, file);
        Header = SafetensorsHeader.Parse(ReadHeader(), file);
    }

    /// <summary>The checked header.</summary>
    public SafetensorsHeader Header { get; }

    /// <summary>Reads all data to the end of the stream: elements of each tensor in <paramref name="destinations"/> go to that place of <paramref name="values"/>, others are passed over.</summary>
    /// <exception cref="SafetensorsException">The data is incomplete, or goes on after the last tensor.</exception>
    public void ReadData<T>(Span<T> values, IReadOnlyDictionary<TensorEntry, Range> destinations)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var chunk = new byte[ChunkLength];
        foreach (var tensor in Header.Tensors)
        {
            var destination = destinations.TryGetValue(tensor, out var range) ? values[range] : default;
            for (ulong position = 0; position < tensor.Size;)
            {
                // A chunk's length is a multiple of every element's.
                var part = chunk.AsSpan(0, (int)Math.Min(ChunkLength, tensor.Size - position));
                var read = _stream.ReadAtLeast(part, part.Length, throwOnEndOfStream: false);
                if (read < part.Length)
                    throw Error($"the data ends within tensor {TensorEntry.Quote(tensor.Name)}, which should have {tensor.Size} bytes but has {position + (ulong)read}");
                position += (ulong)part.Length;
                if (destination.IsEmpty)
                    continue;
                var elements = part.Length / (tensor.Type.Bits / 8);
                tensor.Type.Decode(part, destination[..elements]);
                destination = destination[elements..];
            }
        }

        if (_stream.Read(chunk.AsSpan(0, 1)) != 0)
            throw Error("there are more bytes after the last tensor's data");
    }

    private byte[] ReadHeader()
    {
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        var read = _stream.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false);
        if (read < prefix.Length)
            throw Error($"has only {read} bytes, where the first 8 are the header's length");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > SafetensorsHeader.MaxLength)
            throw Error($"claims a header of {length} bytes; the format allows {SafetensorsHeader.MaxLength}");

        var header = new byte[Math.Min((int)length, ChunkLength)];
        for (var filled = 0; ;)
        {
            filled += _stream.ReadAtLeast(header.AsSpan(filled), header.Length - filled, throwOnEndOfStream: false);
            if (filled < header.Length)
                throw Error($"claims a header of {length} bytes, but ends after {filled} of them");
            if (filled == (int)length)
                return header;
            Array.Resize(ref header, (int)Math.Min((long)length, 2L * header.Length));
        }
    }

    private SafetensorsException Error(string problem) => new(_file, problem);
}
