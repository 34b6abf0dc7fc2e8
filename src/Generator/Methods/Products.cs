using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Methods;

/// <summary>Functions of the vocabulary that are products, or look up.</summary>
internal static class Products
{
    public static object MatMul(FunctionScope f)
    {
        var (left, right) = (f.Tensor(0), f.Tensor(1));
        if (left.Rank == 0 || right.Rank == 0)
        {
            throw f.DoNotFit(left, right, "a number has no axis to sum over; use *");
        }

        var a = left.Rank == 1 ? left.Reshape([Dimension.One, left.Shape[0]]) : left;
        var b = right.Rank == 1 ? right.Reshape([right.Shape[0], Dimension.One]) : right;
        if (!a.Shape[a.Rank - 1].Equals(b.Shape[b.Rank - 2]))
        {
            throw f.DoNotFit(left, right, "the last axis of the first must be as long as the last but one of the second");
        }

        // What is summed over ends where each sample does.
        a = a.With(f.Running(a.Node, [a.First + a.Rank - 1]));
        b = b.With(f.Running(b.Node, [b.First + b.Rank - 2]));
        var product = !b.PerSample && b.Rank == 2 ? WithMatrix(a, b) : Each(f, a, b);
        var shape = product.Shape.ToList();
        if (right.Rank == 1)
        {
            shape.RemoveAt(shape.Count - 1);
        }

        if (left.Rank == 1)
        {
            shape.RemoveAt(shape.Count - (right.Rank == 1 ? 1 : 2));
        }

        return product.Reshape(shape);
    }

    /// <summary>All rows of a by one matrix: a single product.</summary>
    private static TensorValue WithMatrix(TensorValue a, TensorValue b)
    {
        var g = a.Graph;
        if (a is { PerSample: false, Rank: 2 })
        {
            return a.With(Plain(g, a.Node, b.Node));
        }

        var leading = a.Node.Shape.Take(a.Node.Shape.Rank - 1).ToList();
        var rows = g.Reshape(a.Node, [new Shape([.. leading]).Count, a.Shape[a.Rank - 1]]);
        return a.With(g.Reshape(Plain(g, rows, b.Node), [.. leading, b.Shape[1]]));
    }

    /// <summary>A product per combination of leading axes.</summary>
    private static TensorValue Each(FunctionScope f, TensorValue a, TensorValue b)
    {
        var g = a.Graph;
        bool perSample = a.PerSample || b.PerSample;
        int rank = System.Math.Max(a.Rank, b.Rank);
        // Leading axes broadcast, the last two do not take part.
        var (x, y) = (Leading(a), Leading(b));
        for (int axis = 1; axis <= System.Math.Min(a.Rank, b.Rank) - 2; axis++)
        {
            var (p, q) = (a.Shape[a.Rank - 2 - axis], b.Shape[b.Rank - 2 - axis]);
            if (!p.Equals(q) && !p.IsOne && !q.IsOne)
            {
                throw f.DoNotFit(a, b, "axes before the last two must be equal or 1");
            }
        }

        var leading = FunctionScope.Wider(x, y);
        var count = leading.Count;
        Node Side(TensorValue value) => g.Reshape(
            g.BroadcastTo(value.Lifted(rank), [.. leading, .. value.Shape.Skip(value.Rank - 2)]),
            [count, .. value.Shape.Skip(value.Rank - 2)]);
        var product = Plain(g, Side(a), Side(b));
        return new TensorValue(g.Reshape(product, [.. leading, product.Shape[1], product.Shape[2]]), perSample);

        Shape Leading(TensorValue value) => [.. value.Lifted(rank).Shape.Take(value.Lifted(rank).Shape.Rank - 2)];
    }

    /// <summary>The kernel reads a transposed factor as it lies.</summary>
    private static Node Plain(GraphBuilder g, Node a, Node b)
    {
        var (left, transposeA) = Stored(a);
        var (right, transposeB) = Stored(b);
        return g.MatMul(left, right, transposeA, transposeB);
    }

    private static (Node Node, bool Transposed) Stored(Node x)
    {
        int rank = x.Shape.Rank;
        bool swapped = x.Op == Op.Transpose && x.ArgumentAs<AxesArgument>().Axes.SequenceEqual([.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2]);
        return swapped ? (x[0], true) : (x, false);
    }

    /// <summary>Row k of a triangular matrix of ones sums the elements up to k.</summary>
    public static object CumulativeSum(FunctionScope f)
    {
        var x = f.Tensor(0);
        int axis = f.Axis(x, f.AxisOrLast(1));
        var g = f.Graph;
        int[] order = [.. Enumerable.Range(0, x.First), .. Enumerable.Range(x.First, x.Rank).Where(k => k != axis + x.First), axis + x.First];
        var last = x.With(g.Transpose(x.Node, order));
        if (!x.Shape[axis].IsConstant)
        {
            throw f.Bad($"{x.Shape}", "an axis whose length is fixed");
        }

        var triangle = new TensorValue(Compare(g, Op.LessOrEqual, (int)x.Shape[axis].Value), perSample: false);
        bool isVector = last is { PerSample: false, Rank: 1 };
        var rows = isVector ? last.Reshape([Dimension.One, .. last.Shape]) : last;
        var sums = WithMatrix(rows, triangle);
        sums = isVector ? sums.Reshape(last.Shape) : sums;
        int[] back = [.. Enumerable.Range(0, order.Length).Select(k => System.Array.IndexOf(order, k))];
        return sums.With(g.Transpose(sums.Node, back));
    }

    /// <summary>A square matrix that is 1 where the row's number compares with the column's, else 0.</summary>
    public static Node Compare(GraphBuilder g, Op comparison, Dimension size)
    {
        var column = g.Positions(size);
        return Vocabulary.F(Op.Select, Vocabulary.F(comparison, g.Reshape(column, [size, 1]), column), g.Constant(1), g.Constant(0));
    }

    public static object OneHot(FunctionScope f)
    {
        var x = f.Tensor(0);
        var chosen = Vocabulary.F(Op.Equal, f.Graph.Reshape(x.Node, [.. x.Node.Shape, Dimension.One]), f.Graph.Positions(f.Count(1)));
        return x.With(Vocabulary.F(Op.Select, chosen, f.Graph.Constant(1), f.Graph.Constant(0)));
    }

    public static object Gather(FunctionScope f)
    {
        var table = f.Tensor(0);
        if (table.PerSample || table.Rank < 1 || f.Argument(1) is not TensorValue { Node.Type: ElementType.Integer } indices)
        {
            throw f.Bad($"{f.Shown(0)} and {f.Shown(1)}", "a table that is the same for all samples, such as a parameter, and integers: an input with Classes");
        }

        if (table.Rank == 1)
        {
            // Rows of one element.
            var rows = f.Graph.Gather(f.Graph.Reshape(table.Node, [table.Shape[0], Dimension.One]), indices.Node);
            return indices.With(f.Graph.Reshape(rows, indices.Node.Shape));
        }

        return indices.With(f.Graph.Gather(table.Node, indices.Node));
    }

    public static object SoftmaxCrossEntropy(FunctionScope f)
    {
        var x = f.Tensor(0);
        if (x.Rank == 0)
        {
            throw f.Bad("a single number", "logits along the last axis");
        }

        var g = f.Graph;
        var target = f.Tensor(1);
        int last = x.Node.Shape.Rank - 1;
        Shape rows = [.. x.Node.Shape.Take(last)];
        var logSum = Activations.LogSumExp(x.Node, last);
        if (target.Rank == x.Rank)
        {
            if (!target.Shape.Equals(x.Shape))
            {
                throw f.DoNotFit(x, target, "probabilities have the shape of the logits");
            }

            return x.With(g.Reshape(g.Sum(target.Node * (logSum - x.Node), last), rows));
        }

        if (!target.Shape.Equals(new Shape([.. x.Shape.Take(x.Rank - 1)])))
        {
            throw f.DoNotFit(x, target, "labels have the shape of the logits without its last axis");
        }

        var label = g.Reshape(target.Node, target.PerSample || !x.PerSample ? [.. target.Node.Shape, Dimension.One] : target.Shape);
        var chosen = Vocabulary.F(Op.Equal, g.Positions(x.Shape[x.Rank - 1]), label);
        return x.With(g.Reshape(logSum - g.Sum(Vocabulary.F(Op.Select, chosen, x.Node, g.Constant(0)), last), rows));
    }
}
