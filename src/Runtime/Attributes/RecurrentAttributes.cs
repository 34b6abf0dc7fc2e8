using System;

namespace NetGen;

/// <summary>What recurrent layers have in common.</summary>
public abstract class RecurrentLayerAttribute : ParameterLayerAttribute
{
    /// <summary>Every step's output (default) or the last one only.</summary>
    public SequenceOutput Output { get; set; } = SequenceOutput.All;

    /// <summary>From the last step of each sequence to its first. Default false.</summary>
    public bool Reverse { get; set; }

    /// <summary>
    /// A second cell with parameters of its own, whose names end with <c>_reverse</c>, runs from the last step to the first, and both outputs are joined (Schuster and Paliwal 1997). Default
    /// <see cref="NetGen.Bidirectional.No"/>.
    /// </summary>
    public Bidirectional Bidirectional { get; set; } = Bidirectional.No;

    /// <summary>Where sequences start. Default zero.</summary>
    public InitialState InitialState { get; set; } = InitialState.Zero;

    /// <summary>
    /// While training, the probability that matrix products of the cell read 0 for an element of its first state: one draw per sequence, the same at all steps (Gal and Ghahramani 2016). From 0
    /// to below 1; default 0.
    /// </summary>
    public double RecurrentDropout { get; set; }
}

/// <summary>A layer whose cell is a class of the user's.</summary>
/// <param name="cell">A class with <see cref="RecurrentCellAttribute"/>.</param>
/// <param name="sizes">Values of its constructor's parameters: whole numbers, or names of the enclosing module's own.</param>
public sealed class RecurrentAttribute(Type cell, params object[] sizes) : RecurrentLayerAttribute
{
    /// <summary>The cell's class.</summary>
    public Type Cell => cell;

    /// <summary>Values of its constructor's parameters.</summary>
    public object[] Sizes => sizes;
}

/// <summary>
/// On a class: the equations of one time step, for <see cref="RecurrentAttribute"/>. Its sizes are parameters of its constructor, its layers and parameters are partial properties, and one method with
/// <see cref="StepAttribute"/> says how states go on.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RecurrentCellAttribute : Attribute;

/// <summary>
/// The method of a cell that computes one time step. It is never run: the generator reads it. It takes the input of the step and, with <see cref="StateAttribute"/>, the states before it, and returns the states after it in
/// their order, of which the first is the output; or the output, then the states.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class StepAttribute : Attribute;

/// <summary>A state that goes from step to step: a vector.</summary>
/// <param name="size">Its elements, at least 1.</param>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class StateAttribute(int size) : Attribute
{
    /// <summary>The size is a parameter of the cell's constructor.</summary>
    /// <param name="size">Its name: <c>nameof(units)</c>.</param>
    public StateAttribute(string size)
        : this(0) => _ = size;

    /// <summary>Elements.</summary>
    public int Size => size;
}

/// <summary>h' = activation(x W + h U + b) (Elman 1990).</summary>
/// <param name="units">Elements of the state.</param>
public sealed class SimpleRnnAttribute(int units) : RecurrentLayerAttribute
{
    /// <summary>In modules: the size is a parameter of the module's constructor.</summary>
    /// <param name="units">Its name: <c>nameof(units)</c>.</param>
    public SimpleRnnAttribute(string units)
        : this(0) => _ = units;

    /// <summary>Elements of the state.</summary>
    public int Units => units;

    /// <summary>Default tanh.</summary>
    public Activation Activation { get; set; } = Activation.Tanh;
}

/// <summary>
/// Gated recurrent unit (Cho et al. 2014): r = sigmoid(x W_r + h U_r + b_r), z = sigmoid(x W_z + h U_z + b_z), n = tanh(x W_n + b_n + r (h U_n + c_n)), h' = (1 - z) n + z h.
/// Gates lie in the order r, z, n.
/// </summary>
/// <param name="units">Elements of the state.</param>
public sealed class GruAttribute(int units) : RecurrentLayerAttribute
{
    /// <summary>In modules: the size is a parameter of the module's constructor.</summary>
    /// <param name="units">Its name: <c>nameof(units)</c>.</param>
    public GruAttribute(string units)
        : this(0) => _ = units;

    /// <summary>Elements of the state.</summary>
    public int Units => units;

    /// <summary>Apply the reset gate after the recurrent product (default; as PyTorch and cuDNN) or to the state before it, (r h) U_n, as in the paper.</summary>
    public bool ResetAfter { get; set; } = true;

    /// <summary>Of the candidate n. Default tanh.</summary>
    public Activation Activation { get; set; } = Activation.Tanh;

    /// <summary>Of the gates r and z. Default the logistic sigmoid.</summary>
    public Activation RecurrentActivation { get; set; } = Activation.Sigmoid;
}

/// <summary>
/// Long short-term memory (Hochreiter and Schmidhuber 1997; forget gates by Gers et al. 2000): i, f, g, o from x W + h U + b, c' = f c + i g, h' = o tanh c'.
/// Gates lie in the order i, f, g, o.
/// </summary>
/// <param name="units">Elements of the state.</param>
public sealed class LstmAttribute(int units) : RecurrentLayerAttribute
{
    /// <summary>In modules: the size is a parameter of the module's constructor.</summary>
    /// <param name="units">Its name: <c>nameof(units)</c>.</param>
    public LstmAttribute(string units)
        : this(0) => _ = units;

    /// <summary>Elements of the state.</summary>
    public int Units => units;

    /// <summary>Gates also see the cell: i and f the old one, o the new one (Gers and Schmidhuber 2000). Default false.</summary>
    public bool Peephole { get; set; }

    /// <summary>Input gate 1 - f, as in Greff et al. 2017. Default false.</summary>
    public bool Coupled { get; set; }

    /// <summary>Elements of the output h' = (o tanh c') R, a projection of the cell's (Sak et al. 2014, PyTorch's proj_size). Default 0: none, h' has <c>units</c> elements.</summary>
    public int Projection { get; set; }

    /// <summary>Of the candidate g and of the cell where it goes to the output. Default tanh.</summary>
    public Activation Activation { get; set; } = Activation.Tanh;

    /// <summary>Of the gates i, f and o. Default the logistic sigmoid.</summary>
    public Activation RecurrentActivation { get; set; } = Activation.Sigmoid;
}
