using System;

namespace NetGen;

/// <summary>The loss that training minimises: a number per sample, averaged over the batch.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class LossAttribute : Attribute
{
    /// <summary>Over the features of a sample: mean (default) or sum.</summary>
    public Reduction Reduction { get; set; } = Reduction.Mean;

    /// <summary>The target's name in the generated methods. Default <c>labels</c> for class indices, else <c>targets</c>.</summary>
    public string? Target { get; set; }
}

/// <summary>log sum_j exp x[j] - x[label]: the output is unnormalised logits, the target a class index per sample. Predictions are softmax(x).</summary>
public sealed class SoftmaxCrossEntropyAttribute : LossAttribute;

/// <summary>log(1 + exp x) - x t per feature: the output is logits, targets lie between 0 and 1. Predictions are sigmoid(x).</summary>
public sealed class SigmoidCrossEntropyAttribute : LossAttribute;

/// <summary>(x - t)^2 per feature.</summary>
public sealed class MeanSquaredErrorAttribute : LossAttribute;
