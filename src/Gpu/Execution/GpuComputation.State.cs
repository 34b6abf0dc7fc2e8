using System;
using System.ComponentModel;
using System.Linq;
using ILGPU;

namespace NetGen.Gpu;

/// <summary>Recurrent states that are kept from call to call, on the device.</summary>
public abstract partial class GpuComputation
{
    private int[] _units = [];
    private ArrayView<float> _states;
    private ArrayView<float> _before;
    private PinnedRing<int>? _parents;
    private float[] _copyOfStates = [];

    /// <summary>
    /// A copy of all recurrent states, which are kept from step to step: state by state in the order of the layers, each [MaxBatch, units]. Waits for the device. To be set, it takes as many values.
    /// </summary>
    /// <exception cref="ArgumentException">There are more or fewer values.</exception>
    public ReadOnlySpan<float> State
    {
        get
        {
            ThrowIfDisposed();
            if (_copyOfStates.Length > 0)
                Stream.Read(_states, _copyOfStates);
            return _copyOfStates;
        }

        set
        {
            ThrowIfDisposed();
            if (value.Length != _copyOfStates.Length)
                throw new ArgumentException(FormattableString.Invariant($"{Network}: there are {_copyOfStates.Length:N0} values of states, not {value.Length:N0}."), nameof(value));
            Stream.Write(value, _states);
        }
    }

    /// <summary>Sets all recurrent states to zero: the next step begins new sequences.</summary>
    public void Reset()
    {
        ThrowIfDisposed();
        if (_copyOfStates.Length > 0)
            Stream.Clear(_states);
    }

    /// <summary>
    /// Puts recurrent states in another order: sequence n goes on with the states that sequence <c>parents[n]</c> has had, so that some go on more than once and others not at all; for <see cref="BeamSearch"/>. Sequences
    /// without a parent keep their states. Waits for nothing; the first call makes room on the device.
    /// </summary>
    /// <param name="parents">At most MaxBatch sequences, each from 0 to below MaxBatch.</param>
    /// <exception cref="ArgumentException">There are more parents than sequences, or one is no sequence.</exception>
    public void ReorderState(ReadOnlySpan<int> parents)
    {
        CheckParents(parents);
        if (parents.IsEmpty || _units.Length == 0)
            return;
        if (_parents is null)
        {
            _before = Memory.Allocate<float>((long)MaxBatch * _units.Max(), $"{Network}: recurrent states that are put in another order");
            _parents = new PinnedRing<int>(Memory, Stream, Progress, MaxBatch, $"{Network}: the order of recurrent states");
        }

        var order = _parents.Upload(parents);
        long offset = 0;
        foreach (var units in _units)
        {
            var state = _states.SubView(offset, (long)MaxBatch * units);
            var before = _before.SubView(0, state.Length);
            Stream.Copy(state, before);
            Gather(before, order, state, parents.Length, units);
            offset += state.Length;
        }
    }

    private protected override void HoldStates(ReadOnlySpan<int> units, int length)
    {
        _units = units.ToArray();
        _copyOfStates = new float[length];
        _states = Memory.AllocateZeros<float>(length, $"{Network}: the recurrent states");
    }

    /// <summary>A recurrent state's values.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ArrayView<float> Carried(long offset, int length) => _states.SubView(offset, length);
}
