using System;

namespace NetGen;

/// <summary>A layer of a network: on the class, layers are applied in the order of their attributes; on a partial property of type <see cref="Layer"/>, graph methods apply it.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute
{
    /// <summary>The layer's name in files, messages and generated code. Default: its kind and its count within that kind, such as <c>Dense2</c>.</summary>
    public string? Name { get; set; }

    /// <summary>On a partial property of type <see cref="Layers"/>: how many such layers. Default 1.</summary>
    public int Count { get; set; } = 1;
}

/// <summary>A layer with parameters.</summary>
public abstract class ParameterLayerAttribute : LayerAttribute
{
    /// <summary>Training leaves the layer's parameters as they are. Default false.</summary>
    public bool Frozen { get; set; }

    /// <summary>Factor on the optimizer's learning rate. Default 1.</summary>
    public double LearningRateScale { get; set; } = 1;

    /// <summary>The optimizer's weight decay applies. Default true.</summary>
    public bool Decay { get; set; } = true;
}

/// <summary>A layer with a weight.</summary>
public abstract class PenalizedLayerAttribute : ParameterLayerAttribute
{
    /// <summary>Adds this times the sum of |w| over the weights to the loss. Default 0.</summary>
    public double L1 { get; set; }

    /// <summary>Adds this times the sum of w^2 over the weights to the loss. Default 0.</summary>
    public double L2 { get; set; }

    /// <summary>After each update, weights into one output are scaled down to at most this norm. Default 0: no limit.</summary>
    public double MaxNorm { get; set; }
}

/// <summary>A layer with a weight, a bias and an activation.</summary>
public abstract class WeightedLayerAttribute : PenalizedLayerAttribute
{
    /// <summary>Applied to the result. Default none.</summary>
    public Activation Activation { get; set; } = Activation.None;

    /// <summary>Adds a bias per output. Default true.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>How the weight starts. Default: He uniform before activations of the ReLU family, else Glorot uniform.</summary>
    public Initializer WeightInitializer { get; set; } = Initializer.Default;

    /// <summary>How the bias starts. Default zeros.</summary>
    public Initializer BiasInitializer { get; set; } = Initializer.Zeros;
}

/// <summary>Fully connected: y = activation(x W + b), with W [inputs, units]; a vector becomes a vector, a sequence [length, inputs] becomes [length, units].</summary>
/// <param name="units">Number of outputs, at least 1.</param>
public sealed class DenseAttribute(int units) : WeightedLayerAttribute
{
    /// <summary>In modules: the size is a parameter of the module's constructor.</summary>
    /// <param name="units">Its name: <c>nameof(units)</c>.</param>
    public DenseAttribute(string units)
        : this(0) => _ = units;

    /// <summary>Number of outputs.</summary>
    public int Units => units;
}

/// <summary>The largest of several linear functions: y[o] = max_k (x W + b)[k, o], with W [inputs, pieces x units] (Goodfellow et al. 2013).</summary>
/// <param name="units">Number of outputs, at least 1.</param>
public sealed class MaxoutAttribute(int units) : PenalizedLayerAttribute
{
    /// <summary>In modules: the size is a parameter of the module's constructor.</summary>
    /// <param name="units">Its name: <c>nameof(units)</c>.</param>
    public MaxoutAttribute(string units)
        : this(0) => _ = units;

    /// <summary>Number of outputs.</summary>
    public int Units => units;

    /// <summary>Linear functions whose maximum each output is. Default 2.</summary>
    public int Pieces { get; set; } = 2;

    /// <summary>Adds a bias per linear function. Default true.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>How the weight starts. Default Glorot uniform.</summary>
    public Initializer WeightInitializer { get; set; } = Initializer.Default;

    /// <summary>How the bias starts. Default zeros.</summary>
    public Initializer BiasInitializer { get; set; } = Initializer.Zeros;
}

/// <summary>
/// A vector per token, from a trainable table [vocabulary, units]: [length] tokens to [length, units]. Follows <see cref="TokensAttribute"/> or <see cref="TokenSequenceAttribute"/>.
/// </summary>
/// <param name="units">Elements of each vector, at least 1.</param>
public sealed class EmbeddingAttribute(int units) : ParameterLayerAttribute
{
    /// <summary>In modules: the size is a parameter of the module's constructor.</summary>
    /// <param name="units">Its name: <c>nameof(units)</c>.</param>
    public EmbeddingAttribute(string units)
        : this(0) => _ = units;

    /// <summary>Elements of each vector.</summary>
    public int Units => units;

    /// <summary>The table starts normal with this standard deviation. Default 1.</summary>
    public double Deviation { get; set; } = 1;
}
