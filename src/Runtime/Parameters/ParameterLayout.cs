using System;
using System.Collections.Generic;

namespace NetGen;

/// <summary>
/// Where each parameter of a network lies in one flat buffer: the trainable parameters first, then the state, each in order of declaration and without holes.
/// One instance per network type, shared by all its models.
/// </summary>
public sealed class ParameterLayout
{
    private readonly ParameterDefinition[] _definitions;
    private readonly int[] _offsets;
    private readonly Dictionary<string, int> _indices;

    /// <summary>Lays out the parameters.</summary>
    /// <param name="network">The network's name, for messages and file metadata.</param>
    /// <param name="parameters">The parameters in order of declaration; trainable and state may be mixed.</param>
    /// <exception cref="ArgumentException">Two parameters have the same name, or all together have more elements than an array can hold.</exception>
    public ParameterLayout(string network, params ParameterDefinition[] parameters)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(network);
        ArgumentNullException.ThrowIfNull(parameters);
        Network = network;
        _definitions = new ParameterDefinition[parameters.Length];
        _offsets = new int[parameters.Length];
        _indices = new Dictionary<string, int>(parameters.Length, StringComparer.Ordinal);

        long offset = 0;
        var count = 0;
        foreach (var kind in (ReadOnlySpan<ParameterKind>)[ParameterKind.Trainable, ParameterKind.State])
        {
            foreach (var definition in parameters)
            {
                ArgumentNullException.ThrowIfNull(definition, nameof(parameters));
                if (definition.Kind != kind)
                    continue;
                if (!_indices.TryAdd(definition.Name, count))
                    throw new ArgumentException($"Network '{network}' has two parameters named '{definition.Name}'.", nameof(parameters));
                _definitions[count] = definition;
                _offsets[count++] = (int)offset;
                offset += definition.Length;
                if (offset > MaxLength)
                    throw new ArgumentException($"The parameters of network '{network}' up to '{definition.Name}' have {offset} elements; at most {MaxLength} fit in one buffer.", nameof(parameters));
            }

            if (kind == ParameterKind.Trainable)
                (TrainableCount, TrainableLength) = (count, (int)offset);
        }

        Length = (int)offset;
    }

    /// <summary>The same layout with all parameters frozen but those at the given positions.</summary>
    internal ParameterLayout Training(ReadOnlySpan<int> trained)
    {
        var definitions = new ParameterDefinition[_definitions.Length];
        for (var i = 0; i < definitions.Length; i++)
            definitions[i] = trained.Contains(i) ? _definitions[i] : _definitions[i].AsFrozen();
        return new ParameterLayout(Network, definitions);
    }

    // Leaves room for the elements that alignment to 64 bytes skips.
    private static int MaxLength => Array.MaxLength - 64;

    /// <summary>The network's name.</summary>
    public string Network { get; }

    /// <summary>Number of parameters, trainable and state.</summary>
    public int Count => _definitions.Length;

    /// <summary>Number of trainable parameters; they are the first ones.</summary>
    public int TrainableCount { get; }

    /// <summary>Elements of all parameters.</summary>
    public int Length { get; }

    /// <summary>Elements of the trainable segment, [0, TrainableLength) of the buffer.</summary>
    public int TrainableLength { get; }

    /// <summary>Elements of the state segment, [TrainableLength, Length) of the buffer.</summary>
    public int StateLength => Length - TrainableLength;

    /// <summary>The parameters in the order in which they lie in the buffer.</summary>
    public ReadOnlySpan<ParameterDefinition> Definitions => _definitions;

    /// <summary>Position of a parameter in <see cref="Definitions"/>.</summary>
    /// <exception cref="KeyNotFoundException">The network has no parameter of that name.</exception>
    public int IndexOf(string name)
        => TryGetIndex(name, out var index) ? index : throw NotFound(name, _definitions);

    /// <summary>Position of a parameter in <see cref="Definitions"/>, if the network has one of that name.</summary>
    public bool TryGetIndex(string name, out int index)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _indices.TryGetValue(name, out index);
    }

    /// <summary>First element of a parameter in the buffer.</summary>
    /// <exception cref="KeyNotFoundException">The network has no parameter of that name.</exception>
    public int OffsetOf(string name) => _offsets[IndexOf(name)];

    /// <summary>First element of the parameter at a position of <see cref="Definitions"/>.</summary>
    public int OffsetOf(int index) => _offsets[index];

    /// <summary>The first difference in name, shape or kind between this layout and another, as a sentence; null if values of one can be copied to the other.</summary>
    internal string? FirstDifference(ParameterLayout other)
    {
        if (ReferenceEquals(this, other))
            return null;
        for (var i = 0; i < Math.Max(Count, other.Count); i++)
        {
            if (i >= Count)
                return $"parameter {i} is {other._definitions[i]} in '{other.Network}', where '{Network}' has only {Count} parameters";
            if (i >= other.Count)
                return $"parameter {i} is {_definitions[i]} in '{Network}', where '{other.Network}' has only {other.Count} parameters";
            var (mine, others) = (_definitions[i], other._definitions[i]);
            if (mine.Name != others.Name || mine.Kind != others.Kind || !mine.Shape.SequenceEqual(others.Shape))
                return $"parameter {i} is {mine} in '{Network}' but {others} in '{other.Network}'";
        }

        return null;
    }

    /// <summary>What to throw where no parameter has a name; suggests names of <paramref name="candidates"/>.</summary>
    internal KeyNotFoundException NotFound(string name, ReadOnlySpan<ParameterDefinition> candidates)
    {
        var names = new string[candidates.Length];
        for (var i = 0; i < names.Length; i++)
            names[i] = candidates[i].Name;
        var near = NearNames.Of(name, names);
        return new KeyNotFoundException($"Network '{Network}' has no parameter '{name}'."
            + (near.Count > 0 ? $" Near names: '{string.Join("', '", near)}'." : $" It has {Count} parameters."));
    }
}
