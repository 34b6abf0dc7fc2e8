using System;
using System.Collections.Generic;
using System.Linq;
using NetGen;

namespace LongMemory;

/// <summary>
/// Measures how far back the gradient of the last step's output reaches, on sequences of the adding problem. The network is one whose inputs are parameters, rows of a table: so a backward pass leaves their gradients like those of weights.
/// </summary>
internal sealed class GradientProbe(string cell, SequenceNetwork<int, float> probed, ulong seed) : IDisposable
{
    private const int Sequences = 64;
    private const string Table = "Embedding1.weight";
    private static readonly int[] s_rows = [.. Enumerable.Range(0, AddingTask.Length)];

    public string Cell => cell;

    /// <summary>Norms of the output's gradient with respect to the input 1, 2, 3... steps before the end, each the median of many sequences.</summary>
    /// <param name="weights">Of a network with the same cell.</param>
    /// <param name="recurrentFactor">What recurrent weights are multiplied by.</param>
    /// <param name="clipping">The longest gradient of all weights together: a longer one is shortened, and so is each step's part of it.</param>
    public double[] ByDistance(ParameterSet<float> weights, float recurrentFactor = 1, double clipping = double.PositiveInfinity)
    {
        TakeOver(weights, recurrentFactor);
        var (task, random) = (new AddingTask(), new Random((int)seed));
        var norms = new double[AddingTask.Length][];
        for (int distance = 0; distance < norms.Length; distance++)
        {
            norms[distance] = new double[Sequences];
        }

        for (int n = 0; n < Sequences; n++)
        {
            int inBatch = n % AddingTask.BatchSize;
            if (inBatch == 0)
            {
                task.Next(random);
            }

            Differentiate(task.Inputs.Slice(inBatch * 2 * AddingTask.Length, 2 * AddingTask.Length));
            double share = Math.Min(1, clipping / Norm(probed.Trainer.Gradients.Where(gradient => gradient.Name != Table).SelectMany(gradient => gradient.Values.ToArray())));
            float[] rows = probed.Trainer.Gradients[Table].Values.ToArray();
            for (int distance = 0; distance < norms.Length; distance++)
            {
                norms[distance][n] = share * Norm(rows.Skip(2 * (AddingTask.Length - 1 - distance)).Take(2));
            }
        }

        return [.. norms.Select(Median)];
    }

    public void Dispose() => probed.Dispose();

    private void TakeOver(ParameterSet<float> weights, float recurrentFactor)
    {
        foreach (var parameter in weights)
        {
            var to = probed.Parameters[parameter.Name].Values;
            parameter.Values.CopyTo(to);
            if (parameter.Name.EndsWith(".recurrent_weight", StringComparison.Ordinal))
            {
                foreach (ref float weight in to)
                {
                    weight *= recurrentFactor;
                }
            }
        }
    }

    /// <summary>The derivative of (output - target)^2 is that of the output itself, if the target lies half below it.</summary>
    private void Differentiate(ReadOnlySpan<float> sequence)
    {
        sequence.CopyTo(probed.Parameters[Table].Values);
        probed.Parameters.MarkChanged();
        float[] output = new float[1];
        probed.Forward(s_rows, output);
        probed.Step(s_rows, [output[0] - 0.5f]);
    }

    private static double Norm(IEnumerable<float> values) => Math.Sqrt(values.Sum(value => (double)value * value));

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
