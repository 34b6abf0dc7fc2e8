using ILGPU;
using NetGen.Kernels;

namespace NetGen.Gpu;

public static partial class GpuMath
{
    private const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;
    private const int Rounds = 10;

    /// <summary>A word of Philox4x32-10 (Salmon et al. 2011): the same as that of <see cref="Philox.Words(RandomKey, uint, long)"/>.</summary>
    public static uint Word(RandomKey key, uint stream, long index, int word)
    {
        uint c0 = (uint)index, c1 = (uint)((ulong)index >> 32), c2 = stream, c3 = key.Step;
        uint k0 = (uint)key.Seed, k1 = (uint)(key.Seed >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            ulong p0 = (ulong)Multiplier0 * c0, p1 = (ulong)Multiplier1 * c2;
            c0 = (uint)(p1 >> 32) ^ c1 ^ k0;
            c1 = (uint)p1;
            c2 = (uint)(p0 >> 32) ^ c3 ^ k1;
            c3 = (uint)p0;
            k0 += Weyl0;
            k1 += Weyl1;
        }
        return word == 0 ? c0 : word == 1 ? c1 : word == 2 ? c2 : c3;
    }

    /// <summary>A uniform number in (0, 1), <c>((word >> 9) + 0.5) / 2^23</c>: the same as on the CPU.</summary>
    public static float Uniform(RandomKey key, uint stream, long index, int word) =>
        Interop.IntAsFloat((Word(key, stream, index, word) >> 9) | 0x3F80_0000) - 0.99999994f;
}
