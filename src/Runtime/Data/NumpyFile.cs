using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;

namespace NetGen;

/// <summary>Reads NumPy's formats: .npy (one array) and .npz (a zip archive of them, compressed or not). Numbers and booleans; either order of bytes, either order of axes.</summary>
/// <remarks>"NEP 1: a simple file format for NumPy arrays", https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html, versions 1 to 3.</remarks>
public static class NumpyFile
{
    private const int LongestHeader = 1 << 20;
    private const int MostArrays = 100_000;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads an array from a .npy file.</summary>
    /// <exception cref="DataFormatException">The file is malformed or holds objects or records; memory has been taken only for what was in it.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static DataArray Read(string path)
    {
        using var reader = BoundedReader.Open(path);
        return Read(reader);
    }

    /// <summary>Reads an array from a stream, to its end.</summary>
    /// <exception cref="DataFormatException">The content is malformed.</exception>
    public static DataArray Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(BoundedReader.Of(stream, "stream"));
    }

    /// <summary>Reads all arrays of a .npz file, by their names in it without ".npy".</summary>
    /// <exception cref="DataFormatException">The archive or an array is malformed; the message says which.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyDictionary<string, DataArray> ReadArchive(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = File.OpenRead(path);
        return ReadArchive(file, path);
    }

    /// <summary>Reads all arrays of a .npz file from a stream that can seek.</summary>
    /// <inheritdoc cref="ReadArchive(string)"/>
    public static IReadOnlyDictionary<string, DataArray> ReadArchive(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return ReadArchive(stream, "stream");
    }

    private static Dictionary<string, DataArray> ReadArchive(Stream stream, string name)
    {
        try
        {
            var arrays = new Dictionary<string, DataArray>(StringComparer.Ordinal);
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            if (archive.Entries.Count > MostArrays)
                throw new DataFormatException(name, FormattableString.Invariant($"has {archive.Entries.Count:N0} arrays; {MostArrays:N0} can be read"));
            foreach (var entry in archive.Entries)
            {
                var array = entry.FullName.EndsWith(".npy", StringComparison.Ordinal) ? entry.FullName[..^4] : entry.FullName;
                using var content = entry.Open();
                if (!arrays.TryAdd(array, Read(BoundedReader.Of(content, $"{name}, array {TensorEntry.Quote(array)}"))))
                    throw new DataFormatException(name, $"has two arrays named {TensorEntry.Quote(array)}");
            }

            return arrays;
        }
        catch (Exception error) when (error is InvalidDataException or NotSupportedException or ArgumentException or EndOfStreamException or OverflowException)
        {
            throw new DataFormatException(name, "is no archive that can be read: " + error.Message.TrimEnd('.'), error);
        }
    }

    private static DataArray Read(BoundedReader reader)
    {
        Span<byte> start = stackalloc byte[8];
        reader.Fill(start, "the header");
        if (!start[..6].SequenceEqual(Magic))
            throw reader.Error("is no .npy file: it does not begin with \\x93NUMPY");
        if (start[6] is < 1 or > 3)
            throw reader.Error($"is version {start[6]}.{start[7]} of the format; 1 to 3 can be read");

        Span<byte> lengthBytes = stackalloc byte[start[6] == 1 ? 2 : 4];
        reader.Fill(lengthBytes, "the header");
        var length = start[6] == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(lengthBytes) : BinaryPrimitives.ReadUInt32LittleEndian(lengthBytes);
        if (length > LongestHeader)
            throw reader.Error(FormattableString.Invariant($"claims a header of {length:N0} bytes; {LongestHeader:N0} can be read"));
        var header = NumpyHeader.Parse(System.Text.Encoding.UTF8.GetString(reader.ReadBytes(length, "the header")), reader);

        var size = DataArray.SizeOf(header.Element);
        long bytes = size;
        foreach (var extent in header.Shape)
            bytes = extent == 0 ? 0 : bytes > Array.MaxLength / extent ? (long)Array.MaxLength + 1 : bytes * extent;
        var elements = reader.ReadBytes(bytes, $"the elements of {TensorShape.Format(header.Shape)}");
        reader.End();
        if (header.IsBigEndian == BitConverter.IsLittleEndian)
            ByteOrder.Reverse(elements, size);
        return new DataArray(reader.File, header.Element, header.Shape, header.IsColumnMajor && header.Shape.Length > 1 ? RowMajor(elements, header.Shape, size) : elements);
    }

    /// <summary>From Fortran's order of elements (first axis fastest) to C's.</summary>
    private static byte[] RowMajor(byte[] columnMajor, int[] shape, int size)
    {
        var result = new byte[columnMajor.Length];
        var index = new int[shape.Length];
        for (var place = 0; place < columnMajor.Length; place += size)
        {
            long row = 0;
            for (var axis = 0; axis < shape.Length; axis++)
                row = row * shape[axis] + index[axis];
            columnMajor.AsSpan(place, size).CopyTo(result.AsSpan((int)row * size));
            for (var axis = 0; axis < shape.Length && ++index[axis] == shape[axis]; axis++)
                index[axis] = 0;
        }

        return result;
    }
}
