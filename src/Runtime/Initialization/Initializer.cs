namespace NetGen;

/// <summary>How a parameter gets its values before training: what attributes name. <see cref="Initialization"/> holds the formulas.</summary>
public enum Initializer
{
    /// <summary>The layer decides, by its activation.</summary>
    Default,

    /// <summary>All 0.</summary>
    Zeros,

    /// <summary>All 1.</summary>
    Ones,

    /// <summary>Uniform with variance 2 / (fanIn + fanOut).</summary>
    GlorotUniform,

    /// <summary>Normal with variance 2 / (fanIn + fanOut).</summary>
    GlorotNormal,

    /// <summary>Uniform with variance 2 / fanIn.</summary>
    HeUniform,

    /// <summary>Normal with variance 2 / fanIn.</summary>
    HeNormal,

    /// <summary>Uniform with variance 1 / fanIn.</summary>
    LeCunUniform,

    /// <summary>Normal with variance 1 / fanIn.</summary>
    LeCunNormal,

    /// <summary>A random matrix with orthonormal rows or columns.</summary>
    Orthogonal,

    /// <summary>All the same given value; not for attributes, which give none.</summary>
    Constant,

    /// <summary>Normal with a given standard deviation; not for attributes, which give none.</summary>
    Normal,

    /// <summary>Uniform between minus and plus a given limit; not for attributes, which give none.</summary>
    Uniform,
}
