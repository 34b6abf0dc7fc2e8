using System;
using System.ComponentModel;

namespace NetGen;

/// <content>
/// Long sequences in segments (Chen et al. 2016; Gruslys et al. 2016): forward, only the states between segments are kept; then each segment, the last first, is computed again and taken backward.
/// </content>
public abstract partial class Trainer<T>
{
    private int[] _segmentStarts = [];
    private NativeBuffer<T>? _checkpoints;
    private int _statesLength;

    /// <summary>
    /// Time steps whose values are in memory at once: training computes longer sequences again, segment by segment, with the same result to the bit. 0 where the network is not made for that (<see cref="NetworkAttribute.Recompute"/>).
    /// </summary>
    public int RecomputeEvery { get; private set; }

    /// <summary>The steps of a segment: as asked for, or the square root of the longest sequence.</summary>
    /// <param name="recomputeEvery">As the user says; 0 for the square root.</param>
    /// <param name="maxTime">Most time steps in a call.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="recomputeEvery"/> is negative.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected static int SegmentLength(int recomputeEvery, int maxTime)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(recomputeEvery);
        return recomputeEvery == 0 ? (int)Math.Ceiling(Math.Sqrt(Math.Max(maxTime, 0))) : Math.Min(recomputeEvery, maxTime);
    }

    /// <summary>Called by generated constructors, after HoldSequences.</summary>
    /// <param name="length">Most steps of a segment.</param>
    /// <param name="units">Elements of all states between segments, of one sequence.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void HoldSegments(int length, int units)
    {
        RecomputeEvery = length;
        // One more where a segment ends early, at the step whose states go on to the next batch.
        _segmentStarts = new int[(MaxTime + length - 1) / length + 2];
        _statesLength = checked(MaxBatch * units);
        // None for the last segment, whose values are still there when it is taken backward.
        long checkpoints = (long)(_segmentStarts.Length - 2) * _statesLength;
        if (checkpoints > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException("recomputeEvery", length, FormattableString.Invariant($"{Network}: the states between segments of {length:N0} steps are {checkpoints:N0} elements, more than the {Array.MaxLength:N0} that can be addressed."));
        }

        _checkpoints = new NativeBuffer<T>((int)checkpoints);
    }

    /// <summary>Segments of the last call.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected int Segments { get; private set; }

    /// <summary>Cuts the steps of a call into segments. One ends where the states are that go on to the next batch.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void CutIntoSegments(int steps)
    {
        int count = 0, carried = StepsToCarry(steps);
        for (int start = 0; start < steps; count++)
        {
            _segmentStarts[count] = start;
            int end = Math.Min(start + RecomputeEvery, steps);
            start = start < carried ? Math.Min(end, carried) : end;
        }

        _segmentStarts[count] = steps;
        Segments = count;
    }

    /// <summary>The first step of a segment; of the one after the last, the steps of the call.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected int SegmentStart(int segment) => _segmentStarts[segment];

    /// <summary>Part of the states that a segment begins with.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Span<T> Checkpoint(int segment, long offset, int length) => _checkpoints!.Slice((int)(((long)segment * _statesLength) + offset), length);

    /// <summary>The steps of a segment of n sequences: in place where it is the only one, else copied.</summary>
    /// <param name="sequences">[n, steps, width].</param>
    /// <param name="n">Sequences.</param>
    /// <param name="steps">Time steps of the call.</param>
    /// <param name="segment">Which segment.</param>
    /// <param name="room">For the copy.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ReadOnlySpan<TElement> SegmentOf<TElement>(ReadOnlySpan<TElement> sequences, int n, int steps, int segment, TElement[] room)
        where TElement : unmanaged
    {
        int first = _segmentStarts[segment], count = _segmentStarts[segment + 1] - first;
        if (count == steps)
            return sequences;
        int width = sequences.Length / n / steps;
        var copy = room.AsSpan(0, n * count * width);
        for (int k = 0; k < n; k++)
            sequences.Slice(((k * steps) + first) * width, count * width).CopyTo(copy[(k * count * width)..]);
        return copy;
    }

    private protected override long FurtherElements => _checkpoints?.Length ?? 0;

    private protected override void DisposeParts()
    {
        base.DisposeParts();
        _checkpoints?.Dispose();
    }
}
