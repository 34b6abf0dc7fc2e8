using System;
using System.Numerics;
using System.Text;

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

    // (word + 0.5) / 2^32 is in (0, 1) and exact.
    private void Block(int index, Span<double> uniforms)
    {
        var (a, b, c, d) = Words((uint)index, 0, (uint)_hash, (uint)(_hash >> 32), _seed);
        (uniforms[0], uniforms[1], uniforms[2], uniforms[3]) = (Unit(a), Unit(b), Unit(c), Unit(d));
    }

    private static double Unit(uint word) => (word + 0.5) * (1.0 / 4294967296.0);

    // FNV-1a, 64 bits, over the UTF-8 text: the same on every machine and in every version, unlike string.GetHashCode.
    private static ulong Hash(string name)
    {
        var hash = 0xcbf29ce484222325;
        foreach (var octet in Encoding.UTF8.GetBytes(name))
            hash = unchecked((hash ^ octet) * 0x100000001b3);
        return hash;
    }

    // Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011).
    private static (uint, uint, uint, uint) Words(uint c0, uint c1, uint c2, uint c3, ulong seed)
    {
        unchecked
        {
            var (k0, k1) = ((uint)seed, (uint)(seed >> 32));
            for (var round = 0; round < 10; round++)
            {
                var (p, q) = ((ulong)c0 * 0xD2511F53, (ulong)c2 * 0xCD9E8D57);
                (c0, c1, c2, c3) = ((uint)(q >> 32) ^ c1 ^ k0, (uint)q, (uint)(p >> 32) ^ c3 ^ k1, (uint)p);
                (k0, k1) = (k0 + 0x9E3779B9, k1 + 0xBB67AE85);
            }

            return (c0, c1, c2, c3);
        }
    }
}
