using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>Reductions over the elements of a register: the upper half onto the lower half until one element is left, so the tree is fixed by the number of elements.</summary>
internal static class Horizontal
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum<T>(Vector128<T> value) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
            value += SwapHalves(value);
        return value.GetElement(0) + value.GetElement(1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Maximum<T>(Vector128<T> value) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
            value = Vector128.Max(value, SwapHalves(value));
        return T.Max(value.GetElement(0), value.GetElement(1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Minimum<T>(Vector128<T> value) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
            value = Vector128.Min(value, SwapHalves(value));
        return T.Min(value.GetElement(0), value.GetElement(1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> SwapHalves<T>(Vector128<T> value) => Vector128.Shuffle(value.AsInt64(), Vector128.Create(1L, 0L)).As<long, T>();
}
