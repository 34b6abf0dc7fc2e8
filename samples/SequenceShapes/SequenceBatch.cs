using System;

namespace SequenceShapes;

/// <summary>Sequences of different lengths in one array: sequence after sequence, each as long as the longest, with padding at its end.</summary>
/// <param name="size">Sequences of a batch.</param>
/// <param name="maxTime">Steps of the longest that may come.</param>
internal sealed class SequenceBatch(int size, int maxTime)
{
    private readonly int[] _tokens = new int[size * maxTime];
    private readonly int[] _lengths = new int[size];

    /// <summary>Steps of the longest sequence of this batch.</summary>
    public int Time { get; private set; }

    public ReadOnlySpan<int> Tokens => _tokens.AsSpan(0, size * Time);

    public ReadOnlySpan<int> Lengths => _lengths;

    public void Fill(params ReadOnlySpan<int[]> sequences)
    {
        Time = 0;
        for (int n = 0; n < size; n++)
        {
            _lengths[n] = sequences[n].Length;
            Time = Math.Max(Time, _lengths[n]);
        }

        for (int n = 0; n < size; n++)
        {
            sequences[n].CopyTo(_tokens, n * Time);

            // Padding changes nothing, but has to be a token.
            _tokens.AsSpan((n * Time) + _lengths[n], Time - _lengths[n]).Clear();
        }
    }
}
