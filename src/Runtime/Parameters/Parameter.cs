using System;
using System.Numerics;

namespace NetGen;

/// <summary>One named, shaped parameter (or its gradient): a view of a part of the flat buffer that its set owns.</summary>
public sealed class Parameter<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedArray<T> _buffer;
    private readonly int _offset;

    internal Parameter(ParameterDefinition definition, AlignedArray<T> buffer, int offset)
        => (Definition, _buffer, _offset) = (definition, buffer, offset);

    /// <summary>Shape, kind and training attributes.</summary>
    public ParameterDefinition Definition { get; }

    /// <summary>Unique in the network, for example <c>Dense1.weight</c>.</summary>
    public string Name => Definition.Name;

    /// <summary>Sizes, slowest axis first; empty for a scalar.</summary>
    public ReadOnlySpan<int> Shape => Definition.Shape;

    /// <summary>Trained along a gradient, or statistics kept by the forward pass.</summary>
    public ParameterKind Kind => Definition.Kind;

    /// <summary>Number of elements.</summary>
    public int Length => Definition.Length;

    /// <summary>
    /// The elements, row-major, in place. After writing to values of a model call <see cref="ParameterSet{T}.MarkChanged"/>, so that packed copies of weights are remade.
    /// </summary>
    public Span<T> Values => _buffer.Slice(_offset, Definition.Length);

    /// <summary>Name, shape and kind, for messages and debuggers.</summary>
    public override string ToString() => Definition.ToString();
}
