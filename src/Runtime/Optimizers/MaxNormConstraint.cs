using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>Scales weights whose norm an update has made too large: for each output o, w[.., o] = w[.., o] min(1, c / |w[.., o]|).</summary>
internal static class MaxNormConstraint
{
    /// <summary>Applies <see cref="ParameterDefinition.MaxNorm"/> to all parameters that are trained. Allocates nothing; the result does not depend on the number of threads.</summary>
    public static void Apply<T>(Workers workers, ParameterSet<T> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var layout = parameters.Layout;
        for (var i = 0; i < layout.TrainableCount; i++)
        {
            var definition = layout.Definitions[i];
            if (definition.MaxNorm == 0 || definition.Frozen)
                continue;
            var outputs = definition.Shape.Length == 0 ? 1 : definition.Shape[^1];
            var loop = new ConstraintLoop<T>
            {
                Weights = parameters.All.Slice(layout.OffsetOf(i), definition.Length),
                Outputs = outputs,
                MaxNorm = T.CreateTruncating(definition.MaxNorm),
            };
            Loop<T>.Run(workers, outputs, definition.Length / outputs, loop);
        }
    }
}

/// <summary>Outputs [first, last). The squares of each are added in order, in a register or the scalar rest alike.</summary>
internal readonly ref struct ConstraintLoop<T> : ILoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public required Span<T> Weights { get; init; }

    public required int Outputs { get; init; }

    public required T MaxNorm { get; init; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Run<V>(int first, int last) where V : struct, IVector<V, T>
    {
        var o = first;
        for (; o <= last - V.Count; o += V.Count)
            Constrain<V>(o);
        for (; o < last; o++)
            Constrain<Scalar<T>>(o);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Constrain<V>(int output) where V : struct, IVector<V, T>
    {
        ref var w = ref MemoryMarshal.GetReference(Weights);
        var squares = V.Broadcast(T.Zero);
        for (nint i = output; i < Weights.Length; i += Outputs)
        {
            var value = V.Load(ref w, i);
            squares = V.MultiplyAdd(value, value, squares);
        }

        var limit = V.Broadcast(MaxNorm);
        // Exactly 1 for what is within the limit, so that it stays as it is.
        var scale = limit / V.Max(V.Sqrt(squares), limit);
        for (nint i = output; i < Weights.Length; i += Outputs)
            V.Store(V.Load(ref w, i) * scale, ref w, i);
    }
}
