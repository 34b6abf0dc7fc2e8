using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

internal sealed class FlattenLayer : LayerDefinition
{
    public override string Kind => "Flatten";

    public override string Formula => "the same numbers as one vector per sample";

    public override string Shapes => "[a, b, ...] -> [a b ...]";

    public override (string PyTorch, string Keras) Twins => ("Flatten", "Flatten");

    public override Node? Lower(LayerScope layer, Node x) => layer.RequireKnown(x) ? layer.Graph.Reshape(x, [x.Shape[0], x.Shape.Sample.Count]) : null;
}

internal sealed class ReshapeLayer : LayerDefinition
{
    public override string Kind => "Reshape";

    public override string Formula => "the same numbers, in order, in another shape";

    public override string Shapes => "[a, b, ...] -> shape";

    public override (string PyTorch, string Keras) Twins => ("Unflatten", "Reshape");

    public override IReadOnlyList<Option> Options { get; } = [new("shape", null, "Extents of one sample; one of them may be -1: what is left.")];

    public override Node? Lower(LayerScope layer, Node x)
    {
        if (!layer.RequireKnown(x))
        {
            return null;
        }

        int[] shape = [.. layer.Options.Integers("shape")];
        long count = x.Shape.Sample.Count.Value;
        long known = shape.Where(extent => extent != -1).Aggregate(1L, (product, extent) => product * extent);
        bool open = shape.Count(extent => extent == -1) == 1;
        if (shape.Length == 0 || shape.Any(extent => extent is 0 or < -1) || shape.Count(extent => extent == -1) > 1 || (open ? count % known != 0 : count != known))
        {
            layer.Report(Ids.ReshapeCount, x.Shape.Sample.ToString(), $"{count}", string.Join("x", shape));
            return null;
        }

        return layer.Graph.Reshape(x, new Shape([x.Shape[0], .. shape.Select(extent => (Dimension)(extent == -1 ? count / known : extent))]));
    }
}

internal sealed class PermuteLayer : LayerDefinition
{
    public override string Kind => "Permute";

    public override string Formula => "axis k of the result is axis axes[k] of the sample, counted from 1";

    public override string Shapes => "[a, b, ...] -> the same extents in another order";

    public override (string PyTorch, string Keras) Twins => ("permute(0, axes...)", "Permute");

    public override IReadOnlyList<Option> Options { get; } = [new("axes", null, "Each axis of the sample once, counted from 1.")];

    public override Node? Lower(LayerScope layer, Node x)
    {
        if (!layer.RequireKnown(x))
        {
            return null;
        }

        int[] axes = [.. layer.Options.Integers("axes")];
        if (!axes.OrderBy(axis => axis).SequenceEqual(Enumerable.Range(1, x.Shape.Rank - 1)))
        {
            layer.Report(Ids.NotAPermutation, string.Join(", ", axes), x.Shape.Sample.ToString());
            return null;
        }

        return layer.Graph.Transpose(x, [0, .. axes]);
    }
}

internal sealed class RepeatVectorLayer : LayerDefinition
{
    public override string Kind => "RepeatVector";

    public override string Formula => "y[t, i] = x[i] for every t < times";

    public override string Shapes => "[features] -> [times, features]";

    public override (string PyTorch, string Keras) Twins => ("unsqueeze(1).expand", "RepeatVector");

    public override IReadOnlyList<Option> Options { get; } = [new("times", null, "Length of the sequence that is made.")];

    public override Node? Lower(LayerScope layer, Node x)
    {
        int times = layer.Options.Integer("times");
        return layer.RequireAtLeast("times", times) && layer.RequireRank(x, 1, "a vector")
            ? layer.Graph.BroadcastTo(layer.Graph.Reshape(x, [x.Shape[0], 1, x.Shape[1]]), [x.Shape[0], times, x.Shape[1]])
            : null;
    }
}
