using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <param name="Name">Member of the enumeration <c>NetGen.Activation</c>.</param>
/// <param name="Formula">For the documentation.</param>
/// <param name="Twins">The same function elsewhere, for the documentation: PyTorch, Keras.</param>
/// <param name="Rectifies">Of the ReLU family: weights before it start by He's rule.</param>
internal sealed record Activation(string Name, string Formula, (string PyTorch, string Keras) Twins, bool Rectifies, Func<Node, Node> Apply);

/// <summary>The activation functions, as compositions of primitive operations. Where PyTorch and Keras differ, PyTorch's.</summary>
internal static class Activations
{
    public static readonly Activation None = new("None", "y = x", ("Identity", "linear"), false, x => x);

    public static readonly IReadOnlyList<Activation> All =
    [
        None,
        new("ReLU", "y = max(x, 0)", ("ReLU", "relu"), true, x => F(Op.Maximum, x, Number(x, 0))),
        new("LeakyReLU", "y = x for x > 0, else 0.01 x", ("LeakyReLU", "leaky_relu(negative_slope=0.01)"), true, x => Leaky(x, 0.01 * x)),
        new("ELU", "y = x for x > 0, else exp x - 1", ("ELU", "elu"), true, x => Elu(x, 1)),
        new("SELU", "y = 1.0507 x for x > 0, else 1.0507 1.67326 (exp x - 1)", ("SELU", "selu"), true, x => SeluScale * Elu(x, SeluAlpha)),
        new("GELU", "y = x (1 + erf(x / sqrt 2)) / 2", ("GELU", "gelu"), true, x => 0.5 * (x * (1 + F(Op.Erf, Math.Sqrt(0.5) * x)))),
        new("GELUTanh", "y = x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2", ("GELU(approximate='tanh')", "gelu(approximate=True)"), true,
            x => 0.5 * (x * (1 + F(Op.Tanh, Math.Sqrt(2 / Math.PI) * (x + (0.044715 * (x * x * x))))))),
        new("SiLU", "y = x / (1 + exp(-x))", ("SiLU", "silu"), true, x => x * F(Op.Sigmoid, x)),
        new("Mish", "y = x tanh(log(1 + exp x))", ("Mish", "mish"), true, x => x * F(Op.Tanh, F(Op.Softplus, x))),
        new("Softplus", "y = log(1 + exp x)", ("Softplus", "softplus"), true, x => F(Op.Softplus, x)),
        new("Softsign", "y = x / (1 + |x|)", ("Softsign", "softsign"), false, x => x / (1 + F(Op.Abs, x))),
        new("Sigmoid", "y = 1 / (1 + exp(-x))", ("Sigmoid", "sigmoid"), false, x => F(Op.Sigmoid, x)),
        new("HardSigmoid", "y = min(max(x / 6 + 1 / 2, 0), 1)", ("Hardsigmoid", "hard_sigmoid (Keras 3; Keras 2 has 0.2 x + 1 / 2)"), false, HardSigmoid),
        new("HardSwish", "y = x min(max(x / 6 + 1 / 2, 0), 1)", ("Hardswish", "hard_silu"), true, x => x * HardSigmoid(x)),
        new("Tanh", "y = tanh x", ("Tanh", "tanh"), false, x => F(Op.Tanh, x)),
        new("Softmax", "y = exp(x - max x) / sum exp(x - max x), over the last axis", ("Softmax(-1)", "softmax"), false, Softmax),
        new("LogSoftmax", "y = x - max x - log sum exp(x - max x), over the last axis", ("LogSoftmax(-1)", "log_softmax"), false, LogSoftmax),
    ];

    /// <summary>Klambauer et al. 2017: the fixed point of mean 0 and variance 1.</summary>
    private const double SeluScale = 1.0507009873554804934193349852946;
    private const double SeluAlpha = 1.6732632423543772848170429916717;

    public static Activation Named(string name) => All.Single(activation => activation.Name == name);

    public static Node Softmax(Node x) => Softmax(x, x.Shape.Rank - 1);

    public static Node Softmax(Node x, int axis)
    {
        var e = F(Op.Exp, x - Shift(x, axis));
        return e / x.Graph.Sum(e, axis);
    }

    public static Node LogSoftmax(Node x) => LogSoftmax(x, x.Shape.Rank - 1);

    public static Node LogSoftmax(Node x, int axis)
    {
        var shifted = x - Shift(x, axis);
        return shifted - F(Op.Log, x.Graph.Sum(F(Op.Exp, shifted), axis));
    }

    /// <summary>log sum exp x, over axes that stay with extent 1.</summary>
    public static Node LogSumExp(Node x, params int[] axes)
    {
        var shift = Shift(x, axes);
        return shift + F(Op.Log, x.Graph.Sum(F(Op.Exp, x - shift), axes));
    }

    /// <summary>x above 0, and what is given below.</summary>
    public static Node Leaky(Node x, Node below) => F(Op.Select, F(Op.Less, Number(x, 0), x), x, below);

    /// <summary>The exponential sees no x above 0: where it overflows, its derivative would be 0 times infinity.</summary>
    public static Node Elu(Node x, double alpha) => Leaky(x, alpha * F(Op.Expm1, F(Op.Minimum, x, Number(x, 0))));

    /// <summary>These functions are the same for any shift, so the maximum, which keeps the exponentials finite, needs no derivative.</summary>
    private static Node Shift(Node x, params int[] axes) => F(Op.StopGradient, x.Graph.Reduce(Op.Max, x, axes));

    private static Node HardSigmoid(Node x) => F(Op.Minimum, F(Op.Maximum, (x / 6) + 0.5, Number(x, 0)), Number(x, 1));

    private static Node F(Op op, params Node[] x) => x[0].Graph.Elementwise(op, x);

    private static Node Number(Node like, double value) => like.Graph.Constant(value, like.Shape);
}
