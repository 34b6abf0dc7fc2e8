using System;
using System.IO;
using System.IO.Compression;

namespace NetGen;

/// <summary>Reads a data file front to back, believing nothing that the bytes have not shown: memory grows with what has been read. Files compressed by gzip are recognised by their first bytes.</summary>
internal sealed class BoundedReader : IDisposable
{
    private const int FirstPiece = 1 << 16;
    private readonly Stream _stream;

    private BoundedReader(Stream stream, string file) => (_stream, File) = (stream, file);

    /// <summary>What messages call the file.</summary>
    public string File { get; }

    /// <summary>Opens a file, decompressing it if it is compressed.</summary>
    public static BoundedReader Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, FirstPiece, FileOptions.SequentialScan);
        Span<byte> magic = stackalloc byte[2];
        var isCompressed = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic is [0x1F, 0x8B];
        file.Position = 0;
        return new BoundedReader(isCompressed ? new GZipStream(file, CompressionMode.Decompress) : file, path);
    }

    /// <summary>Reads a stream, which stays open.</summary>
    public static BoundedReader Of(Stream stream, string file) => new(stream, file);

    /// <summary>Fills the span.</summary>
    /// <param name="bytes">To be filled.</param>
    /// <param name="what">For the message: "the header".</param>
    /// <exception cref="DataFormatException">There are not that many bytes.</exception>
    public void Fill(Span<byte> bytes, string what)
    {
        var read = ReadUpTo(bytes);
        if (read < bytes.Length)
            throw Error(FormattableString.Invariant($"ends within {what}, after {read:N0} of {bytes.Length:N0} bytes"));
    }

    /// <summary>Reads an array of so many bytes.</summary>
    /// <param name="length">Bytes; no matter how many, memory grows with those that are there.</param>
    /// <param name="what">For the message.</param>
    /// <exception cref="DataFormatException">There are fewer, or more than an array can hold.</exception>
    public byte[] ReadBytes(long length, string what)
    {
        if (length > Array.MaxLength)
            throw Error(FormattableString.Invariant($"{what} would be {length:N0} bytes, more than an array can hold"));
        var bytes = new byte[(int)Math.Min(length, FirstPiece)];
        for (var filled = 0; ;)
        {
            filled += ReadUpTo(bytes.AsSpan(filled));
            if (filled < bytes.Length)
                throw Error(FormattableString.Invariant($"ends within {what}, after {filled:N0} of {length:N0} bytes"));
            if (filled == length)
                return bytes;
            Array.Resize(ref bytes, (int)Math.Min(length, 2L * bytes.Length));
        }
    }

    /// <summary>Throws unless all has been read.</summary>
    public void End()
    {
        Span<byte> one = stackalloc byte[1];
        if (ReadUpTo(one) != 0)
            throw Error("there are more bytes after the last element");
    }

    /// <summary>Reads what is there, at most as much as fits.</summary>
    public int ReadUpTo(Span<byte> bytes)
    {
        try
        {
            return _stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException error)
        {
            throw new DataFormatException(File, "the compressed data is damaged: " + error.Message.TrimEnd('.'), error);
        }
    }

    public DataFormatException Error(string problem) => new(File, problem);

    public void Dispose() => _stream.Dispose();
}
