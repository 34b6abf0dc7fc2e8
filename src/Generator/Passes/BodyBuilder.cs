using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;

namespace NetGen.Generator.Passes;

/// <summary>Where the value of a node at a position is to be had without computing it: a load or a register; null if nowhere.</summary>
internal delegate Instruction? ValueSource(Node node, Affine position);

/// <summary>
/// Writes the value of a node at given coordinates as scalar operations on loads. Movement costs nothing here: it only changes coordinates.
/// </summary>
/// <param name="body">Receives the operations.</param>
/// <param name="axes">Extents of the loop nest that the coordinates count in.</param>
/// <param name="source">Where a node's value is to be had: a load or a register; null to compute it here.</param>
/// <param name="inSegments">Steps are those of a segment, and count from the start of the sequence.</param>
internal sealed class BodyBuilder(Body body, Shape axes, ValueSource source, bool inSegments = false)
{
    // Values from a source and computed ones apart: a node that is being made is computed whatever the source says.
    private readonly Dictionary<(Node, Affine), int> _given = [];
    private readonly Dictionary<(Node, Affine), int> _computed = [];
    private readonly Affine _anywhere = Affine.Zero(0);

    /// <summary>The node whose coordinates could not be expressed, after a failure: it has to be stored.</summary>
    public Node? Obstacle { get; private set; }

    /// <summary>As <see cref="At(Node, Affine)"/>, for the node that is being made: computed here whatever the source says.</summary>
    public int? Compute(Node node, Affine position) =>
        Affine.Coordinates(position, node.Shape, axes) is { } coordinates ? Expand(node, coordinates, position, null) : Fail(node);

    /// <summary>From now on the node's value at a position is this instruction.</summary>
    public void Define(Node node, Affine position, int value) => _given[(node, position)] = value;

    /// <summary>The instruction that yields the node's value at a position of its row-major elements, or null with <see cref="Obstacle"/> set.</summary>
    public int? At(Node node, Affine position)
    {
        if (node.Op == Op.Reshape)
        {
            return At(node[0], position);
        }

        if (Known(node, position) is { } known)
        {
            return known;
        }

        return Affine.Coordinates(position, node.Shape, axes) is { } coordinates ? At(node, coordinates) : Fail(node);
    }

    private int? At(Node node, Affine[] coordinates) => At(node, coordinates, Affine.Offset(coordinates, node.Shape, axes.Rank));

    private int? At(Node node, Affine[] coordinates, Affine position) => Known(node, position) ?? Expand(node, coordinates, position, position);

    private int? Known(Node node, Affine position)
    {
        if (_given.TryGetValue((node, position), out int value))
        {
            return value;
        }

        return source(node, position) is { } instruction ? _given[(node, position)] = body.Add(instruction) : null;
    }

    /// <param name="offset">The position as the coordinates give it, if it is at hand: that of the operands, too.</param>
    private int? Expand(Node node, Affine[] coordinates, Affine position, Affine? offset)
    {
        if (_computed.TryGetValue((node, node.Op is Op.Constant or Op.Extent ? _anywhere : position), out int known))
        {
            // Before its arguments: a chain that uses each value twice would be walked in exponential time.
            return known;
        }

        switch (node.Op)
        {
            case Op.Constant:
                return Add(node, _anywhere, new Instruction(InstructionKind.Constant) { Value = node.ConstantValue!.Value });
            case Op.Extent:
                return Add(node, _anywhere, new Instruction(InstructionKind.Extent) { Extent = node.ArgumentAs<ExtentArgument>() });
            case Op.Position:
                return Add(node, position, new Instruction(InstructionKind.Position) { Index = inSegments && TimeAxis.Of(node.Shape[0]) is { } time ? coordinates[0] + time.Start : coordinates[0] });
            case Op.Random:
                return Add(node, position, new Instruction(InstructionKind.Random) { Index = inSegments ? StepByStep(node.Shape, coordinates) : position, Random = node.ArgumentAs<RandomArgument>() });
            case Op.Reshape:
                return At(node[0], position);
            case Op.Broadcast:
                var repeated = (Affine[])coordinates.Clone();
                for (int d = 0; d < repeated.Length; d++)
                {
                    repeated[d] = node[0].Shape[d].Equals(node.Shape[d]) ? coordinates[d] : Affine.Zero(axes.Rank);
                }

                return At(node[0], repeated);
            case Op.Transpose:
                var permutation = node.ArgumentAs<AxesArgument>().Axes.ToList();
                return At(node[0], [.. Enumerable.Range(0, node.Shape.Rank).Select(d => coordinates[permutation.IndexOf(d)])]);
            case Op.Slice:
                var starts = node.ArgumentAs<SliceArgument>().Starts;
                return At(node[0], [.. coordinates.Select((c, d) => c + starts[d])]);
            case Op.StopGradient or Op.ToReal:
                return At(node[0], coordinates);
            default:
                if (!node.Op.IsElementwise())
                {
                    return Fail(node);
                }

                var arguments = new int[node.Inputs.Length];
                for (int k = 0; k < arguments.Length; k++)
                {
                    offset ??= Affine.Offset(coordinates, node.Shape, axes.Rank);
                    if (At(node[k], coordinates, offset) is not { } argument)
                    {
                        return null;
                    }

                    arguments[k] = argument;
                }

                return Add(node, position, new Instruction(InstructionKind.Apply) { Op = node.Op, Arguments = arguments, Name = node.Name });
        }
    }

    /// <summary>Which of the numbers of all steps: those of a step are neighbours, so that they do not depend on how many steps there are.</summary>
    private Affine StepByStep(Shape shape, Affine[] coordinates)
    {
        int step = Enumerable.Range(0, shape.Rank).Where(axis => shape[axis].IsTime).DefaultIfEmpty(-1).First();
        if (step < 0)
        {
            return Affine.Offset(coordinates, shape, axes.Rank);
        }

        int[] order = [step, .. Enumerable.Range(0, shape.Rank).Where(axis => axis != step)];
        return Affine.Offset([.. order.Select(axis => axis == step ? coordinates[axis] + TimeAxis.Of(shape[step])!.Start : coordinates[axis])], [.. order.Select(axis => shape[axis])], axes.Rank);
    }

    private int? Fail(Node node)
    {
        Obstacle = node;
        return null;
    }

    private int Add(Node node, Affine position, Instruction instruction) => _computed[(node, position)] = body.Add(instruction);
}
