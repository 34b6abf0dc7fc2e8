namespace NetGen;

/// <summary>
/// A value of a graph network, in methods with <see cref="GraphAttribute"/>, <see cref="LossAttribute"/> or <see cref="GradientAttribute"/>. It is symbolic: the generator reads these methods, they are never
/// run. Shapes are those of one sample; work across samples begins with <see cref="Batch"/>. Axes are counted from 0, negative ones from the end.
/// </summary>
public sealed partial class Tensor
{
    private Tensor()
    {
    }

    /// <summary>Whether the method is read for training: a constant, for <c>if</c> and <c>?:</c>.</summary>
    public static bool IsTraining => throw Symbolic.Error;

    /// <summary>Number of axes of a sample: a constant.</summary>
    public int Rank => throw Symbolic.Error;

    /// <summary>An extent of a sample: a constant. That of the batch, after <see cref="Batch"/>, is known only at the call; <see cref="Identity"/>, <see cref="Range"/> and arithmetic with tensors take it.</summary>
    public int Extent(int axis) => throw Symbolic.Error;
}

/// <summary>Truth values, in graph methods: results of comparisons.</summary>
public sealed class Condition
{
    private Condition()
    {
    }

    /// <summary>Where both hold.</summary>
    public static Condition operator &(Condition a, Condition b) => throw Symbolic.Error;

    /// <summary>Where at least one holds.</summary>
    public static Condition operator |(Condition a, Condition b) => throw Symbolic.Error;

    /// <summary>Where it does not hold.</summary>
    public static Condition operator !(Condition a) => throw Symbolic.Error;
}
