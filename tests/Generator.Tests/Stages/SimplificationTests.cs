using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Tests.Interpretation;
using Xunit;

namespace NetGen.Generator.Tests.Stages;

/// <summary>Nodes are simplified as they are made, and equal nodes are one object.</summary>
public sealed class SimplificationTests
{
    private readonly GraphBuilder _graph = new();
    private readonly Node _x;
    private readonly Node _y;

    public SimplificationTests()
    {
        _x = _graph.Input("x", [Dimension.Batch, 3]);
        _y = _graph.Input("y", [Dimension.Batch, 3]);
    }

    [Fact]
    public void EqualNodesAreOneObject()
    {
        Assert.Same(_x + _y, _x + _y);
        Assert.NotSame(_x + _y, _y + _x);
        Assert.Same(_graph.MatMul(_x, _y, false, true), _graph.MatMul(_x, _y, false, true));
        Assert.NotSame(_graph.MatMul(_x, _y, false, true), _graph.MatMul(_x, _y, true, false));
    }

    [Fact]
    public void Identities()
    {
        Assert.Same(_x, _x + 0);
        Assert.Same(_x, 0 + _x);
        Assert.Same(_x, _x - 0);
        Assert.Same(-_x, 0 - _x);
        Assert.Same(_x, _x * 1);
        Assert.Same(_x, 1 * _x);
        Assert.Same(-_x, _x * -1);
        Assert.Same(_x, _x / 1);
        Assert.Same(_x, -(-_x));
        Assert.Same(_x - _y, _x + (-_y));
        Assert.Same(_x + _y, _x - (-_y));
        Assert.Same(_x * _y, (-_x) * (-_y));
        Assert.Same(_x * _x, F(Op.Power, _x, Number(2)));
        Assert.Same(F(Op.Sqrt, _x), F(Op.Power, _x, Number(0.5)));
        Assert.True((_x * 0).IsConstant(0));
        Assert.Equal(_x.Shape, (_x * 0).Shape);
    }

    [Fact]
    public void ConstantsFold()
    {
        Assert.True(F(Op.Exp, Number(0)).IsConstant(1));
        Assert.True((Number(2) * 3).IsConstant(6));
        Assert.Same(6 * _x, 2 * (3 * _x));
        Assert.Same(6 * _x, (_x * 2) * 3);
    }

    [Fact]
    public void MasksStayMasks()
    {
        var positive = F(Op.Less, _graph.Constant(0, _x.Shape), _x);
        var mask = F(Op.Select, positive, _graph.Constant(1, _x.Shape), _graph.Constant(0, _x.Shape));
        Assert.Equal(Op.Select, (_y * mask).Op);
        Assert.Same(_y, (_y * mask)[1]);
    }

    [Fact]
    public void MovementComposes()
    {
        Assert.Same(_x, _graph.Transpose(_graph.Transpose(_x, 1, 0), 1, 0));
        Assert.Same(_x, _graph.Reshape(_graph.Reshape(_x, [Dimension.Batch * 3]), _x.Shape));
        Assert.Same(_x, _graph.BroadcastTo(_x, _x.Shape));
        Assert.True(_graph.Sum(_graph.Constant(2, [4, 3]), 0, 1).IsConstant(24));
    }

    [Fact]
    public void DivisionByAnExtentIsAMultiplication()
    {
        var mean = _graph.Sum(_x, 0) / _graph.Extent(Dimension.Batch);
        Assert.Equal(Op.Multiply, mean.Op);
        Assert.True(mean[0].ArgumentAs<ExtentArgument>().Reciprocal);
    }

    /// <summary>Whatever is simplified, the value is that of the operations as written.</summary>
    [Fact]
    public void RandomExpressionsKeepTheirValues()
    {
        var random = new Random(4);
        Op[] operations = [Op.Add, Op.Subtract, Op.Multiply, Op.Divide, Op.Negate, Op.Maximum, Op.Minimum, Op.Abs, Op.Tanh, Op.Sigmoid, Op.Softplus, Op.Erf, Op.Select, Op.Sin];
        var leaves = new Dictionary<Node, Values> { [_x] = new([1, 3], [0.5, -1.25, 2]), [_y] = new([1, 3], [-0.75, 3, 0.1]) };
        for (int k = 0; k < 300; k++)
        {
            var (node, value) = Expression(random.Next(2, 6));
            double[] actual = new GraphInterpreter(leaves, new Dictionary<string, int> { ["Batch"] = 1 }).Evaluate(_graph.BroadcastTo(node, _x.Shape)).Elements;
            for (int i = 0; i < 3; i++)
            {
                Assert.True(Math.Abs(actual[i] - value[i]) <= 1e-12 * Math.Max(1, Math.Abs(value[i])) || !double.IsFinite(value[i]), $"{node}: {actual[i]} is not {value[i]}");
            }
        }

        (Node, double[]) Expression(int depth)
        {
            if (depth == 0 || random.Next(5) == 0)
            {
                double constant = random.Next(-2, 3);
                return random.Next(3) switch { 0 => (_x, leaves[_x].Elements), 1 => (_y, leaves[_y].Elements), _ => (_graph.Constant(constant, _x.Shape), [constant, constant, constant]) };
            }

            var op = operations[random.Next(operations.Length)];
            if (op == Op.Select)
            {
                var (a, av) = Expression(depth - 1);
                var (b, bv) = Expression(depth - 1);
                return (F(op, F(Op.Less, a, b), a, b), [.. av.Zip(bv, Math.Min)]);
            }

            var inputs = Enumerable.Range(0, op is Op.Add or Op.Subtract or Op.Multiply or Op.Divide or Op.Maximum or Op.Minimum ? 2 : 1).Select(_ => Expression(depth - 1)).ToList();
            return (F(op, [.. inputs.Select(input => input.Item1)]), [.. Enumerable.Range(0, 3).Select(i => ScalarMath.Evaluate(op, [.. inputs.Select(input => input.Item2[i])])!.Value)]);
        }
    }

    private Node Number(double value) => _graph.Constant(value, _x.Shape);

    private static Node F(Op op, params Node[] x) => x[0].Graph.Elementwise(op, x);
}
