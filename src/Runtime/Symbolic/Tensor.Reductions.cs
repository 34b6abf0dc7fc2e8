namespace NetGen;

/// <content>Functions of all elements along axes.</content>
public sealed partial class Tensor
{
    /// <summary>The sum over all axes of a sample: a single number.</summary>
    public static Tensor Sum(Tensor x) => throw Symbolic.Error;

    /// <summary>The sum over axes, which are dropped; negative ones count from the end.</summary>
    public static Tensor Sum(Tensor x, params int[] axes) => throw Symbolic.Error;

    /// <summary>The sum over one axis, which stays with extent 1 if keepAxis is set.</summary>
    public static Tensor Sum(Tensor x, int axis, bool keepAxis) => throw Symbolic.Error;

    /// <summary>The mean over all axes of a sample: a single number.</summary>
    public static Tensor Mean(Tensor x) => throw Symbolic.Error;

    /// <summary>The mean over axes, which are dropped; negative ones count from the end.</summary>
    public static Tensor Mean(Tensor x, params int[] axes) => throw Symbolic.Error;

    /// <summary>The mean over one axis, which stays with extent 1 if keepAxis is set.</summary>
    public static Tensor Mean(Tensor x, int axis, bool keepAxis) => throw Symbolic.Error;

    /// <summary>The largest element over all axes of a sample: a single number.</summary>
    public static Tensor Max(Tensor x) => throw Symbolic.Error;

    /// <summary>The largest element over axes, which are dropped; negative ones count from the end.</summary>
    public static Tensor Max(Tensor x, params int[] axes) => throw Symbolic.Error;

    /// <summary>The largest element over one axis, which stays with extent 1 if keepAxis is set.</summary>
    public static Tensor Max(Tensor x, int axis, bool keepAxis) => throw Symbolic.Error;

    /// <summary>The smallest element over all axes of a sample: a single number.</summary>
    public static Tensor Min(Tensor x) => throw Symbolic.Error;

    /// <summary>The smallest element over axes, which are dropped; negative ones count from the end.</summary>
    public static Tensor Min(Tensor x, params int[] axes) => throw Symbolic.Error;

    /// <summary>The smallest element over one axis, which stays with extent 1 if keepAxis is set.</summary>
    public static Tensor Min(Tensor x, int axis, bool keepAxis) => throw Symbolic.Error;

    /// <summary>The mean squared distance from the mean (biased) over all axes of a sample: a single number.</summary>
    public static Tensor Variance(Tensor x) => throw Symbolic.Error;

    /// <summary>The mean squared distance from the mean (biased) over axes, which are dropped; negative ones count from the end.</summary>
    public static Tensor Variance(Tensor x, params int[] axes) => throw Symbolic.Error;

    /// <summary>The mean squared distance from the mean (biased) over one axis, which stays with extent 1 if keepAxis is set.</summary>
    public static Tensor Variance(Tensor x, int axis, bool keepAxis) => throw Symbolic.Error;

    /// <summary>log sum exp x, which does not overflow, over all axes of a sample: a single number.</summary>
    public static Tensor LogSumExp(Tensor x) => throw Symbolic.Error;

    /// <summary>log sum exp x, which does not overflow, over axes, which are dropped; negative ones count from the end.</summary>
    public static Tensor LogSumExp(Tensor x, params int[] axes) => throw Symbolic.Error;

    /// <summary>log sum exp x, which does not overflow, over one axis, which stays with extent 1 if keepAxis is set.</summary>
    public static Tensor LogSumExp(Tensor x, int axis, bool keepAxis) => throw Symbolic.Error;

    /// <summary>The position of the largest element along an axis, which is dropped; the first if there are several. It has no derivative.</summary>
    public static Tensor ArgMax(Tensor x, int axis = -1) => throw Symbolic.Error;

    /// <summary>Sums of all elements up to each, along an axis.</summary>
    public static Tensor CumulativeSum(Tensor x, int axis = -1) => throw Symbolic.Error;

    /// <summary>x / max(|x|, epsilon), with the Euclidean norm along an axis.</summary>
    public static Tensor Normalize(Tensor x, int axis = -1, double epsilon = 1e-12) => throw Symbolic.Error;

    /// <summary>(x - mean) / sqrt(variance + epsilon) along an axis.</summary>
    public static Tensor Standardize(Tensor x, int axis = -1, double epsilon = 1e-5) => throw Symbolic.Error;

    /// <summary>a . b / (|a| |b|) along an axis, which is dropped; norms count as at least epsilon.</summary>
    public static Tensor CosineSimilarity(Tensor a, Tensor b, int axis = -1, double epsilon = 1e-8) => throw Symbolic.Error;
}
