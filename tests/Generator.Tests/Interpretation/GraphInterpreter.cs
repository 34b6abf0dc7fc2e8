using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Kernels;

namespace NetGen.Generator.Tests.Interpretation;

/// <summary>
/// The meaning of graphs, one operation at a time, in double precision, without any thought of speed: what every backend is compared with.
/// </summary>
/// <param name="leaves">Values of inputs and parameters.</param>
/// <param name="sizes">Values of symbolic dimensions.</param>
/// <param name="key">Of random numbers.</param>
internal sealed class GraphInterpreter(IReadOnlyDictionary<Node, Values> leaves, IReadOnlyDictionary<string, int> sizes, RandomKey key = default)
{
    private readonly Dictionary<Node, Values> _values = [];
    private readonly Dictionary<ScanLoop, ScanResult> _loops = [];

    public Values Evaluate(Node node)
    {
        // Not recursive along the chain of inputs, which may be long.
        foreach (var next in Node.Reachable([node]))
        {
            if (!_values.ContainsKey(next) && next.Op is not (Op.Scan or Op.LoopInput) && !DependsOnLoop(next))
            {
                _values[next] = Compute(next, input => _values[input]);
            }
        }

        return _values[node];
    }

    private int[] Extents(Node node) => [.. node.Shape.Select(Size)];

    private int Size(Dimension dimension) => (int)dimension.Evaluate(symbol => sizes[symbol]);

    private static bool DependsOnLoop(Node node) => Node.Reachable([node]).Any(n => n.Op == Op.LoopInput);

    private Values Compute(Node node, Func<Node, Values> value)
    {
        var x = node.Op is Op.ScanOutput ? [] : node.Inputs.Select(value).ToArray();
        var extents = Extents(node);
        switch (node.Op)
        {
            case Op.Input or Op.Parameter:
                Assert(leaves.ContainsKey(node), $"{node} has no value");
                return leaves[node];
            case Op.Constant:
                return Fill(extents, _ => node.ConstantValue!.Value);
            case Op.Position:
                return Fill(extents, index => index[0]);
            case Op.Extent:
                var extent = node.ArgumentAs<ExtentArgument>();
                double size = Size(extent.Extent);
                return Fill(extents, _ => extent.Reciprocal ? extent.Factor / size : extent.Factor * size);
            case Op.Random:
                var random = node.ArgumentAs<RandomArgument>();
                var uniform = Values.Zeros(extents);
                for (int k = 0; k < uniform.Elements.Length; k++)
                {
                    uniform.Elements[k] = Scalar<double>.Sum(Scalar<double>.Uniform(key, (uint)random.Stream, k, random.Word));
                }

                return uniform;
            case Op.Reshape:
                return new Values(extents, x[0].Elements);
            case Op.Broadcast:
                return Fill(extents, index => x[0][[.. index.Select((i, axis) => x[0].Extents[axis] == 1 ? 0 : i)]]);
            case Op.Transpose:
                var axes = node.ArgumentAs<AxesArgument>().Axes;
                return Fill(extents, index =>
                {
                    var from = new int[index.Length];
                    for (int k = 0; k < index.Length; k++)
                    {
                        from[axes[k]] = index[k];
                    }

                    return x[0][from];
                });
            case Op.Slice:
                int[] starts = [.. node.ArgumentAs<SliceArgument>().Starts.Select(Size)];
                return Fill(extents, index => x[0][[.. index.Select((i, axis) => i + starts[axis])]]);
            case Op.Pad:
                int[] before = [.. node.ArgumentAs<PadArgument>().Before.Select(Size)];
                return Fill(extents, index =>
                {
                    int[] from = [.. index.Select((i, axis) => i - before[axis])];
                    return from.Select((i, axis) => i >= 0 && i < x[0].Extents[axis]).All(inside => inside) ? x[0][from] : 0;
                });
            case Op.Concat:
                int joined = node.ArgumentAs<AxisArgument>().Axis;
                return Fill(extents, index =>
                {
                    int part = 0;
                    int at = index[joined];
                    while (at >= x[part].Extents[joined])
                    {
                        at -= x[part++].Extents[joined];
                    }

                    return x[part][[.. index.Select((i, axis) => axis == joined ? at : i)]];
                });
            case Op.Sum or Op.Max or Op.Min:
                return Reduce(node.Op, x[0], extents);
            case Op.SumOverTime:
                return Reduce(Op.Sum, x[0], extents);
            case Op.MatMul:
                return MatMul(node.ArgumentAs<MatMulArgument>(), x[0], x[1], extents);
            case Op.Convolution:
                var (form, sizesOfConvolution) = node.ArgumentAs<ConvolutionArgument>();
                return Windows.Convolve(form, sizesOfConvolution, x[0], x[1], extents);
            case Op.MaxPool or Op.AveragePool or Op.MaxPoolGradient or Op.AveragePoolGradient:
                return Windows.Pool(node.Op, node.ArgumentAs<PoolingSizes>(), x, extents);
            case Op.Gather:
                return Fill(extents, index => x[0][[(int)x[1][index[..x[1].Extents.Length]], .. index[x[1].Extents.Length..]]]);
            case Op.ScatterAdd:
                var table = Values.Zeros(extents);
                for (int k = 0; k < x[0].Elements.Length; k++)
                {
                    int[] index = x[0].Index(k);
                    table.Elements[table.Position([(int)x[1][index[..x[1].Extents.Length]], .. index[x[1].Extents.Length..]])] += x[0].Elements[k];
                }

                return table;
            case Op.ScanOutput:
                var output = node.ArgumentAs<ScanOutputArgument>();
                var result = Run((ScanLoop)node[0].Argument!);
                return output.IsFinal ? result.Final[output.Index] : result.Stacked[output.Index];
            default:
                Assert(node.Op.IsElementwise(), $"{node.Op} is not known to the interpreter");
                var values = Values.Zeros(extents);
                for (int k = 0; k < values.Elements.Length; k++)
                {
                    values.Elements[k] = ScalarMath.Evaluate(node.Op, [.. x.Select(input => input.Elements[k])])!.Value;
                }

                return values;
        }
    }

    /// <summary>Step by step, as the definition of a recurrence says.</summary>
    private ScanResult Run(ScanLoop loop)
    {
        if (_loops.TryGetValue(loop, out var known))
        {
            return known;
        }

        int time = Size(loop.Time);
        var sequences = loop.Steps.Select(step => Evaluate(step.Sequence)).ToArray();
        var states = loop.Initial.Select(Evaluate).ToArray();
        var stacked = loop.Outputs.Select(output => Values.Zeros([time, .. Extents(output)])).ToArray();
        for (int step = 0; step < time; step++)
        {
            int t = loop.Reverse ? time - 1 - step : step;
            var values = new Dictionary<Node, Values>();
            for (int k = 0; k < loop.States.Count; k++)
            {
                values[loop.States[k]] = states[k];
            }

            for (int k = 0; k < loop.Steps.Count; k++)
            {
                int length = sequences[k].Elements.Length / time;
                values[loop.Steps[k].Leaf] = new Values(sequences[k].Extents[1..], sequences[k].Elements[(t * length)..((t + 1) * length)]);
            }

            foreach (var node in Node.Reachable(loop.NextStates.Concat(loop.Outputs)))
            {
                if (!values.ContainsKey(node) && node.Op != Op.Scan)
                {
                    values[node] = DependsOnLoop(node) ? Compute(node, input => values[input]) : Evaluate(node);
                }
            }

            for (int k = 0; k < stacked.Length; k++)
            {
                var output = values[loop.Outputs[k]];
                output.Elements.CopyTo(stacked[k].Elements, t * output.Elements.Length);
            }

            states = [.. loop.NextStates.Select(next => values[next])];
        }

        return _loops[loop] = new ScanResult(states, stacked);
    }

    private static Values Reduce(Op op, Values x, int[] extents)
    {
        var result = Values.Zeros(extents);
        Array.Fill(result.Elements, op switch { Op.Sum => 0, Op.Max => double.NegativeInfinity, _ => double.PositiveInfinity });
        for (int k = 0; k < x.Elements.Length; k++)
        {
            ref double into = ref result.Elements[result.Position([.. x.Index(k).Select((i, axis) => extents[axis] == 1 ? 0 : i)])];
            into = op switch { Op.Sum => into + x.Elements[k], Op.Max => Math.Max(into, x.Elements[k]), _ => Math.Min(into, x.Elements[k]) };
        }

        return result;
    }

    private static Values MatMul(MatMulArgument form, Values a, Values b, int[] extents)
    {
        int rank = extents.Length;
        int inner = a.Extents[form.TransposeA ? rank - 2 : rank - 1];
        return Fill(extents, index =>
        {
            int[] batch = index[..(rank - 2)];
            var (m, n) = (index[rank - 2], index[rank - 1]);
            double sum = 0;
            for (int k = 0; k < inner; k++)
            {
                sum += (form.TransposeA ? a[[.. batch, k, m]] : a[[.. batch, m, k]]) * (form.TransposeB ? b[[.. batch, n, k]] : b[[.. batch, k, n]]);
            }

            return sum;
        });
    }

    private static Values Fill(int[] extents, Func<int[], double> element)
    {
        var values = Values.Zeros(extents);
        for (int k = 0; k < values.Elements.Length; k++)
        {
            values.Elements[k] = element(values.Index(k));
        }

        return values;
    }

    private static void Assert(bool condition, string message)
    {
        if (!condition)
        {
            throw new InvalidOperationException(message);
        }
    }

    private sealed record ScanResult(Values[] Final, Values[] Stacked);
}
