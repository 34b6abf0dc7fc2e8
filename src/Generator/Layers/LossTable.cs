using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>Every kind of loss there is.</summary>
internal static class LossTable
{
    public static readonly IReadOnlyList<LossDefinition> All =
    [
        new SoftmaxCrossEntropyLoss(),
        new ElementwiseLoss("SigmoidCrossEntropy", "softplus(x) - x t", "BCEWithLogitsLoss", "BinaryCrossentropy(from_logits=True)",
            (x, t, _) => SigmoidCrossEntropy(x, t), x => F(Op.Sigmoid, x), "logits"),
        new ElementwiseLoss("MeanSquaredError", "(x - t)^2", "MSELoss", "MeanSquaredError", (x, t, _) => SquaredError(x, t)),
        new ElementwiseLoss("MeanAbsoluteError", "|x - t|", "L1Loss", "MeanAbsoluteError", (x, t, _) => AbsoluteError(x, t)),
        new ElementwiseLoss("Huber", "(x - t)^2 / 2 where |x - t| < Delta, else Delta (|x - t| - Delta / 2)", "HuberLoss", "Huber",
            Huber, setting: new Option("Delta", 1.0, "Where the parabola becomes a line; above 0.")),
        new ElementwiseLoss("Hinge", "max(0, 1 - t x), for targets -1 and 1", "clamp(1 - t * x, min=0).mean()", "Hinge",
            (x, t, _) => Hinge(x, t)),
        new ElementwiseLoss("KullbackLeibler", "t (log t - x), for logarithms of probabilities x and probabilities t", "KLDivLoss (with Reduction.Sum: reduction='batchmean')", "KLDivergence, of exp x",
            KullbackLeibler, x => F(Op.Exp, x), "logProbabilities"),
        new ElementwiseLoss("Poisson", "exp x - t x, for logarithms of rates x and counts t", "PoissonNLLLoss", "Poisson, of exp x",
            (x, t, _) => F(Op.Exp, x) - (t * x), x => F(Op.Exp, x), "logRates"),
    ];

    public static LossDefinition Named(string kind) => All.Single(loss => loss.Kind == kind);

    public static bool Contains(string kind) => All.Any(loss => loss.Kind == kind);

    public static Node SigmoidCrossEntropy(Node x, Node t) => F(Op.Softplus, x) - (x * t);

    public static Node SquaredError(Node x, Node t) => (x - t) * (x - t);

    public static Node AbsoluteError(Node x, Node t) => F(Op.Abs, x - t);

    public static Node Hinge(Node x, Node t) => F(Op.Maximum, 1 - (t * x), x.Graph.Constant(0, x.Shape));

    /// <summary>With q = min(|e|, delta): q^2 / 2 + delta (|e| - q).</summary>
    public static Node Huber(Node x, Node t, double delta)
    {
        var error = F(Op.Abs, x - t);
        var near = F(Op.Minimum, error, x.Graph.Constant(delta, x.Shape));
        return (0.5 * (near * near)) + (delta * (error - near));
    }

    /// <summary>t log t is 0 for t = 0.</summary>
    private static Node KullbackLeibler(Node x, Node t, double setting)
    {
        var zero = x.Graph.Constant(0, x.Shape);
        return F(Op.Select, F(Op.Less, zero, t), t * (F(Op.Log, t) - x), zero);
    }

    private static Node F(Op op, params Node[] x) => x[0].Graph.Elementwise(op, x);
}
