using System.Collections.Generic;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

internal sealed class LayerNormLayer : LayerDefinition
{
    public override string Kind => "LayerNorm";

    public override string Formula => "y = (x - mean) / sqrt(variance + epsilon) * weight + bias; mean and variance over the last axis (Ba, Kiros and Hinton 2016)";

    public override (string PyTorch, string Keras) Twins => ("LayerNorm", "LayerNormalization(epsilon=1e-5)");

    public override IReadOnlyList<Option> Options { get; } = [.. Normalization.Options];

    public override bool KeepsActivation => true;

    public override Node? Lower(LayerScope layer, Node x) =>
        Normalization.Epsilon(layer) is { } epsilon ? Normalization.Affine(layer, Normalization.Standardise(layer, x, [x.Shape.Rank - 1], epsilon)) : null;
}

internal sealed class GroupNormLayer : LayerDefinition
{
    public override string Kind => "GroupNorm";

    public override string Formula => "y = (x - mean) / sqrt(variance + epsilon) * weight + bias; mean and variance of each sample over all positions and the channels of a group (Wu and He 2018)";

    public override (string PyTorch, string Keras) Twins => ("GroupNorm", "GroupNormalization(epsilon=1e-5)");

    public override IReadOnlyList<Option> Options { get; } = [new("groups", null, "Number of groups of neighbouring channels."), .. Normalization.Options];

    public override bool KeepsActivation => true;

    public override Node? Lower(LayerScope layer, Node x)
    {
        var g = layer.Graph;
        int groups = layer.Options.Integer("groups");
        if (!layer.RequireAtLeast("groups", groups) || !layer.RequireKnown(x) || Normalization.Epsilon(layer) is not { } epsilon)
        {
            return null;
        }

        int channels = (int)x.Shape[x.Shape.Rank - 1].Value;
        if (channels % groups != 0)
        {
            layer.Report(Ids.NormGroups, $"{groups}", $"{channels}");
            return null;
        }

        var positions = x.Shape.Sample.Count.DividedBy(channels)!;
        var grouped = g.Reshape(x, [x.Shape[0], positions, groups, channels / groups]);
        return Normalization.Affine(layer, g.Reshape(Normalization.Standardise(layer, grouped, [1, 3], epsilon), x.Shape));
    }
}

internal sealed class RmsNormLayer : LayerDefinition
{
    public override string Kind => "RMSNorm";

    public override string Formula => "y = x / sqrt(mean x^2 + epsilon) * weight; mean over the last axis (Zhang and Sennrich 2019)";

    public override (string PyTorch, string Keras) Twins => ("RMSNorm(eps=1e-6)", "RMSNormalization");

    public override IReadOnlyList<Option> Options { get; } =
    [
        new("Epsilon", 1e-6, "Added to the mean square."),
        new("UseWeight", true, "Multiplies by a weight per channel."),
        .. CommonOptions.Trained,
    ];

    public override bool KeepsActivation => true;

    public override Node? Lower(LayerScope layer, Node x)
    {
        if (Normalization.Epsilon(layer) is not { } epsilon)
        {
            return null;
        }

        var meanSquare = layer.Graph.Mean(x * x, x.Shape.Rank - 1).Named("ms" + layer.Step.Number);
        return Normalization.Affine(layer, x * Normalization.InverseRoot(layer, meanSquare, epsilon));
    }
}

/// <summary>What normalisations share.</summary>
internal static class Normalization
{
    public static readonly IReadOnlyList<Option> Options =
    [
        new("Epsilon", 1e-5, "Added to the variance."),
        new("UseWeight", true, "Multiplies by a weight per channel."),
        new("UseBias", true, "Adds a bias per channel."),
        .. CommonOptions.Trained,
    ];

    public static double? Epsilon(LayerScope layer)
    {
        double epsilon = layer.Options.Number("Epsilon");
        if (epsilon > 0 && !double.IsInfinity(epsilon))
        {
            return epsilon;
        }

        layer.ReportRange("Epsilon", epsilon, "finite and above 0");
        return null;
    }

    /// <summary>Mean 0 and variance 1 over the axes.</summary>
    public static Node Standardise(LayerScope layer, Node x, int[] axes, double epsilon)
    {
        var g = layer.Graph;
        var mean = g.Mean(x, axes).Named("mu" + layer.Step.Number);
        // The mean's share in the derivative of the variance is a multiple of sum (x - mean) = 0, so none is computed.
        var fixedCentre = x - g.Elementwise(Op.StopGradient, mean);
        var variance = g.Mean(fixedCentre * fixedCentre, axes).Named("var" + layer.Step.Number);
        return (x - mean) * InverseRoot(layer, variance, epsilon);
    }

    public static Node InverseRoot(LayerScope layer, Node x, double epsilon) =>
        (1 / layer.Graph.Elementwise(Op.Sqrt, x + epsilon)).Named("scale" + layer.Step.Number);

    /// <summary>Times a weight and plus a bias per channel, as the settings say.</summary>
    public static Node Affine(LayerScope layer, Node x)
    {
        var channels = x.Shape[x.Shape.Rank - 1];
        if (layer.Options.Flag("UseWeight"))
        {
            x *= layer.Parameter("weight", "gamma", [channels], Initialization.Ones);
        }

        return layer.Options.IsDeclared("UseBias") && layer.Options.Flag("UseBias") ? x + layer.Parameter("bias", "beta", [channels], Initialization.Zeros) : x;
    }
}
