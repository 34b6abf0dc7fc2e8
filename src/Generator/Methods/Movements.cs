using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Methods;

/// <summary>Functions of the vocabulary that move elements.</summary>
internal static class Movements
{
    public static object Transpose(FunctionScope f)
    {
        var x = f.Tensor(0);
        int[] given = f.Integers(1);
        int[] axes = given.Length > 0 ? [.. given.Select(axis => f.Axis(x, axis))]
            : x.Rank >= 2 ? [.. Enumerable.Range(0, x.Rank - 2), x.Rank - 1, x.Rank - 2]
            : throw f.Bad($"{x.Shape}", "a matrix");
        if (axes.Length != x.Rank || axes.Distinct().Count() != x.Rank)
        {
            throw f.Bad($"axes {string.Join(", ", given)} for {x.Shape}", "every axis once");
        }

        return x.With(x.Graph.Transpose(x.Node, [.. Enumerable.Range(0, x.First), .. axes.Select(axis => axis + x.First)]));
    }

    public static object Concat(FunctionScope f)
    {
        int axis = f.Argument(0) is int given ? given : -1;
        var parts = Alike(f, f.Tensors(f.Argument(0) is int ? 1 : 0));
        int at = f.Axis(parts[0], axis);
        f.Fixed(parts[0], parts.Count > 1 ? [at] : []);
        foreach (var part in parts.Skip(1))
        {
            if (part.Rank != parts[0].Rank || part.Shape.Where((extent, k) => k != at && !extent.Equals(parts[0].Shape[k])).Any())
            {
                throw f.DoNotFit(parts[0], part, $"all but axis {at} must be equal");
            }
        }

        return parts.Count == 1 ? parts[0] : parts[0].With(f.Graph.Concat(at + parts[0].First, [.. parts.Select(part => part.Node)]));
    }

    public static object Stack(FunctionScope f)
    {
        var parts = Alike(f, f.Tensors(0));
        foreach (var part in parts.Skip(1).Where(part => !part.Shape.Equals(parts[0].Shape)))
        {
            throw f.DoNotFit(parts[0], part, "shapes must be equal");
        }

        var rows = parts.Select(part => part.Reshape([Dimension.One, .. part.Shape])).ToList();
        return parts.Count == 1 ? rows[0] : rows[0].With(f.Graph.Concat(rows[0].First, [.. rows.Select(row => row.Node)]));
    }

    public static object Slice(FunctionScope f) => Part(f, f.Fixed(f.Tensor(0), [f.Axis(f.Tensor(0), f.Whole(1))]), f.Axis(f.Tensor(0), f.Whole(1)), f.Whole(2), f.Whole(3));

    public static object Split(FunctionScope f)
    {
        var x = f.Tensor(0);
        int parts = f.Count(1);
        int axis = f.Axis(x, f.AxisOrLast(2));
        if (!x.Shape[axis].IsConstant || x.Shape[axis].Value % parts != 0)
        {
            throw f.Bad($"{parts} parts of {x.Shape}", $"a number that divides {x.Shape[axis]}");
        }

        int length = (int)x.Shape[axis].Value / parts;
        return Enumerable.Range(0, parts).Select(k => (object)Part(f, x, axis, k * length, length)).ToArray();
    }

    public static object Pad(FunctionScope f)
    {
        var x = f.Tensor(0);
        int axis = f.Axis(x, f.Whole(1));
        f.Fixed(x, [axis]);
        var (before, after) = (f.Whole(2), f.Whole(3));
        if (before < 0 || after < 0)
        {
            throw f.Bad($"{before} and {after} cells", "at least 0 each");
        }

        int at = axis + x.First;
        var starts = x.Node.Shape.Select((_, k) => k == at ? (Dimension)before : Dimension.Zero).ToArray();
        return before == 0 && after == 0 ? x : x.With(x.Graph.Pad(x.Node, starts, x.Node.Shape.With(at, x.Node.Shape[at] + (before + after))));
    }

    public static object Reshape(FunctionScope f)
    {
        var x = f.Tensor(0);
        int[] extents = f.Integers(1);
        f.Fixed(x);
        int open = extents.Count(extent => extent == -1);
        var fixedCount = extents.Where(extent => extent != -1).Aggregate(1L, (product, extent) => product * extent);
        if (open > 1 || extents.Any(extent => extent is < 1 and not -1) || (open == 1 && (!x.Shape.Count.IsConstant || x.Shape.Count.Value % fixedCount != 0)))
        {
            throw f.Bad($"{x.Shape} as {string.Join("x", extents)}", $"extents whose product is {x.Shape.Count}");
        }

        Shape shape = [.. extents.Select(extent => (Dimension)(extent == -1 ? x.Shape.Count.Value / fixedCount : extent))];
        return shape.Count.Equals(x.Shape.Count) ? x.Reshape(shape) : throw f.Bad($"{x.Shape} as {string.Join("x", extents)}", $"extents whose product is {x.Shape.Count}");
    }

    public static object ExpandAxis(FunctionScope f)
    {
        var x = f.Tensor(0);
        int axis = f.Whole(1);
        int at = axis < 0 ? axis + x.Rank + 1 : axis;
        return at >= 0 && at <= x.Rank ? x.Reshape([.. x.Shape.Take(at), Dimension.One, .. x.Shape.Skip(at)]) : throw f.Bad($"axis {axis} for {x.Shape}", $"{-x.Rank - 1} to {x.Rank}");
    }

    public static object BroadcastTo(FunctionScope f)
    {
        var x = f.Tensor(0);
        var wanted = f.ShapeAt(1);
        bool fits = x.Rank <= wanted.Rank && x.Shape.Select((extent, k) => extent.IsOne || extent.Equals(wanted[wanted.Rank - x.Rank + k])).All(fit => fit);
        return fits
            ? x.With(x.Graph.BroadcastTo(x.Lifted(wanted.Rank), x.PerSample ? [x.Node.Shape[0], .. wanted] : wanted))
            : throw f.Bad($"{x.Shape} as {wanted}", "extents that are equal or were 1, counted from the last axis");
    }

    /// <summary>The same at every step of a sequence.</summary>
    public static object RepeatOverTime(FunctionScope f)
    {
        var x = f.Tensor(0);
        var time = f.TimeOf(1);
        var row = x.Reshape([Dimension.One, .. x.Shape]);
        return row.With(f.Graph.BroadcastTo(row.Node, [.. row.Node.Shape.Take(row.First), time, .. x.Shape]));
    }

    private static TensorValue Part(FunctionScope f, TensorValue x, int axis, int start, int length)
    {
        var extent = x.Shape[axis];
        if (start < 0 || length < 1 || (extent.IsConstant && start + (long)length > extent.Value))
        {
            throw f.Bad($"positions {start} to {start + (long)length - 1} of {x.Shape}", $"positions 0 to {extent} - 1 along axis {axis}");
        }

        int at = axis + x.First;
        var starts = x.Node.Shape.Select((_, k) => k == at ? (Dimension)start : Dimension.Zero).ToArray();
        return x.With(x.Graph.Slice(x.Node, starts, x.Node.Shape.With(at, length)));
    }

    /// <summary>If one part is per sample, all are.</summary>
    private static List<TensorValue> Alike(FunctionScope f, IReadOnlyList<TensorValue> parts)
    {
        if (parts.Count == 0)
        {
            throw f.Bad("nothing", "at least one tensor");
        }

        return parts.All(part => !part.PerSample)
            ? [.. parts]
            : [.. parts.Select(part => part.PerSample ? part : new TensorValue(f.Graph.BroadcastTo(part.Node, [Dimension.Batch, .. part.Shape]), perSample: true))];
    }
}
