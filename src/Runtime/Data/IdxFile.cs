using System;
using System.Buffers.Binary;
using System.IO;

namespace NetGen;

/// <summary>
/// Reads the IDX format of the MNIST database: two zero bytes, a byte for the type, one for the number of axes, their sizes and then the elements, all with the highest byte first. Compressed by gzip or not.
/// </summary>
/// <remarks>LeCun, Cortes and Burges, "The MNIST database of handwritten digits", http://yann.lecun.com/exdb/mnist.</remarks>
public static class IdxFile
{
    private const int MostAxes = 16;

    /// <summary>Reads a file.</summary>
    /// <exception cref="DataFormatException">The file is malformed; memory has been taken only for what was in it.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static DataArray Read(string path)
    {
        using var reader = BoundedReader.Open(path);
        return Read(reader);
    }

    /// <summary>Reads a stream to its end; not decompressed.</summary>
    /// <exception cref="DataFormatException">The content is malformed.</exception>
    public static DataArray Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(BoundedReader.Of(stream, "stream"));
    }

    private static DataArray Read(BoundedReader reader)
    {
        Span<byte> magic = stackalloc byte[4];
        reader.Fill(magic, "the header");
        if (magic[0] != 0 || magic[1] != 0)
            throw reader.Error($"is no IDX file: it begins with the bytes {magic[0]} and {magic[1]}, not with two zeros");
        var element = magic[2] switch
        {
            0x08 => DataElement.UInt8,
            0x09 => DataElement.Int8,
            0x0B => DataElement.Int16,
            0x0C => DataElement.Int32,
            0x0D => DataElement.Float32,
            0x0E => DataElement.Float64,
            var unknown => throw reader.Error($"the type of elements is 0x{unknown:X2}, which the format does not know"),
        };
        if (magic[3] is 0 or > MostAxes)
            throw reader.Error($"has {magic[3]} axes; 1 to {MostAxes} can be read");

        var shape = new int[magic[3]];
        var size = DataArray.SizeOf(element);
        long length = size;
        Span<byte> extent = stackalloc byte[4];
        for (var axis = 0; axis < shape.Length; axis++)
        {
            reader.Fill(extent, "the header");
            var value = BinaryPrimitives.ReadUInt32BigEndian(extent);
            if (value > int.MaxValue)
                throw reader.Error(FormattableString.Invariant($"axis {axis} is {value:N0} long, more than can be read"));
            shape[axis] = (int)value;
            length = value == 0 ? 0 : length > Array.MaxLength / value ? (long)Array.MaxLength + 1 : length * value;
        }

        var bytes = reader.ReadBytes(length, $"the elements of {TensorShape.Format(shape)}");
        reader.End();
        if (BitConverter.IsLittleEndian)
            ByteOrder.Reverse(bytes, size);
        return new DataArray(reader.File, element, shape, bytes);
    }
}
