using System.Collections.Generic;
using System.Globalization;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

internal sealed class EmbeddingLayer : LayerDefinition
{
    public override string Kind => "Embedding";

    public override string Formula => "y[t] = row token[t] of the table W";

    public override (string PyTorch, string Keras) Twins => ("Embedding", "Embedding(embeddings_initializer=RandomNormal(stddev=1))");

    public override IReadOnlyList<Option> Options =>
    [
        new("features", null, "Length of the vectors."),
        new("Deviation", 1.0, "The table starts normal with this standard deviation."),
        .. CommonOptions.Trained,
    ];

    public override bool TakesTokens => true;

    public override Node? Lower(LayerScope layer, Node x)
    {
        int features = layer.Options.Integer("features");
        double deviation = layer.Options.Number("Deviation");
        if (!(deviation > 0) || double.IsInfinity(deviation))
        {
            layer.ReportRange("Deviation", deviation, "finite and above 0");
            return null;
        }

        if (!layer.RequireAtLeast("features", features))
        {
            return null;
        }

        int vocabulary = x.ArgumentAs<InputArgument>().Classes;
        var start = new Initialization("Normal", deviation.ToString("R", CultureInfo.InvariantCulture));
        return layer.Graph.Gather(layer.Parameter("weight", "W", [vocabulary, features], start), x);
    }
}
