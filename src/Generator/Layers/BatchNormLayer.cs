using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

internal sealed class BatchNormLayer : LayerDefinition
{
    public override string Kind => "BatchNorm";

    public override string Formula => "y = (x - mean) / sqrt(variance + epsilon) * weight + bias, per channel; mean and variance of the batch (of sequences, of their running steps) while training, running ones in inference (Ioffe and Szegedy 2015)";

    public override (string PyTorch, string Keras) Twins => ("BatchNorm1d/2d", "BatchNormalization(momentum=0.9, epsilon=1e-5)");

    public override IReadOnlyList<Option> Options { get; } =
    [
        new("Momentum", 0.1, "new running value = (1 - Momentum) old + Momentum batch."),
        new("Epsilon", 1e-5, "Added to the variance."),
        .. CommonOptions.Trained,
    ];

    public override bool KeepsActivation => true;

    public override Node? Lower(LayerScope layer, Node x)
    {
        var g = layer.Graph;
        double momentum = layer.Options.Number("Momentum");
        double epsilon = layer.Options.Number("Epsilon");
        if (!(momentum >= 0 && momentum <= 1))
        {
            layer.Report(Ids.OutOfRange, "Momentum", momentum.ToString(CultureInfo.InvariantCulture), "0 to 1");
            return null;
        }

        if (!(epsilon > 0 && epsilon <= double.MaxValue))
        {
            layer.Report(Ids.OutOfRange, "Epsilon", epsilon.ToString(CultureInfo.InvariantCulture), "above 0");
            return null;
        }

        var channels = x.Shape[x.Shape.Rank - 1];
        var weight = layer.Parameter("weight", "gamma", [channels], Initialization.Ones);
        var bias = layer.Parameter("bias", "beta", [channels], Initialization.Zeros);
        var runningMean = layer.State("running_mean", "mean", [channels], Initialization.Zeros);
        var runningVariance = layer.State("running_var", "variance", [channels], Initialization.Ones);
        if (!layer.Training)
        {
            var scale = weight / g.Elementwise(Op.Sqrt, runningVariance + epsilon);
            return (x * scale) + (bias - (runningMean * scale));
        }

        var count = layer.CountOfRows(x);
        var mean = (layer.SumOfRows(x) / count).Named("mu" + layer.Step.Number);
        var centred = x - mean;
        // The mean's share in the derivative of the variance is a multiple of sum (x - mean) = 0, so none is computed.
        var fixedCentre = x - g.Elementwise(Op.StopGradient, mean);
        var variance = (layer.SumOfRows(fixedCentre * fixedCentre) / count).Named("var" + layer.Step.Number);
        var batchMean = g.Reshape(mean, [channels]);
        // PyTorch: the batch is normalised by its biased variance, the running variance gets the unbiased one.
        var unbiased = g.Reshape(variance, [channels]) * (count / g.Elementwise(Op.Maximum, count - 1, g.Constant(1)));
        layer.UpdateState(runningMean, old => ((1 - momentum) * old) + (momentum * batchMean));
        layer.UpdateState(runningVariance, old => ((1 - momentum) * old) + (momentum * unbiased));
        return (centred * (weight / g.Elementwise(Op.Sqrt, variance + epsilon))) + bias;
    }
}
