using System;
using System.Linq;
using System.Numerics;

namespace NetGen.Integration.Tests.Networks;

/// <summary>Samples for a network: inputs, and targets or class labels.</summary>
public sealed class Batch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NetworkClass<T> _network;

    public Batch(NetworkClass<T> network, int samples, int seed)
        : this(network, samples)
    {
        var random = new Random(seed);
        for (int i = 0; i < Input.Length; i++)
            Input[i] = T.CreateTruncating(random.NextDouble() * 4 - 2);
        for (int i = 0; i < Tokens.Length; i++)
            Tokens[i] = random.Next(network.Vocabulary);
        for (int i = 0; i < Targets.Length; i++)
            Targets[i] = T.CreateTruncating(random.NextDouble());
        for (int i = 0; i < Labels.Length; i++)
            Labels[i] = random.Next(network.Classes);
    }

    private Batch(NetworkClass<T> network, int samples)
    {
        _network = network;
        Samples = samples;
        Input = new T[network.Vocabulary > 0 ? 0 : samples * network.InputLength];
        Tokens = new int[network.Vocabulary > 0 ? samples * network.InputLength : 0];
        Targets = new T[network.HasLabels ? 0 : samples * network.OutputLength];
        Labels = new int[samples * network.LabelsLength];
    }

    public int Samples { get; }

    /// <summary>Empty if there are tokens.</summary>
    public T[] Input { get; }

    /// <summary>Empty if inputs are numbers.</summary>
    public int[] Tokens { get; }

    /// <summary>Empty if there are labels.</summary>
    public T[] Targets { get; }

    /// <summary>Empty if there are targets.</summary>
    public int[] Labels { get; }

    /// <summary>Samples [start, start + samples).</summary>
    public Batch<T> Slice(int start, int samples)
    {
        var slice = new Batch<T>(_network, samples);
        if (_network.Vocabulary > 0)
            Tokens.AsSpan(start * _network.InputLength, slice.Tokens.Length).CopyTo(slice.Tokens);
        else
            Input.AsSpan(start * _network.InputLength, slice.Input.Length).CopyTo(slice.Input);
        if (_network.HasLabels)
            Labels.AsSpan(start * _network.LabelsLength, slice.Labels.Length).CopyTo(slice.Labels);
        else
            Targets.AsSpan(start * _network.OutputLength, slice.Targets.Length).CopyTo(slice.Targets);
        return slice;
    }

    /// <summary>The same numbers, rounded, for the network of the other precision.</summary>
    public Batch<TOther> Convert<TOther>(NetworkClass<TOther> network)
        where TOther : unmanaged, IBinaryFloatingPointIeee754<TOther>
    {
        var other = new Batch<TOther>(network, Samples);
        Input.Select(TOther.CreateTruncating).ToArray().CopyTo(other.Input, 0);
        Tokens.CopyTo(other.Tokens, 0);
        Targets.Select(TOther.CreateTruncating).ToArray().CopyTo(other.Targets, 0);
        Labels.CopyTo(other.Labels, 0);
        return other;
    }
}
