using System;
using System.Numerics;
using System.Text;
using NetGen.Kernels;

namespace NetGen;

/// <summary>Random values of one parameter. Elements 4 j to 4 j + 3 come from the four words of Philox block j under the seed, with the name's hash as stream and step.</summary>
internal readonly struct RandomValues
{
    private readonly ulong _seed;
    private readonly ulong _hash;

    public RandomValues(ulong seed, string name) => (_seed, _hash) = (seed, Hash(name));

    /// <summary>Uniform in (-limit, limit).</summary>
    public void Uniform<T>(Span<T> values, double limit)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<double> block = stackalloc double[4];
        for (var first = 0; first < values.Length; first += 4)
        {
            Block(first / 4, block);
            for (var i = 0; i < Math.Min(4, values.Length - first); i++)
                values[first + i] = T.CreateTruncating(limit * (2 * block[i] - 1));
        }
    }

    /// <summary>Normal with mean 0, by the transform of Box and Muller (1958): sqrt(-2 ln u) (cos, sin)(2 pi v) for u, v uniform in (0, 1).</summary>
    public void Normal<T>(Span<T> values, double standardDeviation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<double> block = stackalloc double[4];
        for (var first = 0; first < values.Length; first += 4)
        {
            Block(first / 4, block);
            for (var i = 0; i < 4; i += 2)
            {
                var radius = standardDeviation * Math.Sqrt(-2 * Math.Log(block[i]));
                var (sine, cosine) = Math.SinCos(2 * Math.PI * block[i + 1]);
                (block[i], block[i + 1]) = (radius * cosine, radius * sine);
            }

            for (var i = 0; i < Math.Min(4, values.Length - first); i++)
                values[first + i] = T.CreateTruncating(block[i]);
        }
    }

    private void Block(int index, Span<double> uniforms)
    {
        var words = Philox.Words(new RandomKey(_seed, Step: (uint)(_hash >> 32)), stream: (uint)_hash, index);
        (uniforms[0], uniforms[1]) = (Philox.ToDouble(words.Word0), Philox.ToDouble(words.Word1));
        (uniforms[2], uniforms[3]) = (Philox.ToDouble(words.Word2), Philox.ToDouble(words.Word3));
    }

    // FNV-1a, 64 bits, over the UTF-8 text: the same on every machine and in every version, unlike string.GetHashCode.
    private static ulong Hash(string name)
    {
        var hash = 0xcbf29ce484222325;
        foreach (var octet in Encoding.UTF8.GetBytes(name))
            hash = unchecked((hash ^ octet) * 0x100000001b3);
        return hash;
    }
}
