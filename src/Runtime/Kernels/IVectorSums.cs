using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>Sums of products as the kernels of products form them, one instruction for each step.</summary>
/// <remarks>
/// The same as <see cref="IVector{TSelf, T}.MultiplyAdd"/> with <see cref="IVector{TSelf, T}.Load"/>, bit by bit. But the compiler forms that in a register of its own, to which the elements are loaded and from which the sum is
/// copied: three instructions. A sum passed by reference is one of its locals again once the call is inlined, and the load and the sum become operands of the multiply-add.
/// </remarks>
internal interface IVectorSums<TSelf, T> : IVector<TSelf, T>
    where TSelf : struct, IVectorSums<TSelf, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>sum += factor * source[index], with one rounding where the hardware has it.</summary>
    static abstract void AddProduct(ref TSelf sum, TSelf factor, ref readonly T source, nint index);
}

public partial struct Wide512<T> : IVectorSums<Wide512<T>, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IVectorSums<Wide512<T>, T>.AddProduct(ref Wide512<T> sum, Wide512<T> factor, ref readonly T source, nint index)
    {
        if (typeof(T) == typeof(float))
            sum._value = Vector512.MultiplyAddEstimate(factor._value.AsSingle(), Vector512.LoadUnsafe(in source, (nuint)index).AsSingle(), sum._value.AsSingle()).As<float, T>();
        else
            sum._value = Vector512.MultiplyAddEstimate(factor._value.AsDouble(), Vector512.LoadUnsafe(in source, (nuint)index).AsDouble(), sum._value.AsDouble()).As<double, T>();
    }
}

public partial struct Wide256<T> : IVectorSums<Wide256<T>, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IVectorSums<Wide256<T>, T>.AddProduct(ref Wide256<T> sum, Wide256<T> factor, ref readonly T source, nint index)
    {
        if (typeof(T) == typeof(float))
            sum._value = Vector256.MultiplyAddEstimate(factor._value.AsSingle(), Vector256.LoadUnsafe(in source, (nuint)index).AsSingle(), sum._value.AsSingle()).As<float, T>();
        else
            sum._value = Vector256.MultiplyAddEstimate(factor._value.AsDouble(), Vector256.LoadUnsafe(in source, (nuint)index).AsDouble(), sum._value.AsDouble()).As<double, T>();
    }
}

public partial struct Wide128<T> : IVectorSums<Wide128<T>, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IVectorSums<Wide128<T>, T>.AddProduct(ref Wide128<T> sum, Wide128<T> factor, ref readonly T source, nint index)
    {
        if (typeof(T) == typeof(float))
            sum._value = Vector128.MultiplyAddEstimate(factor._value.AsSingle(), Vector128.LoadUnsafe(in source, (nuint)index).AsSingle(), sum._value.AsSingle()).As<float, T>();
        else
            sum._value = Vector128.MultiplyAddEstimate(factor._value.AsDouble(), Vector128.LoadUnsafe(in source, (nuint)index).AsDouble(), sum._value.AsDouble()).As<double, T>();
    }
}

public partial struct Scalar<T> : IVectorSums<Scalar<T>, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IVectorSums<Scalar<T>, T>.AddProduct(ref Scalar<T> sum, Scalar<T> factor, ref readonly T source, nint index) =>
        sum._value = T.MultiplyAddEstimate(factor._value, Unsafe.Add(ref Unsafe.AsRef(in source), index), sum._value);
}
