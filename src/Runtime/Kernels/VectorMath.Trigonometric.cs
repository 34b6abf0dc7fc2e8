using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

internal static partial class VectorMath
{
    // x = n pi/2 + r with |r| <= pi/4 (Cody and Waite): pi/2 is in three parts, each as long as a number; with fused multiply-add the
    // products are exact. Larger arguments, and hardware without it, go to the platform's functions.

    /// <summary>Sine of radians.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe V Sin<V, T>(V x)
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V n = ReduceByHalfPi<V, T>(x, out V r);
        V result = SineOfQuadrant<V, T>(n, r);
        V tiny = V.Less(V.Abs(x), V.Constant(1.2e-4f, 7.4e-9)); // keeps -0
        result = V.Select(tiny, x, result);
        V large = IsLarge<V, T>(x);
        return V.Any(large) ? V.Select(large, ForEach<V, T>(x, x, &SinOf<T>), result) : result;
    }

    /// <summary>Cosine of radians.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe V Cos<V, T>(V x)
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V n = ReduceByHalfPi<V, T>(x, out V r);
        V one = V.FromBits(1);
        V result = SineOfQuadrant<V, T>(V.AddBits(n, one), r);
        V large = IsLarge<V, T>(x);
        return V.Any(large) ? V.Select(large, ForEach<V, T>(x, x, &CosOf<T>), result) : result;
    }

    private static T SinOf<T>(T x, T unused) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Sin(x);

    private static T CosOf<T>(T x, T unused) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Cos(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V IsLarge<V, T>(V x)
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        HasFusedMultiplyAdd ? V.Less(V.Constant(1e5f, 1e9), V.Abs(x)) : V.Equal(x, x);

    /// <summary>n, as an integer in the bits, and r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ReduceByHalfPi<V, T>(V x, out V r)
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V shift = RoundingShift<V, T>();
        V shifted = V.MultiplyAdd(x, V.Constant(0.6366197723675814), shift);
        V n = shifted - shift;
        r = V.MultiplyAdd(n, V.Constant(-1.5707963705062866f, -1.5707963267948966), x);
        r = V.MultiplyAdd(n, V.Constant(4.371138828673793e-08f, -6.123233995736766e-17), r);
        r = V.MultiplyAdd(n, V.Constant(1.7151245100058819e-15f, 1.4973849048591698e-33), r);
        return V.SubtractBits(shifted, shift);
    }

    /// <summary>sin(n pi/2 + r): the sine or cosine of r, by the two lowest bits of n. Polynomials of Cephes (float32) and FreeBSD's msun (float64).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SineOfQuadrant<V, T>(V n, V r)
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V z = r * r, s, c;
        if (typeof(T) == typeof(float))
        {
            s = V.MultiplyAdd(V.Constant(-1.9515295891e-4), z, 8.3321608736e-3);
            s = V.MultiplyAdd(s, z, -1.6666654611e-1);
            c = V.MultiplyAdd(V.Constant(2.443315711809948e-5), z, -1.388731625493765e-3);
            c = V.MultiplyAdd(c, z, 4.166664568298827e-2);
        }
        else
        {
            s = V.MultiplyAdd(V.Constant(1.58969099521155010221e-10), z, -2.50507602534068634195e-08);
            s = V.MultiplyAdd(s, z, 2.75573137070700676789e-06);
            s = V.MultiplyAdd(s, z, -1.98412698298579493134e-04);
            s = V.MultiplyAdd(s, z, 8.33333333332248946124e-03);
            s = V.MultiplyAdd(s, z, -1.66666666666666324348e-01);
            c = V.MultiplyAdd(V.Constant(-1.13596475577881948265e-11), z, 2.08757232129817482790e-09);
            c = V.MultiplyAdd(c, z, -2.75573143513906633035e-07);
            c = V.MultiplyAdd(c, z, 2.48015872894767294178e-05);
            c = V.MultiplyAdd(c, z, -1.38888888888741095749e-03);
            c = V.MultiplyAdd(c, z, 4.16666666666666019037e-02);
        }
        s = V.MultiplyAdd(s * z, r, r);
        c = V.MultiplyAdd(c * z, z, V.MultiplyAdd(z, V.Constant(-0.5), V.Constant(1)));

        int signPosition = typeof(T) == typeof(float) ? 31 : 63;
        V odd = V.ShiftRight(V.ShiftLeft(n, signPosition), signPosition);
        V sign = V.And(V.ShiftLeft(n, signPosition - 1), SignBit<V, T>());
        return V.Xor(V.Select(odd, c, s), sign);
    }
}
