using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>A cell that NetGen has, by its number of units.</summary>
internal abstract class ShippedRecurrentLayer : RecurrentLayer
{
    protected static readonly Option Units = new("units", null, "Elements of the state.");

    protected static readonly IReadOnlyList<Option> GateActivations =
    [
        new("Activation", "Tanh", "What the formula has tanh for."),
        new("RecurrentActivation", "Sigmoid", "What the formula has sigmoid for."),
    ];

    protected sealed override Cell? Cell(LayerScope layer, Node x)
    {
        int units = layer.Options.Integer("units");
        return layer.RequireAtLeast("units", units) ? Cell(layer, (int)x.Shape[x.Shape.Rank - 1].Value, units) : null;
    }

    protected abstract Cell? Cell(LayerScope layer, int inputs, int units);

    protected static (Activation Activation, Activation Gate) Activated(LayerScope layer) =>
        (Activations.Named(layer.Options.Choice("Activation")), Activations.Named(layer.Options.Choice("RecurrentActivation")));
}

internal sealed class SimpleRnnLayer : ShippedRecurrentLayer
{
    public override string Kind => "SimpleRnn";

    public override string Formula => "h' = activation(x W + h U + b) (Elman 1990)";

    public override (string PyTorch, string Keras) Twins => ("RNN", "SimpleRNN");

    protected override IReadOnlyList<Option> CellOptions => [Units, new("Activation", "Tanh", "Applied to the sum.")];

    protected override Cell Cell(LayerScope layer, int inputs, int units)
    {
        var g = layer.Graph;
        var activation = Activations.Named(layer.Options.Choice("Activation"));
        var w = layer.Parameter("weight", "W", [inputs, units], Initialization.Of("GlorotUniform", activation, inputs, units), linear: true);
        var u = layer.Parameter("recurrent_weight", "U", [units, units], Initialization.Of("Orthogonal", activation, units, units), linear: true);
        var b = layer.Parameter("bias", "b", [units], Initialization.Zeros);
        return Layers.Cell.Of([("h", units)], (x, s) => [activation.Apply(g.MatMul(x, w) + g.MatMul(s[0], u) + b)]);
    }
}

internal sealed class GruLayer : ShippedRecurrentLayer
{
    public override string Kind => "Gru";

    public override string Formula => "r, z = sigmoid(x W + h U + b); n = tanh(x W_n + b_n + r (h U_n + c_n)); h' = (1 - z) n + z h (Cho et al. 2014)";

    public override (string PyTorch, string Keras) Twins => ("GRU", "GRU(reset_after=True)");

    protected override IReadOnlyList<Option> CellOptions => [Units, new("ResetAfter", true, "Reset gate after the recurrent product (PyTorch) or before it (the paper)."), .. GateActivations];

    protected override Cell Cell(LayerScope layer, int inputs, int units)
    {
        var g = layer.Graph;
        var (activation, gate) = Activated(layer);
        bool resetAfter = layer.Options.Flag("ResetAfter");
        var w = layer.Parameter("weight", "W", [inputs, 3 * units], Initialization.Of("GlorotUniform", Activations.None, inputs, units), linear: true);
        var u = layer.Parameter("recurrent_weight", "U", [units, 3 * units], Initialization.Of("Orthogonal", Activations.None, units, 3 * units), linear: true);
        var b = layer.Parameter("bias", "b", [3 * units], Initialization.Zeros);
        var c = layer.Parameter("recurrent_bias", "c", [3 * units], Initialization.Zeros);
        return Layers.Cell.Of([("h", units)], (x, s) =>
        {
            var h = s[0];
            var fromInput = g.MatMul(x, w) + b;
            if (resetAfter)
            {
                var fromState = g.MatMul(h, u) + c;
                var r = gate.Apply(Gates.Part(fromInput, 0, units) + Gates.Part(fromState, 0, units)).Named("r" + layer.Step.Number);
                var z = gate.Apply(Gates.Part(fromInput, 1, units) + Gates.Part(fromState, 1, units)).Named("z" + layer.Step.Number);
                var n = activation.Apply(Gates.Part(fromInput, 2, units) + (r * Gates.Part(fromState, 2, units))).Named("n" + layer.Step.Number);
                return [((1 - z) * n) + (z * h)];
            }

            var gates = g.MatMul(h, Gates.Part(u, 0, 2 * units)) + Gates.Part(c, 0, 2 * units) + Gates.Part(fromInput, 0, 2 * units);
            var reset = gate.Apply(Gates.Part(gates, 0, units)).Named("r" + layer.Step.Number);
            var update = gate.Apply(Gates.Part(gates, 1, units)).Named("z" + layer.Step.Number);
            var candidate = activation.Apply(Gates.Part(fromInput, 2, units) + g.MatMul(reset * h, Gates.Part(u, 2, units)) + Gates.Part(c, 2, units)).Named("n" + layer.Step.Number);
            return [((1 - update) * candidate) + (update * h)];
        });
    }
}

internal sealed class LstmLayer : ShippedRecurrentLayer
{
    public override string Kind => "Lstm";

    public override string Formula => "i, f, o = sigmoid(x W + h U + b), g = tanh(...); c' = f c + i g; h' = o tanh(c') (Hochreiter and Schmidhuber 1997, Gers et al. 2000)";

    public override (string PyTorch, string Keras) Twins => ("LSTM", "LSTM");

    protected override IReadOnlyList<Option> CellOptions =>
    [
        Units,
        new("Peephole", false, "Gates see the cell: i and f the old one, o the new one."),
        new("Coupled", false, "The input gate is 1 - f."),
        new("Projection", 0, "Elements of the output h' = (o tanh c') R; 0 for no projection."),
        .. GateActivations,
    ];

    protected override Cell? Cell(LayerScope layer, int inputs, int units)
    {
        var g = layer.Graph;
        var (activation, gate) = Activated(layer);
        int projection = layer.Options.Integer("Projection");
        if (projection < 0)
        {
            layer.ReportRange("Projection", projection, "at least 1, or 0 for none");
            return null;
        }

        int outputs = projection > 0 ? projection : units;
        int k = layer.Step.Number;
        bool coupled = layer.Options.Flag("Coupled");
        var w = layer.Parameter("weight", "W", [inputs, 4 * units], Initialization.Of("GlorotUniform", Activations.None, inputs, units), linear: true);
        var u = layer.Parameter("recurrent_weight", "U", [outputs, 4 * units], Initialization.Of("Orthogonal", Activations.None, outputs, 4 * units), linear: true);
        // The forget gate starts open (Gers et al. 2000).
        var b = layer.Parameter("bias", "b", [4 * units], new Initialization("ConstantRange", $"1, {units}, {units}"));
        var peephole = layer.Options.Flag("Peephole") ? layer.Parameter("peephole", "P", [3, units], Initialization.Zeros) : null;
        var r = projection > 0 ? layer.Parameter("projection", "R", [units, projection], Initialization.Of("GlorotUniform", Activations.None, units, projection), linear: true) : null;
        return Layers.Cell.Of([("h", outputs), ("c", units)], (x, s) =>
        {
            var (h, c) = (s[0], s[1]);
            var gates = (g.MatMul(x, w) + b) + g.MatMul(h, u);
            Node Gate(int index, Node? cell, int row) => cell is null || peephole is null
                ? Gates.Part(gates, index, units)
                : Gates.Part(gates, index, units) + (cell * g.Slice(peephole, [row, 0], [1, units]));
            var f = gate.Apply(Gate(1, c, 1)).Named("f" + k);
            var i = (coupled ? 1 - f : gate.Apply(Gate(0, c, 0))).Named("i" + k);
            var candidate = activation.Apply(Gate(2, null, 0)).Named("g" + k);
            var next = ((f * c) + (i * candidate)).Named("c" + k);
            var o = gate.Apply(Gate(3, next, 2)).Named("o" + k);
            var output = o * activation.Apply(next);
            return [r is null ? output : g.MatMul(output, r), next];
        });
    }
}

/// <summary>Gates side by side in the columns of one product.</summary>
internal static class Gates
{
    /// <summary>Columns [index units, (index + 1) units).</summary>
    public static Node Part(Node gates, int index, int units)
    {
        int last = gates.Shape.Rank - 1;
        var starts = gates.Shape.Select((_, axis) => axis == last ? (Dimension)(index * units) : Dimension.Zero).ToArray();
        return gates.Graph.Slice(gates, starts, gates.Shape.With(last, units));
    }
}
