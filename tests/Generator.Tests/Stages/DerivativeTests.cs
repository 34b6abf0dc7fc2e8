using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Specification;
using NetGen.Generator.Tests.Interpretation;
using Xunit;

namespace NetGen.Generator.Tests.Stages;

/// <summary>Every rule of differentiation against central differences, through the interpreter.</summary>
public sealed class DerivativeTests
{
    private static readonly Dictionary<string, Func<GraphBuilder, Node, Node, Node>> Functions = new()
    {
        ["Add"] = (g, a, b) => a + b,
        ["Subtract"] = (g, a, b) => a - b,
        ["Multiply"] = (g, a, b) => a * b,
        ["Divide"] = (g, a, b) => a / b,
        ["Negate"] = (g, a, b) => -a,
        ["Minimum"] = (g, a, b) => F(Op.Minimum, a, b),
        ["Maximum"] = (g, a, b) => F(Op.Maximum, a, b),
        ["Power"] = (g, a, b) => F(Op.Power, a, b),
        ["Power by a constant"] = (g, a, b) => F(Op.Power, a, g.Constant(2.5, a.Shape)),
        ["Abs"] = (g, a, b) => F(Op.Abs, a - 0.9),
        ["Sqrt"] = (g, a, b) => F(Op.Sqrt, a),
        ["Exp"] = (g, a, b) => F(Op.Exp, a),
        ["Expm1"] = (g, a, b) => F(Op.Expm1, a),
        ["Log"] = (g, a, b) => F(Op.Log, a),
        ["Log1p"] = (g, a, b) => F(Op.Log1p, a),
        ["Tanh"] = (g, a, b) => F(Op.Tanh, a),
        ["Sigmoid"] = (g, a, b) => F(Op.Sigmoid, a),
        ["Softplus"] = (g, a, b) => F(Op.Softplus, a),
        ["Erf"] = (g, a, b) => F(Op.Erf, a),
        ["Sin"] = (g, a, b) => F(Op.Sin, a),
        ["Cos"] = (g, a, b) => F(Op.Cos, a),
        ["Select"] = (g, a, b) => F(Op.Select, F(Op.Less, a, b), a * a, b),
        ["ReLU"] = (g, a, b) => F(Op.Maximum, a - 0.9, g.Constant(0, a.Shape)),
        ["Minimum with a constant"] = (g, a, b) => F(Op.Minimum, a, g.Constant(0.9, a.Shape)),
        ["Reshape"] = (g, a, b) => g.Reshape(a, [6, 2]),
        ["Broadcast"] = (g, a, b) => g.BroadcastTo(g.Sum(a, 1), a.Shape) * b,
        ["Transpose"] = (g, a, b) => g.Transpose(a, 1, 0),
        ["Slice"] = (g, a, b) => g.Slice(a, [1, 1], [2, 2]),
        ["Pad"] = (g, a, b) => g.Pad(a, [1, 0], [6, 5]),
        ["Concat"] = (g, a, b) => g.Concat(1, a, b, a),
        ["Sum"] = (g, a, b) => g.Sum(a * b, 0),
        ["Mean"] = (g, a, b) => g.Mean(a * b, 0, 1),
        ["Max"] = (g, a, b) => g.Reduce(Op.Max, a, 1),
        ["Min"] = (g, a, b) => g.Reduce(Op.Min, a, 0),
        ["MatMul"] = (g, a, b) => g.MatMul(a, g.Transpose(b, 1, 0)),
        ["MatMul transposed A"] = (g, a, b) => g.MatMul(a, b, transposeA: true),
        ["MatMul transposed B"] = (g, a, b) => g.MatMul(a, b, transposeB: true),
        ["MatMul transposed twice"] = (g, a, b) => g.MatMul(a, g.Transpose(b, 1, 0), true, true),
        ["Used twice"] = (g, a, b) => (a * a) + F(Op.Exp, a * b),
        ["Gather"] = (g, a, b) => g.Gather(a, g.Input("indices", [5], classes: 4)),
        ["Convolution"] = (g, a, b) => g.Convolution(ConvolutionForm.Forward, g.Reshape(a, [1, 4, 3, 1]), g.Slice(g.Reshape(b, [2, 2, 1, 3]), [0, 0, 0, 0], [2, 2, 1, 2]), new ConvolutionSizes(4, 3, 1, 3, 2, 2, 2, 2, 1, 1, 1, 1, 0, 0, 1)),
        ["Transposed convolution"] = (g, a, b) => g.Convolution(ConvolutionForm.Input, g.Reshape(a, [1, 3, 2, 2]), g.Slice(g.Reshape(b, [2, 2, 1, 3]), [0, 0, 0, 0], [2, 2, 1, 2]), new ConvolutionSizes(4, 3, 1, 3, 2, 2, 2, 2, 1, 1, 1, 1, 0, 0, 1)),
        ["Scatter"] = (g, a, b) => g.ScatterAdd(g.Slice(g.Reshape(a, [6, 2]), [0, 0], [5, 2]), g.Input("indices", [5], classes: 4), 4),
        ["Weight of a convolution"] = (g, a, b) => g.Convolution(ConvolutionForm.Weight, g.Reshape(a, [1, 4, 3, 1]), g.Reshape(b, [1, 3, 2, 2]), new ConvolutionSizes(4, 3, 1, 3, 2, 2, 2, 2, 1, 1, 1, 1, 0, 0, 1)),
        ["Adjoint of AveragePool"] = (g, a, b) => g.Pool(Op.AveragePoolGradient, new PoolingSizes(6, 4, 1, 3, 2, 2, 2, 2, 2, 0, 0), g.Reshape(g.Slice(a, [0, 0], [2, 3]), [1, 3, 2, 1])) * 2,
        ["MaxPool"] = (g, a, b) => g.Pool(Op.MaxPool, new PoolingSizes(4, 3, 1, 2, 2, 3, 2, 2, 2, 1, 1), g.Reshape(a, [1, 4, 3, 1])) * 2,
        ["AveragePool"] = (g, a, b) => g.Pool(Op.AveragePool, new PoolingSizes(4, 3, 1, 2, 2, 3, 2, 2, 2, 1, 1), g.Reshape(a, [1, 4, 3, 1])) * 2,
        ["Softmax"] = (g, a, b) => Layers.Activations.Softmax(a) * b,
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void AgreesWithCentralDifferences(string name)
    {
        var graph = new GraphBuilder();
        var a = graph.Parameter(0, "a", false, [4, 3]);
        var b = graph.Parameter(1, "b", false, [4, 3]);
        var value = Functions[name](graph, a, b);
        // A weight of its own for every element, so that none hides behind another.
        var flat = graph.Reshape(value, [value.Shape.Count]);
        var objective = graph.Reshape(graph.Sum(flat * F(Op.Sin, graph.Positions(value.Shape.Count) + 1), 0), Shape.Scalar);
        var derivatives = Derivatives.Of(objective, [a, b]);

        var random = new Random(7);
        double[][] x = [.. Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, 12).Select(_ => 0.3 + random.NextDouble()).ToArray())];
        for (int variable = 0; variable < 2; variable++)
        {
            for (int k = 0; k < 12; k++)
            {
                double numeric = (Objective(variable, k, 1e-5) - Objective(variable, k, -1e-5)) / 2e-5;
                double derived = derivatives[variable] is { } derivative ? Evaluate(derivative, x)[k] : 0;
                Assert.True(Math.Abs(numeric - derived) < 1e-6 * Math.Max(1, Math.Abs(numeric)), $"d/d{"ab"[variable]}[{k}]: {derived:R}, not {numeric:R}");
            }
        }

        double Objective(int variable, int k, double change)
        {
            double[][] moved = [[.. x[0]], [.. x[1]]];
            moved[variable][k] += change;
            return Evaluate(objective, moved)[0];
        }

        double[] Evaluate(Node node, double[][] values)
        {
            var leaves = new Dictionary<Node, Values> { [a] = new([4, 3], values[0]), [b] = new([4, 3], values[1]) };
            foreach (var input in Node.Reachable([objective]).Where(n => n.Op == Op.Input))
            {
                leaves.Add(input, new([5], [3, 0, 1, 1, 2]));
            }

            return new GraphInterpreter(leaves, new Dictionary<string, int>()).Evaluate(node).Elements;
        }
    }

    [Fact]
    public void NothingPassesAStop()
    {
        var graph = new GraphBuilder();
        var a = graph.Parameter(0, "a", false, Shape.Scalar);
        Assert.Null(Derivatives.Of(F(Op.StopGradient, a * a), [a])[0]);
        Assert.Same(F(Op.StopGradient, a), Derivatives.Of(a * F(Op.StopGradient, a), [a])[0]);
    }

    private static Node F(Op op, params Node[] x) => x[0].Graph.Elementwise(op, x);
}
