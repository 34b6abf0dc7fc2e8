using System;
using System.Numerics;

namespace NetGen;

/// <summary>What an evaluation needs of a session, wherever it computes.</summary>
internal interface ISupervisedSession<T, TInput, TTarget> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    /// <summary>Most samples in one call.</summary>
    int MaxBatch { get; }

    /// <summary>Computes the output.</summary>
    void Forward(ReadOnlySpan<TInput> input, Span<T> output);

    /// <summary>The mean loss of outputs.</summary>
    T Loss(ReadOnlySpan<T> output, ReadOnlySpan<TTarget> target);
}
