using System;

namespace NetGen;

/// <summary>
/// Makes a partial class a network. The attributes after it, on the same declaration and in order, say what it computes: an <see cref="InputAttribute"/>,
/// layers, and a loss if it is to be trained. NetGen writes the rest of the class: parameters, sessions, trainers, files.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NetworkAttribute : Attribute
{
    /// <summary>The floating-point type of parameters and values. Default float32.</summary>
    public Precision Precision { get; set; }

    /// <summary>Whether the network is compiled for GPUs, too; needs the package NetGen.Gpu, and single precision. Default false.</summary>
    public bool Gpu { get; set; }

    /// <summary>
    /// Trainers cut long sequences into segments and compute each again on the way back, instead of keeping the values of all steps: memory grows as the square root of the number of time steps, for about one more forward pass.
    /// <c>CreateTrainer</c> gets <c>recomputeEvery</c>, the steps of a segment. For networks over sequences whose layers all run forward. Default false.
    /// </summary>
    public bool Recompute { get; set; }
}

/// <summary>Floating-point types.</summary>
public enum Precision
{
    /// <summary>32 bits: <see cref="float"/>.</summary>
    Single,

    /// <summary>64 bits: <see cref="double"/>.</summary>
    Double,
}

/// <summary>One sample is a sequence of tokens: integers from 0 to vocabulary - 1, which an <see cref="EmbeddingAttribute"/> turns into vectors.</summary>
/// <param name="length">Tokens per sample, at least 1.</param>
/// <param name="vocabulary">Number of different tokens, at least 1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class TokensAttribute(int length, int vocabulary) : Attribute
{
    /// <summary>Tokens per sample.</summary>
    public int Length => length;

    /// <summary>Number of different tokens.</summary>
    public int Vocabulary => vocabulary;

    /// <summary>The parameter's name in the generated methods. Default <c>tokens</c>.</summary>
    public string? Name { get; set; }
}

/// <summary>The shape of one sample: <c>[Input(784)]</c> for vectors, <c>[Input(28, 28, 1)]</c> (height, width, channels) for images.</summary>
/// <param name="shape">Extents, each at least 1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class InputAttribute(params int[] shape) : Attribute
{
    /// <summary>Extents of one sample.</summary>
    public int[] Shape => shape;

    /// <summary>The parameter's name in the generated methods. Default <c>input</c>.</summary>
    public string? Name { get; set; }
}

/// <summary>One sample is a sequence of vectors: [time, features]. How many time steps is known at the call.</summary>
/// <param name="features">Elements per time step, at least 1.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Parameter, AllowMultiple = true, Inherited = false)]
public sealed class SequenceAttribute(int features) : Attribute
{
    /// <summary>Elements per time step.</summary>
    public int Features => features;

    /// <summary>The parameter's name in the generated methods. Default <c>input</c>.</summary>
    public string? Name { get; set; }

    /// <summary>
    /// On parameters of methods: a name for the time axis, where a network has several, such as <c>question</c> and <c>answer</c>. Sequences with one name have equal lengths. Default: the only one.
    /// </summary>
    public string? Time { get; set; }
}

/// <summary>One sample is a sequence of tokens: integers from 0 to vocabulary - 1. How many is known at the call.</summary>
/// <param name="vocabulary">Number of different tokens, at least 1.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Parameter, AllowMultiple = true, Inherited = false)]
public sealed class TokenSequenceAttribute(int vocabulary) : Attribute
{
    /// <summary>Number of different tokens.</summary>
    public int Vocabulary => vocabulary;

    /// <summary>The parameter's name in the generated methods. Default <c>tokens</c>.</summary>
    public string? Name { get; set; }

    /// <summary>
    /// On parameters of methods: a name for the time axis, where a network has several, such as <c>question</c> and <c>answer</c>. Sequences with one name have equal lengths. Default: the only one.
    /// </summary>
    public string? Time { get; set; }
}
