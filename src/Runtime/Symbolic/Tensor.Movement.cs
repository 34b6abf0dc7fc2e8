namespace NetGen;

/// <content>Products, and what moves or makes elements.</content>
public sealed partial class Tensor
{
    /// <summary>The matrix product over the last two axes; axes before them are broadcast. A vector counts as a row on the left and as a column on the right.</summary>
    public static Tensor MatMul(Tensor a, Tensor b) => throw Symbolic.Error;

    /// <summary>The last two axes exchanged.</summary>
    public static Tensor Transpose(Tensor x) => throw Symbolic.Error;

    /// <summary>Axis k of the result is axis axes[k] of x.</summary>
    public static Tensor Transpose(Tensor x, params int[] axes) => throw Symbolic.Error;

    /// <summary>One after the other along the last axis.</summary>
    public static Tensor Concat(params Tensor[] parts) => throw Symbolic.Error;

    /// <summary>One after the other along an axis.</summary>
    public static Tensor Concat(int axis, params Tensor[] parts) => throw Symbolic.Error;

    /// <summary>Side by side along a new first axis.</summary>
    public static Tensor Stack(params Tensor[] parts) => throw Symbolic.Error;

    /// <summary>length positions from start on, along an axis.</summary>
    public static Tensor Slice(Tensor x, int axis, int start, int length) => throw Symbolic.Error;

    /// <summary>Equal parts along an axis.</summary>
    public static Tensor[] Split(Tensor x, int parts, int axis = -1) => throw Symbolic.Error;

    /// <summary>Zeros before and after, along an axis.</summary>
    public static Tensor Pad(Tensor x, int axis, int before, int after) => throw Symbolic.Error;

    /// <summary>The same elements in another shape; one extent may be -1 for what is left.</summary>
    public static Tensor Reshape(Tensor x, params int[] shape) => throw Symbolic.Error;

    /// <summary>The same elements as one vector.</summary>
    public static Tensor Flatten(Tensor x) => throw Symbolic.Error;

    /// <summary>With an axis of extent 1 more, at the given place.</summary>
    public static Tensor ExpandAxis(Tensor x, int axis) => throw Symbolic.Error;

    /// <summary>Repeated to a larger shape, as operators do.</summary>
    public static Tensor BroadcastTo(Tensor x, params int[] shape) => throw Symbolic.Error;

    /// <summary>The same tensor at every step of a sequence [time, ...]: x [...] becomes [time, ...].</summary>
    public static Tensor RepeatOverTime(Tensor x, Tensor sequence) => throw Symbolic.Error;

    /// <summary>The numbers of the steps of a sequence [time, ...], from 0 on: [time], the same for all samples.</summary>
    public static Tensor Positions(Tensor sequence) => throw Symbolic.Error;

    /// <summary>Rows of a table [rows, ...] by integers.</summary>
    public static Tensor Gather(Tensor table, Tensor indices) => throw Symbolic.Error;

    /// <summary>1 at the position of each integer along a new last axis, 0 elsewhere.</summary>
    public static Tensor OneHot(Tensor indices, int classes) => throw Symbolic.Error;

    /// <summary>All samples as one tensor, with the batch as its first axis: an ordinary tensor from there on.</summary>
    public static Tensor Batch(Tensor x) => throw Symbolic.Error;

    /// <summary>The first axis, which is the batch, becomes that of the samples again.</summary>
    public static Tensor Unbatch(Tensor x) => throw Symbolic.Error;

    /// <summary>One number for all elements.</summary>
    public static Tensor Constant(double value, params int[] shape) => throw Symbolic.Error;

    /// <summary>The numbers 0 to count - 1.</summary>
    public static Tensor Range(int count) => throw Symbolic.Error;

    /// <summary>The identity matrix.</summary>
    public static Tensor Identity(int size) => throw Symbolic.Error;

    /// <summary>Standard normal random numbers, new ones at each call of the network.</summary>
    public static Tensor Normal(params int[] shape) => throw Symbolic.Error;

    /// <summary>Random numbers between 0 and 1, new ones at each call of the network.</summary>
    public static Tensor Uniform(params int[] shape) => throw Symbolic.Error;

    /// <summary>1 with probability p, else 0, new ones at each call of the network.</summary>
    public static Tensor Bernoulli(double p, params int[] shape) => throw Symbolic.Error;

    /// <summary>1 with the probability that each element of p is, else 0, new ones at each call of the network. It has no derivative.</summary>
    public static Tensor Bernoulli(Tensor p) => throw Symbolic.Error;

    /// <summary>A value that sessions let read after a call, under this name.</summary>
    public static Tensor Expose(Tensor x, string name) => throw Symbolic.Error;
}
