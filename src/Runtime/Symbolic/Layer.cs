using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Numerics;

namespace NetGen;

/// <summary>
/// A layer of a graph network. In <see cref="GraphAttribute"/> methods, which are only read, it is applied to tensors; at run time it is the handle to the layer's parameters.
/// </summary>
public sealed class Layer
{
    private readonly Func<string, Parameter>? _parameters;

    private Layer(string name, Func<string, Parameter>? parameters) => (Name, _parameters) = (name, parameters);

    /// <summary>The layer's name in the network: what its parameters' names begin with.</summary>
    public string Name { get; }

    /// <summary>The parameter <c>weight</c>.</summary>
    public Parameter Weight => this["weight"];

    /// <summary>The parameter <c>bias</c>.</summary>
    public Parameter Bias => this["bias"];

    /// <summary>A parameter by its name within the layer, such as <c>weight</c>; of a module <c>Conv.weight</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message names similar ones.</exception>
    public Parameter this[string role] => _parameters is { } find ? find($"{Name}.{role}") : throw Symbolic.Error;

    /// <summary>In graph methods: the layer applied to x. Each application of one layer uses the same parameters.</summary>
    public Tensor Apply(Tensor x) => throw Symbolic.Error;

    /// <summary>In graph methods: a module with several inputs applied to them, or a recurrent layer to a sequence and the states before its first step.</summary>
    public Tensor Apply(Tensor first, Tensor second, params Tensor[] more) => throw Symbolic.Error;

    /// <summary>
    /// In graph methods: a recurrent layer over a sequence [time, inputs], from given states, each [size]; without them from the states that a session or trainer keeps, which are zero (or what is learned) at
    /// the beginning. Deconstructs into the output and the states after the last step: <c>var (output, h) = Encoder.Run(x)</c>.
    /// </summary>
    public Recurrence Run(Tensor sequence, params Tensor[] states) => throw Symbolic.Error;

    /// <summary>
    /// In graph methods: one step of a recurrent layer, from its input [inputs] and the states before it, each [size]. Deconstructs into the output and the states after the step:
    /// <c>var (output, h) = Decoder.Step(x, h)</c>.
    /// </summary>
    public Recurrence Step(Tensor x, params Tensor[] states) => throw Symbolic.Error;

    /// <summary>Called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static Layer Of<T>(ParameterSet<T> parameters, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(name, path => parameters[path]);
}

/// <summary>In graph methods: what a recurrent layer gives, its output and its states. Deconstructs into the output and as many states as the cell has.</summary>
public readonly struct Recurrence
{
    /// <summary>Of every step [time, size], or of the last one [size], as the layer is declared; of <see cref="Layer.Step"/> [size].</summary>
    public Tensor Output => throw Symbolic.Error;

    /// <summary>The first state after the last step.</summary>
    public Tensor State => throw Symbolic.Error;

    /// <summary>The output and the state of a cell with one.</summary>
    public void Deconstruct(out Tensor output, out Tensor state) => throw Symbolic.Error;

    /// <summary>The output and the states of a cell with two, such as [Lstm]: h and c.</summary>
    public void Deconstruct(out Tensor output, out Tensor first, out Tensor second) => throw Symbolic.Error;

    /// <summary>The output and the states of a cell with three.</summary>
    public void Deconstruct(out Tensor output, out Tensor first, out Tensor second, out Tensor third) => throw Symbolic.Error;

    /// <summary>The output and the states of a cell with four.</summary>
    public void Deconstruct(out Tensor output, out Tensor first, out Tensor second, out Tensor third, out Tensor fourth) => throw Symbolic.Error;
}

/// <summary>Several layers of one declaration: <c>[Dense(64, Count = 4)] public partial Layers Hidden { get; }</c>.</summary>
public sealed class Layers
{
    private readonly Layer[] _layers;

    private Layers(Layer[] layers) => _layers = layers;

    /// <summary>How many.</summary>
    public int Count => _layers.Length;

    /// <summary>One of them, counted from 0.</summary>
    public Layer this[int index] => _layers[index];

    /// <summary>In graph methods: all applied, one after the other.</summary>
    public Tensor Apply(Tensor x) => throw Symbolic.Error;

    /// <summary>The layers in order.</summary>
    public IEnumerator<Layer> GetEnumerator() => ((IEnumerable<Layer>)_layers).GetEnumerator();

    /// <summary>Called by generated code. Layers are named from 1: <c>Hidden1</c>, <c>Hidden2</c>...</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static Layers Of<T>(ParameterSet<T> parameters, string name, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var layers = new Layer[count];
        for (var k = 0; k < count; k++)
            layers[k] = Layer.Of(parameters, FormattableString.Invariant($"{name}{k + 1}"));
        return new Layers(layers);
    }
}

/// <summary>What symbolic members throw when they are run.</summary>
internal static class Symbolic
{
    public static InvalidOperationException Error =>
        new("Methods with [Graph], [Loss] or [Gradient] are read by the generator and never run; call the generated session or trainer instead.");
}
