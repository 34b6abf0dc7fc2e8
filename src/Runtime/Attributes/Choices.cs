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
