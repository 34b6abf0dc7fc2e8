using System;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Graph;
using Xunit;

namespace NetGen.Generator.Tests.Stages;

/// <summary>The rules of differentiation as they are written: what each needs saved, and that none needs more.</summary>
public sealed class RuleTests
{
    [Theory]
    [InlineData("Negate", "-dy")]
    [InlineData("Abs", "dy * Select(a < 0, -1, Select(0 < a, 1, 0))")]
    [InlineData("Floor", "none")]
    [InlineData("Sqrt", "(0.5 * dy) / y")]
    [InlineData("Exp", "dy * y")]
    [InlineData("Expm1", "dy * (y + 1)")]
    [InlineData("Log", "dy / a")]
    [InlineData("Log1p", "dy / (1 + a)")]
    [InlineData("Tanh", "dy * (1 - (y * y))")]
    [InlineData("Sigmoid", "dy * (y * (1 - y))")]
    [InlineData("Softplus", "dy * Sigmoid(a)")]
    [InlineData("Erf", "dy * (1.1284 * Exp(-(a * a)))")]
    [InlineData("Sin", "dy * Cos(a)")]
    [InlineData("Cos", "-(dy * Sin(a))")]
    [InlineData("StopGradient", "none")]
    public void OfOneArgument(string op, string rule)
    {
        var (graph, a, dy) = Leaves();
        Assert.Equal(rule, Print(Derivatives.Of(dy * F(graph, op, a).Named("y"), [a])[0]));
    }

    [Theory]
    [InlineData("Add", "dy", "dy")]
    [InlineData("Subtract", "dy", "-dy")]
    [InlineData("Multiply", "dy * b", "dy * a")]
    [InlineData("Divide", "dy / b", "-((dy * y) / b)")]
    [InlineData("Minimum", "Select(a <= b, dy, 0)", "Select(b < a, dy, 0)")]
    [InlineData("Maximum", "Select(b <= a, dy, 0)", "Select(a < b, dy, 0)")]
    [InlineData("Power", "(dy * b) * Power(a, b - 1)", "(dy * y) * Log(a)")]
    public void OfTwoArguments(string op, string first, string second)
    {
        var (graph, a, dy) = Leaves();
        var b = Leaf(graph, 2, "b");
        Assert.Equal([first, second], Derivatives.Of(dy * F(graph, op, a, b).Named("y"), [a, b]).Select(Print));
    }

    /// <summary>A rectifier is masked by its own output, so that what it was made of need not be kept.</summary>
    [Theory]
    [InlineData("Maximum", "Select(0 < y, dy, 0)")]
    [InlineData("Minimum", "Select(y < 0, dy, 0)")]
    public void OfARectifier(string op, string rule)
    {
        var (graph, a, dy) = Leaves();
        Assert.Equal(rule, Print(Derivatives.Of(dy * F(graph, op, a, graph.Constant(0)).Named("y"), [a])[0]));
    }

    [Fact]
    public void OfASelection()
    {
        var (graph, a, dy) = Leaves();
        var (b, c) = (Leaf(graph, 2, "b"), Leaf(graph, 3, "c"));
        var y = graph.Elementwise(Op.Select, graph.Elementwise(Op.Less, c, graph.Constant(0)), a, b);
        Assert.Equal(["Select(c < 0, dy, 0)", "Select(c < 0, 0, dy)", "none"], Derivatives.Of(dy * y, [a, b, c]).Select(Print));
    }

    /// <summary>dA = dC B', dB = A' dC, and the like where operands are stored transposed.</summary>
    [Theory]
    [InlineData(false, false, "MatMul(dy, b')", "MatMul(a', dy)")]
    [InlineData(true, false, "MatMul(b, dy')", "MatMul(a, dy)")]
    [InlineData(false, true, "MatMul(dy, b)", "MatMul(dy', a)")]
    [InlineData(true, true, "MatMul(b', Transpose(dy))", "MatMul(Transpose(dy), a')")]
    public void OfAProduct(bool transposeA, bool transposeB, string first, string second)
    {
        var graph = new GraphBuilder();
        var a = graph.Parameter(0, "a", false, transposeA ? [3, 2] : [2, 3]).Named("a");
        var b = graph.Parameter(1, "b", false, transposeB ? [4, 3] : [3, 4]).Named("b");
        var dy = graph.Parameter(2, "dy", false, [2, 4]).Named("dy");
        var objective = graph.Reshape(graph.Sum(dy * graph.MatMul(a, b, transposeA, transposeB), 0, 1), Shape.Scalar);
        Assert.Equal([first, second], Derivatives.Of(objective, [a, b]).Select(Print));
    }

    private static (GraphBuilder Graph, Node A, Node Dy) Leaves()
    {
        var graph = new GraphBuilder();
        return (graph, Leaf(graph, 0, "a"), Leaf(graph, 1, "dy"));
    }

    private static Node F(GraphBuilder graph, string op, params Node[] x) => graph.Elementwise(Enum.Parse<Op>(op), x);

    private static string Print(Node? node) => node is null ? "none" : Print(node, inside: false);

    private static Node Leaf(GraphBuilder graph, int index, string name) => graph.Parameter(index, name, false, Shape.Scalar).Named(name);

    private static string Print(Node node, bool inside)
    {
        if (node.Name is { } name)
        {
            return name;
        }

        string[] x = [.. node.Inputs.Select(input => Print(input, inside: true))];
        string text = node.Op switch
        {
            Op.Constant => node.ConstantValue!.Value.ToString("0.####", CultureInfo.InvariantCulture),
            Op.Add => $"{x[0]} + {x[1]}",
            Op.Subtract => $"{x[0]} - {x[1]}",
            Op.Multiply => $"{x[0]} * {x[1]}",
            Op.Divide => $"{x[0]} / {x[1]}",
            Op.Less => $"{x[0]} < {x[1]}",
            Op.LessOrEqual => $"{x[0]} <= {x[1]}",
            Op.Equal => $"{x[0]} = {x[1]}",
            Op.Negate => $"-{x[0]}",
            Op.MatMul when node.ArgumentAs<MatMulArgument>() is var form => $"MatMul({x[0]}{(form.TransposeA ? "'" : "")}, {x[1]}{(form.TransposeB ? "'" : "")})",
            _ => $"{node.Op}({string.Join(", ", node.Inputs.Select(Print))})",
        };
        return inside && node.Inputs.Length == 2 && text[0] != node.Op.ToString()[0] ? $"({text})" : text;
    }
}
