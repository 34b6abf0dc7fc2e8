using System.Collections.Generic;
using System.Globalization;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

internal sealed class EmbeddingLayer : LayerDefinition
{
    public override string Kind => "Embedding";

    public override string Formula => "y[t] = row x[t] of the table E [vocabulary, units]";

    public override string Shapes => "[length] tokens -> [length, units]";

    public override (string PyTorch, string Keras) Twins => ("Embedding", "Embedding(embeddings_initializer=RandomNormal(stddev=1))");

    public override IReadOnlyList<Option> Options { get; } =
    [
        new("units", null, "Elements of each vector."),
        new("Deviation", 1.0, "The table starts normal with this standard deviation."),
        .. CommonOptions.Trained,
    ];

    public override bool TakesTokens => true;

    public override Node? Lower(LayerScope layer, Node x)
    {
        int units = layer.Options.Integer("units");
        double deviation = layer.Options.Number("Deviation");
        if (!(deviation > 0) || double.IsInfinity(deviation))
        {
            layer.ReportRange("Deviation", deviation, "finite and above 0");
            return null;
        }

        if (!layer.RequireAtLeast("units", units))
        {
            return null;
        }

        int vocabulary = x.ArgumentAs<InputArgument>().Classes;
        var start = new Initialization("Normal", deviation.ToString("R", CultureInfo.InvariantCulture));
        return layer.Graph.Gather(layer.Parameter("weight", "E", [vocabulary, units], start), x);
    }
}
