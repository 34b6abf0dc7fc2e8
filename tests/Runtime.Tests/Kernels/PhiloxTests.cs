using NetGen.Kernels;
using Xunit;

namespace NetGen.Runtime.Tests.Kernels;

public class PhiloxTests
{
    /// <summary>Known answers of Random123 (kat_vectors, philox4x32 10).</summary>
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void WordsAreThoseOfRandom123(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint w0, uint w1, uint w2, uint w3)
    {
        var words = Philox.Words(new RandomKey(k0 | (ulong)k1 << 32, c3), c2, (long)(c0 | (ulong)c1 << 32));
        Assert.Equal(new PhiloxWords(w0, w1, w2, w3), words);
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(0xffff_fff9L)] // the carry into the upper half falls within a register
    [InlineData(-5L)]
    public void EveryWidthGivesTheUniformsOfTheScalar(long index)
    {
        foreach (var visitor in new[] { 0, 1, 2, 3 })
        {
            Compare<Wide128<float>, float>(index, visitor, w => ((w >> 9) + 0.5f) / (1 << 23));
            Compare<Wide256<float>, float>(index, visitor, w => ((w >> 9) + 0.5f) / (1 << 23));
            Compare<Wide512<float>, float>(index, visitor, w => ((w >> 9) + 0.5f) / (1 << 23));
            Compare<Scalar<float>, float>(index, visitor, w => ((w >> 9) + 0.5f) / (1 << 23));
            Compare<Wide128<double>, double>(index, visitor, w => (w + 0.5) / 4294967296.0);
            Compare<Wide256<double>, double>(index, visitor, w => (w + 0.5) / 4294967296.0);
            Compare<Wide512<double>, double>(index, visitor, w => (w + 0.5) / 4294967296.0);
            Compare<Scalar<double>, double>(index, visitor, w => (w + 0.5) / 4294967296.0);
        }
    }

    [Fact]
    public void UniformsAreNeverZeroOrOne()
    {
        Assert.Equal(1f / (1 << 24), Philox.ToSingle(0));
        Assert.Equal(1f - 1f / (1 << 24), Philox.ToSingle(uint.MaxValue));
        Assert.True(Philox.ToDouble(0) > 0);
        Assert.True(Philox.ToDouble(uint.MaxValue) < 1);
    }

    private static void Compare<V, T>(long index, int word, System.Func<uint, T> expected)
        where V : struct, IVector<V, T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var key = new RandomKey(0x0123_4567_89ab_cdef, 77);
        var actual = new T[V.Count];
        V.Store(V.Uniform(key, 5, index, word), ref actual[0], 0);
        for (int e = 0; e < V.Count; e++)
        {
            var words = Philox.Words(key, 5, index + e);
            uint w = word switch { 0 => words.Word0, 1 => words.Word1, 2 => words.Word2, _ => words.Word3 };
            Assert.Equal(expected(w), actual[e]);
        }
    }
}
