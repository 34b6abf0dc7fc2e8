using System;
using System.ComponentModel;

namespace NetGen;

/// <summary>What computations over sequences have besides: a longest length, lengths per sequence, and states that are kept from call to call.</summary>
public abstract partial class Computation<T>
{
    private int[] _longest = [];
    private int[] _lengths = [];
    private int[] _units = [];
    private T[] _states = [];
    private T[] _before = [];

    /// <summary>Most time steps in one call; 0 where samples are no sequences. Of networks with several time axes: of the first.</summary>
    public int MaxTime => _longest.Length > 0 ? _longest[0] : 0;

    /// <summary>
    /// All recurrent states, which are kept from step to step: state by state in the order of the layers, each [MaxBatch, units]. May be copied out and in.
    /// </summary>
    public Span<T> State => _states;

    /// <summary>Sets all recurrent states to zero: the next step begins new sequences.</summary>
    public void Reset() => Array.Clear(_states);

    /// <summary>
    /// Puts recurrent states in another order: sequence n goes on with the states that sequence <c>parents[n]</c> has had, so that some go on more than once and others not at all; for <see cref="BeamSearch"/>. Sequences
    /// without a parent keep their states. Allocates nothing.
    /// </summary>
    /// <param name="parents">At most MaxBatch sequences, each from 0 to below MaxBatch.</param>
    /// <exception cref="ArgumentException">There are more parents than sequences, or one is no sequence.</exception>
    public void ReorderState(ReadOnlySpan<int> parents)
    {
        ThrowIfDisposed();
        string network = Parameters.Layout.Network;
        if (parents.Length > MaxBatch)
        {
            throw new ArgumentException(FormattableString.Invariant($"{network}: there are {parents.Length:N0} parents, but this {GetType().Name.ToLowerInvariant()} was made for at most {MaxBatch:N0} sequences."), nameof(parents));
        }

        for (int n = 0; n < parents.Length; n++)
        {
            if ((uint)parents[n] >= (uint)MaxBatch)
            {
                throw new ArgumentException(FormattableString.Invariant($"{network}: parents[{n}] is {parents[n]}; sequences are 0 to {MaxBatch - 1}."), nameof(parents));
            }
        }

        int offset = 0;
        foreach (int units in _units)
        {
            var state = _states.AsSpan(offset, MaxBatch * units);
            var before = _before.AsSpan(0, state.Length);
            state.CopyTo(before);
            for (int n = 0; n < parents.Length; n++)
            {
                before.Slice(parents[n] * units, units).CopyTo(state.Slice(n * units, units));
            }

            offset += state.Length;
        }
    }

    /// <summary>Called by generated constructors.</summary>
    /// <param name="longest">Most time steps of each time axis.</param>
    /// <param name="units">Elements of each state of a sequence.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void HoldSequences(ReadOnlySpan<int> longest, ReadOnlySpan<int> units)
    {
        string network = Parameters.Layout.Network;
        long states = 0;
        int mostUnits = 0;
        foreach (int count in units)
        {
            states += (long)MaxBatch * count;
            mostUnits = Math.Max(mostUnits, count);
        }

        foreach (int maxTime in longest)
        {
            if (maxTime < 1)
            {
                throw new ArgumentOutOfRangeException(nameof(maxTime), maxTime, $"{network}: maxTime must be at least 1.");
            }

            if ((long)MaxBatch * maxTime > Array.MaxLength || states > Array.MaxLength)
            {
                throw new ArgumentOutOfRangeException(nameof(maxTime), maxTime, FormattableString.Invariant($"{network}: {MaxBatch:N0} sequences of {maxTime:N0} time steps, or their states, are more than the {Array.MaxLength:N0} elements of an array."));
            }
        }

        _longest = longest.ToArray();
        _units = units.ToArray();
        _lengths = new int[longest.Length * MaxBatch];
        _states = new T[states];
        _before = new T[MaxBatch * mostUnits];
    }

    /// <summary>Most time steps of a time axis.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected int LongestOf(int time) => _longest[time];

    /// <summary>A recurrent state's values.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Span<T> Carried(long offset, int length) => _states.AsSpan((int)offset, length);

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
            throw new ArgumentException(FormattableString.Invariant($"{Parameters.Layout.Network}: there are {n:N0} lengths, but this {GetType().Name.ToLowerInvariant()} was made for at most {MaxBatch:N0} sequences."), nameof(lengths));
        }

        steps = StepsOf(n, elements, perStep, argument, lengths, time);
        return n;
    }

    /// <summary>The time steps, padding included, of an argument of n sequences.</summary>
    /// <exception cref="ArgumentException">Elements, lengths and sizes do not fit together.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected int StepsOf(int n, int elements, int perStep, string argument, ReadOnlySpan<int> lengths, int time)
    {
        string network = Parameters.Layout.Network;
        if (!lengths.IsEmpty && lengths.Length != n)
        {
            throw new ArgumentException(FormattableString.Invariant($"{network}: there are {lengths.Length:N0} lengths for {argument}, but {n:N0} sequences."), nameof(lengths));
        }

        int steps = elements / perStep / n;
        if (steps < 1 || (long)steps * perStep * n != elements)
        {
            throw new ArgumentException(FormattableString.Invariant($"{network}: {argument} has {elements:N0} elements, which is no whole number of time steps of {n:N0} sequences ({(long)perStep * n:N0} elements each); without lengths a call holds MaxBatch sequences."), argument);
        }

        if (steps > _longest[time])
        {
            throw new ArgumentException(FormattableString.Invariant($"{network}: {argument} holds {steps:N0} time steps, but this {GetType().Name.ToLowerInvariant()} was made for at most {_longest[time]:N0}."), argument);
        }

        for (int k = 0; k < lengths.Length; k++)
        {
            if (lengths[k] < 1 || lengths[k] > steps)
            {
                throw new ArgumentException(FormattableString.Invariant($"{network}: lengths[{k}] is {lengths[k]}; it must be from 1 to the {steps} time steps of {argument}."), nameof(lengths));
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
