using System;
using System.ComponentModel;
using ILGPU;

namespace NetGen.Gpu;

/// <summary>Recurrent states that are kept from call to call, on the device.</summary>
public abstract partial class GpuComputation
{
    private ArrayView<float> _states;
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

    private protected override void HoldStates(ReadOnlySpan<int> units, int length)
    {
        _copyOfStates = new float[length];
        _states = Memory.AllocateZeros<float>(length, $"{Network}: the recurrent states");
    }

    /// <summary>A recurrent state's values.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ArrayView<float> Carried(long offset, int length) => _states.SubView(offset, length);
}
