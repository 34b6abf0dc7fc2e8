using NetGen;
using static NetGen.Tensor;

namespace Autoencoders;

/// <summary>
/// The deep autoencoder of Hinton and Salakhutdinov, "Reducing the dimensionality of data with neural networks", 2006: 784-1000-500-250-30 and back, sigmoid units around a linear code.
/// It has one loss for all of it, and one for each pair of layers that encode and decode the same values: a shallow autoencoder inside the deep one.
/// </summary>
[Network]
public partial class Autoencoder
{
    [Dense(1000, Activation = Activation.Sigmoid)] public partial Layer Encoder1 { get; }
    [Dense(500, Activation = Activation.Sigmoid)] public partial Layer Encoder2 { get; }
    [Dense(250, Activation = Activation.Sigmoid)] public partial Layer Encoder3 { get; }
    [Dense(30)] public partial Layer Code { get; }
    [Dense(250, Activation = Activation.Sigmoid)] public partial Layer Decoder3 { get; }
    [Dense(500, Activation = Activation.Sigmoid)] public partial Layer Decoder2 { get; }
    [Dense(1000, Activation = Activation.Sigmoid)] public partial Layer Decoder1 { get; }
    [Dense(784, Activation = Activation.Sigmoid)] public partial Layer Pixels { get; }

    [Graph]
    private Tensor Define([Shape(784)] Tensor image)
    {
        var code = Code.Apply(Encoder3.Apply(Encoder2.Apply(Encoder1.Apply(image))));
        return Pixels.Apply(Decoder1.Apply(Decoder2.Apply(Decoder3.Apply(code))));
    }

    /// <summary>All layers, end to end.</summary>
    [Loss]
    private static Tensor Whole(Tensor output, Tensor image) => Sum(SquaredError(output, image));

    /// <summary>The outermost pair: 784-1000-784.</summary>
    [Loss(Trains = [nameof(Encoder1), nameof(Pixels)])]
    private Tensor Pair1(Tensor image) => Sum(SquaredError(Pixels.Apply(Encoder1.Apply(image)), image));

    /// <summary>1000-500-1000 on what the first pair has made of the image.</summary>
    [Loss(Trains = [nameof(Encoder2), nameof(Decoder1)])]
    private Tensor Pair2(Tensor image)
    {
        var hidden = Encoder1.Apply(image);
        return Sum(SquaredError(Decoder1.Apply(Encoder2.Apply(hidden)), StopGradient(hidden)));
    }

    /// <summary>500-250-500.</summary>
    [Loss(Trains = [nameof(Encoder3), nameof(Decoder2)])]
    private Tensor Pair3(Tensor image)
    {
        var hidden = Encoder2.Apply(Encoder1.Apply(image));
        return Sum(SquaredError(Decoder2.Apply(Encoder3.Apply(hidden)), StopGradient(hidden)));
    }

    /// <summary>The innermost pair: 250-30-250.</summary>
    [Loss(Trains = [nameof(Code), nameof(Decoder3)])]
    private Tensor Pair4(Tensor image)
    {
        var hidden = Encoder3.Apply(Encoder2.Apply(Encoder1.Apply(image)));
        return Sum(SquaredError(Decoder3.Apply(Code.Apply(hidden)), StopGradient(hidden)));
    }
}
