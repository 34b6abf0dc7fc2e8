using NetGen;

namespace Autoencoders;

/// <summary>Initial weights for deep networks of sigmoid units.</summary>
internal static class SymmetricStart
{
    /// <summary>
    /// A model that computes at first what one of tanh units computes with Glorot and Bengio's weights, which keep the size of values from layer to layer. Since sigmoid(x) = (1 + tanh(x / 2)) / 2, weights into
    /// such units double, and so do weights from them, whose biases then take away what the units' mean of 1/2 adds.
    /// </summary>
    public static Autoencoder Model(ulong seed)
    {
        var model = new Autoencoder(seed);
        Change(model.Encoder1, fromSigmoid: false, toSigmoid: true);
        Change(model.Encoder2, fromSigmoid: true, toSigmoid: true);
        Change(model.Encoder3, fromSigmoid: true, toSigmoid: true);
        Change(model.Code, fromSigmoid: true, toSigmoid: false);
        Change(model.Decoder3, fromSigmoid: false, toSigmoid: true);
        Change(model.Decoder2, fromSigmoid: true, toSigmoid: true);
        Change(model.Decoder1, fromSigmoid: true, toSigmoid: true);
        Change(model.Pixels, fromSigmoid: true, toSigmoid: true);
        return model;
    }

    private static void Change(Layer layer, bool fromSigmoid, bool toSigmoid)
    {
        var weights = layer.Weight.Values;
        var biases = layer.Bias.Values;
        float factor = (fromSigmoid ? 2 : 1) * (toSigmoid ? 2 : 1);
        for (int k = 0; k < weights.Length; k++)
        {
            weights[k] *= factor;
            if (fromSigmoid)
            {
                biases[k % biases.Length] -= weights[k] / 2;
            }
        }
    }
}
