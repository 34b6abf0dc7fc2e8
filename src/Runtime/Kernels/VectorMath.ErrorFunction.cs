using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

internal static partial class VectorMath
{
    /// <summary>
    /// The error function. For |x| &lt; 1 it is x P(x^2); beyond, 1 - exp(-x^2) G(u) with u = (|x| - 2) / (|x| + 2), where G is the scaled complementary
    /// error function, smooth in u. P and G interpolate at Chebyshev nodes; errors below 2^-29 (float32), 2^-59 (float64).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Erf<V, T>(V x)
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V sign = V.And(x, SignBit<V, T>());
        V magnitude = AtMost<V, T>(V.Xor(x, sign), V.Constant(4f, 6.0)); // 1 to the last bit
        V square = magnitude * magnitude;
        V near = magnitude * ErfNear<V, T>(square);
        V u = (magnitude - V.Constant(2)) / (magnitude + V.Constant(2));
        V far = V.MultiplyAdd(-Exp<V, T>(-square), ErfFar<V, T>(u), V.Constant(1));
        return V.Or(V.Select(V.Less(magnitude, V.Constant(1)), near, far), sign);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ErfNear<V, T>(V t)
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V p;
        if (typeof(T) == typeof(float))
        {
            p = V.MultiplyAdd(V.Constant(7.87587506268548832e-05), t, -8.01686428716586992e-04);
            p = V.MultiplyAdd(p, t, 5.18908742343397386e-03);
            p = V.MultiplyAdd(p, t, -2.68542120106264118e-02);
            p = V.MultiplyAdd(p, t, 1.12835947151602181e-01);
            p = V.MultiplyAdd(p, t, -3.76126266667203335e-01);
            return V.MultiplyAdd(p, t, 1.12837916584835085e+00);
        }
        p = V.MultiplyAdd(V.Constant(5.95717614774891131e-11), t, -1.13728488567916737e-09);
        p = V.MultiplyAdd(p, t, 1.46597752740474363e-08);
        p = V.MultiplyAdd(p, t, -1.63503127010546952e-07);
        p = V.MultiplyAdd(p, t, 1.64610004841213676e-06);
        p = V.MultiplyAdd(p, t, -1.49255952668311818e-05);
        p = V.MultiplyAdd(p, t, 1.20553311116427105e-04);
        p = V.MultiplyAdd(p, t, -8.54832698083379003e-04);
        p = V.MultiplyAdd(p, t, 5.22397762481801448e-03);
        p = V.MultiplyAdd(p, t, -2.68661706450767923e-02);
        p = V.MultiplyAdd(p, t, 1.12837916709548791e-01);
        p = V.MultiplyAdd(p, t, -3.76126389031837483e-01);
        return V.MultiplyAdd(p, t, 1.12837916709551256e+00);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ErfFar<V, T>(V u)
        where V : struct, IVectorBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V g;
        if (typeof(T) == typeof(float))
        {
            g = V.MultiplyAdd(V.Constant(-9.44159634087273544e-04), u, -8.36589973648605746e-04);
            g = V.MultiplyAdd(g, u, 6.99485541359995758e-03);
            g = V.MultiplyAdd(g, u, 3.73214135130300970e-03);
            g = V.MultiplyAdd(g, u, -7.89785232725334907e-02);
            g = V.MultiplyAdd(g, u, 2.41658211090724440e-01);
            g = V.MultiplyAdd(g, u, -4.27185847614343028e-01);
            return V.MultiplyAdd(g, u, 2.55395676251903347e-01);
        }
        g = V.MultiplyAdd(V.Constant(-1.13525714772736269e-06), u, 1.27256766184022810e-06);
        g = V.MultiplyAdd(g, u, 4.01174964732506695e-06);
        g = V.MultiplyAdd(g, u, 1.30585771222780166e-06);
        g = V.MultiplyAdd(g, u, -1.39982837727849762e-05);
        g = V.MultiplyAdd(g, u, -2.75622091611293528e-05);
        g = V.MultiplyAdd(g, u, 2.75271755572272460e-05);
        g = V.MultiplyAdd(g, u, 1.74359474002051574e-04);
        g = V.MultiplyAdd(g, u, 4.35555868657548168e-05);
        g = V.MultiplyAdd(g, u, -9.81976941103864182e-04);
        g = V.MultiplyAdd(g, u, -8.47143252991950052e-04);
        g = V.MultiplyAdd(g, u, 6.99746173697157834e-03);
        g = V.MultiplyAdd(g, u, 3.73289240439783360e-03);
        g = V.MultiplyAdd(g, u, -7.89785810157061091e-02);
        g = V.MultiplyAdd(g, u, 2.41658194242465846e-01);
        g = V.MultiplyAdd(g, u, -4.27185847413958486e-01);
        return V.MultiplyAdd(g, u, 2.55395676310505748e-01);
    }
}
