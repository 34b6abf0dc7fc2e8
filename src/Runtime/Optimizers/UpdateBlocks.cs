using System;

namespace NetGen;

/// <summary>The part of a segment that lies in one block; <see cref="Segment"/> is -1 for a block in which no segment lies.</summary>
internal readonly record struct UpdatePart(int Block, int Segment, int First, int Last, bool IsFirstOfBlock);

/// <summary>
/// Walks the segments of a buffer block by block. Blocks have a fixed length, so that an element is in a register or in the scalar rest, and is added to others in
/// the same order, whatever the number of threads that share the blocks.
/// </summary>
/// <param name="segments">In ascending order.</param>
/// <param name="length">Of the buffer.</param>
/// <param name="first">The first block.</param>
/// <param name="last">One after the last block.</param>
internal ref struct UpdateBlocks(ReadOnlySpan<UpdateSegment> segments, int length, int first, int last)
{
    /// <summary>Elements of a block.</summary>
    public const int Length = 1024;

    private readonly ReadOnlySpan<UpdateSegment> _segments = segments;
    private int _block = first - 1;
    private int _segment;

    /// <summary>Blocks that cover a buffer.</summary>
    public static int Count(int length) => (int)(((long)length + Length - 1) / Length);

    public UpdatePart Current { get; private set; }

    public readonly UpdateBlocks GetEnumerator() => this;

    public bool MoveNext()
    {
        var isFirst = false;
        // Another segment of this block?
        if (_block >= first && _segment + 1 < _segments.Length && Current.Segment >= 0 && _segments[_segment + 1].First < EndOf(_block))
        {
            _segment++;
        }
        else
        {
            if (++_block >= last)
                return false;
            isFirst = true;
            while (_segment < _segments.Length && _segments[_segment].Last <= BeginOf(_block))
                _segment++;
        }

        Current = _segment < _segments.Length && _segments[_segment].First < EndOf(_block)
            ? new UpdatePart(_block, _segment, Math.Max(BeginOf(_block), _segments[_segment].First), Math.Min(EndOf(_block), _segments[_segment].Last), isFirst)
            : new UpdatePart(_block, -1, 0, 0, isFirst);
        return true;
    }

    private static int BeginOf(int block) => block * Length;

    private readonly int EndOf(int block) => Math.Min(length - BeginOf(block), Length) + BeginOf(block);
}
