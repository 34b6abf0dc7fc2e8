using System;
using System.ComponentModel;

namespace NetGen;

/// <summary>What computations over sequences have besides: a longest length, lengths per sequence, and states that are kept from call to call.</summary>
public abstract partial class Computation<T>
{
    private int[] _lengths = [];
    private T[] _states = [];

    /// <summary>Most time steps in one call; 0 where samples are no sequences.</summary>
    public int MaxTime { get; private set; }

    /// <summary>
    /// All recurrent states, which are kept from step to step: state by state in the order of the layers, each [MaxBatch, units]. May be copied out and in.
    /// </summary>
    public Span<T> State => _states;

    /// <summary>Sets all recurrent states to zero: the next step begins new sequences.</summary>
    public void Reset() => Array.Clear(_states);

    /// <summary>Called by generated constructors.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void HoldSequences(int maxTime, long states)
    {
        if (maxTime < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(maxTime), maxTime, $"{Parameters.Layout.Network}: maxTime must be at least 1.");
        }

        if ((long)MaxBatch * maxTime > Array.MaxLength || states > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(nameof(maxTime), maxTime, FormattableString.Invariant($"{Parameters.Layout.Network}: {MaxBatch:N0} sequences of {maxTime:N0} time steps, or their states, are more than the {Array.MaxLength:N0} elements of an array."));
        }

        MaxTime = maxTime;
        _lengths = new int[MaxBatch];
        _states = new T[states];
    }

    /// <summary>A recurrent state's values.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Span<T> Carried(long offset, int length) => _states.AsSpan((int)offset, length);

    /// <summary>
    /// The number of sequences in an argument and their time steps, padding included: as many sequences as there are lengths, or MaxBatch without lengths.
    /// </summary>
    /// <exception cref="ArgumentException">Elements, lengths and sizes do not fit together.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected int Sequences(int elements, int perStep, string argument, ReadOnlySpan<int> lengths, out int steps)
    {
        ThrowIfDisposed();
        int n = lengths.IsEmpty ? MaxBatch : lengths.Length;
        steps = elements / perStep / n;
        string network = Parameters.Layout.Network;
        if (n > MaxBatch)
        {
            throw new ArgumentException(FormattableString.Invariant($"{network}: there are {n:N0} lengths, but this {GetType().Name.ToLowerInvariant()} was made for at most {MaxBatch:N0} sequences."), nameof(lengths));
        }

        if (steps < 1 || (long)steps * perStep * n != elements)
        {
            throw new ArgumentException(FormattableString.Invariant($"{network}: {argument} has {elements:N0} elements, which is no whole number of time steps of {n:N0} sequences ({(long)perStep * n:N0} elements each); without lengths a call holds MaxBatch sequences."), argument);
        }

        if (steps > MaxTime)
        {
            throw new ArgumentException(FormattableString.Invariant($"{network}: {argument} holds {steps:N0} time steps, but this {GetType().Name.ToLowerInvariant()} was made for at most {MaxTime:N0}."), argument);
        }

        for (int k = 0; k < lengths.Length; k++)
        {
            if (lengths[k] < 1 || lengths[k] > steps)
            {
                throw new ArgumentException(FormattableString.Invariant($"{network}: lengths[{k}] is {lengths[k]}; it must be from 1 to the {steps} time steps of the call."), nameof(lengths));
            }
        }

        return n;
    }

    /// <summary>The lengths as given, or all steps for each sequence.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ReadOnlySpan<int> Lengths(ReadOnlySpan<int> lengths, int n, int steps)
    {
        if (lengths.IsEmpty)
        {
            _lengths.AsSpan(0, n).Fill(steps);
        }
        else
        {
            lengths.CopyTo(_lengths);
        }

        return _lengths.AsSpan(0, n);
    }
}
