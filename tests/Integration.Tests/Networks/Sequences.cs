using System;
using System.Linq;
using System.Numerics;

namespace NetGen.Integration.Tests.Networks;

/// <summary>Sequences of different lengths for a network, padded to the same number of steps.</summary>
public sealed class Sequences<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Sequences(SequenceNetwork<T> network, int[] lengths, int steps)
    {
        (Network, Lengths, Steps) = (network, lengths, steps);
        Input = new T[Count * steps * network.Features];
        Tokens = new int[network.Vocabulary > 0 ? Count * steps : 0];
        Targets = new T[network.HasLabels ? 0 : TargetSteps * Count * network.Outputs];
        Labels = new int[network.HasLabels ? TargetSteps * Count : 0];
    }

    public SequenceNetwork<T> Network { get; }

    public int[] Lengths { get; }

    public int Steps { get; }

    public int Count => Lengths.Length;

    /// <summary>Empty if there are tokens.</summary>
    public T[] Input { get; }

    public int[] Tokens { get; }

    /// <summary>Empty if there are labels.</summary>
    public T[] Targets { get; }

    public int[] Labels { get; }

    /// <summary>Outputs and targets per sequence.</summary>
    public int TargetSteps => Network.IsLast ? 1 : Steps;

    public static Sequences<T> Random(SequenceNetwork<T> network, int[] lengths, int seed)
    {
        var made = new Sequences<T>(network, lengths, lengths.Max());
        var random = new Random(seed);
        foreach (ref var x in made.Input.AsSpan())
            x = T.CreateTruncating(random.NextDouble() * 4 - 2);
        foreach (ref int token in made.Tokens.AsSpan())
            token = random.Next(network.Vocabulary);
        foreach (ref var target in made.Targets.AsSpan())
            target = T.CreateTruncating(random.NextDouble());
        foreach (ref int label in made.Labels.AsSpan())
            label = random.Next(network.Outputs);
        return made;
    }

    /// <summary>The same sequences with other padding: as many steps as said, and what follows a sequence filled with the given values.</summary>
    public Sequences<T> Padded(int steps, T garbage, int garbageClass)
    {
        var padded = new Sequences<T>(Network, Lengths, steps);
        Array.Fill(padded.Input, garbage);
        Array.Fill(padded.Tokens, garbageClass);
        Array.Fill(padded.Targets, garbage);
        Array.Fill(padded.Labels, garbageClass);
        for (int n = 0; n < Count; n++)
        {
            Copy(Input, padded.Input, n, Steps, steps, Lengths[n], Network.Features);
            Copy(Tokens, padded.Tokens, n, Steps, steps, Lengths[n], Network.Vocabulary > 0 ? 1 : 0);
            int targets = Network.IsLast ? 1 : Lengths[n];
            Copy(Targets, padded.Targets, n, TargetSteps, padded.TargetSteps, targets, Network.HasLabels ? 0 : Network.Outputs);
            Copy(Labels, padded.Labels, n, TargetSteps, padded.TargetSteps, targets, Network.HasLabels ? 1 : 0);
        }

        return padded;
    }

    /// <summary>Sequences [first, first + count).</summary>
    public Sequences<T> Slice(int first, int count)
    {
        var slice = new Sequences<T>(Network, [.. Lengths.Skip(first).Take(count)], Steps);
        Part(Input, slice.Input);
        Part(Tokens, slice.Tokens);
        Part(Targets, slice.Targets);
        Part(Labels, slice.Labels);
        return slice;

        void Part<TValue>(TValue[] from, TValue[] to) => Array.Copy(from, from.Length / Count * first, to, 0, to.Length);
    }

    /// <summary>Time steps [first, first + steps) of every sequence, all of which must be that long.</summary>
    public Sequences<T> Window(int first, int steps)
    {
        var window = new Sequences<T>(Network, [.. Lengths.Select(_ => steps)], steps);
        for (int n = 0; n < Count; n++)
        {
            Part(Input, window.Input, n, Network.Features);
            Part(Tokens, window.Tokens, n, Network.Vocabulary > 0 ? 1 : 0);
            Part(Targets, window.Targets, n, Network.HasLabels ? 0 : Network.Outputs);
            Part(Labels, window.Labels, n, Network.HasLabels ? 1 : 0);
        }

        return window;

        void Part<TValue>(TValue[] from, TValue[] to, int n, int width) => Array.Copy(from, ((n * Steps) + first) * width, to, n * steps * width, steps * width);
    }

    /// <summary>The elements of an output that belong to sequence n and not to its padding.</summary>
    public ReadOnlySpan<T> Valid(T[] output, int n) =>
        output.AsSpan(n * TargetSteps * Network.Outputs, (Network.IsLast ? 1 : Lengths[n]) * Network.Outputs);

    private static void Copy<TValue>(TValue[] from, TValue[] to, int n, int fromSteps, int toSteps, int count, int width) =>
        Array.Copy(from, n * fromSteps * width, to, n * toSteps * width, count * width);
}
