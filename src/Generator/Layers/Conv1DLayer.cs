using System.Collections.Generic;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

internal sealed class Conv1DLayer : LayerDefinition
{
    public override string Kind => "Conv1D";

    public override string Formula => "y[p, o] = activation(b[o] + sum_{r, i} x[p stride + r, i] W[r, i, o])";

    public override string Shapes => "[length, channels] -> [positions, filters]";

    public override (string PyTorch, string Keras) Twins => ("Conv1d", "Conv1D");

    public override IReadOnlyList<Option> Options { get; } =
    [
        new("filters", null, "Number of output channels."),
        new("Groups", 1, "Channels are cut into this many groups that do not see each other."),
        .. Convolutions.SequenceOptions,
    ];

    /// <summary>An image of height 1.</summary>
    public override Node? Lower(LayerScope layer, Node x)
    {
        int filters = layer.Options.Integer("filters");
        int groups = layer.Options.Integer("Groups");
        if (!layer.RequireFixedSequence(x) || !Convolutions.RequireGroups(layer, x, filters, groups) || Convolutions.SequenceSizes(layer, x, filters, groups) is not { } sizes)
        {
            return null;
        }

        var y = layer.Activate(layer.AddBias(Convolutions.Forward(layer, layer.AsImage(x), sizes), filters));
        return layer.Graph.Reshape(y, [x.Shape[0], sizes.OutWidth, filters]);
    }
}

internal sealed class ConvTranspose1DLayer : LayerDefinition
{
    public override string Kind => "ConvTranspose1D";

    public override string Formula => "y[p stride + r, o] = activation(b[o] + sum_{p, r, i} x[p, i] W[r, o, i]): the adjoint of a convolution";

    public override string Shapes => "[length, channels] -> [(length - 1) stride + extent - padding + OutputPadding, filters]; Same: [length stride, filters]";

    public override (string PyTorch, string Keras) Twins => ("ConvTranspose1d", "Conv1DTranspose");

    public override IReadOnlyList<Option> Options { get; } =
    [
        new("filters", null, "Number of output channels."),
        new("Groups", 1, "Channels are cut into this many groups that do not see each other."),
        new("OutputPadding", 0, "Cells added at the end of the result, less than the stride or the dilation."),
        .. Convolutions.SequenceOptions,
    ];

    public override Node? Lower(LayerScope layer, Node x)
    {
        int filters = layer.Options.Integer("filters");
        int groups = layer.Options.Integer("Groups");
        if (!layer.RequireFixedSequence(x) || !Convolutions.RequireGroups(layer, x, filters, groups) || Convolutions.TransposedSequenceSizes(layer, x, filters, groups) is not { } sizes)
        {
            return null;
        }

        var y = layer.Activate(layer.AddBias(Convolutions.Transposed(layer, layer.AsImage(x), sizes), filters));
        return layer.Graph.Reshape(y, [x.Shape[0], sizes.InWidth, filters]);
    }
}

internal sealed class ConvTranspose2DLayer : LayerDefinition
{
    public override string Kind => "ConvTranspose2D";

    public override string Formula => "y[p stride + r, q stride + s, o] = activation(b[o] + sum_{p, q, r, s, i} x[p, q, i] W[r, s, o, i]): the adjoint of a convolution";

    public override string Shapes => "[height, width, channels] -> [rows, columns, filters], each (n - 1) stride + extent - padding + OutputPadding; Same: n stride";

    public override (string PyTorch, string Keras) Twins => ("ConvTranspose2d", "Conv2DTranspose");

    public override IReadOnlyList<Option> Options { get; } =
    [
        new("filters", null, "Number of output channels."),
        new("Groups", 1, "Channels are cut into this many groups that do not see each other."),
        new("OutputPadding", 0, "Rows and columns added at the end of the result, less than the stride or the dilation."),
        .. Convolutions.ImageOptions,
    ];

    public override Node? Lower(LayerScope layer, Node x)
    {
        int filters = layer.Options.Integer("filters");
        int groups = layer.Options.Integer("Groups");
        return layer.RequireImage(x) && Convolutions.RequireGroups(layer, x, filters, groups) && Convolutions.TransposedSizes(layer, x, filters, groups) is { } sizes
            ? layer.Activate(layer.AddBias(Convolutions.Transposed(layer, x, sizes), filters))
            : null;
    }
}
