using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
#if !NET10_0_OR_GREATER
using System.Runtime.Intrinsics.X86;
#endif

namespace NetGen.Kernels;

/// <summary>
/// Maximum and minimum of IEEE 754 (NaN wins, -0 is less than +0). The compilers of .NET 9 make ten instructions of <c>Vector512.Max</c>, so for them it is written in three; those of .NET 10 need two.
/// </summary>
internal static class Extremum<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
#if NET10_0_OR_GREATER
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Max(Vector512<T> left, Vector512<T> right) => Vector512.Max(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Min(Vector512<T> left, Vector512<T> right) => Vector512.Min(left, right);
#else
    // Of VRANGEPS: which of the two, with the sign of the one that is chosen.
    private const byte Smaller = 0b0100, Larger = 0b0101;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Max(Vector512<T> left, Vector512<T> right)
    {
        if (Avx512DQ.IsSupported && typeof(T) == typeof(float))
            return NumberOrNaN(left, right, Avx512DQ.Range(left.AsSingle(), right.AsSingle(), Larger).As<float, T>());
        if (Avx512DQ.IsSupported && typeof(T) == typeof(double))
            return NumberOrNaN(left, right, Avx512DQ.Range(left.AsDouble(), right.AsDouble(), Larger).As<double, T>());
        return Vector512.Max(left, right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Min(Vector512<T> left, Vector512<T> right)
    {
        if (Avx512DQ.IsSupported && typeof(T) == typeof(float))
            return NumberOrNaN(left, right, Avx512DQ.Range(left.AsSingle(), right.AsSingle(), Smaller).As<float, T>());
        if (Avx512DQ.IsSupported && typeof(T) == typeof(double))
            return NumberOrNaN(left, right, Avx512DQ.Range(left.AsDouble(), right.AsDouble(), Smaller).As<double, T>());
        return Vector512.Min(left, right);
    }

    /// <summary>The range instruction prefers a number to NaN: where there is a NaN, the sum, which is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> NumberOrNaN(Vector512<T> left, Vector512<T> right, Vector512<T> range) => typeof(T) == typeof(float)
        ? Avx512F.BlendVariable(range.AsSingle(), (left + right).AsSingle(), Avx512F.CompareUnordered(left.AsSingle(), right.AsSingle())).As<float, T>()
        : Avx512F.BlendVariable(range.AsDouble(), (left + right).AsDouble(), Avx512F.CompareUnordered(left.AsDouble(), right.AsDouble())).As<double, T>();
#endif
}
