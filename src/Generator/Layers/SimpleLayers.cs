using System.Collections.Generic;
using System.Globalization;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

internal sealed class DropoutLayer : LayerDefinition
{
    public override string Kind => "Dropout";

    public override string Formula => "while training y = x / (1 - rate) with probability 1 - rate, else 0; in inference y = x (Srivastava et al. 2014)";

    public override (string PyTorch, string Keras) Twins => ("Dropout", "Dropout");

    public override IReadOnlyList<Option> Options => [new("rate", null, "Probability of dropping; 0 to below 1.")];

    public override Node? Lower(LayerScope layer, Node x)
    {
        double rate = layer.Options.Number("rate");
        if (!(rate >= 0 && rate < 1))
        {
            layer.Report(Ids.OutOfRange, "rate", rate.ToString(CultureInfo.InvariantCulture), "0 to below 1");
            return null;
        }

        if (!layer.Training || rate == 0)
        {
            return x;
        }

        var g = layer.Graph;
        var kept = g.Elementwise(Op.LessOrEqual, g.Constant(rate), layer.Uniform(x.Shape));
        return x * g.Elementwise(Op.Select, kept, g.Constant(1 / (1 - rate)), g.Constant(0));
    }
}

internal sealed class FlattenLayer : LayerDefinition
{
    public override string Kind => "Flatten";

    public override string Formula => "the same numbers as one vector per sample";

    public override (string PyTorch, string Keras) Twins => ("Flatten", "Flatten");

    public override Node? Lower(LayerScope layer, Node x) => layer.Graph.Reshape(x, [x.Shape[0], x.Shape.Sample.Count]);
}

internal sealed class ActivationLayer : LayerDefinition
{
    public override string Kind => "Activation";

    public override string Formula => "y = activation(x)";

    public override (string PyTorch, string Keras) Twins => ("ReLU, Sigmoid...", "Activation");

    public override IReadOnlyList<Option> Options => [new("activation", null, "Which function.")];

    public override Node? Lower(LayerScope layer, Node x) => Activations.Named(layer.Options.Choice("activation")).Apply(x);
}

internal sealed class EmbeddingLayer : LayerDefinition
{
    public override string Kind => "Embedding";

    public override string Formula => "y = row x of a table [vocabulary, units]";

    public override (string PyTorch, string Keras) Twins => ("Embedding", "Embedding");

    public override IReadOnlyList<Option> Options => [new("units", null, "Elements of each vector.")];

    public override Node? Lower(LayerScope layer, Node x)
    {
        int units = layer.Options.Integer("units");
        if (!layer.RequireAtLeast("units", units))
        {
            return null;
        }

        int vocabulary = x.ArgumentAs<InputArgument>().Classes;
        return layer.Graph.Gather(layer.Parameter("weight", "E", [vocabulary, units], new Initialization("Normal", "1")), x);
    }
}
