using System;

namespace NetGen;

/// <summary>The loss that training minimises, as a function of the output and a target: a number per sample, averaged over the batch.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class LossFunctionAttribute : Attribute
{
    /// <summary>Over the features of a sample: mean (default) or sum.</summary>
    public Reduction Reduction { get; set; } = Reduction.Mean;

    /// <summary>The target's name in the generated methods. Default <c>labels</c> for class indices, else <c>targets</c>.</summary>
    public string? Target { get; set; }
}

/// <summary>log sum_j exp x[j] - x[label]: the output is unnormalised logits, the target a class index per sample (or time step). Predictions are softmax(x).</summary>
public sealed class SoftmaxCrossEntropyAttribute : LossFunctionAttribute
{
    /// <summary>The target is a probability per class instead of a class index: the loss is -sum_j t[j] log softmax(x)[j]. Default false.</summary>
    public bool Distributions { get; set; }

    /// <summary>This part of each target is spread evenly over all classes (Szegedy et al. 2016). Default 0.</summary>
    public double LabelSmoothing { get; set; }

    /// <summary>A factor per class on the loss; the mean over the batch divides by the sum of the labels' weights. Default none.</summary>
    public double[]? ClassWeights { get; set; }

    /// <summary>Samples (time steps) with this label do not count; it need be no class. Default: every label counts.</summary>
    public int IgnoredIndex { get; set; }
}

/// <summary>log(1 + exp x) - x t per feature: the output is logits, targets lie between 0 and 1. Predictions are sigmoid(x).</summary>
public sealed class SigmoidCrossEntropyAttribute : LossFunctionAttribute;

/// <summary>(x - t)^2 per feature.</summary>
public sealed class MeanSquaredErrorAttribute : LossFunctionAttribute;

/// <summary>|x - t| per feature.</summary>
public sealed class MeanAbsoluteErrorAttribute : LossFunctionAttribute;

/// <summary>(x - t)^2 / 2 where |x - t| &lt; Delta, else Delta (|x - t| - Delta / 2), per feature (Huber 1964).</summary>
public sealed class HuberAttribute : LossFunctionAttribute
{
    /// <summary>Where the parabola becomes a line. Default 1.</summary>
    public double Delta { get; set; } = 1;
}

/// <summary>max(0, 1 - t x) per feature: targets are -1 or 1.</summary>
public sealed class HingeAttribute : LossFunctionAttribute;

/// <summary>t (log t - x) per feature: the output is logarithms of probabilities (end the network with <see cref="Activation.LogSoftmax"/>), targets are probabilities. Predictions are exp x.</summary>
public sealed class KullbackLeiblerAttribute : LossFunctionAttribute;

/// <summary>exp x - t x per feature: the output is logarithms of rates, targets are counts. Predictions are exp x.</summary>
public sealed class PoissonAttribute : LossFunctionAttribute;
