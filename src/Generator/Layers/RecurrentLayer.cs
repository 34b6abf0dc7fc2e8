using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>
/// A recurrent layer is its cell: the equations of one step. What is computed before, in and after the loop over time, the other direction, and the derivative through time follow from them.
/// </summary>
internal abstract class RecurrentLayer : LayerDefinition
{
    private const string No = "No", Concatenated = "Concat", Last = "Last";

    /// <summary>Of the setting InitialState: a parameter.</summary>
    public const string Learned = "Learned";

    public sealed override IReadOnlyList<Option> Options =>
    [
        .. CellOptions,
        new("Output", "All", "All: the output of every step; Last: of the last one only."),
        new("Reverse", false, "From the last step to the first."),
        new("Bidirectional", No, "A second cell, from the last step to the first: outputs side by side (Concat) or added (Sum)."),
        new("InitialState", "Zero", "Before the first step: Zero, or Learned: a parameter."),
        new("RecurrentDropout", 0.0, "While training, the probability that products of the cell read 0 for an element of its first state; one draw per sequence."),
        .. CommonOptions.Trained,
    ];

    public override string Shapes => "[time, inputs] -> [time, units]; with Output = Last: [units]";

    protected abstract IReadOnlyList<Option> CellOptions { get; }

    /// <summary>Activations of cells are no sign of how weights before the layer should start.</summary>
    public override Activation? ActivationOf(Options options) => null;

    public override Node? Lower(LayerScope layer, Node x) => layer.RequireTime(x) ? Run(layer, x, [])?.Output : null;

    /// <summary>The cell over all steps of x, in the layer's direction or both; null after a report.</summary>
    /// <param name="given">The states before the first step, each [batch, size]; none for those of the layer's setting.</param>
    /// <returns>The output as the layer's setting wants it, and the states after the last step.</returns>
    public (Node Output, IReadOnlyList<Node> States)? Run(LayerScope layer, Node x, IReadOnlyList<Node> given)
    {
        string both = layer.Options.Choice("Bidirectional");
        bool reverse = layer.Options.Flag("Reverse");
        if (both != No && reverse)
        {
            layer.Report(Ids.OutOfRange, "Reverse", "true", "false, as Bidirectional runs both ways");
            return null;
        }

        if (Direction(layer, x, both == Concatenated ? Half(given, 0) : given, reverse) is not { } forward)
        {
            return null;
        }

        if (both == No)
        {
            return forward;
        }

        if (Direction(layer.OtherDirection(), x, both == Concatenated ? Half(given, 1) : given, reverse: true) is not { } backward)
        {
            return null;
        }

        Node Join(Node a, Node b) => both == Concatenated ? layer.Graph.Concat(a.Shape.Rank - 1, a, b) : a + b;
        return (Join(forward.Output, backward.Output), [.. forward.States.Zip(backward.States, Join)]);
    }

    /// <summary>One step of x [batch, inputs] from given states; null after a report.</summary>
    public (Node Output, IReadOnlyList<Node> States)? Step(LayerScope layer, Node x, IReadOnlyList<Node> given)
    {
        if (layer.Options.Flag("Reverse") || layer.Options.Choice("Bidirectional") != No)
        {
            layer.Report(Ids.OutOfRange, "Step of a layer with", layer.Options.Flag("Reverse") ? "Reverse" : "Bidirectional", "one that runs forward, whose steps can be had one by one");
            return null;
        }

        return Cell(layer, x) is not { } cell || !layer.RequireStates(cell, given) ? null : cell.Step(x, [.. given]);
    }

    /// <summary>The equations for steps of x, with their parameters; null after a report.</summary>
    /// <param name="x">[..., inputs].</param>
    protected abstract Cell? Cell(LayerScope layer, Node x);

    private (Node Output, IReadOnlyList<Node> States)? Direction(LayerScope layer, Node x, IReadOnlyList<Node> given, bool reverse)
    {
        double rate = layer.Options.Number("RecurrentDropout");
        if (!(rate >= 0 && rate < 1))
        {
            layer.ReportRange("RecurrentDropout", rate, "0 to below 1");
            return null;
        }

        if (Cell(layer, x) is not { } cell || (given.Count > 0 && !layer.RequireStates(cell, given)))
        {
            return null;
        }

        if (layer.Training && rate > 0)
        {
            cell = cell.WithDropout(DropoutFamilyLayer.Mask(layer, [Dimension.Batch, cell.States[0].Size], rate));
        }

        var initial = given.Count > 0 ? given : layer.InitialStates(cell, layer.Options.Choice("InitialState") == Learned);
        return layer.Recurrent(x, cell, initial, isCarried: given.Count == 0, reverse, layer.Options.Choice("Output") == Last);
    }

    /// <summary>Of states of both directions, side by side, those of one.</summary>
    private static IReadOnlyList<Node> Half(IReadOnlyList<Node> states, int direction) =>
        [.. states.Select(state => state.Shape[1].DividedBy(2) is { } half ? state.Graph.Slice(state, [Dimension.Zero, half * direction], [state.Shape[0], half]) : state)];
}
