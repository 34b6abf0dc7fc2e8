using System.Collections.Generic;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>Layers that draw random numbers while training and do nothing in inference.</summary>
internal abstract class DropoutFamilyLayer : LayerDefinition
{
    public override IReadOnlyList<Option> Options { get; } = [new("rate", null, "Probability of dropping; 0 to below 1.")];

    public override bool KeepsActivation => true;

    /// <summary>Reports a rate out of range; else x with each element of the mask's shape dropped or scaled up.</summary>
    protected static Node? Drop(LayerScope layer, Node x, Shape mask)
    {
        double rate = layer.Options.Number("rate");
        if (!(rate >= 0 && rate < 1))
        {
            layer.ReportRange("rate", rate, "0 to below 1");
            return null;
        }

        if (!layer.Training || rate == 0)
        {
            return x;
        }

        return x * Mask(layer, mask, rate);
    }

    /// <summary>0 with the probability of the rate, else what keeps the mean.</summary>
    public static Node Mask(LayerScope layer, Shape shape, double rate)
    {
        var g = layer.Graph;
        var kept = g.Elementwise(Op.LessOrEqual, g.Constant(rate), layer.Uniform(shape));
        return g.Elementwise(Op.Select, kept, g.Constant(1 / (1 - rate)), g.Constant(0));
    }
}

internal sealed class DropoutLayer : DropoutFamilyLayer
{
    public override string Kind => "Dropout";

    public override string Formula => "while training y = x / (1 - rate) with probability 1 - rate, else 0; in inference y = x (Srivastava et al. 2014)";

    public override (string PyTorch, string Keras) Twins => ("Dropout", "Dropout");

    public override Node? Lower(LayerScope layer, Node x) => Drop(layer, x, x.Shape);
}

internal sealed class SpatialDropout1DLayer : DropoutFamilyLayer
{
    public override string Kind => "SpatialDropout1D";

    public override string Formula => "dropout of whole channels of a sequence (Tompson et al. 2015)";

    public override (string PyTorch, string Keras) Twins => ("Dropout1d", "SpatialDropout1D");

    public override Node? Lower(LayerScope layer, Node x) =>
        !layer.Training ? x : layer.RequireSequence(x) ? Drop(layer, x, [x.Shape[0], 1, x.Shape[2]]) : null;
}

internal sealed class SpatialDropout2DLayer : DropoutFamilyLayer
{
    public override string Kind => "SpatialDropout2D";

    public override string Formula => "dropout of whole channels of an image (Tompson et al. 2015)";

    public override (string PyTorch, string Keras) Twins => ("Dropout2d", "SpatialDropout2D");

    public override Node? Lower(LayerScope layer, Node x) => layer.RequireImage(x) ? Drop(layer, x, [x.Shape[0], 1, 1, x.Shape[3]]) : null;
}

internal sealed class GaussianNoiseLayer : LayerDefinition
{
    public override string Kind => "GaussianNoise";

    public override string Formula => "while training y = x + deviation n with standard normal n; in inference y = x";

    public override (string PyTorch, string Keras) Twins => ("x + deviation * randn_like(x)", "GaussianNoise");

    public override IReadOnlyList<Option> Options { get; } = [new("deviation", null, "Standard deviation; at least 0.")];

    public override bool KeepsActivation => true;

    public override Node? Lower(LayerScope layer, Node x)
    {
        double deviation = layer.Options.Number("deviation");
        if (!(deviation >= 0) || double.IsInfinity(deviation))
        {
            layer.ReportRange("deviation", deviation, "finite and at least 0");
            return null;
        }

        return layer.Training && deviation > 0 ? x + (deviation * layer.Normal(x.Shape)) : x;
    }
}
