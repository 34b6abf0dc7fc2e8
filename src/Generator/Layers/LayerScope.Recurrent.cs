using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <content>Loops over time.</content>
internal sealed partial class LayerScope
{
    /// <summary>The same layer's second cell, which runs the other way: with parameters, states and random numbers of its own.</summary>
    public LayerScope OtherDirection() => new(network, step, options, origin, training) { FollowingActivation = FollowingActivation, Suffix = "_reverse" };

    /// <summary>Reports unless there is a state [batch, size] for each of the cell's.</summary>
    public bool RequireStates(Cell cell, IReadOnlyList<Node> given)
    {
        string expected = string.Join(" and ", cell.States.Select(state => $"[{state.Size.ToString(CultureInfo.InvariantCulture)}]"));
        if (given.Count == cell.States.Count && given.Zip(cell.States, (node, state) => node.Shape.Rank == 2 && node.Shape[1].Equals(state.Size)).All(fits => fits))
        {
            return true;
        }

        Report(Ids.OutOfRange, "states", given.Count == 0 ? "none" : string.Join(" and ", given.Select(node => node.Shape.Sample.ToString())), expected);
        return false;
    }

    /// <summary>The states before the first step: those kept from the call before, else zero or what is learned.</summary>
    public IReadOnlyList<Node> InitialStates(Cell cell, bool learned)
    {
        Node[] carried = [.. cell.States.Select(state => network.CarriedState(step, state.Name + Suffix, state.Size))];
        if (!learned)
        {
            return carried;
        }

        // Kept states are zero until a call has set them, which one more of them tells.
        var continues = Graph.Elementwise(Op.Maximum, Begun, Graph.Constant(0)).Named("continues" + step.Number.ToString(CultureInfo.InvariantCulture));
        if (Training)
        {
            network.Keep(continues);
        }

        return [.. cell.States.Select((state, k) => (continues * carried[k]) + ((1 - continues) * Parameter("initial_" + state.Name, state.Name + "0", [state.Size], Initialization.Zeros)))];
    }

    private Node Begun => network.CarriedState(step, "begun" + Suffix, 1);

    /// <summary>
    /// Runs a cell over the time axis of x [batch, time, features] and returns its output for all steps [batch, time, size] or after the last [batch, size], and its states after the last.
    /// Where a sequence has ended, states stay as they are and outputs are 0.
    /// </summary>
    /// <param name="isCarried">The states after a call are kept for the next.</param>
    public (Node Output, IReadOnlyList<Node> States) Recurrent(Node x, Cell cell, IReadOnlyList<Node> initial, bool isCarried, bool reverse, bool last)
    {
        string suffix = $"{(Suffix.Length > 0 ? "r" : "")}{step.Number}";
        if (network.IsStreaming)
        {
            network.IsReversed |= reverse;
            var (streamed, next) = cell.Step(x, [.. initial]);
            Carry(cell, [.. next.Select((state, k) => state.Named($"{cell.States[k].Name}{suffix}"))]);
            return (streamed, next);
        }

        var time = x.Shape[1];
        var mask = network.Mask(time);
        Node? output = null;
        var loop = ScanLoop.Create(Graph, time, reverse, [Graph.Transpose(x, 1, 0, 2), mask], initial, (inputs, before) =>
        {
            var running = Graph.Elementwise(Op.Less, Graph.Constant(0.5), inputs[1]);
            var (made, next) = cell.WithProductsApart().Step(inputs[0], before);
            Node[] after = [.. next.Select((state, k) => Graph.Elementwise(Op.Select, running, state, before[k]).Named($"{cell.States[k].Name}{suffix}"))];
            output = made == next[0] ? null : made;
            return after;
        });
        if (Training && isCarried)
        {
            network.CarriesFromTheEnd |= reverse;
            Carry(cell, [.. cell.States.Select((_, k) => loop.Carried(k))]);
        }

        Node[] final = [.. cell.States.Select((_, k) => loop.Final(k))];
        if (last && output is null)
        {
            return (final[0], final);
        }

        var wanted = last ? Ends(time, reverse) : Graph.Elementwise(Op.Less, Graph.Constant(0.5), mask);
        var outputs = Graph.Elementwise(Op.Select, wanted, loop.Stack(output ?? loop.NextStates[0]), Graph.Constant(0));
        return (last ? Graph.Reshape(Graph.Sum(outputs, 0), [outputs.Shape[1], outputs.Shape[2]]) : Graph.Transpose(outputs, 1, 0, 2), final);
    }

    /// <summary>Where the loop does a sequence's last step: [time, batch, 1].</summary>
    private Node Ends(Dimension time, bool reverse)
    {
        var position = Graph.Reshape(Graph.Positions(time), [time, 1, 1]);
        var length = Graph.Reshape(Graph.Elementwise(Op.ToReal, network.Lengths(time)), [1, Dimension.Batch, 1]);
        return Graph.Elementwise(Op.Equal, reverse ? position : position + 1, reverse ? Graph.Constant(0) : length);
    }

    private void Carry(Cell cell, IReadOnlyList<Node> states)
    {
        for (int k = 0; k < states.Count; k++)
        {
            network.CarryState(network.CarriedState(step, cell.States[k].Name + Suffix, cell.States[k].Size), states[k]);
        }

        if (options.Choice("InitialState") == RecurrentLayer.Learned)
        {
            network.CarryState(Begun, Graph.Elementwise(Op.Maximum, Begun, Graph.Constant(1)));
        }
    }
}
