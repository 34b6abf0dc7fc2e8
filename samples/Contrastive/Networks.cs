using NetGen;
using static NetGen.Tensor;

namespace Contrastive;

/// <summary>
/// Two copies of one network look at neighbouring patches of a stereo strip and learn to agree (Becker and Hinton, "Self-organizing neural network that discovers surfaces in random-dot stereograms", 1992). Patches have no dot in
/// common, so that the only thing to agree on is how deep the surface lies.
/// </summary>
[Network]
public partial class DepthModule
{
    [Dense(100, Activation = Activation.Tanh)] public partial Layer Hidden { get; }
    [Dense(30, Activation = Activation.Tanh)] public partial Layer Combine { get; }
    [Dense(1)] public partial Layer Depth { get; }

    /// <summary>Ten pixels that the left eye sees, then ten of the right eye: one number.</summary>
    [Graph]
    private Tensor Define([Shape(20)] Tensor patch) => Depth.Apply(Combine.Apply(Hidden.Apply(patch)));

    /// <summary>
    /// Minus the information that the outputs share, if they are one normally distributed signal with independent noise: half the logarithm of the variance of their sum over that of their difference, over the batch.
    /// </summary>
    [Loss]
    private Tensor NegativeInformation(Tensor patch, [Shape(20)] Tensor neighbour)
    {
        var a = Batch(Define(patch));
        var b = Batch(Define(neighbour));
        return 0.5 * (Log(Variance(a - b)) - Log(Variance(a + b)));
    }
}

/// <summary>
/// An encoder of digits with two losses. One knows no labels: it brings together two distorted versions of an image and pushes all other images away (SimCLR of Chen et al., "A simple framework for contrastive learning of visual
/// representations", 2020). The other learns from labels alone, for comparison.
/// </summary>
[Network]
public partial class DigitEncoder
{
    private const double Temperature = 0.2;

    [Conv2D(24, Kernel = 5, Stride = 2, Padding = Padding.Same, UseBias = false)] public partial Layer Conv1 { get; }
    [BatchNorm] public partial Layer Norm1 { get; }
    [Conv2D(48, Kernel = 3, Stride = 2, Padding = Padding.Same, UseBias = false)] public partial Layer Conv2 { get; }
    [BatchNorm] public partial Layer Norm2 { get; }
    [Conv2D(96, Kernel = 3, Stride = 2, Padding = Padding.Same, UseBias = false)] public partial Layer Conv3 { get; }
    [BatchNorm] public partial Layer Norm3 { get; }
    [Dense(128, Activation = Activation.ReLU)] public partial Layer Project { get; }
    [Dense(64)] public partial Layer Projection { get; }
    [Dense(10)] public partial Layer Classifier { get; }

    /// <summary>What the encoder makes of an image.</summary>
    [Graph]
    private Tensor Encode([Shape(28, 28, 1)] Tensor image)
    {
        var edges = ReLU(Norm1.Apply(Conv1.Apply(image)));
        var strokes = ReLU(Norm2.Apply(Conv2.Apply(edges)));
        var parts = ReLU(Norm3.Apply(Conv3.Apply(strokes)));
        return Flatten(parts);
    }

    [Graph]
    private Tensor Classify([Shape(28, 28, 1)] Tensor image) => Classifier.Apply(Encode(image));

    /// <summary>Normalised-temperature cross-entropy: among all images of the batch in both versions, which is the other version of this one?</summary>
    [Loss]
    private Tensor Contrast(Tensor image, [Shape(28, 28, 1)] Tensor other)
    {
        var first = Normalize(Batch(Embed(image)));
        var second = Normalize(Batch(Embed(other)));
        var all = Concat(0, first, second);
        var similarity = MatMul(all, Transpose(all)) / Temperature;
        var withoutItself = similarity - 1e9 * Identity(all.Extent(0));
        var right = Sum(first * second, 1) / Temperature;
        return Mean(LogSumExp(withoutItself, 1)) - Mean(right);
    }

    /// <summary>The projection head, which only this loss uses: its output forgets what the distortions change, the features before it need not.</summary>
    private Tensor Embed(Tensor image) => Projection.Apply(Project.Apply(Encode(image)));

    [Loss]
    private Tensor FromLabels(Tensor image, [Shape(Classes = 10)] Tensor label) => SoftmaxCrossEntropy(Classify(image), label);
}

/// <summary>Reads digits off features that no longer change.</summary>
[Network]
[Input(1536)]
[Dense(10)]
[SoftmaxCrossEntropy]
public partial class LinearClassifier;
