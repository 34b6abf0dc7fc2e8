namespace NetGen;

/// <summary>Activation functions.</summary>
public enum Activation
{
    /// <summary>y = x.</summary>
    None,

    /// <summary>y = max(x, 0).</summary>
    ReLU,

    /// <summary>y = x for x &gt; 0, else 0.01 x.</summary>
    LeakyReLU,

    /// <summary>y = 1 / (1 + exp(-x)).</summary>
    Sigmoid,

    /// <summary>y = tanh x.</summary>
    Tanh,

    /// <summary>y = x (1 + erf(x / sqrt 2)) / 2.</summary>
    GELU,

    /// <summary>y = exp x / sum exp x over the last axis.</summary>
    Softmax,

    /// <summary>y = x - log sum exp x over the last axis.</summary>
    LogSoftmax,

    /// <summary>y = x for x &gt; 0, else exp x - 1; another factor: <see cref="ELUAttribute"/>.</summary>
    ELU,

    /// <summary>y = 1.0507 x for x &gt; 0, else 1.0507 1.67326 (exp x - 1).</summary>
    SELU,

    /// <summary>y = x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2: the approximation of <see cref="GELU"/>.</summary>
    GELUTanh,

    /// <summary>y = x / (1 + exp(-x)), also called swish.</summary>
    SiLU,

    /// <summary>y = x tanh(log(1 + exp x)).</summary>
    Mish,

    /// <summary>y = log(1 + exp x).</summary>
    Softplus,

    /// <summary>y = x / (1 + |x|).</summary>
    Softsign,

    /// <summary>y = min(max(x / 6 + 1 / 2, 0), 1), as PyTorch and Keras 3; Keras 2 has 0.2 x instead of x / 6.</summary>
    HardSigmoid,

    /// <summary>y = x min(max(x / 6 + 1 / 2, 0), 1).</summary>
    HardSwish,
}

/// <summary>How many slopes a <see cref="PReLUAttribute"/> has.</summary>
public enum Slopes
{
    /// <summary>One per channel (the last axis).</summary>
    PerChannel,

    /// <summary>A single one.</summary>
    One,

    /// <summary>One per element of a sample.</summary>
    PerElement,
}

/// <summary>How values between cells are found.</summary>
public enum Interpolation
{
    /// <summary>The cell's own value: cells are repeated.</summary>
    Nearest,

    /// <summary>Linear between the centres of cells, along every axis (bilinear in images); beyond the outermost centres their value. PyTorch's align_corners=False.</summary>
    Linear,
}

/// <summary>What surrounds an image where a window reaches over its edge.</summary>
public enum Padding
{
    /// <summary>Nothing: windows stay inside.</summary>
    Valid,

    /// <summary>As much as makes output = ceil(input / stride), the extra cell at the end (TensorFlow's rule).</summary>
    Same,

    /// <summary>What the Pad settings say.</summary>
    Explicit,
}

/// <summary>How the losses of the features of a sample become one number.</summary>
public enum Reduction
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,
}

/// <summary>What a recurrent layer hands on.</summary>
public enum SequenceOutput
{
    /// <summary>The state after every step: [time, units].</summary>
    All,

    /// <summary>The state after the last step of each sequence: [units].</summary>
    Last,
}

/// <summary>Whether a recurrent layer runs in both directions, and what becomes of the two outputs.</summary>
public enum Bidirectional
{
    /// <summary>One direction only.</summary>
    No,

    /// <summary>Side by side, forward first: [time, 2 units].</summary>
    Concat,

    /// <summary>Their sum: [time, units].</summary>
    Sum,
}

/// <summary>The state of a recurrent layer before the first step of a sequence.</summary>
public enum InitialState
{
    /// <summary>Zero.</summary>
    Zero,

    /// <summary>A parameter, the same for all sequences, which starts at zero and is trained.</summary>
    Learned,
}
