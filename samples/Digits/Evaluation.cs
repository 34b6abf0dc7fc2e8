using System;
using System.Collections.Generic;
using System.Linq;

namespace Digits;

/// <summary>How well predicted probabilities fit the true classes.</summary>
/// <param name="Loss">Mean of -log p(true class).</param>
/// <param name="Accuracy">Share of samples whose most probable class is the true one.</param>
internal readonly record struct Evaluation(double Loss, double Accuracy)
{
    public static Evaluation Of(ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels)
    {
        int classes = probabilities.Length / labels.Length, right = 0;
        double loss = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            var row = probabilities.Slice(i * classes, classes);
            loss -= Math.Log(Math.Max(row[labels[i]], float.Epsilon));
            right += TwoBest(row).Best == labels[i] ? 1 : 0;
        }

        return new Evaluation(loss / labels.Length, (double)right / labels.Length);
    }

    /// <summary>The samples with the lowest probability of their most probable class, lowest first.</summary>
    public static IEnumerable<int> LeastSure(float[] probabilities, int classes, int count) =>
        Enumerable.Range(0, probabilities.Length / classes).OrderBy(i => probabilities.AsSpan(i * classes, classes).ToArray().Max()).Take(count);

    /// <summary>The most probable class and the next.</summary>
    public static (int Best, int Second) TwoBest(ReadOnlySpan<float> probabilities)
    {
        var (best, second) = probabilities[0] >= probabilities[1] ? (0, 1) : (1, 0);
        for (int i = 2; i < probabilities.Length; i++)
        {
            (best, second) = probabilities[i] > probabilities[best] ? (i, best) : probabilities[i] > probabilities[second] ? (best, i) : (best, second);
        }

        return (best, second);
    }
}
