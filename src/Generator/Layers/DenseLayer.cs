using System.Collections.Generic;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

internal sealed class DenseLayer : LayerDefinition
{
    public override string Kind => "Dense";

    public override string Formula => "y = activation(x W + b)";

    public override (string PyTorch, string Keras) Twins => ("Linear", "Dense");

    public override IReadOnlyList<Option> Options =>
    [
        new("units", null, "Number of outputs."),
        .. CommonOptions.Weighted,
    ];

    public override Node? Lower(LayerScope layer, Node x)
    {
        int units = layer.Options.Integer("units");
        if (!layer.RequireAtLeast("units", units) || !layer.RequireRank(x, 1, "a vector"))
        {
            return null;
        }

        int inputs = (int)x.Shape[1].Value;
        var weight = layer.Parameter("weight", "W", [inputs, units], layer.WeightInitialization(inputs, units));
        return layer.Activate(layer.AddBias(layer.Graph.MatMul(x, weight), units));
    }
}
