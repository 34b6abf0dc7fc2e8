using System;
using System.ComponentModel;

namespace NetGen;

/// <summary>Recurrent states that are kept from call to call.</summary>
public abstract partial class Computation<T>
{
    private int[] _units = [];
    private T[] _states = [];
    private T[] _before = [];

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
        CheckParents(parents);
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

    private protected override void HoldStates(ReadOnlySpan<int> units, int length)
    {
        int mostUnits = 0;
        foreach (int count in units)
            mostUnits = Math.Max(mostUnits, count);
        _units = units.ToArray();
        _states = new T[length];
        _before = new T[MaxBatch * mostUnits];
    }

    /// <summary>A recurrent state's values.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Span<T> Carried(long offset, int length) => _states.AsSpan((int)offset, length);
}
