namespace NetGen;

/// <summary>What recurrent layers have in common.</summary>
/// <param name="units">Elements of the state, at least 1.</param>
public abstract class RecurrentAttribute(int units) : ParameterLayerAttribute
{
    /// <summary>Elements of the state.</summary>
    public int Units => units;

    /// <summary>Every step's state (default) or the last one only.</summary>
    public SequenceOutput Output { get; set; } = SequenceOutput.All;

    /// <summary>From the last step of each sequence to its first. Default false.</summary>
    public bool Reverse { get; set; }
}

/// <summary>h' = activation(x W + h U + b) (Elman 1990).</summary>
/// <param name="units">Elements of the state.</param>
public sealed class SimpleRnnAttribute(int units) : RecurrentAttribute(units)
{
    /// <summary>In modules: the size is a parameter of the module's constructor.</summary>
    /// <param name="units">Its name: <c>nameof(units)</c>.</param>
    public SimpleRnnAttribute(string units)
        : this(0) => _ = units;

    /// <summary>Default tanh.</summary>
    public Activation Activation { get; set; } = Activation.Tanh;
}

/// <summary>
/// Gated recurrent unit (Cho et al. 2014): r = sigmoid(x W_r + h U_r + b_r), z = sigmoid(x W_z + h U_z + b_z), n = tanh(x W_n + b_n + r (h U_n + c_n)), h' = (1 - z) n + z h.
/// Gates lie in the order r, z, n.
/// </summary>
/// <param name="units">Elements of the state.</param>
public sealed class GruAttribute(int units) : RecurrentAttribute(units)
{
    /// <summary>In modules: the size is a parameter of the module's constructor.</summary>
    /// <param name="units">Its name: <c>nameof(units)</c>.</param>
    public GruAttribute(string units)
        : this(0) => _ = units;

    /// <summary>Apply the reset gate after the recurrent product (default; as PyTorch and cuDNN) or to the state before it, (r h) U_n, as in the paper.</summary>
    public bool ResetAfter { get; set; } = true;
}

/// <summary>
/// Long short-term memory (Hochreiter and Schmidhuber 1997; forget gates by Gers et al. 2000): i, f, g, o from x W + h U + b, c' = f c + i g, h' = o tanh c'.
/// Gates lie in the order i, f, g, o.
/// </summary>
/// <param name="units">Elements of the state.</param>
public sealed class LstmAttribute(int units) : RecurrentAttribute(units)
{
    /// <summary>In modules: the size is a parameter of the module's constructor.</summary>
    /// <param name="units">Its name: <c>nameof(units)</c>.</param>
    public LstmAttribute(string units)
        : this(0) => _ = units;

    /// <summary>Gates also see the cell: i and f the old one, o the new one (Gers and Schmidhuber 2000). Default false.</summary>
    public bool Peephole { get; set; }

    /// <summary>Input gate 1 - f, as in Greff et al. 2017. Default false.</summary>
    public bool Coupled { get; set; }
}
