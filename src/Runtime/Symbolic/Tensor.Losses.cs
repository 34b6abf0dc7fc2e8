namespace NetGen;

/// <content>What losses are made of.</content>
public sealed partial class Tensor
{
    /// <summary>(x - t)^2, element by element.</summary>
    public static Tensor SquaredError(Tensor x, Tensor t) => throw Symbolic.Error;

    /// <summary>|x - t|, element by element.</summary>
    public static Tensor AbsoluteError(Tensor x, Tensor t) => throw Symbolic.Error;

    /// <summary>(x - t)^2 / 2 where |x - t| &lt; delta, else delta (|x - t| - delta / 2), element by element (Huber 1964).</summary>
    public static Tensor Huber(Tensor x, Tensor t, double delta = 1) => throw Symbolic.Error;

    /// <summary>max(0, 1 - t x), element by element, for targets -1 and 1.</summary>
    public static Tensor Hinge(Tensor x, Tensor t) => throw Symbolic.Error;

    /// <summary>log(1 + exp x) - x t, element by element: x are logits, t lies between 0 and 1.</summary>
    public static Tensor SigmoidCrossEntropy(Tensor x, Tensor t) => throw Symbolic.Error;

    /// <summary>log sum_j exp x[j] - x[label] over the last axis, which is dropped: x are logits, labels are integers; or -sum_j t[j] log softmax(x)[j] for probabilities t.</summary>
    public static Tensor SoftmaxCrossEntropy(Tensor x, Tensor target) => throw Symbolic.Error;

    /// <summary>The Kullback-Leibler divergence from a normal distribution with independent elements to the standard normal one, a single number: -(1 + logVariance - mean^2 - exp logVariance) / 2, summed (Kingma and Welling 2014).</summary>
    public static Tensor KullbackLeiblerToStandardNormal(Tensor mean, Tensor logVariance) => throw Symbolic.Error;
}
