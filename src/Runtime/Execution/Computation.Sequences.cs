using System;
using System.ComponentModel;

namespace NetGen;

/// <summary>What computations over sequences have besides: a longest length, lengths per sequence, and states that are kept from call to call.</summary>
public abstract partial class Computation
{
    private int[] _longest = [];
    private int[] _lengths = [];

    /// <summary>Most time steps in one call; 0 where samples are no sequences. Of networks with several time axes: of the first.</summary>
    public int MaxTime => _longest.Length > 0 ? _longest[0] : 0;

    /// <summary>Called by generated constructors.</summary>
    /// <param name="longest">Most time steps of each time axis.</param>
    /// <param name="units">Elements of each state of a sequence.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void HoldSequences(ReadOnlySpan<int> longest, ReadOnlySpan<int> units)
    {
        long states = 0;
        foreach (int count in units)
            states += (long)MaxBatch * count;

        foreach (int maxTime in longest)
        {
            if (maxTime < 1)
            {
                throw new ArgumentOutOfRangeException(nameof(maxTime), maxTime, $"{Network}: maxTime must be at least 1.");
            }

            if ((long)MaxBatch * maxTime > Array.MaxLength || states > Array.MaxLength)
            {
                throw new ArgumentOutOfRangeException(nameof(maxTime), maxTime, FormattableString.Invariant($"{Network}: {MaxBatch:N0} sequences of {maxTime:N0} time steps, or their states, are more than the {Array.MaxLength:N0} elements of an array."));
            }
        }

        _longest = longest.ToArray();
        _lengths = new int[longest.Length * MaxBatch];
        HoldStates(units, (int)states);
    }

    /// <summary>Makes room for recurrent states.</summary>
    /// <param name="units">Elements of each state of a sequence.</param>
    /// <param name="length">Of all states of all sequences.</param>
    private protected abstract void HoldStates(ReadOnlySpan<int> units, int length);

    /// <summary>Checks which sequences' states sequences are to go on with.</summary>
    /// <exception cref="ArgumentException">There are more parents than sequences, or one is no sequence.</exception>
    private protected void CheckParents(ReadOnlySpan<int> parents)
    {
        ThrowIfDisposed();
        if (parents.Length > MaxBatch)
        {
            throw new ArgumentException(FormattableString.Invariant($"{Network}: there are {parents.Length:N0} parents, but this {Kind} was made for at most {MaxBatch:N0} sequences."), nameof(parents));
        }

        for (int n = 0; n < parents.Length; n++)
        {
            if ((uint)parents[n] >= (uint)MaxBatch)
            {
                throw new ArgumentException(FormattableString.Invariant($"{Network}: parents[{n}] is {parents[n]}; sequences are 0 to {MaxBatch - 1}."), nameof(parents));
            }
        }
    }

    /// <summary>Most time steps of a time axis.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected int LongestOf(int time) => _longest[time];

    /// <summary>
    /// The number of sequences in an argument and their time steps, padding included: as many sequences as there are lengths, or MaxBatch without lengths.
    /// </summary>
    /// <exception cref="ArgumentException">Elements, lengths and sizes do not fit together.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected int Sequences(int elements, int perStep, string argument, ReadOnlySpan<int> lengths, out int steps, int time = 0)
    {
        ThrowIfDisposed();
        int n = lengths.IsEmpty ? MaxBatch : lengths.Length;
        if (n > MaxBatch)
        {
            throw new ArgumentException(FormattableString.Invariant($"{Network}: there are {n:N0} lengths, but this {Kind} was made for at most {MaxBatch:N0} sequences."), nameof(lengths));
        }

        steps = StepsOf(n, elements, perStep, argument, lengths, time);
        return n;
    }

    /// <summary>The time steps, padding included, of an argument of n sequences.</summary>
    /// <exception cref="ArgumentException">Elements, lengths and sizes do not fit together.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected int StepsOf(int n, int elements, int perStep, string argument, ReadOnlySpan<int> lengths, int time)
    {
        if (!lengths.IsEmpty && lengths.Length != n)
        {
            throw new ArgumentException(FormattableString.Invariant($"{Network}: there are {lengths.Length:N0} lengths for {argument}, but {n:N0} sequences."), nameof(lengths));
        }

        int steps = elements / perStep / n;
        if (steps < 1 || (long)steps * perStep * n != elements)
        {
            throw new ArgumentException(FormattableString.Invariant($"{Network}: {argument} has {elements:N0} elements, which is no whole number of time steps of {n:N0} sequences ({(long)perStep * n:N0} elements each); without lengths a call holds MaxBatch sequences."), argument);
        }

        if (steps > _longest[time])
        {
            throw new ArgumentException(FormattableString.Invariant($"{Network}: {argument} holds {steps:N0} time steps, but this {Kind} was made for at most {_longest[time]:N0}."), argument);
        }

        for (int k = 0; k < lengths.Length; k++)
        {
            if (lengths[k] < 1 || lengths[k] > steps)
            {
                throw new ArgumentException(FormattableString.Invariant($"{Network}: lengths[{k}] is {lengths[k]}; it must be from 1 to the {steps} time steps of {argument}."), nameof(lengths));
            }
        }

        return steps;
    }

    /// <summary>The lengths as given, or all steps for each sequence.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ReadOnlySpan<int> Lengths(ReadOnlySpan<int> lengths, int n, int steps, int time = 0)
    {
        var kept = _lengths.AsSpan(time * MaxBatch, n);
        if (lengths.IsEmpty)
        {
            kept.Fill(steps);
        }
        else
        {
            lengths.CopyTo(kept);
        }

        return kept;
    }
}
