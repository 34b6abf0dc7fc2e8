using System.Collections.Generic;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

internal sealed class ActivationLayer : LayerDefinition
{
    public override string Kind => "Activation";

    public override string Formula => "y = activation(x)";

    public override (string PyTorch, string Keras) Twins => ("ReLU, Sigmoid...", "Activation");

    public override IReadOnlyList<Option> Options { get; } = [new("activation", null, "Which function.")];

    public override Activation? ActivationOf(Options options) => Activations.Named(options.Choice("activation"));

    public override Node? Lower(LayerScope layer, Node x) => Activations.Named(layer.Options.Choice("activation")).Apply(x);
}

/// <summary>An activation with a number to set.</summary>
internal abstract class ShapedActivationLayer(string kind, string setting, double otherwise, string description, string formula, string pyTorch, string keras) : LayerDefinition
{
    public override string Kind => kind;

    public override string Formula => formula;

    public override (string PyTorch, string Keras) Twins => (pyTorch, keras);

    public override IReadOnlyList<Option> Options => [new(setting, otherwise, description)];

    public override Activation? ActivationOf(Options options) => Activations.Named("LeakyReLU");

    public override Node? Lower(LayerScope layer, Node x)
    {
        double value = layer.Options.Number(setting);
        if (!double.IsNaN(value) && !double.IsInfinity(value))
        {
            return Apply(x, value);
        }

        layer.ReportRange(setting, value, "finite");
        return null;
    }

    protected abstract Node Apply(Node x, double value);
}

internal sealed class LeakyReluLayer() : ShapedActivationLayer("LeakyReLU", "Slope", 0.01, "Slope below 0.", "y = x for x > 0, else Slope x", "LeakyReLU", "LeakyReLU(negative_slope=0.01)")
{
    protected override Node Apply(Node x, double value) => Activations.Leaky(x, value * x);
}

internal sealed class EluLayer() : ShapedActivationLayer("ELU", "Alpha", 1, "Minus the limit far below 0.", "y = x for x > 0, else Alpha (exp x - 1)", "ELU", "ELU")
{
    protected override Node Apply(Node x, double value) => Activations.Elu(x, value);
}

internal sealed class ThresholdedReluLayer() : ShapedActivationLayer("ThresholdedReLU", "Threshold", 1, "Values up to it become 0.", "y = x for x > Threshold, else 0", "Threshold(Threshold, 0)", "ThresholdedReLU")
{
    protected override Node Apply(Node x, double value)
    {
        var g = x.Graph;
        return g.Elementwise(Op.Select, g.Elementwise(Op.Less, g.Constant(value), x), x, g.Constant(0, x.Shape));
    }
}

internal sealed class PreluLayer : LayerDefinition
{
    public override string Kind => "PReLU";

    public override string Formula => "y = x for x > 0, else a x, with trained slopes a (He et al. 2015)";

    public override (string PyTorch, string Keras) Twins => ("PReLU", "PReLU(alpha_initializer=Constant(0.25))");

    public override IReadOnlyList<Option> Options { get; } =
    [
        new("Slopes", "PerChannel", "PerChannel, One (for everything) or PerElement."),
        .. CommonOptions.Trained,
    ];

    public override Activation? ActivationOf(Options options) => Activations.Named("LeakyReLU");

    public override Node? Lower(LayerScope layer, Node x)
    {
        string slopes = layer.Options.Choice("Slopes");
        if (slopes == "PerElement" && !layer.RequireKnown(x))
        {
            return null;
        }

        Shape shape = slopes switch
        {
            "One" => [1],
            "PerElement" => x.Shape.Sample,
            _ => [x.Shape[x.Shape.Rank - 1]],
        };
        return Activations.Leaky(x, layer.Parameter("weight", "a", shape, new Initialization("Constant", "0.25")) * x);
    }
}
