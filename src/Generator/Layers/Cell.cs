using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>The equations of one step of a recurrent layer.</summary>
/// <param name="States">Their names in code and their elements.</param>
/// <param name="Step">The output, and the states after the step, from its input [batch, inputs] and the states before it [batch, size].</param>
internal sealed record Cell(IReadOnlyList<(string Name, int Size)> States, Func<Node, Node[], (Node Output, Node[] Next)> Step)
{
    /// <summary>A cell whose first state is its output.</summary>
    public static Cell Of(IReadOnlyList<(string Name, int Size)> states, Func<Node, Node[], Node[]> next) => new(states, (x, s) =>
    {
        var after = next(x, s);
        return (after[0], after);
    });

    /// <summary>The same cell, but matrix products read the first state times a mask [batch, size]; what else reads it sees it whole, so nothing that is to be remembered is lost.</summary>
    public Cell WithDropout(Node mask) => Rewritten(s => new MaskedProducts(s[0], mask * s[0]).Rewrite);

    /// <summary>The same cell with products of what depends on states apart from products of what does not: those are no part of the loop over time.</summary>
    public Cell WithProductsApart() => Rewritten(s => new ProductsApart(s).Rewrite);

    private Cell Rewritten(Func<Node[], Func<Node, Node>> rewriting) => this with
    {
        Step = (x, s) =>
        {
            var (output, next) = Step(x, s);
            var rewrite = rewriting(s);
            return (rewrite(output), [.. next.Select(rewrite)]);
        },
    };

    private static bool IsProduct(Node node) => node.Op is Op.MatMul or Op.Convolution;

    /// <summary>Puts one node in the place of another wherever a product depends on it.</summary>
    private sealed class MaskedProducts(Node state, Node masked)
    {
        private readonly Dictionary<Node, Node> _inProducts = [], _outside = [];

        public Node Rewrite(Node node) => Rewrite(node, inProduct: false);

        private Node Rewrite(Node node, bool inProduct)
        {
            if (node == state)
            {
                return inProduct ? masked : state;
            }

            var known = inProduct ? _inProducts : _outside;
            if (known.TryGetValue(node, out var result))
            {
                return result;
            }

            Node[] inputs = [.. node.Inputs.Select(input => Rewrite(input, inProduct || IsProduct(node)))];
            return known[node] = inputs.SequenceEqual(node.Inputs) ? node : node.Graph.Again(node, inputs);
        }
    }

    /// <summary>[x, h] W = x W' + h W'', where W' and W'' are the rows of W that x and h meet.</summary>
    private sealed class ProductsApart(Node[] states)
    {
        private readonly Dictionary<Node, Node> _rewritten = [];
        private readonly Dictionary<Node, bool> _depends = states.ToDictionary(state => state, _ => true);

        public Node Rewrite(Node node)
        {
            if (_rewritten.TryGetValue(node, out var known))
            {
                return known;
            }

            Node[] inputs = [.. node.Inputs.Select(Rewrite)];
            var same = inputs.SequenceEqual(node.Inputs) ? node : node.Graph.Again(node, inputs);
            return _rewritten[node] = Parts(same) is { } parts ? parts.Named(same.Name ?? "sum") : same;
        }

        private Node? Parts(Node product)
        {
            if (product is not { Op: Op.MatMul, Shape.Rank: 2 } || product[0] is not { Op: Op.Concat } row || product.ArgumentAs<MatMulArgument>() is not { TransposeA: false, TransposeB: false }
                || row.ArgumentAs<AxisArgument>().Axis != 1 || Depends(product[1]) || row.Inputs.All(Depends) || !row.Inputs.Any(Depends))
            {
                return null;
            }

            var g = product.Graph;
            var at = Dimension.Zero;
            var terms = new List<(bool Depends, Node Term)>();
            foreach (var part in row.Inputs)
            {
                var rows = g.Slice(product[1], [at, Dimension.Zero], [part.Shape[1], product[1].Shape[1]]).Named($"{product[1].Name ?? "weight"}_{(terms.Count + 1).ToString(CultureInfo.InvariantCulture)}");
                terms.Add((Depends(part), g.MatMul(part, rows)));
                at += part.Shape[1];
            }

            return terms.OrderBy(term => term.Depends).Select(term => term.Term).Aggregate((sum, term) => sum + term);
        }

        private bool Depends(Node node)
        {
            if (!_depends.TryGetValue(node, out bool depends))
            {
                _depends[node] = depends = node.Inputs.Any(Depends);
            }

            return depends;
        }
    }
}
