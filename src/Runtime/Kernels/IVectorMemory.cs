using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>Multiply-adds with an operand in memory, so written that the compiler leaves it there. The bits are those of <see cref="IVector{TSelf, T}.MultiplyAdd"/>.</summary>
internal interface IVectorMemory<TSelf, T> : IVector<TSelf, T>
    where TSelf : struct, IVectorMemory<TSelf, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>sum += factor * source[index].</summary>
    /// <remarks>
    /// One instruction. The same with <see cref="IVector{TSelf, T}.MultiplyAdd"/> is three, since its result is a register of its own, to which the elements are loaded and from which the sum is copied.
    /// A sum passed by reference is one of the caller's locals again once the call is inlined.
    /// </remarks>
    static abstract void AddProduct(ref TSelf sum, TSelf factor, ref readonly T source, nint index);

    /// <summary>One step of Horner's rule: sum * x + coefficients[index], of a table that never moves.</summary>
    /// <remarks>
    /// Where there are 16 registers (AVX2), the coefficient is read each time, by an instruction that the compiler does not take for a common subexpression. Constants are, and those of five elementary functions (an LSTM cell)
    /// took 13 registers and left three to compute with: almost every intermediate result went through the stack, and a step took a third longer. With 32 registers (AVX-512, Arm64) that does not happen.
    /// </remarks>
    static abstract TSelf Horner(TSelf sum, TSelf x, ref readonly T coefficients, nint index);
}

public partial struct Wide512<T> : IVectorMemory<Wide512<T>, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IVectorMemory<Wide512<T>, T>.AddProduct(ref Wide512<T> sum, Wide512<T> factor, ref readonly T source, nint index)
    {
        if (typeof(T) == typeof(float))
            sum._value = Vector512.MultiplyAddEstimate(factor._value.AsSingle(), Vector512.LoadUnsafe(in source, (nuint)index).AsSingle(), sum._value.AsSingle()).As<float, T>();
        else
            sum._value = Vector512.MultiplyAddEstimate(factor._value.AsDouble(), Vector512.LoadUnsafe(in source, (nuint)index).AsDouble(), sum._value.AsDouble()).As<double, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide512<T> IVectorMemory<Wide512<T>, T>.Horner(Wide512<T> sum, Wide512<T> x, ref readonly T coefficients, nint index)
    {
        Wide512<T> result;
        if (typeof(T) == typeof(float))
            result._value = Vector512.MultiplyAddEstimate(sum._value.AsSingle(), x._value.AsSingle(), Vector512.Create(Unsafe.Add(ref Unsafe.AsRef(in coefficients), index)).AsSingle()).As<float, T>();
        else
            result._value = Vector512.MultiplyAddEstimate(sum._value.AsDouble(), x._value.AsDouble(), Vector512.Create(Unsafe.Add(ref Unsafe.AsRef(in coefficients), index)).AsDouble()).As<double, T>();
        return result;
    }
}

public partial struct Wide256<T> : IVectorMemory<Wide256<T>, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IVectorMemory<Wide256<T>, T>.AddProduct(ref Wide256<T> sum, Wide256<T> factor, ref readonly T source, nint index)
    {
        if (typeof(T) == typeof(float))
            sum._value = Vector256.MultiplyAddEstimate(factor._value.AsSingle(), Vector256.LoadUnsafe(in source, (nuint)index).AsSingle(), sum._value.AsSingle()).As<float, T>();
        else
            sum._value = Vector256.MultiplyAddEstimate(factor._value.AsDouble(), Vector256.LoadUnsafe(in source, (nuint)index).AsDouble(), sum._value.AsDouble()).As<double, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static unsafe Wide256<T> IVectorMemory<Wide256<T>, T>.Horner(Wide256<T> sum, Wide256<T> x, ref readonly T coefficients, nint index)
    {
        Wide256<T> result;
        if (Avx.IsSupported && !Vector512.IsHardwareAccelerated && typeof(T) == typeof(float))
            result._value = Vector256.MultiplyAddEstimate(sum._value.AsSingle(), x._value.AsSingle(), Avx.BroadcastScalarToVector256((float*)Unsafe.AsPointer(ref Unsafe.AsRef(in coefficients)) + index)).As<float, T>();
        else if (Avx.IsSupported && !Vector512.IsHardwareAccelerated)
            result._value = Vector256.MultiplyAddEstimate(sum._value.AsDouble(), x._value.AsDouble(), Avx.BroadcastScalarToVector256((double*)Unsafe.AsPointer(ref Unsafe.AsRef(in coefficients)) + index)).As<double, T>();
        else if (typeof(T) == typeof(float))
            result._value = Vector256.MultiplyAddEstimate(sum._value.AsSingle(), x._value.AsSingle(), Vector256.Create(Unsafe.Add(ref Unsafe.AsRef(in coefficients), index)).AsSingle()).As<float, T>();
        else
            result._value = Vector256.MultiplyAddEstimate(sum._value.AsDouble(), x._value.AsDouble(), Vector256.Create(Unsafe.Add(ref Unsafe.AsRef(in coefficients), index)).AsDouble()).As<double, T>();
        return result;
    }
}

public partial struct Wide128<T> : IVectorMemory<Wide128<T>, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IVectorMemory<Wide128<T>, T>.AddProduct(ref Wide128<T> sum, Wide128<T> factor, ref readonly T source, nint index)
    {
        if (typeof(T) == typeof(float))
            sum._value = Vector128.MultiplyAddEstimate(factor._value.AsSingle(), Vector128.LoadUnsafe(in source, (nuint)index).AsSingle(), sum._value.AsSingle()).As<float, T>();
        else
            sum._value = Vector128.MultiplyAddEstimate(factor._value.AsDouble(), Vector128.LoadUnsafe(in source, (nuint)index).AsDouble(), sum._value.AsDouble()).As<double, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide128<T> IVectorMemory<Wide128<T>, T>.Horner(Wide128<T> sum, Wide128<T> x, ref readonly T coefficients, nint index)
    {
        Wide128<T> result;
        if (typeof(T) == typeof(float))
            result._value = Vector128.MultiplyAddEstimate(sum._value.AsSingle(), x._value.AsSingle(), Vector128.Create(Unsafe.Add(ref Unsafe.AsRef(in coefficients), index)).AsSingle()).As<float, T>();
        else
            result._value = Vector128.MultiplyAddEstimate(sum._value.AsDouble(), x._value.AsDouble(), Vector128.Create(Unsafe.Add(ref Unsafe.AsRef(in coefficients), index)).AsDouble()).As<double, T>();
        return result;
    }
}

public partial struct Scalar<T> : IVectorMemory<Scalar<T>, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IVectorMemory<Scalar<T>, T>.AddProduct(ref Scalar<T> sum, Scalar<T> factor, ref readonly T source, nint index) =>
        sum._value = T.MultiplyAddEstimate(factor._value, Unsafe.Add(ref Unsafe.AsRef(in source), index), sum._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar<T> IVectorMemory<Scalar<T>, T>.Horner(Scalar<T> sum, Scalar<T> x, ref readonly T coefficients, nint index) =>
        new() { _value = T.MultiplyAddEstimate(sum._value, x._value, Unsafe.Add(ref Unsafe.AsRef(in coefficients), index)) };
}
