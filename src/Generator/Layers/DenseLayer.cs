using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

internal sealed class DenseLayer : LayerDefinition
{
    public override string Kind => "Dense";

    public override string Formula => "y = activation(x W + b), over the last axis";

    public override string Shapes => "[inputs] -> [units], or [length, inputs] -> [length, units]";

    public override (string PyTorch, string Keras) Twins => ("Linear", "Dense");

    public override IReadOnlyList<Option> Options { get; } =
    [
        new("units", null, "Number of outputs."),
        .. CommonOptions.Weighted,
    ];

    public override Node? Lower(LayerScope layer, Node x)
    {
        int units = layer.Options.Integer("units");
        if (!layer.RequireAtLeast("units", units) || (x.Shape.Rank != 3 && !layer.RequireRank(x, 1, "a vector, or a sequence of vectors")))
        {
            return null;
        }

        // A sequence is a batch of its vectors: one product for all of them.
        int last = x.Shape.Rank - 1;
        int inputs = (int)x.Shape[last].Value;
        var weight = layer.Weight([inputs, units], layer.WeightInitialization([inputs, units], inputs, units));
        var rows = layer.Graph.Reshape(x, [new Shape([.. x.Shape.Take(last)]).Count, inputs]);
        return layer.Activate(layer.AddBias(layer.Graph.Reshape(layer.Graph.MatMul(rows, weight), x.Shape.With(last, units)), units));
    }
}
