using System.Collections.Generic;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

internal sealed class MaxoutLayer : LayerDefinition
{
    public override string Kind => "Maxout";

    public override string Formula => "y[o] = max_k (x W + b)[k, o] (Goodfellow et al. 2013)";

    public override string Shapes => "[inputs] -> [units]";

    public override (string PyTorch, string Keras) Twins => ("Linear, Unflatten, amax", "MaxoutDense (Keras 1)");

    public override IReadOnlyList<Option> Options { get; } =
    [
        new("units", null, "Number of outputs."),
        new("Pieces", 2, "Linear functions whose maximum each output is."),
        new("UseBias", true, "Adds a bias per linear function."),
        new("WeightInitializer", "Default", "Default: Glorot uniform."),
        new("BiasInitializer", "Zeros", "How the bias starts."),
        .. CommonOptions.Penalized,
    ];

    public override Node? Lower(LayerScope layer, Node x)
    {
        var (units, pieces) = (layer.Options.Integer("units"), layer.Options.Integer("Pieces"));
        if (!layer.RequireAtLeast("units", units) || !layer.RequireAtLeast("Pieces", pieces) || !layer.RequireRank(x, 1, "a vector"))
        {
            return null;
        }

        var g = layer.Graph;
        int inputs = (int)x.Shape[1].Value;
        var weight = layer.Weight([inputs, pieces * units], layer.Initialized("WeightInitializer", [inputs, pieces * units], Activations.None, inputs, units));
        var linear = layer.AddBias(g.MatMul(x, weight), pieces * units);
        // Pieces outside, so that the maximum runs along whole rows of outputs.
        return g.Reshape(g.Reduce(Op.Max, g.Reshape(linear, [x.Shape[0], pieces, units]), 1), [x.Shape[0], units]);
    }
}
