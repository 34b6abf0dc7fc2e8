using System;
using System.Numerics;

namespace NetGen;

/// <summary>
/// The share of samples that are right. With classes as targets: the largest output is at the label. With numbers as targets: for one output per sample, it is above 0 just where the target is above 0.5
/// (logits of the sigmoid); for several, the largest output is where the largest target is.
/// </summary>
public sealed class Accuracy : Metric
{
    private long _right, _count;

    /// <inheritdoc/>
    public override string Name => "accuracy";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <summary>From 0 to 1; NaN if no batch was shown.</summary>
    public override double Value => (double)_right / _count;

    /// <inheritdoc/>
    public override void Reset() => (_right, _count) = (0, 0);

    /// <inheritdoc/>
    public override void Add<T>(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, int classes)
    {
        for (var i = 0; i < labels.Length; i++)
            Count(IndexOfLargest(outputs.Slice(i * classes, classes)) == labels[i]);
    }

    /// <inheritdoc/>
    public override void Add<T>(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int length)
    {
        for (var i = 0; i < outputs.Length; i += length)
        {
            Count(length == 1
                ? outputs[i] > T.Zero == targets[i] > T.CreateTruncating(0.5)
                : IndexOfLargest(outputs.Slice(i, length)) == IndexOfLargest(targets.Slice(i, length)));
        }
    }

    private void Count(bool right)
    {
        _count++;
        if (right)
            _right++;
    }
}

/// <summary>The share of samples whose label is among the k largest outputs; of equal outputs the earlier class comes first.</summary>
/// <param name="k">At least 1.</param>
public sealed class TopKAccuracy(int k) : Metric
{
    private readonly int _k = k >= 1 ? k : throw new ArgumentOutOfRangeException(nameof(k), k, "k must be at least 1.");
    private long _right, _count;

    /// <inheritdoc/>
    public override string Name { get; } = FormattableString.Invariant($"top-{k} accuracy");

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <summary>From 0 to 1; NaN if no batch was shown.</summary>
    public override double Value => (double)_right / _count;

    /// <inheritdoc/>
    public override void Reset() => (_right, _count) = (0, 0);

    /// <inheritdoc/>
    public override void Add<T>(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, int classes)
    {
        for (var i = 0; i < labels.Length; i++)
        {
            var scores = outputs.Slice(i * classes, classes);
            var score = scores[labels[i]];
            var before = 0;
            for (var other = 0; other < classes; other++)
                before += scores[other] > score || (scores[other] == score && other < labels[i]) ? 1 : 0;
            _count++;
            if (before < _k && !T.IsNaN(score))
                _right++;
        }
    }
}

/// <summary>How often samples of each class were taken for each class.</summary>
public sealed class ConfusionMatrix : Metric
{
    private readonly int[] _counts;

    /// <summary>An empty matrix.</summary>
    /// <param name="classes">Number of classes, at least 2.</param>
    public ConfusionMatrix(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        Classes = classes;
        _counts = new int[checked(classes * classes)];
    }

    /// <inheritdoc/>
    public override string Name => "confusion";

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>Samples of class <paramref name="label"/> that were taken for <paramref name="predicted"/>.</summary>
    public int this[int label, int predicted] => _counts[label * Classes + predicted];

    /// <summary>The share of samples off the diagonal: the error rate. NaN if no batch was shown.</summary>
    public override double Value
    {
        get
        {
            long all = 0, right = 0;
            for (var i = 0; i < _counts.Length; i++)
            {
                all += _counts[i];
                right += i / Classes == i % Classes ? _counts[i] : 0;
            }

            return (double)(all - right) / all;
        }
    }

    /// <inheritdoc/>
    public override void Reset() => Array.Clear(_counts);

    /// <inheritdoc/>
    public override void Add<T>(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, int classes)
    {
        if (classes != Classes)
            throw new ArgumentException($"The confusion matrix is for {Classes} classes, but the network has {classes}.", nameof(classes));
        for (var i = 0; i < labels.Length; i++)
            _counts[labels[i] * classes + IndexOfLargest(outputs.Slice(i * classes, classes))]++;
    }
}

/// <summary>The mean of |output - target| over all elements.</summary>
public sealed class MeanAbsoluteError : Metric
{
    private double _sum;
    private long _count;

    /// <inheritdoc/>
    public override string Name => "mean absolute error";

    /// <summary>NaN if no batch was shown.</summary>
    public override double Value => _sum / _count;

    /// <inheritdoc/>
    public override void Reset() => (_sum, _count) = (0, 0);

    /// <inheritdoc/>
    public override void Add<T>(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int length)
    {
        for (var i = 0; i < outputs.Length; i++)
            _sum += Math.Abs(double.CreateTruncating(outputs[i]) - double.CreateTruncating(targets[i]));
        _count += outputs.Length;
    }
}
