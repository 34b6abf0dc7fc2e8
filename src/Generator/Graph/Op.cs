namespace NetGen.Generator.Graph;

/// <summary>The primitive operations. Layers, activations and losses are compositions of them.</summary>
internal enum Op
{
    // Leaves.
    Input,
    Parameter,
    Constant,
    /// <summary>The position along one axis, as a real number.</summary>
    Position,
    /// <summary>Uniform numbers in (0, 1): counter-based, so never stored.</summary>
    Random,
    /// <summary>A state or a step of a sequence, inside the loop of a scan.</summary>
    LoopInput,
    /// <summary>A run-time extent as a real number.</summary>
    Extent,

    // Elementwise: all inputs have the shape of the result.
    Add,
    Subtract,
    Multiply,
    Divide,
    Negate,
    Minimum,
    Maximum,
    Power,
    Abs,
    Floor,
    Sqrt,
    Exp,
    Expm1,
    Log,
    Log1p,
    Tanh,
    Sigmoid,
    Softplus,
    Erf,
    Sin,
    Cos,
    Equal,
    Less,
    LessOrEqual,
    And,
    Or,
    Not,
    Select,
    ToReal,
    /// <summary>The value itself, through which no derivative passes.</summary>
    StopGradient,

    // Movement: each element of the result is one element of the input.
    Reshape,
    /// <summary>Repeats along axes where the input's extent is 1.</summary>
    Broadcast,
    Transpose,
    Slice,
    Pad,
    Concat,

    // Reductions keep the reduced axes with extent 1.
    Sum,
    Max,
    Min,

    // Operations with a kernel of their own.
    MatMul,
    Convolution,
    MaxPool,
    MaxPoolGradient,
    AveragePool,
    AveragePoolGradient,
    Gather,
    ScatterAdd,
    /// <summary>A sum over the one axis of time, step by step; the axis stays with extent 1.</summary>
    SumOverTime,

    /// <summary>A loop over time (<see cref="ScanLoop"/>); its values are the outputs that refer to it.</summary>
    Scan,
    ScanOutput,
}

/// <summary>What a stage needs to know of an operation before it knows the operation.</summary>
internal static class OpKinds
{
    public static bool IsLeaf(this Op op) => op <= Op.Extent;

    public static bool IsElementwise(this Op op) => op is >= Op.Add and <= Op.StopGradient;

    public static bool IsMovement(this Op op) => op is >= Op.Reshape and <= Op.Concat;

    public static bool IsReduction(this Op op) => op is >= Op.Sum and <= Op.Min;

    /// <summary>The result is a truth value, which lives in registers only.</summary>
    public static bool IsCondition(this Op op) => op is >= Op.Equal and <= Op.Not;

    /// <summary>Costs tens of instructions per element: computed once and kept rather than computed again.</summary>
    public static bool IsTranscendental(this Op op) => op is Op.Power or (>= Op.Exp and <= Op.Cos);
}
