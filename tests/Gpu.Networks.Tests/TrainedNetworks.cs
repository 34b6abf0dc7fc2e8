using static NetGen.Tensor;

namespace NetGen.Gpu.Networks.Tests;

[Network]
[Input(8)]
[Dense(16, Activation = Activation.ReLU)]
[Dropout(0.3)]
[Dense(12, Activation = Activation.Tanh)]
[Dropout(0.2)]
[Dense(4)]
[SoftmaxCrossEntropy]
public partial class DroppedPerceptron;

[Network]
[Input(10, 10, 1)]
[Conv2D(4, UseBias = false)]
[BatchNorm]
[Activation(Activation.ReLU)]
[MaxPool2D(2)]
[Conv2D(6, Padding = Padding.Same, UseBias = false)]
[BatchNorm]
[Activation(Activation.ReLU)]
[AveragePool2D(2)]
[Flatten]
[Dense(4)]
[SoftmaxCrossEntropy]
public partial class NormalizedLeNet;

[Network]
[TokenSequence(6)]
[Embedding(5)]
[Gru(9)]
[Dense(6)]
[SoftmaxCrossEntropy]
public partial class GruLanguageModel;

[Network]
[TokenSequence(6)]
[Embedding(5)]
[Lstm(9)]
[Dense(6)]
[SoftmaxCrossEntropy]
public partial class LstmLanguageModel;

[Network]
public partial class ResidualRegression
{
    [Dense(6)] public partial Layer First { get; }

    [Dense(6, Activation = Activation.SiLU)] public partial Layer Second { get; }

    [LayerNorm] public partial Layer Norm { get; }

    [Dense(6)] public partial Layer Third { get; }

    [Graph]
    private Tensor Define([Shape(5)] Tensor x)
    {
        var h = First.Apply(x);
        return h + Third.Apply(Second.Apply(Norm.Apply(h)));
    }

    [Loss]
    private static Tensor Error(Tensor output, [Shape(6)] Tensor t) => Sum(SquaredError(output, t));
}

[Network]
public partial class NoisyAutoencoder
{
    [Dense(7, Activation = Activation.ReLU)] public partial Layer Encoder { get; }

    [Dense(3)] public partial Layer ToMean { get; }

    [Dense(3)] public partial Layer ToLogVariance { get; }

    [Dense(7, Activation = Activation.ReLU)] public partial Layer Decoder { get; }

    [Dense(12)] public partial Layer ToPixels { get; }

    [Graph]
    private (Tensor Pixels, Tensor Mean, Tensor LogVariance) Define([Shape(12)] Tensor image)
    {
        var hidden = Encoder.Apply(image);
        var mean = ToMean.Apply(hidden);
        var logVariance = ToLogVariance.Apply(hidden);
        var code = mean + Exp(0.5 * logVariance) * Normal(3);
        return (ToPixels.Apply(Decoder.Apply(code)), mean, logVariance);
    }

    [Loss]
    private static Tensor Elbo(Tensor pixels, Tensor mean, Tensor logVariance, Tensor image) =>
        Sum(SigmoidCrossEntropy(pixels, image)) + KullbackLeiblerToStandardNormal(mean, logVariance);
}
