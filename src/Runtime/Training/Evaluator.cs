using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.InteropServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>Goes through a dataset in inference, batch by batch. All memory is taken once.</summary>
internal sealed class Evaluator<T, TInput, TTarget>(SampleLengths lengths, ISupervisedSession<T, TInput, TTarget> session) : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    private readonly int[] _indices = new int[session.MaxBatch];
    private readonly TInput[] _inputs = new TInput[session.MaxBatch * lengths.Input];
    private readonly TTarget[] _targets = new TTarget[session.MaxBatch * lengths.Target];
    private readonly T[] _outputs = new T[session.MaxBatch * lengths.Output];

    /// <summary>The mean loss; the metrics hold their values afterwards.</summary>
    public double Evaluate(Dataset<TInput, TTarget> data, IReadOnlyList<Metric>? metrics, Workers workers)
    {
        metrics ??= [];
        lengths.Check(data, nameof(data));
        for (var i = 0; i < metrics.Count; i++)
            metrics[i].Reset();
        var sum = 0.0;
        for (var first = 0; first < data.Count; first += session.MaxBatch)
        {
            var n = Math.Min(session.MaxBatch, data.Count - first);
            for (var i = 0; i < n; i++)
                _indices[i] = first + i;
            var inputs = _inputs.AsSpan(0, n * lengths.Input);
            var targets = _targets.AsSpan(0, n * lengths.Target);
            var outputs = _outputs.AsSpan(0, n * lengths.Output);
            data.Read(_indices.AsSpan(0, n), 0, workers, inputs, targets);
            session.Forward(inputs, outputs);
            sum += n * double.CreateTruncating(session.Loss(outputs, targets));
            for (var i = 0; i < metrics.Count; i++)
                Measure(metrics[i], outputs, targets);
        }

        return sum / data.Count;
    }

    public void Dispose() => session.Dispose();

    private void Measure(Metric metric, ReadOnlySpan<T> outputs, ReadOnlySpan<TTarget> targets)
    {
        if (typeof(TTarget) == typeof(int))
            metric.Add(outputs, MemoryMarshal.Cast<TTarget, int>(targets), outputs.Length / targets.Length);
        else
            metric.Add(outputs, MemoryMarshal.Cast<TTarget, T>(targets), lengths.Output);
    }
}
