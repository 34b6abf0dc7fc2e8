using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace NetGen;

/// <summary>A flat buffer seen as the named parameters of a layout, in the layout's order: what <see cref="ParameterSet{T}"/> and <see cref="GradientSet{T}"/> have in common.</summary>
public abstract class ParameterViews<T> : IReadOnlyList<Parameter<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedArray<T> _buffer;
    private readonly Parameter<T>[] _parameters;

    // The views are the first parameters of the layout, so positions in the layout are positions here.
    private protected ParameterViews(ParameterLayout layout, bool trainableOnly)
    {
        ArgumentNullException.ThrowIfNull(layout);
        Layout = layout;
        _buffer = new AlignedArray<T>(trainableOnly ? layout.TrainableLength : layout.Length);
        _parameters = new Parameter<T>[trainableOnly ? layout.TrainableCount : layout.Count];
        for (var i = 0; i < _parameters.Length; i++)
            _parameters[i] = new Parameter<T>(layout.Definitions[i], _buffer, layout.OffsetOf(i));
    }

    /// <summary>The layout of the network's parameters.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>Number of named views.</summary>
    public int Count => _parameters.Length;

    /// <summary>All elements, in the layout's order. The first lies at a multiple of 64 bytes, and the memory never moves.</summary>
    public Span<T> All => _buffer.Span;

    /// <summary>All elements as they are in memory at present, though a device may have newer ones.</summary>
    internal Span<T> Present => _buffer.Present;

    /// <summary>Where newer values are that memory does not hold yet; null if it holds the newest.</summary>
    internal INewerValues? Newer
    {
        get => _buffer.Newer;
        set => _buffer.Newer = value;
    }

    /// <summary>The view at a position of the layout.</summary>
    public Parameter<T> this[int index] => _parameters[index];

    /// <summary>The view of the parameter of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message names the network and similar names.</exception>
    public Parameter<T> this[string name]
        => TryGet(name, out var parameter) ? parameter : throw Missing(name);

    /// <summary>The view of the parameter of that name, if there is one.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out Parameter<T>? parameter)
    {
        parameter = Layout.TryGetIndex(name, out var index) && index < _parameters.Length ? _parameters[index] : null;
        return parameter is not null;
    }

    /// <summary>The views in the layout's order.</summary>
    public IEnumerator<Parameter<T>> GetEnumerator() => ((IEnumerable<Parameter<T>>)_parameters).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private KeyNotFoundException Missing(string name)
        => Layout.TryGetIndex(name, out _)
            ? new KeyNotFoundException($"Parameter '{name}' of network '{Layout.Network}' is state and has no gradient.")
            : Layout.NotFound(name, Layout.Definitions[.._parameters.Length]);
}
