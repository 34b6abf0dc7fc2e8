using System;
using System.Numerics;

namespace NetGen;

/// <summary>One named, shaped parameter of a network, whatever its precision. In graph methods, which are only read, it stands for its value.</summary>
public abstract class Parameter
{
    private protected Parameter(ParameterDefinition definition) => Definition = definition;

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

    /// <summary>The elements of a parameter of a float32 network, row-major, in place.</summary>
    /// <exception cref="InvalidOperationException">The network is of another precision; cast to <see cref="Parameter{T}"/>.</exception>
    public Span<float> Values => this is Parameter<float> single
        ? single.Values
        : throw new InvalidOperationException($"Parameter '{Name}' is no float32; cast it to Parameter<double>.");

    /// <summary>In graph methods: the parameter's value.</summary>
    public static implicit operator Tensor(Parameter parameter) => throw Symbolic.Error;

    /// <summary>Name, shape and kind, for messages and debuggers.</summary>
    public override string ToString() => Definition.ToString();
}

/// <summary>One named, shaped parameter (or its gradient): a view of a part of the flat buffer that its set owns.</summary>
public sealed class Parameter<T> : Parameter
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedArray<T> _buffer;
    private readonly int _offset;

    internal Parameter(ParameterDefinition definition, AlignedArray<T> buffer, int offset)
        : base(definition)
        => (_buffer, _offset) = (buffer, offset);

    /// <summary>
    /// The elements, row-major, in place. After writing to values of a model call <see cref="ParameterSet{T}.MarkChanged"/>, so that packed copies of weights are remade.
    /// </summary>
    public new Span<T> Values => _buffer.Slice(_offset, Definition.Length);
}
