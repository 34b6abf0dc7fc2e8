using System;
using NetGen.Kernels;

namespace NetGen;

/// <summary>The order in which an epoch goes through the samples: a function of seed and epoch, so it can be made again at any time.</summary>
internal sealed class SampleOrder
{
    // "orde": no other use of the seed draws from this stream.
    private const uint Stream = 0x6F726465;

    private readonly int[] _indices;
    private readonly ulong _seed;
    private readonly bool _shuffle;

    public SampleOrder(int count, ulong seed, bool shuffle)
    {
        _indices = new int[count];
        (_seed, _shuffle) = (seed, shuffle);
    }

    /// <summary>The samples in the order of an epoch; valid until the next call. Allocates nothing.</summary>
    public ReadOnlySpan<int> Of(int epoch)
    {
        for (var i = 0; i < _indices.Length; i++)
            _indices[i] = i;
        if (!_shuffle)
            return _indices;

        // Fisher and Yates, with one random word per exchange.
        var words = default(PhiloxWords);
        for (var i = _indices.Length - 1; i > 0; i--)
        {
            var drawn = _indices.Length - 1 - i;
            if (drawn % 4 == 0)
                words = Philox.Words(new RandomKey(_seed, (uint)epoch), Stream, drawn / 4);
            var word = (drawn % 4) switch { 0 => words.Word0, 1 => words.Word1, 2 => words.Word2, _ => words.Word3 };
            var j = (int)(((ulong)word * (ulong)(i + 1)) >> 32);
            (_indices[i], _indices[j]) = (_indices[j], _indices[i]);
        }

        return _indices;
    }
}
