using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using System.Text;

namespace NetGen.Runtime.Tests.Serialization;

/// <summary>Files for the tests of the format.</summary>
internal static class Files
{
    /// <summary>A file of a header and data, whatever they are.</summary>
    public static byte[] Of(string header, params byte[] data) => Of(Encoding.UTF8.GetBytes(header), data);

    public static byte[] Of(byte[] header, params byte[] data)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        return [.. length, .. header, .. data];
    }

    /// <summary>The file that saving makes.</summary>
    public static byte[] Save<T>(ParameterSet<T> parameters)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        using var stream = new MemoryStream();
        Safetensors.Save(parameters, stream);
        return stream.ToArray();
    }

    /// <summary>A file with one tensor <c>w</c>.</summary>
    public static byte[] OfOne(string type, string shape, params byte[] data)
        => Of($$$"""{"w":{"dtype":"{{{type}}}","shape":{{{shape}}},"data_offsets":[0,{{{data.Length}}}]}}""", data);

    /// <summary>Little-endian bytes of elements.</summary>
    public static byte[] Bytes<T>(params T[] elements) where T : unmanaged
        => [.. elements.SelectMany(element => System.Runtime.InteropServices.MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in element)).ToArray())];
}
