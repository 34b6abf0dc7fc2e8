using System;
using System.Numerics;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>Types of elements in data files.</summary>
public enum DataElement
{
    /// <summary>8 bits, unsigned.</summary>
    UInt8,

    /// <summary>8 bits, signed.</summary>
    Int8,

    /// <summary>16 bits, unsigned.</summary>
    UInt16,

    /// <summary>16 bits, signed.</summary>
    Int16,

    /// <summary>32 bits, unsigned.</summary>
    UInt32,

    /// <summary>32 bits, signed.</summary>
    Int32,

    /// <summary>64 bits, unsigned.</summary>
    UInt64,

    /// <summary>64 bits, signed.</summary>
    Int64,

    /// <summary>IEEE 754, 16 bits.</summary>
    Float16,

    /// <summary>IEEE 754, 32 bits.</summary>
    Float32,

    /// <summary>IEEE 754, 64 bits.</summary>
    Float64,
}

/// <summary>An array from a data file: a shape and elements in row-major order.</summary>
public sealed class DataArray
{
    private readonly string _file;
    private readonly byte[] _bytes;
    private readonly int[] _shape;

    /// <param name="file">What messages call the file.</param>
    /// <param name="element">The elements' type.</param>
    /// <param name="shape">Sizes, slowest axis first.</param>
    /// <param name="bytes">The elements in the machine's order of bytes; exactly as many as the shape needs.</param>
    internal DataArray(string file, DataElement element, int[] shape, byte[] bytes)
        => (_file, Element, _shape, _bytes) = (file, element, shape, bytes);

    /// <summary>The elements' type in the file.</summary>
    public DataElement Element { get; }

    /// <summary>Sizes, slowest axis first; empty for a single number.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>Number of elements.</summary>
    public int Length => _bytes.Length / SizeOf(Element);

    /// <summary>The elements as another type.</summary>
    /// <exception cref="DataFormatException">An element does not fit the type: 300 or 0.5 as byte, say.</exception>
    public T[] To<T>()
        where T : unmanaged, INumber<T>
        => Convert<T>(value => value);

    /// <summary>The elements times a factor: <c>images.To(1 / 255f)</c> makes bytes numbers from 0 to 1.</summary>
    public T[] To<T>(T scale)
        where T : unmanaged, IFloatingPoint<T>
        => Convert<T>(value => value * scale);

    /// <summary>Bytes of an element.</summary>
    internal static int SizeOf(DataElement element) => element switch
    {
        DataElement.UInt8 or DataElement.Int8 => 1,
        DataElement.UInt16 or DataElement.Int16 or DataElement.Float16 => 2,
        DataElement.UInt32 or DataElement.Int32 or DataElement.Float32 => 4,
        _ => 8,
    };

    private T[] Convert<T>(Func<T, T> then)
        where T : unmanaged, INumber<T> => Element switch
        {
            DataElement.UInt8 => Convert<byte, T>(then),
            DataElement.Int8 => Convert<sbyte, T>(then),
            DataElement.UInt16 => Convert<ushort, T>(then),
            DataElement.Int16 => Convert<short, T>(then),
            DataElement.UInt32 => Convert<uint, T>(then),
            DataElement.Int32 => Convert<int, T>(then),
            DataElement.UInt64 => Convert<ulong, T>(then),
            DataElement.Int64 => Convert<long, T>(then),
            DataElement.Float16 => Convert<Half, T>(then),
            DataElement.Float32 => Convert<float, T>(then),
            _ => Convert<double, T>(then),
        };

    private TTo[] Convert<TFrom, TTo>(Func<TTo, TTo> then)
        where TFrom : unmanaged, INumber<TFrom>
        where TTo : unmanaged, INumber<TTo>
    {
        var from = MemoryMarshal.Cast<byte, TFrom>(_bytes);
        var to = new TTo[from.Length];
        // Rounding is as it should be between floating-point types; an integer type must hold just this number.
        var mustFit = !IsFloatingPoint<TTo>();
        for (var i = 0; i < to.Length; i++)
        {
            var value = TTo.CreateSaturating(from[i]);
            if (mustFit && TFrom.CreateSaturating(value) != from[i])
                throw new DataFormatException(_file, FormattableString.Invariant($"element {i} is {from[i]}, which is no {typeof(TTo).Name}"));
            to[i] = then(value);
        }

        return to;
    }

    private static bool IsFloatingPoint<T>() => typeof(T) == typeof(float) || typeof(T) == typeof(double) || typeof(T) == typeof(Half);
}
