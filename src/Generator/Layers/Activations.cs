using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <param name="Name">Member of the enumeration <c>NetGen.Activation</c>.</param>
/// <param name="Formula">For the documentation.</param>
/// <param name="Rectifies">Of the ReLU family: weights before it start by He's rule.</param>
internal sealed record Activation(string Name, string Formula, bool Rectifies, Func<Node, Node> Apply);

/// <summary>The activation functions, as compositions of primitive operations.</summary>
internal static class Activations
{
    public static readonly Activation None = new("None", "y = x", false, x => x);

    public static readonly IReadOnlyList<Activation> All =
    [
        None,
        new("ReLU", "y = max(x, 0)", true, x => F(Op.Maximum, x, Number(x, 0))),
        new("LeakyReLU", "y = x for x > 0, else 0.01 x", true, x => F(Op.Select, F(Op.Less, Number(x, 0), x), x, 0.01 * x)),
        new("Sigmoid", "y = 1 / (1 + exp(-x))", false, x => F(Op.Sigmoid, x)),
        new("Tanh", "y = tanh x", false, x => F(Op.Tanh, x)),
        new("GELU", "y = x (1 + erf(x / sqrt 2)) / 2", true, x => 0.5 * (x * (1 + F(Op.Erf, Math.Sqrt(0.5) * x)))),
        new("Softmax", "y = exp(x - max x) / sum exp(x - max x), over the last axis", false, Softmax),
    ];

    public static Activation Named(string name) => All.Single(activation => activation.Name == name);

    public static Node Softmax(Node x)
    {
        var g = x.Graph;
        int last = x.Shape.Rank - 1;
        // Any shift gives the same quotient, so the maximum needs no derivative.
        var e = F(Op.Exp, x - F(Op.StopGradient, g.Reduce(Op.Max, x, last)));
        return e / g.Sum(e, last);
    }

    private static Node F(Op op, params Node[] x) => x[0].Graph.Elementwise(op, x);

    private static Node Number(Node like, double value) => like.Graph.Constant(value, like.Shape);
}
