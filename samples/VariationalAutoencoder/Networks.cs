using NetGen;
using static NetGen.Tensor;

namespace VariationalAutoencoder;

/// <summary>The variational autoencoder of Kingma and Welling, "Auto-encoding variational Bayes", 2014: an image, twenty numbers with a mean and a variance each, and the image again.</summary>
[Network]
public partial class Vae
{
    [Dense(400, Activation = Activation.ReLU)] public partial Layer Encoder { get; }
    [Dense(20)] public partial Layer ToMean { get; }
    [Dense(20)] public partial Layer ToLogVariance { get; }
    [Dense(400, Activation = Activation.ReLU)] public partial Layer Decoder { get; }
    [Dense(784)] public partial Layer Pixels { get; }

    [Graph]
    private (Tensor Pixels, Tensor Mean, Tensor LogVariance) Define([Shape(784)] Tensor image)
    {
        var hidden = Encoder.Apply(image);
        var mean = ToMean.Apply(hidden);
        var logVariance = ToLogVariance.Apply(hidden);
        var code = mean + Exp(0.5 * logVariance) * Normal(20);
        return (Pixels.Apply(Decoder.Apply(code)), mean, logVariance);
    }

    /// <summary>What a code looks like: pixels from 0 to 1.</summary>
    [Graph]
    private Tensor Decode([Shape(20)] Tensor code) => Sigmoid(Pixels.Apply(Decoder.Apply(code)));

    /// <summary>The loss of each image, for sessions.</summary>
    [Graph]
    private Tensor Bound([Shape(784)] Tensor image)
    {
        var (pixels, mean, logVariance) = Define(image);
        return Elbo(pixels, mean, logVariance, image);
    }

    /// <summary>The negative of the lower bound on an image's log-likelihood.</summary>
    [Loss]
    private static Tensor Elbo(Tensor pixels, Tensor mean, Tensor logVariance, Tensor image)
        => Sum(SigmoidCrossEntropy(pixels, image)) + KullbackLeiblerToStandardNormal(mean, logVariance);
}

/// <summary>The same with two numbers, which can be drawn as a plane.</summary>
[Network]
public partial class PlaneVae
{
    [Dense(400, Activation = Activation.ReLU)] public partial Layer Encoder { get; }
    [Dense(2)] public partial Layer ToMean { get; }
    [Dense(2)] public partial Layer ToLogVariance { get; }
    [Dense(400, Activation = Activation.ReLU)] public partial Layer Decoder { get; }
    [Dense(784)] public partial Layer Pixels { get; }

    [Graph]
    private (Tensor Pixels, Tensor Mean, Tensor LogVariance) Define([Shape(784)] Tensor image)
    {
        var hidden = Encoder.Apply(image);
        var mean = ToMean.Apply(hidden);
        var logVariance = ToLogVariance.Apply(hidden);
        var code = mean + Exp(0.5 * logVariance) * Normal(2);
        return (Pixels.Apply(Decoder.Apply(code)), mean, logVariance);
    }

    /// <summary>What a code looks like: pixels from 0 to 1.</summary>
    [Graph]
    private Tensor Decode([Shape(2)] Tensor code) => Sigmoid(Pixels.Apply(Decoder.Apply(code)));

    /// <summary>The loss of each image, for sessions.</summary>
    [Graph]
    private Tensor Bound([Shape(784)] Tensor image)
    {
        var (pixels, mean, logVariance) = Define(image);
        return Elbo(pixels, mean, logVariance, image);
    }

    /// <summary>The negative of the lower bound on an image's log-likelihood.</summary>
    [Loss]
    private static Tensor Elbo(Tensor pixels, Tensor mean, Tensor logVariance, Tensor image)
        => Sum(SigmoidCrossEntropy(pixels, image)) + KullbackLeiblerToStandardNormal(mean, logVariance);
}
