using System;
using System.Collections.Generic;
using System.Text;

namespace NetGen;

/// <summary>Name, shape, initial values and training attributes of one parameter of a network, independent of the element type.</summary>
public sealed class ParameterDefinition
{
    private readonly int[] _shape;
    private readonly double _learningRateScale = 1;
    private readonly double _maxNorm;

    /// <summary>Describes a parameter.</summary>
    /// <param name="name">Unique in the network, for example <c>Dense1.weight</c>; also the tensor's name in files.</param>
    /// <param name="shape">Positive sizes, slowest axis first; empty for a scalar.</param>
    /// <param name="initialization">The values before training.</param>
    /// <param name="kind">Trained along a gradient, or statistics kept by the forward pass.</param>
    /// <exception cref="ArgumentException">The name is empty, reserved (<c>__metadata__</c>) or not valid text, a size is not positive, there are more than 2^31 - 1 elements, or the initialisation does not fit the shape.</exception>
    public ParameterDefinition(string name, int[] shape, Initialization initialization, ParameterKind kind = ParameterKind.Trainable)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(shape);
        if (name == "__metadata__")
            throw new ArgumentException("A parameter cannot be named '__metadata__': the safetensors format reserves that name.", nameof(name));
        if (!IsWellFormed(name))
            throw new ArgumentException($"The parameter name '{name}' contains half of a surrogate pair, which no file can hold.", nameof(name));
        if (kind is not (ParameterKind.Trainable or ParameterKind.State))
            throw new ArgumentException($"Parameter '{name}': unknown kind {kind}.", nameof(kind));

        long length = 1;
        foreach (var size in shape)
        {
            if (size <= 0)
                throw new ArgumentException($"Parameter '{name}' has shape {TensorShape.Format(shape)}: sizes must be positive.", nameof(shape));
            length *= size;
            if (length > int.MaxValue)
                throw new ArgumentException($"Parameter '{name}' has shape {TensorShape.Format(shape)}: more than {int.MaxValue} elements.", nameof(shape));
        }

        Name = name;
        _shape = [.. shape];
        Length = (int)length;
        Kind = kind;
        Initialization = initialization;
        initialization.Validate(name, shape, Length);
    }

    /// <summary>Unique in the network; also the tensor's name in files.</summary>
    public string Name { get; }

    /// <summary>Sizes, slowest axis first; empty for a scalar.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>Number of elements: the product of <see cref="Shape"/>.</summary>
    public int Length { get; }

    /// <summary>Trained along a gradient, or statistics kept by the forward pass.</summary>
    public ParameterKind Kind { get; }

    /// <summary>The values before training.</summary>
    public Initialization Initialization { get; }

    /// <summary>Whether the optimizer's weight decay applies. Default true, for every parameter: as PyTorch, which decays whatever it is given.</summary>
    public bool Decay { get; init; } = true;

    /// <summary>Whether optimizers leave the parameter as it is. Default false.</summary>
    public bool Frozen { get; init; }

    /// <summary>Factor on the optimizer's learning rate for this parameter. Default 1; finite and not negative.</summary>
    public double LearningRateScale
    {
        get => _learningRateScale;
        init => _learningRateScale = double.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentException($"Parameter '{Name}': LearningRateScale must be finite and not negative, but is {FormattableString.Invariant($"{value}")}.", nameof(value));
    }

    /// <summary>
    /// Largest Euclidean norm of the values that lead to one output, that is along all axes but the last: after each update, larger ones are scaled down to it
    /// (Hinton et al. 2012). Default 0: no limit.
    /// </summary>
    public double MaxNorm
    {
        get => _maxNorm;
        init => _maxNorm = double.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentException($"Parameter '{Name}': MaxNorm must be finite and not negative, but is {FormattableString.Invariant($"{value}")}.", nameof(value));
    }

    /// <summary>What the parameter is for, as far as its order of elements depends on it. Default <see cref="ParameterRole.Plain"/>.</summary>
    public ParameterRole Role { get; init; }

    /// <summary>Of the weights of a dense layer on a flattened image: the image's shape (height, width, channels). PyTorch flattens channels first. Default empty.</summary>
    public IReadOnlyList<int> FlattenedFrom { get; init; } = [];

    /// <summary>The same, but left as it is by training.</summary>
    internal ParameterDefinition AsFrozen() => Frozen
        ? this
        : new(Name, Shape.ToArray(), Initialization, Kind) { Frozen = true, Decay = Decay, LearningRateScale = LearningRateScale, MaxNorm = MaxNorm, Role = Role, FlattenedFrom = FlattenedFrom };

    /// <summary>Name, shape and kind, for messages.</summary>
    public override string ToString() => $"{Name} {TensorShape.Format(_shape)} ({Kind})";

    private static bool IsWellFormed(string text)
    {
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var consumed) != System.Buffers.OperationStatus.Done)
                return false;
            rest = rest[consumed..];
        }
        return true;
    }
}
