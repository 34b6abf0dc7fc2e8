using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Graph;

/// <content>Sums over time in the order of steps.</content>
internal sealed partial class GraphBuilder
{
    /// <summary>
    /// Sums over time are apart from other sums, and products that sum over time take their rows step by step, so that they can be taken segment by segment (<see cref="Passes.Segmentation"/>).
    /// </summary>
    public bool SumsStepByStep { get; set; }

    /// <summary>The axes of time first, then the others.</summary>
    private Node SumOverTime(Node x, int[] axes)
    {
        var shape = axes.Aggregate(x.Shape, (shape, axis) => shape.With(axis, Dimension.One));
        // Rows of all steps of all sequences are taken apart into steps and sequences.
        int merged = axes.Where(axis => x.Shape[axis].DependsOnTime && !x.Shape[axis].IsTime).DefaultIfEmpty(-1).First();
        if (merged >= 0)
        {
            if (merged != 0)
            {
                throw new InvalidOperationException($"{x.Shape} has steps and sequences in one axis that is not the first");
            }

            var rows = Unmerged(x);
            return Reshape(Sum(rows, [0, 1, .. axes.Where(axis => axis > 0).Select(axis => axis + 1)]), shape);
        }

        foreach (int axis in axes.Where(axis => x.Shape[axis].IsTime))
        {
            x = Make(Op.SumOverTime, [x], new AxisArgument(axis), x.Shape.With(axis, Dimension.One));
        }

        return Reshape(Sum(x, [.. axes.Where(axis => !x.Shape[axis].IsOne)]), shape);
    }

    /// <summary>Rows [steps x sequences, ...] of all steps of all sequences with the steps one after the other.</summary>
    private Node StepByStep(Node rows)
    {
        var apart = Unmerged(rows);
        return apart.Shape[0].IsTime ? rows : Reshape(Transpose(apart, [1, 0, .. Enumerable.Range(2, apart.Shape.Rank - 2)]), rows.Shape);
    }

    /// <summary>Rows of all steps of all sequences as [time, batch, ...] or [batch, time, ...], whichever they are.</summary>
    private Node Unmerged(Node rows)
    {
        var pending = new Stack<Node>(new[] { rows });
        while (pending.Count > 0)
        {
            var node = pending.Pop();
            if (node.Shape.Rank > 2 && (node.Shape[0].IsTime || node.Shape[1].IsTime) && (node.Shape[0] * node.Shape[1]).Equals(rows.Shape[0]))
            {
                return Reshape(rows, [node.Shape[0], node.Shape[1], .. rows.Shape.Skip(1)]);
            }

            // Of a product the left factor has the rows.
            foreach (var input in node.Op == Op.MatMul ? node.Inputs.Take(1) : node.Inputs)
            {
                pending.Push(input);
            }
        }

        throw new InvalidOperationException($"{rows} has no steps.");
    }
}
