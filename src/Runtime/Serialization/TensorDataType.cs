using System;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>An element type of the safetensors format: the name that headers use, and the size of an element in bits.</summary>
internal sealed record TensorDataType(string Name, int Bits)
{
    public static readonly TensorDataType F16 = new("F16", 16);
    public static readonly TensorDataType BF16 = new("BF16", 16);
    public static readonly TensorDataType F32 = new("F32", 32);
    public static readonly TensorDataType F64 = new("F64", 64);

    // All types of the format, since files with other tensors are valid even though networks cannot load those.
    private static readonly TensorDataType[] All =
    [
        F16, BF16, F32, F64,
        new("BOOL", 8), new("U8", 8), new("I8", 8), new("U16", 16), new("I16", 16), new("U32", 32), new("I32", 32), new("U64", 64), new("I64", 64),
        new("F4", 4), new("F6_E2M3", 6), new("F6_E3M2", 6), new("F8_E5M2", 8), new("F8_E4M3", 8), new("F8_E8M0", 8), new("C64", 64),
    ];

    /// <summary>Whether <see cref="Decode"/> understands the type.</summary>
    public bool IsLoadable => Array.IndexOf(All, this) < 4;

    /// <summary>The type of that name, or null.</summary>
    public static TensorDataType? Find(string name) => Array.Find(All, type => type.Name == name);

    /// <summary>The type in which elements of <typeparamref name="T"/> are saved.</summary>
    public static TensorDataType Of<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => typeof(T) == typeof(float) ? F32
            : typeof(T) == typeof(double) ? F64
            : throw new NotSupportedException($"Parameters of type {typeof(T)} cannot be saved: only float and double.");

    /// <summary>Converts little-endian elements to <typeparamref name="T"/>, rounding to nearest where it is narrower (and to infinity beyond its range).</summary>
    public void Decode<T>(ReadOnlySpan<byte> source, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var size = Bits / 8;
        if (BitConverter.IsLittleEndian && ((this == F32 && typeof(T) == typeof(float)) || (this == F64 && typeof(T) == typeof(double))))
        {
            source.CopyTo(MemoryMarshal.AsBytes(destination));
            return;
        }

        for (var i = 0; i < destination.Length; i++)
        {
            var element = source.Slice(i * size, size);
            destination[i] = this == F32 ? T.CreateTruncating(BinaryPrimitives.ReadSingleLittleEndian(element))
                : this == F64 ? T.CreateTruncating(BinaryPrimitives.ReadDoubleLittleEndian(element))
                : this == F16 ? T.CreateTruncating(BinaryPrimitives.ReadHalfLittleEndian(element))
                // A bfloat16 is the upper half of a float.
                : T.CreateTruncating(BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(element) << 16));
        }
    }

    /// <summary>Writes elements as little-endian bytes of the same type.</summary>
    public static void Encode<T>(ReadOnlySpan<T> source, Span<byte> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(source).CopyTo(destination);
            return;
        }

        for (var i = 0; i < source.Length; i++)
        {
            if (typeof(T) == typeof(float))
                BinaryPrimitives.WriteSingleLittleEndian(destination[(i * 4)..], float.CreateTruncating(source[i]));
            else
                BinaryPrimitives.WriteDoubleLittleEndian(destination[(i * 8)..], double.CreateTruncating(source[i]));
        }
    }
}
