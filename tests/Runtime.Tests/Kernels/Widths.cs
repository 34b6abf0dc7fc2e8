using System;
using System.Numerics;
using NetGen.Kernels;

namespace NetGen.Runtime.Tests.Kernels;

/// <summary>A function of a register, to be run with every width.</summary>
internal interface IVectorFunction
{
    V Apply<V, T>(V x) where V : struct, IVector<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>Runs register functions over arrays (of a length that every width divides).</summary>
internal static class Widths
{
    public static readonly int[] All = [1, 128, 256, 512];

    public static void Map<F, T>(int bits, F function, ReadOnlySpan<T> x, Span<T> y)
        where F : struct, IVectorFunction
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (bits)
        {
            case 1: Map<F, Scalar<T>, T>(function, x, y); break;
            case 128: Map<F, Wide128<T>, T>(function, x, y); break;
            case 256: Map<F, Wide256<T>, T>(function, x, y); break;
            default: Map<F, Wide512<T>, T>(function, x, y); break;
        }
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]
    private static void Map<F, V, T>(F function, ReadOnlySpan<T> x, Span<T> y)
        where F : struct, IVectorFunction
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i + V.Count <= x.Length; i += V.Count)
            V.Store(function.Apply<V, T>(V.Load(in x[i], 0)), ref y[i], 0);
    }
}

internal readonly struct ExpFunction : IVectorFunction { public V Apply<V, T>(V x) where V : struct, IVector<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> => V.Exp(x); }
internal readonly struct Expm1Function : IVectorFunction { public V Apply<V, T>(V x) where V : struct, IVector<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> => V.Expm1(x); }
internal readonly struct LogFunction : IVectorFunction { public V Apply<V, T>(V x) where V : struct, IVector<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> => V.Log(x); }
internal readonly struct Log1pFunction : IVectorFunction { public V Apply<V, T>(V x) where V : struct, IVector<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> => V.Log1p(x); }
internal readonly struct TanhFunction : IVectorFunction { public V Apply<V, T>(V x) where V : struct, IVector<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> => V.Tanh(x); }
internal readonly struct SigmoidFunction : IVectorFunction { public V Apply<V, T>(V x) where V : struct, IVector<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> => V.Sigmoid(x); }
internal readonly struct SoftplusFunction : IVectorFunction { public V Apply<V, T>(V x) where V : struct, IVector<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> => V.Softplus(x); }
internal readonly struct ErfFunction : IVectorFunction { public V Apply<V, T>(V x) where V : struct, IVector<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> => V.Erf(x); }
internal readonly struct SinFunction : IVectorFunction { public V Apply<V, T>(V x) where V : struct, IVector<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> => V.Sin(x); }
internal readonly struct CosFunction : IVectorFunction { public V Apply<V, T>(V x) where V : struct, IVector<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> => V.Cos(x); }
