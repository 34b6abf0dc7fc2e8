using System;
using System.ComponentModel;

namespace NetGen;

/// <summary>
/// A method that says what the network computes. It is never run: the generator reads it. Parameters are inputs and carry a <see cref="ShapeAttribute"/>; the result is one <see cref="Tensor"/> or a tuple of
/// named ones. The only one of a network, or the one called <c>Define</c>, becomes <c>Forward</c> of sessions; others keep their names.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class GraphAttribute : Attribute;

/// <summary>
/// A method that says what training minimises: a number per sample, of which the mean over the batch is taken, or one for the batch. It is never run: the generator reads it. Parameters are outputs and inputs of the
/// network by their names (the first letter's case does not matter); what is neither is a target, given with each step, and carries a <see cref="ShapeAttribute"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class LossAttribute : Attribute
{
    /// <summary>Names of the layers and parameters of the network that this loss trains. Default: all that it depends on.</summary>
    public string[]? Trains { get; set; }
}

/// <summary>
/// A method that says of what the derivative is wanted: a number per sample. It is read as a <see cref="LossAttribute"/> method is, with the network as in inference; the generated method
/// of its name computes the number and its derivative with respect to what the attribute names.
/// </summary>
/// <param name="withRespectTo">Names of inputs, outputs, values that <c>Expose</c> names, and parameters: <c>"Points"</c>, <c>"Encoder.weight"</c>.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class GradientAttribute(params string[] withRespectTo) : Attribute
{
    /// <summary>What the derivative is taken with respect to.</summary>
    public string[] WithRespectTo => withRespectTo;
}

/// <summary>The shape of one sample of an input or target: none for a single number.</summary>
/// <param name="extents">Extents, each at least 1.</param>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class ShapeAttribute(params int[] extents) : Attribute
{
    /// <summary>Extents of one sample.</summary>
    public int[] Extents => extents;

    /// <summary>Makes it integers from 0 to Classes - 1: labels, tokens. Default 0: real numbers.</summary>
    public int Classes { get; set; }
}

/// <summary>A free parameter of the network: a tensor of its own, on a partial property of type <see cref="Parameter"/>.</summary>
/// <param name="shape">Extents; none for a single number.</param>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class ParameterAttribute(params int[] shape) : Attribute
{
    /// <summary>In modules: a vector whose length is a parameter of the module's constructor.</summary>
    /// <param name="shape">Its name: <c>nameof(units)</c>.</param>
    public ParameterAttribute(string shape)
        : this(0) => _ = shape;

    /// <summary>Extents.</summary>
    public int[] Shape => shape;

    /// <summary>How it starts: normal with this standard deviation. Default 0.01; 0 for zeros.</summary>
    public double Deviation { get; set; } = 0.01;

    /// <summary>The value it starts at, instead of random ones. Default 0: Deviation decides.</summary>
    public double Initial { get; set; }

    /// <summary>Training leaves it as it is. Default false.</summary>
    public bool Frozen { get; set; }

    /// <summary>Factor on the optimizer's learning rate. Default 1.</summary>
    public double LearningRateScale { get; set; } = 1;

    /// <summary>The optimizer's weight decay applies. Default true.</summary>
    public bool Decay { get; set; } = true;
}

/// <summary>
/// On a class: a part of networks, with layers as members and one <see cref="GraphAttribute"/> method; its sizes are parameters of its constructor. On a partial property of type
/// <see cref="Layer"/>, or on a network that is a chain: such a part as a layer.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, AllowMultiple = true, Inherited = false)]
public sealed class ModuleAttribute : LayerAttribute
{
    /// <summary>The class is a module.</summary>
    public ModuleAttribute()
    {
    }

    /// <summary>The layer is a module.</summary>
    /// <param name="module">Its class.</param>
    /// <param name="sizes">Values of its constructor's parameters: whole numbers, or names of the enclosing module's own.</param>
    public ModuleAttribute(Type module, params object[] sizes) => (Class, Sizes) = (module, sizes);

    /// <summary>The module's class; null on a class that is one.</summary>
    public Type? Class { get; }

    /// <summary>Values of its constructor's parameters.</summary>
    public object[] Sizes { get; } = [];
}

/// <summary>On a module, written by the generator: what it consists of, for projects that use it from a referenced assembly and have no source to read.</summary>
/// <param name="version">Of the form of the text.</param>
/// <param name="text">The module.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ModuleSpecificationAttribute(int version, string text) : Attribute
{
    /// <summary>Of the form of the text.</summary>
    public int Version => version;

    /// <summary>The module.</summary>
    public string Text => text;
}
