using static NetGen.Tensor;

namespace NetGen.Integration.Tests.Graphs;

/// <summary>Two convolutions, each normalised, and the input added.</summary>
[Module]
public partial class ResidualBlock(int channels)
{
    [Conv2D(nameof(channels), Kernel = 3, Padding = Padding.Same, UseBias = false)] public partial Layer Conv1 { get; }

    [BatchNorm] public partial Layer Norm1 { get; }

    [Conv2D(nameof(channels), Kernel = 3, Padding = Padding.Same, UseBias = false)] public partial Layer Conv2 { get; }

    [BatchNorm] public partial Layer Norm2 { get; }

    [Graph]
    private Tensor Define(Tensor x) => ReLU(x + Norm2.Apply(Conv2.Apply(ReLU(Norm1.Apply(Conv1.Apply(x))))));
}

[Network(Precision = Precision.Double)]
public partial class Residual
{
    [Module(typeof(ResidualBlock), 3)] public partial Layer Block { get; }

    [Graph]
    private Tensor Define([Shape(5, 4, 3)] Tensor x) => Block.Apply(x);

    [Loss]
    private static Tensor Error(Tensor output, [Shape(5, 4, 3)] Tensor t) => Sum(SquaredError(output, t));
}

/// <summary>A variational autoencoder whose noise is given, so that others can compute the same.</summary>
[Network(Precision = Precision.Double)]
public partial class Variational
{
    [Dense(7, Activation = Activation.ReLU)] public partial Layer Encoder { get; }

    [Dense(3)] public partial Layer ToMean { get; }

    [Dense(3)] public partial Layer ToLogVariance { get; }

    [Dense(7, Activation = Activation.ReLU)] public partial Layer Decoder { get; }

    [Dense(12)] public partial Layer ToPixels { get; }

    [Graph]
    private (Tensor Pixels, Tensor Mean, Tensor LogVariance) Define([Shape(12)] Tensor image, [Shape(3)] Tensor noise)
    {
        var hidden = Encoder.Apply(image);
        var mean = ToMean.Apply(hidden);
        var logVariance = ToLogVariance.Apply(hidden);
        var code = mean + Exp(0.5 * logVariance) * noise;
        return (ToPixels.Apply(Decoder.Apply(code)), mean, logVariance);
    }

    [Loss]
    private static Tensor Elbo(Tensor pixels, Tensor mean, Tensor logVariance, Tensor image) =>
        Sum(SigmoidCrossEntropy(pixels, image)) + KullbackLeiblerToStandardNormal(mean, logVariance);
}

/// <summary>Normalised-temperature cross-entropy between two versions of each sample.</summary>
[Network(Precision = Precision.Double)]
public partial class Contrast
{
    private const double Temperature = 0.3;

    [Dense(8, Activation = Activation.Tanh)] public partial Layer Hidden { get; }

    [Dense(5)] public partial Layer Embedding { get; }

    [Graph]
    private Tensor Define([Shape(6)] Tensor x) => Embedding.Apply(Hidden.Apply(x));

    [Loss]
    private Tensor CrossEntropy(Tensor x, [Shape(6)] Tensor other)
    {
        var first = Normalize(Batch(Define(x)));
        var second = Normalize(Batch(Define(other)));
        var all = Concat(0, first, second);
        var similarity = MatMul(all, Transpose(all)) / Temperature - 1e9 * Identity(all.Extent(0));
        return Mean(LogSumExp(similarity, 1)) - Mean(Sum(first * second, 1)) / Temperature;
    }
}

/// <summary>Derivatives with respect to a tap, an output, a weight and an input.</summary>
[Network(Precision = Precision.Double)]
public partial class Tapped
{
    [Dense(5)]
    public partial Layer Hidden { get; }

    [Dense(3)]
    public partial Layer Head { get; }

    [Graph]
    private Tensor Define([Shape(4)] Tensor x) => Head.Apply(Expose(Tanh(Hidden.Apply(x)), "Code"));

    [Gradient("Code", "output", "Head.weight", "x")]
    private static Tensor Energy(Tensor output) => Sum(Square(output));
}
