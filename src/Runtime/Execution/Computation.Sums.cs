using System;
using System.ComponentModel;
using NetGen.Kernels;

namespace NetGen;

/// <content>Sums over time, which may be taken segment by segment.</content>
public abstract partial class Computation<T>
{
    /// <summary>y[o, i] = sum over t of x[o, t, i], from the first step to the last.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void SumOverTime(ReadOnlySpan<T> x, Span<T> y, int outer, int steps, int inner)
    {
        y.Clear();
        AddOverTime(x, y, outer, steps, inner);
    }

    /// <summary>y[o, i] += sum over t of x[o, t, i], from the first step to the last, or backwards.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void AddOverTime(ReadOnlySpan<T> x, Span<T> y, int outer, int steps, int inner, bool backwards = false) => StepSums.Add(Workers, x, y, outer, steps, inner, backwards);

    /// <summary>dtable[k] += the sum of dy[n] over all n = (o, t, i) with indices[n] = k, from the last step to the first.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void AddRows(ReadOnlySpan<T> dy, ReadOnlySpan<int> indices, Span<T> dtable, int outer, int steps, int inner, int width) =>
        StepSums.AddRows(Workers, dy, indices, dtable, outer, steps, inner, width);

    /// <summary>c[m,n] += sum_k a[k,m] b[k,n], from the last k to the first.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void AddTransposedA(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int n, int k) => Gemm.AddTransposedA(Workers, a, b, c, m, n, k);
}
